"""The console's choices: opening the room, how to rate, countdown, wall, people on paper, closing."""

from __future__ import annotations

import streamlit as st

from components.charted import wave_names
from components.live import who
from components.live.console_steps import attempt_here, close_for_good, seen_version, take
from components.room import Room
from components.texts import _
from data.live_leading import take_over
from data.live_room import ANONYMITIES, open_room
from data.live_room import Room as LiveRoom
from workshop.labels import PHASE_LABELS
from workshop.live.stage import PACES, WALLS, Course, seconds_left
from workshop.texts import Message, message

ANONYMITY_LABELS: dict[str, Message] = {
    "pseudonymous": message("With pseudonyms: before and after can be compared person by person"),
    "anonymous": message("Anonymous: the link between person and answer is deleted when the room is closed"),
    "named": message("With names: you see who is in"),
}
PACE_LABELS: dict[str, Message] = {
    "all": message("Everything at once, each at their own pace"),
    "phase": message("Phase by phase"),
    "together": message("Together, one touchpoint at a time"),
}
WALL_LABELS: dict[str, Message] = {
    "auto": message("Follow the console"),
    "join": message("Join screen"),
    "countdown": message("Big countdown"),
    "heatmap": message("Heatmap"),
    "curve": message("Emotional curve"),
    "votes": message("Votes as they grow"),
    "comparison": message("Before and after"),
    "standards": message("Standards"),
    "scenarios": message("Scenarios"),
    "blank": message("Nothing"),
}
COUNTDOWNS = (30, 60, 120, 180, 300, 600)
"""Seconds to choose from."""
WAVE, PACE, PLACE, HOME, SECONDS = "console_wave", "console_pace", "console_place", "console_home", "console_seconds"


def draw_opening(workshop_id: str) -> None:
    """How to open the room."""
    st.write(_("Open the room: the wall then shows a code, and everybody joins with their own phone."))
    with st.form("open_room", border=False):
        order = [name for name in ANONYMITY_LABELS if name in ANONYMITIES]
        anonymity = st.radio(_("Anonymity"), order, format_func=lambda name: _(ANONYMITY_LABELS[name]))
        relevance = st.toggle(_("Also ask how relevant each touchpoint is (1–5)"), value=True)
        if st.form_submit_button(_("Open the room"), icon=":material/meeting_room:", key="console_open"):
            attempt_here(workshop_id, open_and_lead, workshop_id, anonymity, relevance)
            st.rerun()


def open_and_lead(workshop_id: str, anonymity: str, relevance: bool) -> None:
    """Open the room; who opens it leads it, unless it was open already and somebody does."""
    if open_room(workshop_id, anonymity=anonymity, asks_relevance=relevance).conductor is None:
        take_over(workshop_id, who.current_actor())


def draw_choices(room: Room, live: LiveRoom, course: Course) -> None:
    """What is folded: seldom needed, or prepared before it is."""
    with st.expander(_("How to rate"), icon=":material/tune:", key="fold_rate"):
        choose_rating(room, course)
    with st.expander(_("Time limit"), icon=":material/timer:", key="fold_time"):
        choose_countdown(live)
    with st.expander(_("What the wall shows"), icon=":material/present_to_all:", key="fold_wall"):
        choose_wall(live)


def choose_rating(room: Room, course: Course) -> None:
    """Measurement, pace, where to begin, one department only; the big button starts with these, too."""
    if not course.waves:
        st.info(_("Every measurement is closed. Open one again, or start the next one."), icon=":material/info:")
        st.page_link("../pages/setup/settings.py", label=_("Set up"), icon=":material/settings:")
        return
    waves = wave_names(room)
    st.selectbox(
        _("Measurement"), course.waves, index=len(course.waves) - 1, key=WAVE,
        format_func=lambda key: waves.get(key, key),
    )  # fmt: skip
    pace = st.radio(_("Pace"), PACES, key=PACE, format_func=lambda name: _(PACE_LABELS[name]))
    if pace == "phase":
        st.selectbox(
            _("Begin with"), course.phases, key=f"{PLACE}_phase", format_func=lambda name: _(PHASE_LABELS[name])
        )
    elif pace == "together":
        names = {stop.key: stop.name for stop in course.stops}
        st.selectbox(_("Begin with"), list(names), key=f"{PLACE}_together", format_func=lambda key: names.get(key, key))
    everybody = _("All departments")
    st.selectbox(
        _("Whose touchpoints"), ["", *course.departments], key=HOME, format_func=lambda name: name or everybody
    )
    with st.container(horizontal=True):
        st.button(
            _("Start the rating"), icon=":material/play_arrow:", key="console_start",
            on_click=start_from_choices, args=(room.workshop.id, None),
        )  # fmt: skip
        st.button(
            _("Start classifying No-Go, Must and Wow"), icon=":material/rule:", key="console_classify",
            on_click=classify_from_choices, args=(room.workshop.id,),
        )  # fmt: skip


def start_from_choices(workshop_id: str, version: int | None) -> None:
    """Callback: start rating as chosen; `version` None = as the console was drawn last."""
    chosen = st.session_state
    pace = chosen.get(PACE, PACES[0])
    place = chosen.get(f"{PLACE}_{pace}") or ""
    arguments = (chosen.get(WAVE) or "", pace, place, chosen.get(HOME) or "")
    take(workshop_id, seen_version() if version is None else version, "start_rating", *arguments)


def classify_from_choices(workshop_id: str) -> None:
    """Callback: let the departments classify their standards, or the chosen one."""
    take(workshop_id, seen_version(), "start_classifying", st.session_state.get(HOME) or "")


def choose_countdown(live: LiveRoom) -> None:
    """How long; start and stop."""
    st.segmented_control(
        _("Minutes"), COUNTDOWNS, default=60, key=SECONDS, required=True,
        format_func=lambda seconds: f"{seconds // 60}:{seconds % 60:02d}",
    )  # fmt: skip
    with st.container(horizontal=True):
        st.button(
            _("Start the countdown"), icon=":material/timer:", key="console_countdown",
            on_click=count_from_choice, args=(live.workshop_id,), shortcut="T",
            disabled=live.stage.state not in ("open", "paused"),
        )  # fmt: skip
        st.button(
            _("Stop the countdown"), icon=":material/timer_off:", key="console_stop_countdown",
            on_click=tap_seen, args=(live.workshop_id, "stop_countdown"),
            disabled=seconds_left(live.stage) is None,
        )  # fmt: skip


def count_from_choice(workshop_id: str) -> None:
    """Callback: start a countdown as chosen."""
    take(workshop_id, seen_version(), "countdown", st.session_state.get(SECONDS) or 60)


def tap_seen(workshop_id: str, step: str, *args: str) -> None:
    """Callback: a step from the version that the live part has drawn last."""
    take(workshop_id, seen_version(), step, *args)


def choose_wall(live: LiveRoom) -> None:
    """One button for each picture, the one that is on the wall marked; the phones go on meanwhile."""
    with st.container(horizontal=True):
        for wall in WALLS:
            st.button(
                _(WALL_LABELS[wall]), icon=":material/check:" if wall == live.stage.wall else None,
                key=f"console_wall_{wall}", on_click=tap_seen, args=(live.workshop_id, "set_wall", wall),
            )  # fmt: skip


def draw_closing(workshop_id: str, anonymity: str) -> None:
    """Close the room, after saying what that means."""
    with st.expander(_("Close the room"), icon=":material/door_front:", key="fold_close"):
        st.write(_("Nobody can answer any more, the code is worthless. What was answered stays."))
        if anonymity == "anonymous":
            st.write(_("The link between person and answer is deleted for good."))
        st.button(
            _("Close the room now"), icon=":material/door_front:", key="console_close_room",
            on_click=close_for_good, args=(workshop_id,),
        )  # fmt: skip
