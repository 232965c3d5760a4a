"""People without a phone: a place for each of them, and their answers entered by the facilitator."""

from __future__ import annotations

import streamlit as st

from components.live.console_steps import SAID, attempt_here
from components.room import Room
from components.texts import _
from data.live_room import Room as LiveRoom
from data.live_seats import add_person, list_seats
from data.live_votes import Answer, facilitator_vote
from workshop.live.stage import Course, asked_touchpoints
from workshop.scale import RATING_NAMES, RATINGS, SYMBOLS

HOME, NAME = "paper_home", "paper_name"
PERSON, TOUCHPOINT, RATING, RELEVANCE = "paper_person", "paper_touchpoint", "paper_rating", "paper_relevance"


def draw_paper(room: Room, live: LiveRoom, course: Course) -> None:
    """Add somebody; enter an answer for somebody who was added."""
    with st.expander(_("People without a phone"), icon=":material/edit_note:", key="fold_paper"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            homes: list[str | None] = [*course.departments] or [None]
            st.selectbox(_("Department"), homes, key=HOME, format_func=lambda name: name or _("no department"))
            if live.anonymity == "named":
                st.text_input(_("Name"), key=NAME)
            st.button(
                _("Add somebody without a phone"), icon=":material/person_add:", key="console_add_person",
                on_click=add, args=(room.workshop.id,),
            )  # fmt: skip
        people = {seat.participant: seat for seat in list_seats(room.workshop.id) if seat.on_paper}
        stops = {stop.key: stop.name for stop in asked_touchpoints(live.stage, course)}
        if not people:
            return
        if not stops:
            st.caption(_("Start a rating; then answers from paper can be entered here."))
            return
        names = {key: " · ".join(filter(None, [key, seat.name, seat.department])) for key, seat in people.items()}
        draw_answer(room.workshop.id, names, stops, live.asks_relevance)


def draw_answer(workshop_id: str, people: dict[str | None, str], stops: dict[str, str], relevance: bool) -> None:
    """Person, touchpoint, rating, and the button that stores it."""
    st.selectbox(_("Who?"), list(people), key=PERSON, format_func=lambda key: people.get(key, ""))
    st.selectbox(_("Touchpoint"), list(stops), key=TOUCHPOINT, format_func=lambda key: stops.get(key, ""))
    st.segmented_control(
        _("Rating from paper"), [*RATINGS, None], key=RATING, required=True,
        format_func=lambda code: _("no own contact") if code is None else f"{SYMBOLS[code]} {_(RATING_NAMES[code])}",
    )  # fmt: skip
    if relevance:
        st.segmented_control(_("How relevant?"), range(1, 6), key=RELEVANCE)
    st.button(
        _("Enter"), icon=":material/check:", key="paper_enter", on_click=enter,
        args=(workshop_id, relevance, list(stops)),
    )  # fmt: skip


def add(workshop_id: str) -> None:
    """Callback: a seat without a phone."""
    chosen = st.session_state
    attempt_here(workshop_id, add_person, workshop_id, chosen.get(HOME), chosen.get(NAME) or "")
    if SAID not in chosen and NAME in chosen:
        chosen[NAME] = ""


def enter(workshop_id: str, relevance: bool, stops: list[str]) -> None:
    """Callback: store one answer and be ready for the next touchpoint."""
    chosen = st.session_state
    rating = chosen.get(RATING)
    answer: Answer = {"rating": rating} if rating is not None else {"missing_reason": "no_own_contact"}
    if relevance and chosen.get(RELEVANCE):
        answer["relevance"] = chosen[RELEVANCE]
    attempt_here(workshop_id, facilitator_vote, workshop_id, chosen[PERSON], chosen[TOUCHPOINT], **answer)
    if SAID not in chosen:
        after = stops.index(chosen[TOUCHPOINT]) + 1
        chosen[TOUCHPOINT] = stops[min(after, len(stops) - 1)]
        st.toast(_("Entered."), icon=":material/check:")
