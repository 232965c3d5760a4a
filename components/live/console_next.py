"""What a facilitator will probably do next, as one button, and what else makes sense now, as small ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workshop.live.stage import COUNT, HIDDEN, VOTES, Course, Stage, wall_shows
from workshop.texts import Message, message


@dataclass(frozen=True)
class Tap:
    """A button: what it says, which step of `workshop.live.steps.STEPS` it takes, with what, and the key for it."""

    label: Message
    icon: str
    step: str
    args: tuple[Any, ...] = ()
    shortcut: str = ""


LIKELY = "W"
"""The key of the one obvious button, whatever it does now; the arrow keys and the space bar belong to what has the
focus."""
UNDO = "U"
START = Tap(message("Start the rating"), "play_arrow", "start_rating")
CLOSE = Tap(message("Close the voting"), "stop", "close", shortcut="S")
PAUSE = Tap(message("Pause"), "pause", "pause", shortcut="P")
RESUME = Tap(message("Go on"), "play_arrow", "resume")
REOPEN = Tap(message("Open again"), "lock_open_right", "resume", shortcut="O")
SHOW_COUNT = Tap(message("Show how many voted"), "groups", "reveal")
SHOW_VOTES = Tap(message("Show how they voted"), "visibility", "reveal")
HIDE = Tap(message("Hide the result"), "visibility_off", "hide", shortcut="H")
NEXT_POINT = Tap(message("Next touchpoint"), "skip_next", "next", shortcut="N")
NEXT_PHASE = Tap(message("Next phase"), "skip_next", "next", shortcut="N")
BACK = Tap(message("Back"), "skip_previous", "back", shortcut="B")
AGAIN = Tap(message("Second round"), "replay", "second_round", shortcut="2")
HEATMAP = Tap(message("Show the heatmap"), "grid_on", "show", ("heatmap",))
LOCK = Tap(message("Lock the door"), "lock", "lock", shortcut="L")
UNLOCK = Tap(message("Unlock the door"), "lock_open", "unlock", shortcut="L")
PAGE_BACK = Tap(message("Page back"), "chevron_left", "turn", (-1,), "Left")
PAGE_ON = Tap(message("Page on"), "chevron_right", "turn", (1,), "Right")

PICTURES = ("heatmap", "curve", "votes", "comparison", "standards", "scenarios")
"""What is drawn on the wall, in several pages where it does not fit on one."""


def likely(stage: Stage, course: Course) -> Tap:
    """The one obvious button."""
    if stage.activity not in ("rating", "classifying"):
        return START
    if stage.state == "paused":
        return RESUME
    if stage.state == "open":
        return CLOSE
    if stage.reveal == HIDDEN:
        return SHOW_COUNT
    if stage.reveal == COUNT:
        return SHOW_VOTES
    return forward(stage, course) or HEATMAP


def possible(stage: Stage, course: Course) -> list[Tap]:
    """The small buttons, in an order that stays the same."""
    taps = [LOCK if not stage.locked else UNLOCK]
    if wall_shows(stage) in PICTURES:
        taps = [PAGE_BACK, PAGE_ON, *taps]
    if stage.activity not in ("rating", "classifying"):
        return taps
    if stage.state == "open":
        taps.insert(0, PAUSE)
    if stage.state == "paused":
        taps.insert(0, CLOSE)
    if stage.state == "closed" and stage.reveal == HIDDEN:
        taps.insert(0, REOPEN)
    if stage.reveal != HIDDEN:
        taps.insert(0, HIDE)
    if stage.pace == "together" and stage.activity == "rating" and stage.reveal == VOTES:
        taps.insert(0, AGAIN)
    onward = forward(stage, course)
    if onward and stage.reveal != VOTES:
        taps.insert(0, onward)
    if backward(stage, course):
        taps.insert(0, BACK)
    return taps


def forward(stage: Stage, course: Course) -> Tap | None:
    """The button to what comes next; None when everything is open at once, and at the end."""
    place, places = where(stage, course)
    if not 0 <= place < len(places) - 1:
        return None
    return NEXT_POINT if stage.pace == "together" else NEXT_PHASE


def backward(stage: Stage, course: Course) -> bool:
    """Whether there is something before."""
    return where(stage, course)[0] > 0


def where(stage: Stage, course: Course) -> tuple[int, list[str]]:
    """Which touchpoint or phase is in question, and all of them; −1 when it is none or all at once."""
    if stage.activity != "rating" or stage.pace == "all":
        return -1, []
    stops = [stop for stop in course.stops if not stage.department or stop.department == stage.department]
    together = stage.pace == "together"
    places = list(dict.fromkeys(stop.key if together else stop.phase for stop in stops))
    current = stage.touchpoint if together else stage.phase
    return (places.index(current) if current in places else -1), places
