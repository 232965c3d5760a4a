"""The coverage table: which department lacks a Muss or a Wow, and the standards of the whole company apart from it."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import streamlit as st

from components.columns import sent
from components.plain import plain
from components.room import Room, derived
from components.standards import LEVEL_ICONS, status_badge
from components.texts import _, current_language
from components.worksheet import COMPANY, open_worksheet
from workshop.dossier import Dossier
from workshop.figures.coverage import coverage
from workshop.labels import FIELD_LABELS, LEVEL_LABELS, STANDARD_STATUS_LABELS
from workshop.records import LEVELS
from workshop.standards import by_gaps, coverage_messages, standards_of
from workshop.texts import Message, message, say

CLICK, DEPARTMENT = "coverage_click", FIELD_LABELS["standards"]["department"]
COLUMNS: dict[str, Message] = {
    **LEVEL_LABELS,
    "trained": message("trained or lived"),
    "live": STANDARD_STATUS_LABELS["live"],
}


def gaps_first(dossier: Dossier) -> pd.DataFrame:
    """One row per department, those that lack most first."""
    return by_gaps(coverage(dossier))


def coverage_cells(dossier: Dossier, language: str) -> tuple[list[str], pa.Table]:
    """What the table says, the gravest first, and its cells: a count, or that something is missing."""
    table = gaps_first(dossier)
    links = [f":material/arrow_forward: {name}" for name in table["department"]]
    nothing = say(message("missing"), language)
    cells = {name: [str(count) if count else nothing for count in table[name]] for name in COLUMNS}
    said = [say(line, language) for line in coverage_messages(table)]
    return said, sent(pd.DataFrame({"department": links, **cells}))


def coverage_card(room: Room) -> None:
    """What else is missing, and the way to each department's worksheet."""
    (headline, *more), cells = derived(room, coverage_cells, current_language())
    if more:
        st.markdown("\n\n".join(plain(line) for line in more))
    st.subheader(_("Close the gaps"), anchor=False)
    st.space("small")  # for the table's own buttons, which a touch screen shows above its corner
    st.dataframe(
        cells, hide_index=True, height="content", alt=headline,
        column_config={
            "department": st.column_config.ButtonColumn(
                _(DEPARTMENT), type="tertiary", alignment="left", key=CLICK,
                on_click=open_clicked, args=(list(derived(room, gaps_first)["department"]),),
            ),
            **{name: _(label) for name, label in COLUMNS.items()},
        },
    )  # fmt: skip
    st.caption(_("Click a department to open its worksheet."))


def open_clicked(departments: list[str]) -> None:
    """Callback: open the worksheet of the department in the clicked row."""
    open_worksheet(departments[st.session_state[CLICK]["row"]])


def company_card(room: Room) -> None:
    """The standards that hold for every department, with their level and status."""
    standards = [one for one in derived(room, standards_of) if one.department is None]
    st.header(_("For the whole company"), anchor=False)
    if not standards:
        st.markdown(_("No standard holds for the whole company yet: the thread that runs through all departments."))
    lines = [
        f"{LEVEL_ICONS[one.level]} **{_(LEVEL_LABELS[one.level])}** · {plain(one.text)} {status_badge(one.status)}"
        for one in sorted(standards, key=lambda one: LEVELS.index(one.level))
    ]
    if lines:
        st.markdown("\n\n".join(lines))
    st.button(
        _("Open the worksheet of the whole company"), icon=":material/domain:", key="open_company",
        on_click=open_worksheet, args=(COMPANY,),
    )  # fmt: skip
