"""The coverage table: which department lacks a Muss or a Wow, and the standards of the whole company apart from it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.plain import plain
from components.room import Room, derived
from components.standards import LEVEL_ICONS, status_badge
from components.texts import _
from components.worksheet import COMPANY, open_worksheet
from workshop.coverage import company_wide, coverage
from workshop.dossier import Dossier
from workshop.labels import FIELD_LABELS, LEVEL_LABELS, STANDARD_STATUS_LABELS
from workshop.records import LEVELS
from workshop.standards import by_gaps, coverage_messages
from workshop.texts import Message, message

CLICK, DEPARTMENT = "coverage_click", FIELD_LABELS["standards"]["department"]
COLUMNS: dict[str, Message] = {
    **LEVEL_LABELS,
    "trained": message("trained or lived"),
    "live": STANDARD_STATUS_LABELS["live"],
}


def gaps_first(dossier: Dossier) -> pd.DataFrame:
    """One row per department, those that lack most first."""
    return by_gaps(coverage(dossier))


def coverage_card(room: Room) -> None:
    """The message, and the table it is read from; a click on a department opens its worksheet."""
    table = derived(room, gaps_first)
    headline, *more = [_(line) for line in coverage_messages(table)]
    st.subheader(plain(headline), anchor=False)
    for line in more:
        st.markdown(plain(line))
    links = [f":material/arrow_forward: {name}" for name in table["department"]]
    cells = table.assign(department=links, **{name: table[name].map(cell) for name in COLUMNS}).drop(columns="complete")
    st.dataframe(
        cells, hide_index=True, height="content", alt=headline,
        column_config={
            "department": st.column_config.ButtonColumn(
                _(DEPARTMENT), type="tertiary", alignment="left", key=CLICK,
                help=_("Click a department to open its worksheet."),
                on_click=open_clicked, args=(list(table["department"]),),
            ),
            **{name: st.column_config.TextColumn(_(label)) for name, label in COLUMNS.items()},
        },
    )  # fmt: skip
    st.caption(_("Click a department to open its worksheet."))


def cell(count: int) -> str:
    """A count; an empty cell says that something is missing."""
    return str(count) if count else _("missing")


def open_clicked(departments: list[str]) -> None:
    """Callback: open the worksheet of the department in the clicked row."""
    open_worksheet(departments[st.session_state[CLICK]["row"]])


def company_card(room: Room) -> None:
    """The standards that hold for every department, with their level and status."""
    rows = company_wide(room.dossier)
    st.subheader(_("For the whole company"), anchor=False)
    if rows.empty:
        st.markdown(_("No standard holds for the whole company yet: the thread that runs through all departments."))
    lines = [
        f"- {LEVEL_ICONS[level]} **{_(LEVEL_LABELS[level])}** · {plain(row['text'])} {status_badge(row['status'])}"
        for level in LEVELS
        for row in rows[rows["level"] == level].to_dict("records")
    ]
    st.markdown("\n".join(lines))
    st.button(
        _("Open the worksheet of the whole company"), icon=":material/domain:", key="open_company",
        on_click=open_worksheet, args=(COMPANY,),
    )  # fmt: skip
