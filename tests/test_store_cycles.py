"""Before stays before, and the next cycle begins where the last one ended; on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest
from databases import small_bundle
from pydantic import ValidationError

from components.voices import store_images
from data.changes import last_batch, undo
from data.commands import Edit, delete_workshop, edit, keep
from data.cycles import next_cycle
from data.store import list_workshops, load
from data.waves import close_wave, reopen_wave
from workshop.dossier import Dossier, record_of
from workshop.figures.snapshot import raters_in
from workshop.records import Participant, RatingRecord, Wave
from workshop.texts import Refusal

WORKSHOP = "WS-TEST"


@pytest.fixture(autouse=True)
def _workshop(store: str) -> None:
    keep(small_bundle())


def move(person: str, department: str | None) -> None:
    """Somebody changes department."""
    rows = load(WORKSHOP)["participants"]
    base = record_of("participants", rows[rows["key"] == person].iloc[0].to_dict())
    edit(WORKSHOP, "participants", [Edit(base, base.model_copy(update={"department": department}))])


def homes(wave: str) -> dict[str, str | None]:
    return raters_in(load(WORKSHOP), wave).to_dict()


def test_somebody_who_changes_department_moves_no_vote_of_a_closed_measurement() -> None:
    close_wave(WORKSHOP, "before")
    move("P1", "Service")
    assert homes("before") == {"P1": "Verkauf", "P2": "Service"}
    assert homes("after") == {"P1": "Service", "P2": "Service"}


def test_an_open_measurement_goes_by_the_departments_of_today() -> None:
    move("P1", "Service")
    assert homes("before")["P1"] == "Service"


def test_a_measurement_that_is_opened_and_closed_again_remembers_the_first_departments() -> None:
    close_wave(WORKSHOP, "before")
    reopen_wave(WORKSHOP, "before")
    move("P1", "Service")
    close_wave(WORKSHOP, "before")
    assert homes("before")["P1"] == "Verkauf"


def test_who_joins_a_reopened_measurement_is_remembered_too() -> None:
    close_wave(WORKSHOP, "before")
    reopen_wave(WORKSHOP, "before")
    bundle = small_bundle()
    bundle.add("participants", Participant(key="P3", department="Service"))
    bundle.add("ratings", RatingRecord(wave="before", participant="P3", touchpoint="T1", rating=0))
    keep(bundle, into=WORKSHOP)
    close_wave(WORKSHOP, "before")
    move("P3", "Verkauf")
    assert homes("before")["P3"] == "Service"


def after_a_cycle() -> Dossier:
    next_cycle(WORKSHOP, "WS-TEST-2")
    return load("WS-TEST-2")


def test_the_next_cycle_is_a_workshop_with_the_same_keys_and_no_votes() -> None:
    new, old = after_a_cycle(), load(WORKSHOP)
    for kind in ("departments", "touchpoints", "participants", "standards", "measures"):
        assert new.records(kind) == old.records(kind)
    assert new.ratings.empty
    assert new.waves == ["before"]
    assert (new.workshop.id, new.workshop.current_step) == ("WS-TEST-2", "analysis")


def test_the_old_cycle_stays_as_it_was() -> None:
    before = load(WORKSHOP)
    after_a_cycle()
    assert load(WORKSHOP).records("ratings") == before.records("ratings")
    assert load(WORKSHOP).waves == before.waves


def test_deleting_the_new_workshop_undoes_the_next_cycle() -> None:
    after_a_cycle()
    delete_workshop("WS-TEST-2")
    assert [listed.id for listed in list_workshops()] == [WORKSHOP]


def test_a_short_name_that_is_taken_or_missing_is_refused() -> None:
    with pytest.raises(Refusal):
        next_cycle(WORKSHOP, WORKSHOP)
    with pytest.raises(ValidationError):
        next_cycle(WORKSHOP, "")
    assert len(list_workshops()) == 1


def test_a_third_measurement_follows_the_second() -> None:
    for seq, key in ((2, "after"), (3, "after01")):
        edit(WORKSHOP, "waves", [Edit(None, Wave(key=key, seq=seq))])
    assert load(WORKSHOP).waves == ["before", "after", "after01"]


def image(yes: int, n: int) -> dict[str, object]:
    return {"wave": "before", "group": "staff", "statement": "Wir sind kundenzentriert", "yes": yes, "n": n}


def test_the_self_image_is_stored_corrected_and_undone() -> None:
    store_images(WORKSHOP, [image(10, 12)])
    store_images(WORKSHOP, [image(9, 12)])
    assert load(WORKSHOP)["self_images"][["yes", "n"]].to_numpy().tolist() == [[9, 12]]
    batch = last_batch(WORKSHOP)
    assert batch is not None
    undo(WORKSHOP, batch.id)
    assert load(WORKSHOP)["self_images"]["yes"].tolist() == [10]


def test_more_yes_than_people_asked_is_refused() -> None:
    with pytest.raises(Refusal):
        store_images(WORKSHOP, [image(13, 12)])
    assert load(WORKSHOP)["self_images"].empty
