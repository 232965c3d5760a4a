"""The head of the Muss/Wow worksheet: which touchpoint, whose standards, how it stands and what to mind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from components.places import Place, in_order, latest_wave_name, place_labels, places_of
from components.plain import plain
from components.room import Room, derived
from components.rooms import PAGES
from components.texts import _, current_language
from workshop.labels import PHASE_LABELS
from workshop.scale import MIN_VOTES, symbol
from workshop.standards import ZONE_LABELS, standards_of, worksheet_hints
from workshop.texts import signed

TOUCHPOINT_KEY, DEPARTMENT_KEY, ORDER_KEY = "worksheet_touchpoint", "worksheet_department", "worksheet_order"
ALL, COMPANY = "", "*"
"""Choices beside the departments: the standards of all of them, and those of the whole company."""


@dataclass(frozen=True)
class Sheet:
    """One worksheet: a touchpoint, and whose standards are shown (a department, `ALL` or `COMPANY`)."""

    place: Place
    whose: str

    @property
    def home(self) -> tuple[str | None, str | None]:
        """Department and touchpoint of a new standard; a company-wide one holds at every touchpoint."""
        if self.whose == COMPANY:
            return None, None
        return self.whose or self.place.department, self.place.key


def choose_sheet(room: Room) -> Sheet:
    """The widgets that choose a worksheet. In: a room with at least one touchpoint."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        whose = choose_department(room)
        painful = st.segmented_control(
            _("Order"), [True, False], default=True, required=True, key=ORDER_KEY, persist_state="session", wrap=True,
            format_func={True: _("what hurts most"), False: _("the customer’s")}.__getitem__,
        )  # fmt: skip
    places = in_order(of_department(room, whose), painful is not False)
    return Sheet(choose_place(places, derived(room, place_labels, current_language())), whose)


def choose_department(room: Room) -> str:
    """Whose standards: all departments, the whole company, or one department."""
    names = {ALL: _("All departments"), COMPANY: _("Company-wide")}
    options = [*names, *room.dossier.departments]
    if st.session_state.get(DEPARTMENT_KEY) not in options:
        st.session_state[DEPARTMENT_KEY] = ALL
    return st.selectbox(
        _("Standards of"), options, key=DEPARTMENT_KEY, width=260, persist_state="session",
        format_func=lambda name: names.get(name, name),
    )  # fmt: skip


def of_department(room: Room, whose: str) -> list[Place]:
    """The touchpoints a department answers for or has a standard at; all of them when there is none such."""
    places = list(derived(room, places_of))
    named = {one.touchpoint for one in derived(room, standards_of) if one.department == whose}
    return [p for p in places if p.department == whose or p.key in named] or places


def choose_place(places: Sequence[Place], labels: Mapping[str, str]) -> Place:
    """A select box and two buttons that lead on, by click or by key."""
    keys = [place.key for place in places]
    if st.session_state.get(TOUCHPOINT_KEY) not in keys:
        st.session_state[TOUCHPOINT_KEY] = keys[0]
    at = keys.index(st.session_state[TOUCHPOINT_KEY])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Touchpoint {n} of {all}", n=at + 1, all=len(keys)), keys, key=TOUCHPOINT_KEY,
            format_func=labels.__getitem__, persist_state="session", width=760,
        )  # fmt: skip
        step_button(_("Previous"), ":material/arrow_back:", "PageUp", keys, at - 1)
        step_button(_("Next"), ":material/arrow_forward:", "PageDown", keys, at + 1)
    return places[at]


def step_button(label: str, icon: str, shortcut: str, keys: Sequence[str], to: int) -> None:
    """A button to the touchpoint at place `to`; off at the ends. Its key is one that nobody types in a sentence."""
    inside = 0 <= to < len(keys)
    st.button(
        label, icon=icon, shortcut=shortcut, disabled=not inside, key=f"worksheet_{shortcut}",
        on_click=go_to, args=(keys[to] if inside else "",),
    )  # fmt: skip


def go_to(touchpoint: str) -> None:
    """Turn to the worksheet of a touchpoint; for callbacks."""
    st.session_state[TOUCHPOINT_KEY] = touchpoint


def open_worksheet(whose: str, touchpoint: str | None = None) -> None:
    """Go to the worksheet of a department or the company, at its worst touchpoint if none is named; for callbacks."""
    st.session_state[DEPARTMENT_KEY] = whose
    st.session_state[TOUCHPOINT_KEY] = touchpoint
    st.switch_page(PAGES / "target/standards.py")


def place_card(room: Room, sheet: Sheet) -> None:
    """Name, figures and phase of the touchpoint, and what to mind there."""
    place = sheet.place
    st.header(plain(place.name), anchor=False)
    st.caption(
        " · ".join([standing(room, place), _(PHASE_LABELS[place.phase]), plain(place.department or "")]).strip(" ·")
    )
    with st.container():  # always there: what follows keeps its place, and with it the keyboard's focus
        for hint in worksheet_hints(derived(room, standards_of), place.key, plain(place.name), place.zone):
            st.warning(_(hint), icon=":material/lightbulb:")


def standing(room: Room, place: Place) -> str:
    """Net delight with n, measurement and zone; too few votes is an answer too."""
    if place.n == 0:
        return _("No votes yet")
    if place.n < MIN_VOTES:
        return _("Too few votes for a figure (n = {n})", n=place.n)
    figure = _(
        "{symbol} net delight {points} (n = {n}, {wave})", symbol=symbol(place.net_delight),
        points=signed(place.net_delight), n=place.n, wave=derived(room, latest_wave_name),
    )  # fmt: skip
    return " · ".join([figure, *([_(ZONE_LABELS[place.zone])] if place.zone in ZONE_LABELS else [])])
