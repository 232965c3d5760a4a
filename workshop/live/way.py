"""Where a rating goes: the places of a pace, the next and the previous one, and what opens there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from workshop.live.stage import HIDDEN, PACES, Course, Stage, asked_touchpoints
from workshop.texts import Message, Refusal, message


@dataclass(frozen=True)
class Setting:
    """What a step has to know besides the stage: what there is to work through, and the server's time (UTC)."""

    course: Course
    now: datetime


def paced(stage: Stage, setting: Setting, pace: str, place: str) -> Stage:
    """The rating opened at a place of a pace."""
    check(pace in PACES, message("There is no pace “{pace}”.", pace=pace))
    places = places_of(replace(stage, pace="all"), setting, pace)
    check(bool(places), message("There is no touchpoint to rate."))
    check(not place or place in places, message("“{place}” is not on the way of this rating.", place=place))
    return at(replace(stage, pace=pace), setting, place or places[0])


def beside(stage: Stage, setting: Setting, by: int, end: Message) -> Stage:
    """The next or the previous place of the rating; raises Refusal with `end` when there is none."""
    check(
        stage.activity == "rating" and stage.pace != "all",
        message("Everything is open at once; there is no next one. Choose phase by phase or one touchpoint together."),
    )
    places = places_of(stage, setting, stage.pace)
    here = stage.phase if stage.pace == "phase" else stage.touchpoint
    index = places.index(here) + by if here in places else 0
    check(0 <= index < len(places), end)
    return at(stage, setting, places[index])


def places_of(stage: Stage, setting: Setting, pace: str) -> list[str]:
    """The places a pace leads through: phases, touchpoints, or the whole as one ("")."""
    stops = asked_touchpoints(replace(stage, pace="all"), setting.course)
    match pace:
        case "phase":
            return list(dict.fromkeys(stop.phase for stop in stops))
        case "together":
            return [stop.key for stop in stops]
        case _:
            return [""] if stops else []


def at(stage: Stage, setting: Setting, place: str) -> Stage:
    """The rating opened at one place, in the round that its touchpoint has reached."""
    phase, touchpoint = (place if stage.pace == pace else "" for pace in ("phase", "together"))
    finished, ended = setting.course.rounds.get((stage.wave, touchpoint), (0, None))
    fresh = opened(replace(stage, phase=phase, touchpoint=touchpoint, wall="auto"))
    return replace(fresh, round=finished + 1, since=ended)


def opened(stage: Stage) -> Stage:
    """A stage that takes answers, with nothing revealed and no countdown."""
    return replace(stage, state="open", reveal=HIDDEN, deadline=None, left=None, round=1, since=None, page=0)


def check_question(stage: Stage) -> None:
    """Refuse unless people are asked something."""
    check(stage.activity in ("rating", "classifying"), message("Start a rating or a classification first."))


def check(holds: bool, otherwise: Message) -> None:
    """Refuse with a sentence unless something holds."""
    if not holds:
        raise Refusal(otherwise)
