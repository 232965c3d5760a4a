"""What a room asks is changed while it is open: its phones are told, and nobody is while it is closed."""

from __future__ import annotations

import pytest
from databases import small_bundle
from live_rooms import WORKSHOP, opened, person

from data.changes import last_batch, undo
from data.commands import Edit, edit, keep
from data.import_rows import Source
from data.imports import undo_import
from data.live_room import close_room
from data.live_signal import numbers_of
from data.store import load
from data.waves import close_wave, reopen_wave
from workshop.dossier import Bundle
from workshop.records import Measure, Record, Standard, Touchpoint

SHOP = Touchpoint(key="T1", seq=1, phase="prepurchase", name="Schaufenster", department="Verkauf")
WINDOW = SHOP.model_copy(update={"name": "Auslage"})
NEW = Touchpoint(key="T4", seq=4, phase="purchase", name="Lieferung", department="Verkauf")
GREETING = Standard(key="S1", level="must", text="Wir grüßen jeden.", department="Service")


@pytest.fixture(autouse=True)
def _room(database: str) -> None:
    opened()


def told_after(kind: str, before: Record | None, after: Record | None) -> int:
    """How many changes the phones hear of when a record is edited."""
    was = numbers_of(WORKSHOP).stage
    edit(WORKSHOP, kind, [Edit(before, after)])
    return numbers_of(WORKSHOP).stage - was


def test_phones_hear_of_touchpoints_and_standards_that_are_renamed_added_and_removed() -> None:
    assert told_after("touchpoints", SHOP, WINDOW) == 1
    assert told_after("touchpoints", None, NEW) == 1
    assert told_after("touchpoints", NEW, None) == 1
    assert told_after("standards", GREETING, GREETING.model_copy(update={"text": "Wir grüßen alle."})) == 1


def test_phones_hear_nothing_of_what_they_do_not_show() -> None:
    assert told_after("measures", None, Measure(key="M2", title="Licht reparieren")) == 0


def test_nobody_is_told_while_the_room_is_closed() -> None:
    close_room(WORKSHOP)
    assert told_after("touchpoints", SHOP, WINDOW) == 0


def test_phones_hear_of_an_edit_that_is_taken_back() -> None:
    edit(WORKSHOP, "touchpoints", [Edit(SHOP, WINDOW)])
    was, batch = numbers_of(WORKSHOP).stage, last_batch(WORKSHOP)
    assert batch is not None
    undo(WORKSHOP, batch.id)
    assert numbers_of(WORKSHOP).stage == was + 1


def test_phones_hear_of_an_import_and_of_its_undoing() -> None:
    was = numbers_of(WORKSHOP).stage
    keep(Bundle(None, {"touchpoints": [WINDOW]}), into=WORKSHOP, source=Source("liste.xlsx", "xlsx", {}))
    assert numbers_of(WORKSHOP).stage == was + 1
    batch = last_batch(WORKSHOP)
    assert batch is not None
    undo_import(WORKSHOP, batch.id)
    assert numbers_of(WORKSHOP).stage == was + 2


def test_phones_hear_that_a_measurement_is_closed_and_opened_again() -> None:
    was = numbers_of(WORKSHOP).stage
    close_wave(WORKSHOP, "before")
    reopen_wave(WORKSHOP, "before")
    assert numbers_of(WORKSHOP).stage == was + 2


def test_somebody_who_sits_down_is_no_news_for_the_other_phones() -> None:
    was = numbers_of(WORKSHOP).stage
    person()
    assert numbers_of(WORKSHOP).stage == was


def test_a_new_workshop_has_nobody_to_tell() -> None:
    other, _kept = keep(small_bundle("WS-ANDERS"))
    assert numbers_of(other).stage == 0
    assert load(other).workshop.id == other
