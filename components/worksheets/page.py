"""The worksheets of a step on a page: the choice of one, what it is for, the sheet itself, and what goes with it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.chart_card import draw_chart
from components.forms import undo_button
from components.hints import hint_card
from components.plain import plain
from components.questions import guiding_questions
from components.room import Room, derived
from components.rooms import PAGES
from components.table_editor import table_editor
from components.texts import _
from components.viewport import current_look, known_look
from components.worksheets.columns import column
from components.worksheets.form import sheet_form
from components.worksheets.lanes import sheet_lanes
from components.worksheets.presets import draw_cards, preset_card
from components.worksheets.table import sheet_table
from workshop.order import next_key
from workshop.texts import Message, message
from workshop.worksheets.counts import counted
from workshop.worksheets.load import groups_of, sheets_of
from workshop.worksheets.model import Sheet
from workshop.worksheets.rows import things_of

NOTHING: dict[str, tuple[Message, str]] = {
    "touchpoint": (message("List the touchpoints first; then each of them has a row here."), "analysis/touchpoints.py"),
    "handover": (
        message("There is no hand-over yet: give the touchpoints their departments first."),
        "analysis/touchpoints.py",
    ),
    "department": (message("Name the departments first; then each of them has a row here."), "setup/settings.py"),
    "persona": (
        message("Describe a typical customer first; then each of them has a row here."),
        "analysis/personas.py",
    ),
    "standard": (message("Agree standards first; then each of them has a row here."), "target/standards.py"),
    "measure": (message("Plan measures first; then each of them has a row here."), "action/measures.py"),
    "kpi": (message("Name the figures first; then each of them has a row here."), "control/kpis.py"),
    "conversation": (message("Plan conversations first; then each has a row here."), "control/conversations.py"),
    "customer": (message("Plan conversations first; then each has a row here."), "control/conversations.py"),
}
"""Rows that are not there yet → what to do, and the page where it is done."""


def worksheets_page(room: Room, step: str, page: str = "") -> None:
    """Everything of a page of worksheets below its title. `page`: which of the step's pages, see `Sheet.page`."""
    sheets = sheets_of(step, page)
    if not sheets:
        st.info(_("There is no worksheet for this step."), icon=":material/info:")
        return
    current_look()
    hint_card(room, step)
    sheet = choose_sheet(step, page, sheets)
    draw_sheet(room, sheet)
    undo_button(room)
    sheet_questions(sheet)
    guiding_questions(step)


def choose_sheet(step: str, page: str, sheets: Sequence[Sheet]) -> Sheet:
    """First the heading, then the sheet; those behind “more” only when somebody asks for them."""
    name = f"{step}_{page}"
    groups = [group for group in groups_of(step) if any(sheet.group == group.id for sheet in sheets)]
    if len(groups) > 1:
        labels = {group.id: _(group.label) for group in groups}
        chosen = st.segmented_control(
            _("About"), list(labels), default=groups[0].id, required=True, key=f"sheet_group_{name}", wrap=True,
            format_func=labels.__getitem__, persist_state="session", label_visibility="collapsed",
        )  # fmt: skip
        sheets = [sheet for sheet in sheets if sheet.group == (chosen or groups[0].id)]
    calm = [sheet for sheet in sheets if not sheet.more]
    with st.container(horizontal=True, vertical_alignment="center"):
        place = st.container(width="content")
        deep = len(calm) < len(sheets) and bool(calm)
        if deep and not st.toggle(_("more"), key=f"sheet_more_{name}", persist_state="session"):
            sheets = calm
        with place:
            return choose_among(f"sheet_{name}_{sheets[0].group}", sheets)


def choose_among(key: str, sheets: Sequence[Sheet]) -> Sheet:
    """The sheets side by side."""
    titles = {sheet.id: _(sheet.title) for sheet in sheets}
    if st.session_state.get(key) not in titles:
        st.session_state[key] = sheets[0].id
    chosen = st.pills(
        _("Worksheet"), list(titles), key=key, required=True, format_func=titles.__getitem__, wrap=True,
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    return next((sheet for sheet in sheets if sheet.id == chosen), sheets[0])


def draw_sheet(room: Room, sheet: Sheet) -> None:
    """One worksheet: title, what it is for, its picture, its rows, its ready entries."""
    st.header(plain(_(sheet.title)), anchor=False)
    st.caption(plain(_(sheet.intro)))
    if sheet.rows == "cards":
        draw_cards(sheet)
        return
    if sheet.rows in NOTHING and not things_of(room.dossier, sheet):
        say_what_to_do(sheet)
        return
    if sheet.rows == "records":
        record_table(room, sheet)
    elif sheet.layout == "lanes":
        sheet_lanes(room, sheet)
    elif sheet.rows == "one" or sheet.layout == "form":
        sheet_form(room, sheet)
    else:
        sheet_table(room, sheet)
    if found := derived(room, counted, sheet.id) if sheet.counted else []:
        st.markdown("\n".join(f"- {plain(_(line))}" for line in found))
    preset_card(room, sheet)
    if sheet.chart and sheet.layout != "lanes":
        draw_chart(room, sheet.chart, known_look())


def folded_sheet(room: Room, sheet: Sheet) -> None:
    """A worksheet beside the main thing of a page, drawn only when somebody unfolds it."""
    with st.expander(
        _(sheet.title), icon=":material/table_rows:", key=f"sheet_folded_{sheet.id}", on_change="rerun"
    ) as opened:
        if opened.open:
            draw_sheet(room, sheet)


def say_what_to_do(sheet: Sheet) -> None:
    """The empty state of a worksheet whose rows are not there yet."""
    what, page = NOTHING[sheet.rows]
    st.info(_(what), icon=":material/info:")
    st.page_link(PAGES / page, label=_("Go there"), icon=":material/arrow_forward:")


def record_table(room: Room, sheet: Sheet) -> None:
    """Records of a kind in a table, with the sheet's fields as its columns."""
    table_editor(
        room, sheet.record, {field.name: column(room, field) for field in sheet.fields}, key=f"records_{sheet.id}",
        rows=room.dossier[sheet.record], alt=_(sheet.title),
        new=(lambda row, taken: {"key": next_key(taken, sheet.prefix), **row}) if sheet.prefix else None,
    )  # fmt: skip


def sheet_questions(sheet: Sheet) -> None:
    """The questions that help with this sheet."""
    if sheet.questions:
        st.markdown("\n".join(f"- {plain(_(question))}" for question in sheet.questions))
