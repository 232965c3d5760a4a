"""Open rooms of the small bakery for tests: people with seats, a facilitator, steps in one word."""

from __future__ import annotations

from typing import Any

from databases import small_bundle

from data.commands import keep
from data.live_room import open_room, room_of
from data.live_seats import join, sit
from data.live_stage import StageAt, command, stage_of
from workshop.dossier import Bundle
from workshop.records import Participant

WORKSHOP = "WS-TEST"
ANNA, BERT = "hash of Anna's link", "hash of Bert's link"
"""Two facilitators."""


def opened(**settings: Any) -> str:
    """The bakery with an open room; its code."""
    keep(small_bundle())
    return str(open_room(WORKSHOP, **settings).code)


def code() -> str:
    """The code on the wall."""
    room = room_of(WORKSHOP)
    assert room is not None
    return str(room.code)


def person(department: str | None = "Verkauf", name: str = "") -> str:
    """Somebody who came in with the code and sat down; their token."""
    token = join(code(), "a browser")
    sit(token, department, name)
    return token


def step(name: str, *args: Any, by: str = ANNA) -> StageAt:
    """The facilitator's next step, from the stage as it is."""
    return command(WORKSHOP, now().version, name, *args, actor=by)


def now() -> StageAt:
    """What is going on."""
    found = stage_of(WORKSHOP)
    assert found is not None
    return found


def more_people(count: int) -> Bundle:
    """Participants from a workbook, who have no seat."""
    return Bundle(None, {"participants": [Participant(key=f"X{n}", department="Verkauf") for n in range(count)]})
