"""The ranked list of touchpoints: relevance × share disappointed, from the most urgent down."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import streamlit as st

from components.columns import sent
from components.room import Room, derived
from components.texts import _
from components.worksheet import ALL, open_worksheet
from workshop.dossier import Dossier
from workshop.figures.priorities import priorities
from workshop.figures.ranking import touchpoint_table
from workshop.worksheets.entries import cells_of
from workshop.worksheets.load import worksheets

CLICK = "priority_click"
SHOWN = ["rank", "name", "department", "priority", "relevance", "share", "n", "reason"]
ORDER = "priority_choice"
"""The worksheet in which a place of one's own is noted, with its reason."""


def choose_lines() -> str:
    """Where the lines between the quadrants run; what comes back is the chart's option: "" or "fixed"."""
    fixed = st.segmented_control(
        _("Lines"), [False, True], default=False, required=True, key="matrix_lines",
        format_func={False: _("through the means"), True: _("fixed at 3.5 and 0")}.__getitem__,
        help=_("Fixed lines stay where they are from one measurement to the next; means move with the data."),
    )  # fmt: skip
    return "fixed" if fixed else ""


@dataclass(frozen=True)
class Ranked:
    """The list as it is sent, with what is said and asked of it."""

    table: pa.Table
    keys: list[str]
    first: str
    priority: float
    shown: list[str]


def ranked(dossier: Dossier, wave: str) -> Ranked | None:
    """Every touchpoint with a priority above 0, the highest first; None when there is none.

    Those that the room gave a place of their own come first, in that order, with the reason.
    """
    rows = priorities(touchpoint_table(dossier, wave), limit=len(dossier.touchpoints))
    places, reasons = own_order(dossier)
    own = [places.get(key, float("nan")) for key in rows["key"]]
    rows = rows.assign(own=own, reason=[reasons.get(key, "") for key in rows["key"]])
    rows = rows.sort_values("own", kind="stable", na_position="last")
    numbered = rows.assign(
        rank=range(1, len(rows) + 1),
        share=(rows["disappointed"] / rows["n"] * 100).round(),
        relevance=rows["relevance"].round(1),
        priority=rows["priority"].round(1),
    )
    if numbered.empty:
        return None
    first, shown = numbered.iloc[0], SHOWN if numbered["reason"].any() else SHOWN[:-1]
    return Ranked(sent(numbered[shown]), list(numbered["key"]), first["name"], float(first["priority"]), shown)


def own_order(dossier: Dossier) -> tuple[dict[str, float], dict[str, str]]:
    """Touchpoint → the place the room gave it, and touchpoint → why; {} where nobody did."""
    cells = cells_of(dossier, worksheets()[ORDER]) if ORDER in worksheets() else {}
    placed = {key: float(texts["place"]) for key, texts in cells.items() if texts.get("place", "").isdigit()}
    return placed, {key: texts["reason"] for key, texts in cells.items() if texts.get("reason")}


def priority_table(room: Room, wave: str) -> None:
    """The list as a table; a click on a touchpoint opens its worksheet."""
    rows = derived(room, ranked, wave)
    st.header(_("What first?"), anchor=False)
    if rows is None:
        st.markdown(_("No touchpoint with at least five votes disappoints anybody."))
        return
    st.caption(
        _("Priority = (relevance − 1) ÷ 4 × share of disappointed votes, 0 to 100. A click opens the worksheet.")
    )
    kinds = st.column_config
    st.space("small")  # for the table's own buttons, which a touch screen shows above its corner
    st.dataframe(
        rows.table, hide_index=True, height="content", column_order=rows.shown,
        alt=_("Touchpoints by priority, first {name} with {priority}", name=rows.first, priority=rows.priority),
        column_config={
            "rank": kinds.NumberColumn(_("Rank"), width=60),
            "name": kinds.ButtonColumn(
                _("Touchpoint"), type="tertiary", alignment="left", key=CLICK, width=300,
                on_click=open_clicked, args=(rows.keys,),
            ),
            "department": _("Department"),
            "priority": kinds.ProgressColumn(_("Priority"), min_value=0, max_value=100, format="localized"),
            "relevance": kinds.NumberColumn(_("Relevance"), format="localized"),
            "share": kinds.NumberColumn(_("disappointed"), format="%d %%"),
            "n": "n",
            "reason": kinds.TextColumn(_("Our reason"), width=260),
        },
    )  # fmt: skip


def open_clicked(touchpoints: list[str]) -> None:
    """Callback: open the worksheet of the touchpoint in the clicked row."""
    open_worksheet(ALL, touchpoints[st.session_state[CLICK]["row"]])
