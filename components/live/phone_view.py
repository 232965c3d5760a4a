"""What a phone shows: one sentence, or the questions of this moment with the person's own answers; nobody else's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from components.texts import _
from data.live_room import Room
from data.live_seats import Seat
from data.live_standards import DOTS
from data.live_votes import Given
from workshop.labels import LEVEL_LABELS, PHASE_LABELS
from workshop.live.stage import HIDDEN, Course, asked_departments, asked_touchpoints, seconds_left, takes_answers
from workshop.live.words import NAME_LENGTH
from workshop.records import LEVELS, STANDARD_TEXT, Standard
from workshop.scale import RATING_NAMES, RATINGS, SYMBOLS

NO_CONTACT = "no_own_contact"
"""What a phone sends instead of a rating."""
TONES = {-1: "disappointed", 0: "okay", 1: "delighted"}

Shown = dict[str, Any]
"""Parts of what `components/static/phone.js` draws."""


@dataclass(frozen=True)
class Own:
    """What the database holds of one person, and what is asked of them."""

    seat: Seat
    room: Room
    course: Course
    number: int = 0
    """That of the stage all this belongs to."""
    votes: Mapping[str, Given] = field(default_factory=dict)
    standards: Sequence[Standard] = ()
    levels: Mapping[str, str] = field(default_factory=dict)
    dots: Mapping[str, int] = field(default_factory=dict)


def view(own: Own) -> Shown:
    """Everything on the phone."""
    stage = own.room.stage
    shown: Shown = {
        "sections": None,
        "fields": [],
        "answers": {},
        "proposal": None,
        "title": "",
        "hint": "",
        "counts": "",
    }
    shown |= {"sentence": "", "mark": [stage.wave, stage.round], "door": door(own), "who": who(own)}
    shown |= {"open": takes_answers_now(own), "left": seconds_left(stage) if own.room.is_open else None}
    shown |= {"pause": _("Break") if stage.state == "paused" else ""}
    if own.room.is_open and own.seat.seated and stage.reveal == HIDDEN and stage.state in ("open", "paused"):
        shown |= {"rating": rating, "classifying": classifying}.get(stage.activity, _nothing)(own)
    if shown["sections"] is None and shown["proposal"] is None:
        shown |= {"sentence": sentence(own), "open": False, "left": None}
    return shown


def sentence(own: Own) -> str:
    """One calm sentence when there is nothing to answer."""
    stage = own.room.stage
    match stage.activity, stage.state:
        case _activity, _state if not own.room.is_open:
            return _("The room is closed. Thank you for taking part.")
        case "lobby", _state:
            return _("You are in. It starts in a moment.")
        case "rating" | "classifying", "paused":
            return _("A short break. What you have answered is saved.")
        case "classifying", "open" if stage.department:
            return _("It is the turn of “{department}”. Please look to the front.", department=stage.department)
        case "rating" | "classifying", "closed" if stage.reveal == HIDDEN:
            return _("It is closed, your answers are in. Please look to the front.")
        case _activity, _state:
            return _("Please look to the front.")


def takes_answers_now(own: Own) -> bool:
    """Whether something can be answered on this phone now."""
    return own.room.is_open and own.seat.seated and takes_answers(own.room.stage, datetime.now(UTC))


def rating(own: Own) -> Shown:
    """The touchpoints in question under their phases, three levels each, and where asked how much it matters."""
    stage, stops = own.room.stage, asked_touchpoints(own.room.stage, own.course)
    current = {key: given for key, given in own.votes.items() if given.current}
    second = stage.round > 1
    hint = _("From the customer’s point of view. You can change everything as long as it is open.")
    fields = [rating_field()]
    if second:
        hint = _("The second round, after the discussion. Without a new answer your first one counts.")
    elif own.room.asks_relevance:
        hint += " " + _("Important: 1 hardly, 5 very.")
        fields.append(relevance_field())
    return {
        "title": _("How do customers experience this?"),
        "hint": hint,
        "sections": [
            {"title": _(PHASE_LABELS[phase]), "items": [{"key": stop.key, "name": stop.name} for stop in group]}
            for phase, group in groupby(stops, key=lambda stop: stop.phase)
        ],
        "fields": fields,
        "counts": "rating",
        "answers": {key: answer(given) for key, given in current.items()},
    }


def answer(given: Given) -> Shown:
    """One's own answer as the phone has it: no own contact is one of the choices."""
    return {"rating": NO_CONTACT if given.missing_reason else given.rating, "relevance": given.relevance}


def rating_field() -> Shown:
    """▼ ● ▲ with words beneath, and a fourth choice for who cannot say."""
    levels = [
        {"value": level, "symbol": SYMBOLS[level], "label": _(RATING_NAMES[level]), "tone": TONES[level]}
        for level in RATINGS
    ]
    none = {"value": NO_CONTACT, "label": _("no own contact"), "wide": True}
    return {"field": "rating", "label": _("Rating"), "options": [*levels, none]}


def relevance_field() -> Shown:
    """How much a touchpoint matters to customers, 1 to 5."""
    options = [{"value": step, "label": str(step)} for step in range(1, 6)]
    label = _("How important is it to customers? 1 hardly, 5 very")
    return {"field": "relevance", "label": label, "short": _("Important?"), "options": options, "small": True}


def classifying(own: Own) -> Shown:
    """The proposals on the table of one's department and of the whole company, and room for one's own."""
    home = own.seat.department
    asked = asked_departments(own.room.stage, home)
    if not asked:
        return {}
    names = {None: _("The whole company"), home: home or _("The whole company")}
    return {
        "title": _("No-Go, Must or Wow?"),
        "hint": _("What must never happen, what must always happen, what would delight. Up to five dots for the best."),
        "sections": [
            {
                "title": names[place],
                "items": [{"key": one.key, "name": one.text} for one in own.standards if one.department == place],
            }
            for place in asked
            if any(one.department == place for one in own.standards)
        ],
        "fields": [level_field(), dots_field()],
        "counts": "level",
        "answers": {
            one.key: {"level": own.levels.get(one.key), "dots": own.dots.get(one.key, 0)} for one in own.standards
        },
        "proposal": proposal(),
    }


def level_field() -> Shown:
    """No-Go, Must, Wow."""
    options = [{"value": level, "label": _(LEVEL_LABELS[level])} for level in LEVELS]
    return {"field": "level", "label": _("Level"), "options": options}


def dots_field() -> Shown:
    """Up to five dots, one by one."""
    texts = {"label": _("Dots"), "more": _("Give a dot"), "less": _("Take a dot back")}
    return {"field": "dots", "most": DOTS} | texts


def proposal() -> Shown:
    """A sentence of one's own, and the three levels as buttons that send it."""
    return {
        "title": _("Your own proposal"),
        "label": _("One sentence, as if a customer could read it."),
        "hint": _("Propose it as:"),
        "most": STANDARD_TEXT,
        "levels": [[level, _(LEVEL_LABELS[level])] for level in LEVELS],
    }


def door(own: Own) -> Shown | None:
    """The choice of a department, and in a named room the question for a name; until something has been started also
    for who has chosen wrongly."""
    if not own.room.is_open or (own.seat.seated and own.room.stage.activity != "lobby"):
        return None
    homes: list[list[str | None]] = [[name, name] for name in own.course.departments] or [[None, _("Come in")]]
    named = own.room.anonymity == "named"
    return {
        "needed": not own.seat.seated,
        "named": named,
        "title": _("Welcome"),
        "nameLabel": _("Your name"),
        "nameMost": NAME_LENGTH,
        "hint": _("In which department do you work?") if own.course.departments else "",
        "departments": homes,
        "change": _("Change department") if own.seat.seated and own.course.departments else "",
    }


def who(own: Own) -> str:
    """Who this phone answers as: the name in a named room, the pseudonym in a pseudonymous one, and the department."""
    known = {"named": own.seat.name, "pseudonymous": own.seat.participant}.get(own.room.anonymity)
    return " · ".join(part for part in (known, own.seat.department) if part)


def texts() -> dict[str, str]:
    """What the phone itself has to say; it fills the gaps."""
    return {
        "saved": _("Saved ✓ {done}/{total}", done="{done}", total="{total}"),
        "dots": _("{n} of {most} dots", n="{n}", most="{most}"),
        "saving": _("Saving …"),
        "unsaved": _("Not saved yet: {n}. It is sent as soon as the line is back.", n="{n}"),
        "over": _("The time is over."),
        "close": _("Close"),
        "privacy": _("What is stored about you"),
        "lost": _("No connection. It goes on by itself."),
    }


def _nothing(_own: Own) -> Shown:
    return {}
