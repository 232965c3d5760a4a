"""The facilitator's steps: each leads from one stage to the next, or refuses with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from workshop.live.stage import COUNT, HIDDEN, VOTES, WALLS, Stage
from workshop.live.way import Setting, beside, check, check_question, opened, paced
from workshop.texts import message

SHORTEST, LONGEST = 5, 3600
"""A countdown in seconds."""


def start_rating(
    stage: Stage, setting: Setting, wave: str = "", pace: str = "all", place: str = "", department: str = ""
) -> Stage:
    """Open the rating of a measurement ("" = the latest open one).

    `place`: the phase (pace "phase") or the touchpoint ("together") to begin with, "" = the first; `department`: only
    its touchpoints. Raises Refusal for a measurement that is closed, and when there is nothing to rate.
    """
    waves = setting.course.waves
    check(bool(waves), message("Every measurement is closed. Open one again on the page “Set up”, or add one."))
    check(not wave or wave in waves, message("The measurement “{wave}” is closed or does not exist.", wave=wave))
    fresh = replace(stage, activity="rating", wave=wave or waves[-1], department=department, wall="auto")
    return paced(fresh, setting, pace, place)


def start_classifying(stage: Stage, setting: Setting, department: str = "") -> Stage:
    """Let the departments classify their standards; `department`: only this one."""
    known = not department or department in setting.course.departments
    check(known, message("There is no department “{name}”.", name=department))
    fresh = replace(stage, activity="classifying", pace="all", phase="", touchpoint="", department=department)
    return opened(replace(fresh, wall="auto"))


def show(stage: Stage, setting: Setting, wall: str = "blank") -> Stage:
    """Nothing to answer: the phones point at the wall, the wall shows something."""
    check(wall in WALLS, message("The wall cannot show “{wall}”.", wall=wall))
    return replace(
        stage, activity="showing", state="waiting", reveal=HIDDEN, deadline=None, left=None, wall=wall, page=0
    )


def pause(stage: Stage, setting: Setting) -> Stage:
    """Take no answers for a while; a countdown stands still."""
    check(stage.state == "open", message("Nothing is open that could be paused."))
    left = None if stage.deadline is None else max(0.0, (stage.deadline - setting.now).total_seconds())
    return replace(stage, state="paused", deadline=None, left=left)


def resume(stage: Stage, setting: Setting) -> Stage:
    """Take answers again: after a pause, or after closing too early as long as nothing is revealed."""
    check_question(stage)
    check(stage.state != "open", message("It is running already."))
    check(stage.reveal == HIDDEN, message("The result is known; start a second round instead."))
    deadline = setting.now + timedelta(seconds=stage.left) if stage.left else None
    return replace(stage, state="open", deadline=deadline, left=None)


def close(stage: Stage, setting: Setting) -> Stage:
    """Take no more answers."""
    check_question(stage)
    check(stage.state != "closed", message("It is closed already."))
    return replace(stage, state="closed", deadline=None, left=None)


def reveal(stage: Stage, setting: Setting) -> Stage:
    """Show how many voted, then how they voted. What is revealed is closed: nobody votes with the result in view."""
    check_question(stage)
    check(stage.reveal < VOTES, message("The result is on the wall already."))
    step = COUNT if stage.reveal == HIDDEN else VOTES
    return replace(stage, state="closed", deadline=None, left=None, reveal=step, wall="auto", page=0)


def hide(stage: Stage, setting: Setting) -> Stage:
    """Take the result from the wall again; it stays closed."""
    check(stage.reveal != HIDDEN, message("Nothing is revealed that could be hidden."))
    return replace(stage, reveal=HIDDEN, wall="auto", page=0)


def next(stage: Stage, setting: Setting) -> Stage:
    """Open the next touchpoint or phase."""
    return beside(stage, setting, 1, message("That was the last one. Close the rating or show the heatmap."))


def back(stage: Stage, setting: Setting) -> Stage:
    """Open the touchpoint or phase before."""
    return beside(stage, setting, -1, message("This is the first one."))


def second_round(stage: Stage, setting: Setting, touchpoint: str = "") -> Stage:
    """Let the room vote again on a touchpoint, "" = the one in question. The votes until now are kept aside."""
    check(stage.activity == "rating", message("Start a rating first."))
    key = touchpoint or stage.touchpoint
    check(setting.course.stop(key) is not None, message("Choose the touchpoint that is voted on again."))
    finished = setting.course.rounds.get((stage.wave, key), (0, None))[0] + 1
    fresh = opened(replace(stage, pace="together", phase="", touchpoint=key, department="", wall="auto"))
    return replace(fresh, round=finished + 1, since=setting.now)


def countdown(stage: Stage, setting: Setting, seconds: float = 60) -> Stage:
    """Take answers for so many seconds from now on."""
    check(
        SHORTEST <= seconds <= LONGEST,
        message("A countdown lasts {least} to {most} seconds.", least=SHORTEST, most=LONGEST),
    )
    check(stage.state in ("open", "paused"), message("Start first; then a countdown can run."))
    if stage.state == "paused":
        return replace(stage, left=float(seconds))
    return replace(stage, deadline=setting.now + timedelta(seconds=seconds))


def stop_countdown(stage: Stage, setting: Setting) -> Stage:
    """Take the time limit away; answers are taken until somebody closes."""
    check(stage.deadline is not None or stage.left is not None, message("No countdown is running."))
    return replace(stage, deadline=None, left=None)


def lock(stage: Stage, setting: Setting) -> Stage:
    """Let nobody new in; who has a seat keeps it."""
    check(not stage.locked, message("The room is locked already."))
    return replace(stage, locked=True)


def unlock(stage: Stage, setting: Setting) -> Stage:
    """Let people in again."""
    check(stage.locked, message("The room is not locked."))
    return replace(stage, locked=False)


def set_pace(stage: Stage, setting: Setting, pace: str, place: str = "") -> Stage:
    """Change how the rating goes on: everything at once, phase by phase, or one touchpoint together."""
    check(stage.activity == "rating", message("Start a rating first."))
    return paced(stage, setting, pace, place)


def set_wall(stage: Stage, setting: Setting, wall: str = "auto") -> Stage:
    """Change what the wall shows; the phones go on."""
    check(wall in WALLS, message("The wall cannot show “{wall}”.", wall=wall))
    return replace(stage, wall=wall, page=0)


def turn(stage: Stage, setting: Setting, by: int = 1) -> Stage:
    """Turn the page on the wall, forward (1) or back (−1)."""
    check(by in (-1, 1), message("Pages are turned one by one."))
    return replace(stage, page=stage.page + by)


STEPS: dict[str, Callable[..., Stage]] = {
    step.__name__: step
    for step in (
        start_rating, start_classifying, show, pause, resume, close, reveal, hide, next, back, second_round, countdown,
        stop_countdown, lock, unlock, set_pace, set_wall, turn,
    )
}  # fmt: skip
"""Every step by its name: `STEPS[name](stage, setting, *args)`."""


def restored(stage: Stage, now: datetime) -> Stage:
    """A stage that is taken back to; a deadline that has passed meanwhile would close it at once, so it goes."""
    return replace(stage, deadline=None) if stage.deadline and stage.deadline < now else stage
