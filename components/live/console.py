"""The console's live part: what is going on, who leads, the one obvious button, small ones, how far the room is."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import door
from components.live.clock import draw_clock
from components.live.console_lead import draw_leading
from components.live.console_next import LIKELY, START, UNDO, Tap, likely, possible, where
from components.live.console_room import start_from_choices
from components.live.console_status import draw_status
from components.live.console_steps import LED, SAID, SEEN, leads, may_lead, take, take_back
from components.live.push import live
from components.plain import plain
from components.texts import _
from data.live_room import Room, room_of
from data.live_stage import course_of, last_step
from data.rows import Numbers
from workshop.labels import PHASE_LABELS
from workshop.live.stage import Course, Stage, describe, seconds_left

STYLE = """<style>
body:has([data-testid=stApp]:not([data-test-connection-state=CONNECTED]))
  :is([data-testid=stDialog], [data-testid=stStatusWidget]) { display: none }
.st-key-console_live { --lost-middle: calc(50% + 150px); --lost-width: 60vw }
.st-key-console_likely button { min-height: 4.5rem; border: 2px solid currentColor; }
.st-key-console_likely button p { font-size: 1.5rem; font-weight: 600; }
.st-key-console_likely button [data-testid=stIconMaterial] { font-size: 1.75rem; width: auto; margin-right: .3em; }
.st-key-console_status :is(td, th) { padding-inline: .4rem; }
.st-key-console_small button { min-height: 44px; }
</style>"""
"""Streamlit's own window about a lost line is in English and hides what is still right; ours says it, beside the
menu."""


def draw_console(room: Room) -> None:
    """The part that follows the room, in a page that was drawn for this version of it."""
    st.session_state[SEEN], st.session_state[LED] = room.version, room.conductor
    workshop_id = room.workshop_id
    st.html(STYLE)
    lost = _("No connection. What is shown may be old; it comes back by itself.")
    with st.container(key="console_live"):  # of its own: what it draws more or less never moves what is below
        live(partial(follow, workshop_id), workshop_id, "calm", key="console_line", lost=lost)


def follow(workshop_id: str, numbers: Numbers) -> None:
    """One run of the live part, after each change."""
    del numbers  # nothing is cached here: it is one screen, and it has to be right
    if not may_lead(workshop_id):
        door.closed_door()
        return
    room = room_of(workshop_id)
    if room is None or not room.is_open:
        st.rerun()  # somebody closed it elsewhere: the page draws how to open it
    if (room.version, room.conductor) != (st.session_state.get(SEEN), st.session_state.get(LED)):
        st.rerun()  # a step, or another leader: what is folded below offers other things now; votes redraw only this
    course = course_of(workshop_id)
    if SAID in st.session_state:
        st.error(st.session_state[SAID], icon=":material/error:")
    steps, people = st.columns([4, 3], gap="large")
    with steps:
        draw_now(room.stage, course)
        if leads(room):
            draw_likely(room, course)
            draw_small(room, course)
        draw_leading(room)
    with people, st.container(key="console_status"):
        draw_status(workshop_id, room.stage)


def draw_now(stage: Stage, course: Course) -> None:
    """One sentence, the place on the way, the countdown."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        over = stage.state == "open" and seconds_left(stage) == 0
        st.subheader(_("The time is over.") if over else _(describe(stage)), anchor=False, width="content")
        draw_clock(stage, key="console_clock")
    place = place_of(stage, course)
    if place:
        st.markdown(place)


def place_of(stage: Stage, course: Course) -> str:
    """The touchpoint or the phase in question as markdown, and which round it is; "" when everything is."""
    place, places = where(stage, course)
    if place < 0:
        return ""
    stop = course.stop(places[place])
    name = stop.name if stop else _(PHASE_LABELS[places[place]])
    number = _("{n} of {total}", n=place + 1, total=len(places))
    again = f" · {_('Round {n}', n=stage.round)}" if stage.round > 1 else ""
    return f"**{plain(name)}** · {number}{again}"


def draw_likely(room: Room, course: Course) -> None:
    """The one obvious button."""
    tap = likely(room.stage, course)
    with st.container(key="console_likely"):
        if tap == START:
            st.button(
                _(tap.label), icon=f":material/{tap.icon}:", width="stretch", key="console_next",
                on_click=start_from_choices, args=(room.workshop_id, room.version), disabled=not course.waves,
                shortcut=LIKELY,
            )  # fmt: skip
            return
        draw_tap(room, tap, "console_next", LIKELY, width="stretch")


def draw_small(room: Room, course: Course) -> None:
    """What else makes sense now, and undo."""
    with st.container(horizontal=True, key="console_small"):
        for tap in possible(room.stage, course):
            draw_tap(room, tap, f"console_{tap.step}_{tap.icon}", tap.shortcut)
        if last_step(room.workshop_id):
            st.button(
                _("Undo the last step"), icon=":material/undo:", key="console_undo", type="tertiary", shortcut=UNDO,
                on_click=take_back, args=(room.workshop_id, room.version),
            )  # fmt: skip


def draw_tap(room: Room, tap: Tap, key: str, shortcut: str, width: str = "content") -> None:
    """One button that takes one step from the version drawn here."""
    st.button(
        _(tap.label), icon=f":material/{tap.icon}:", key=key, width="stretch" if width == "stretch" else "content",
        on_click=take, args=(room.workshop_id, room.version, tap.step, *tap.args), shortcut=shortcut or None,
    )  # fmt: skip
