"""The three columns of the worksheet: No-Go, Muss and Wow, each with its cards and a field for the next sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import streamlit as st

from components.forms import carry_out
from components.plain import plain
from components.room import Room, derived
from components.standard_edits import EDITING, add_from, change, choose_action, edit_form
from components.texts import _
from components.worksheet import ALL, COMPANY, Sheet
from workshop.labels import LEVEL_LABELS, STANDARD_STATUS_LABELS
from workshop.records import LEVELS, STANDARD_STATUSES, STANDARD_TEXT, Standard
from workshop.standards import LEVEL_QUESTIONS, majority, next_status, standards_of, tallies, worksheet

LEVEL_ICONS = {"nogo": ":material/block:", "must": ":material/task_alt:", "wow": ":material/auto_awesome:"}
STATUS_ICONS = {
    "proposed": ":material/edit_note:",
    "agreed": ":material/handshake:",
    "trained": ":material/school:",
    "live": ":material/verified:",
}
WHOLE_LINE = 2000
"""Pixels, more than a card is wide: in a row the sentence takes a line of its own, and the buttons stand below it."""
ACTION_ICONS = {"edit": "edit", "back": "arrow_back", "delete": "delete"}


def sheet_standards(room: Room, sheet: Sheet) -> list[Standard]:
    """The standards of a worksheet, company-wide ones first."""
    standards: Iterable[Standard] = derived(room, standards_of)
    if sheet.whose == COMPANY:
        standards = [one for one in standards if one.department is None]
    department = None if sheet.whose in (ALL, COMPANY) else sheet.whose
    return worksheet(standards, sheet.place.key, sheet.place.department, department)


def standard_columns(room: Room, sheet: Sheet, standards: list[Standard]) -> None:
    """The three columns side by side; on a phone one below the other."""
    votes = derived(room, tallies)
    for column, level in zip(st.columns(3, gap="medium"), LEVELS, strict=True):
        with column:
            title = f"### {LEVEL_ICONS[level]} {_(LEVEL_LABELS[level])}"
            st.markdown(f"{title}\n\n:small[:gray[{_(LEVEL_QUESTIONS[level])}]]", anchors=False)
            add_field(room, sheet, level)  # above the cards: a field that moves loses the keyboard's focus
            for standard in (one for one in standards if one.level == level):
                draw_standard(room, sheet, standard, votes.get(standard.key, Counter()))


def draw_standard(room: Room, sheet: Sheet, standard: Standard, votes: Counter[str]) -> None:
    """One standard as a card, or as a form while somebody edits it."""
    workshop_id, editing = st.session_state.get(EDITING, ("", None))
    if workshop_id == room.workshop.id and editing.key == standard.key:
        with st.container(border=True, gap="small"):
            edit_form(room, sheet, editing)
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small"):
        standard_card(room, standard, votes)


def standard_card(room: Room, standard: Standard, votes: Counter[str]) -> None:
    """The sentence, what belongs to it, its status with one click to the next, and what else can be done with it."""
    names = STANDARD_STATUS_LABELS
    st.markdown("\n\n".join([plain(standard.text), *small_print(standard, votes)]), width=WHOLE_LINE)
    following = next_status(standard.status)
    if following:
        st.button(
            _(names[following]), icon=":material/arrow_forward:", key=f"advance_{standard.key}",
            help=_("Now: {status}. One click: {next}.", status=names[standard.status], next=names[following]),
            on_click=carry_out, args=(change, room.workshop.id, standard), kwargs={"status": following},
        )  # fmt: skip
    menu = f"menu_{standard.key}"
    st.menu_button(
        _("Change"), actions(standard), key=menu, type="tertiary", icon=":material/more_horiz:",
        format_func=action_label, on_click=choose_action, args=(menu, room.workshop.id, standard),
    )  # fmt: skip


def small_print(standard: Standard, votes: Counter[str]) -> list[str]:
    """Below the sentence: criterion and target; owner, status, reach, training and the majority as badges."""
    measured = " · ".join(plain(part) for part in (standard.criterion, standard.target) if part)
    owner = plain(standard.department) if standard.department else _("Company-wide")
    badges = [badge("violet", owner), status_badge(standard.status)]
    if standard.touchpoint is None:
        badges.append(badge("gray", _("every touchpoint")))
    if standard.training_needed and standard.status in STANDARD_STATUSES[:2]:
        badges.append(badge("gray", _("needs training")))
    most = majority(votes)
    if most and most != standard.level:
        cast = votes.total()
        badges.append(
            badge("orange", _("The room says {level}: {n} of {all}", level=LEVEL_LABELS[most], n=votes[most], all=cast))
        )
    length = _("{n}/{limit} characters", n=len(standard.text), limit=STANDARD_TEXT)
    return [*([f":small[{measured}]"] if measured else []), f"{' '.join(badges)} :small[{length}]"]


def badge(colour: str, text: str) -> str:
    """A badge in markdown, for texts of our own."""
    return f":{colour}-badge[{text}]"


def status_badge(status: str) -> str:
    """How far a standard is, as a badge with its symbol."""
    return badge("blue", f"{STATUS_ICONS[status]} {_(STANDARD_STATUS_LABELS[status])}")


def actions(standard: Standard) -> list[str]:
    """What the menu of a card offers."""
    moves = [level for level in LEVELS if level != standard.level]
    back = ["back"] if standard.status != STANDARD_STATUSES[0] else []
    return ["edit", *moves, *back, "delete"]


def action_label(action: str) -> str:
    """An entry of a card's menu."""
    if action in LEVELS:
        return f"{LEVEL_ICONS[action]} " + _("Move to {level}", level=LEVEL_LABELS[action])
    others = {"edit": _("Edit"), "back": _("One status back"), "delete": _("Delete")}
    return f":material/{ACTION_ICONS[action]}: {others[action]}"


def add_field(room: Room, sheet: Sheet, level: str) -> None:
    """One field and Enter: the sentence becomes a proposed standard of this worksheet.

    The widget gets no `max_chars`: it would swallow a longer text that is pasted, or cut it without a word.
    """
    field, (department, _touchpoint) = f"new_{level}", sheet.home
    st.chat_input(
        _("New {level}: {whose} (at most {limit} characters)", level=LEVEL_LABELS[level],
          whose=department or _("Company-wide"), limit=STANDARD_TEXT),
        key=field, on_submit=add_from, args=(field, room.workshop.id, level, sheet.home),
    )  # fmt: skip
