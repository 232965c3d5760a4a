"""The ranked list of touchpoints: relevance × share disappointed, from the most urgent down."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.room import Room, derived
from components.texts import _
from components.worksheet import ALL, open_worksheet
from workshop.dossier import Dossier
from workshop.priorities import priorities
from workshop.ranking import touchpoint_table

CLICK = "priority_click"
SHOWN = ["rank", "name", "department", "priority", "relevance", "share", "n"]


def choose_lines() -> str:
    """Where the lines between the quadrants run; what comes back is the chart's option: "" or "fixed"."""
    fixed = st.segmented_control(
        _("Lines"), [False, True], default=False, required=True, key="matrix_lines",
        format_func={False: _("through the means"), True: _("fixed at 3.5 and 0")}.__getitem__,
        help=_("Fixed lines stay where they are from one measurement to the next; means move with the data."),
    )  # fmt: skip
    return "fixed" if fixed else ""


def ranked(dossier: Dossier, wave: str) -> pd.DataFrame:
    """Every touchpoint with a priority above 0, the highest first: the columns of `SHOWN` and key."""
    rows = priorities(touchpoint_table(dossier, wave), limit=len(dossier.touchpoints))
    return rows.assign(
        rank=range(1, len(rows) + 1),
        share=(rows["disappointed"] / rows["n"] * 100).round(),
        relevance=rows["relevance"].round(1),
        priority=rows["priority"].round(1),
    )[["key", *SHOWN]]


def priority_table(room: Room, wave: str) -> None:
    """The list as a table; a click on a touchpoint opens its worksheet."""
    rows = derived(room, ranked, wave)
    st.header(_("What first?"), anchor=False)
    if rows.empty:
        st.markdown(_("No touchpoint with at least five votes disappoints anybody."))
        return
    st.caption(
        _("Priority = (relevance − 1) ÷ 4 × share of disappointed votes, 0 to 100. A click opens the worksheet.")
    )
    kinds = st.column_config
    st.space("small")  # for the table's own buttons, which a touch screen shows above its corner
    st.dataframe(
        rows, hide_index=True, height="content", column_order=SHOWN,
        alt=_("Touchpoints by priority, first {name} with {priority}", name=rows["name"].iloc[0],
              priority=float(rows["priority"].iloc[0])),
        column_config={
            "rank": kinds.NumberColumn(_("Rank"), width=60),
            "name": kinds.ButtonColumn(
                _("Touchpoint"), type="tertiary", alignment="left", key=CLICK, width=300,
                on_click=open_clicked, args=(list(rows["key"]),),
            ),
            "department": _("Department"),
            "priority": kinds.ProgressColumn(_("Priority"), min_value=0, max_value=100, format="localized"),
            "relevance": kinds.NumberColumn(_("Relevance"), format="localized"),
            "share": kinds.NumberColumn(_("disappointed"), format="%d %%"),
            "n": "n",
        },
    )  # fmt: skip


def open_clicked(touchpoints: list[str]) -> None:
    """Callback: open the worksheet of the touchpoint in the clicked row."""
    open_worksheet(ALL, touchpoints[st.session_state[CLICK]["row"]])
