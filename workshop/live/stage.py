"""What is going on in the live room: one small value that every screen follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from workshop.texts import Message, message

STATES = ("waiting", "open", "paused", "closed")
PACES = ("all", "phase", "together")
WALLS = ("auto", "join", "countdown", "heatmap", "curve", "votes", "comparison", "standards", "scenarios", "blank")
"""What the projector shows; "auto" follows the activity."""
HIDDEN, COUNT, VOTES = 0, 1, 2
"""Steps of the reveal: nothing, how many voted, how they voted."""
GRACE = 2.0
"""Seconds after a deadline in which an answer still counts: it was given in time and travelled."""


@dataclass(frozen=True)
class Stop:
    """One touchpoint on the customer's way."""

    key: str
    name: str
    phase: str
    department: str | None = None


@dataclass(frozen=True)
class Course:
    """What a room can work through: touchpoints in the customer's order, measurements that are open, departments."""

    stops: tuple[Stop, ...] = ()
    waves: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    rounds: Mapping[tuple[str, str], tuple[int, datetime]] = field(default_factory=dict)
    """(wave, touchpoint) → how many rounds of votes are over there, and when the last of them ended."""

    @property
    def phases(self) -> tuple[str, ...]:
        """The phases that have touchpoints, in their order."""
        return tuple(dict.fromkeys(stop.phase for stop in self.stops))

    def stop(self, key: str) -> Stop | None:
        """The touchpoint with this key, None when it is not on the way."""
        return next((stop for stop in self.stops if stop.key == key), None)


@dataclass(frozen=True)
class Stage:
    """What is going on. Its version is kept beside it, for two facilitators may press at the same moment."""

    activity: str = "lobby"
    state: str = "waiting"
    pace: str = "all"
    wave: str = ""
    phase: str = ""
    """Pace "phase": the phase in question."""
    touchpoint: str = ""
    """Pace "together": the touchpoint in question."""
    department: str = ""
    """Only its touchpoints or standards are in question; "" = all."""
    round: int = 1
    reveal: int = HIDDEN
    deadline: datetime | None = None
    """UTC; the server's clock decides."""
    left: float | None = None
    """Seconds that were left of a countdown when it was paused."""
    since: datetime | None = None
    """When a second or later round began: an answer from before does not count as given in it."""
    wall: str = "auto"
    page: int = 0
    """Which page of what is on the wall; after the last one comes the first again."""
    locked: bool = False
    """No new seats; who is in stays in."""

    def as_json(self) -> dict[str, Any]:
        """As it is stored: times as ISO texts."""
        values = asdict(self)
        return values | {name: values[name] and values[name].isoformat() for name in ("deadline", "since")}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Stage:
        """From what was stored; raises TypeError for a field that is not one."""
        times = {name: datetime.fromisoformat(values[name]) for name in ("deadline", "since") if values.get(name)}
        return cls(**{**values, **times})


def asked_touchpoints(stage: Stage, course: Course) -> tuple[Stop, ...]:
    """The touchpoints in question, in the customer's order, whether or not answers are taken right now."""
    if stage.activity != "rating":
        return ()
    return tuple(
        stop
        for stop in course.stops
        if (stage.pace != "phase" or stop.phase == stage.phase)
        and (stage.pace != "together" or stop.key == stage.touchpoint)
        and (not stage.department or stop.department == stage.department)
    )


def open_touchpoints(stage: Stage, course: Course) -> tuple[Stop, ...]:
    """What a phone may rate now; nothing unless the rating is open. A deadline is `takes_answers`' business."""
    return asked_touchpoints(stage, course) if stage.state == "open" else ()


def asked_departments(stage: Stage, own: str | None) -> tuple[str | None, ...]:
    """Whose standards are in question for somebody of the department `own`, whether or not answers are taken right
    now; None = the company-wide ones."""
    if stage.activity != "classifying":
        return ()
    if stage.department:
        return (own,) if own == stage.department else ()
    return (None,) if own is None else (own, None)


def open_departments(stage: Stage, own: str | None) -> tuple[str | None, ...]:
    """Whose standards somebody of the department `own` may classify now; nothing unless that is open."""
    return asked_departments(stage, own) if stage.state == "open" else ()


def takes_answers(stage: Stage, now: datetime) -> bool:
    """Whether an answer that arrives at `now` counts."""
    if stage.activity not in ("rating", "classifying") or stage.state != "open":
        return False
    return stage.deadline is None or (now - stage.deadline).total_seconds() <= GRACE


def seconds_left(stage: Stage, now: datetime | None = None) -> float | None:
    """What a countdown shows: seconds, 0 at least; None without a countdown. Paused, it stands still."""
    if stage.left is not None:
        return stage.left
    if stage.deadline is None:
        return None
    return max(0.0, (stage.deadline - (now or datetime.now(UTC))).total_seconds())


def wall_shows(stage: Stage) -> str:
    """What the projector shows: one of `WALLS`, or "waiting" (n of m), "count" (how many voted) while it follows."""
    if stage.wall != "auto":
        return stage.wall
    if stage.activity == "lobby":
        return "join"
    if stage.activity == "showing":
        return "blank"
    return ("waiting", "count", "votes" if stage.activity == "rating" else "standards")[stage.reveal]


def describe(stage: Stage) -> Message:
    """One sentence about what is going on."""
    if stage.reveal and stage.activity in ("rating", "classifying"):
        how_many = message("The wall shows how many voted.")
        return how_many if stage.reveal == COUNT else message("The result is on the wall.")
    match stage.activity, stage.state:
        case "lobby", "closed":
            return message("The room is closed.")
        case "rating", "open":
            return message("The rating is running.")
        case "rating", "paused":
            return message("The rating is paused.")
        case "rating", _:
            return message("The rating is closed.")
        case "classifying", "open":
            return message("The classification is running.")
        case "classifying", "paused":
            return message("The classification is paused.")
        case "classifying", _:
            return message("The classification is closed.")
        case "showing", _:
            return message("The wall shows a picture.")
        case _:
            return message("Nothing has been started yet.")
