"""Imports: each is written down, and taken back whole as long as nothing was built on it; on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from databases import small_bundle

from data.changes import last_batch, undo
from data.commands import Edit, change_workshop, classify, delete_workshop, edit, keep, rate
from data.import_rows import Import, Source
from data.imports import last_import, list_imports, undo_import, why_not
from data.live_room import open_room
from data.store import list_workshops, load
from data.waves import close_wave, reopen_wave
from workshop.dossier import Bundle
from workshop.records import (
    Department,
    Measure,
    Participant,
    RatingRecord,
    Record,
    Standard,
    StandardVote,
    Touchpoint,
    Wave,
)
from workshop.texts import Refusal, say

COUNTS = {"read": 9, "new": 6, "changed": 2, "unchanged": 0, "skipped": 1, "held": 0}
SECOND = Source("Nachtrag.xlsx", "0123456789ab", COUNTS)
T1 = Touchpoint(key="T1", seq=1, phase="prepurchase", name="Auslage", department="Verkauf")
T4 = Touchpoint(key="T4", seq=4, phase="purchase", name="Duft", department="Backstube")
BACKSTUBE = Department(name="Backstube", seq=3)
S2 = Standard(key="S2", level="wow", text="Ein Gruß zum Geburtstag.", touchpoint="T4")


def vote(touchpoint: str = "T1", rating: int | None = 0, *, by: str = "P1", wave: str = "before") -> RatingRecord:
    return RatingRecord(wave=wave, participant=by, touchpoint=touchpoint, rating=rating)


def second_file() -> Bundle:
    """A department, a touchpoint, a standard and a participant are new, T1 has a new name; of the votes one is
    overwritten, one new on what is there, one new on what is new."""
    records: dict[str, list[Record]] = {
        "departments": [BACKSTUBE],
        "touchpoints": [T1, T4],
        "participants": [Participant(key="P3", department="Backstube")],
        "ratings": [vote("T1"), vote("T2"), vote("T4", by="P3")],
        "standards": [S2],
    }
    return Bundle(None, records)


def take(bundle: Bundle, source: Source = SECOND, *, into: str | None = "WS-TEST") -> Import:
    """Keep a file and return its import."""
    workshop_id, _ = keep(bundle, into=into, source=source)
    taken = last_import(workshop_id)
    assert taken is not None
    return taken


def everything() -> dict[str, pd.DataFrame]:
    return dict(load("WS-TEST").frames)


def assert_the_same(now: dict[str, pd.DataFrame], then: dict[str, pd.DataFrame]) -> None:
    assert [kind for kind, frame in then.items() if not frame.equals(now[kind])] == []


def refusal_of(taken: Import) -> str:
    """How undoing is refused, in German; nothing may change by it, and `why_not` has to say the same beforehand."""
    before, listed = everything(), list_imports("WS-TEST")
    reason = why_not("WS-TEST", taken.id)
    with pytest.raises(Refusal) as refused:
        undo_import("WS-TEST", taken.id)
    assert_the_same(everything(), before)
    assert list_imports("WS-TEST") == listed
    assert refused.value.message == reason
    return say(refused.value.message, "de")


@pytest.fixture
def small(store: str) -> None:
    keep(small_bundle())


@pytest.fixture
def taken(small: None) -> Import:
    """The second file, taken into the small workshop."""
    return take(second_file())


def test_an_import_is_written_down_with_its_file_and_what_became_of_its_rows(taken: Import) -> None:
    assert (taken.file, taken.make, taken.counts) == ("Nachtrag.xlsx", "0123456789ab", COUNTS)
    assert (taken.actor, taken.created, taken.undone) == ("facilitator", False, False)


def test_what_is_kept_without_a_file_is_no_import(small: None) -> None:
    assert last_import("WS-TEST") is None


def test_a_file_that_is_refused_is_not_written_down(small: None) -> None:
    close_wave("WS-TEST", "before")
    with pytest.raises(Refusal):
        keep(second_file(), into="WS-TEST", source=SECOND)
    assert list_imports("WS-TEST") == []


def test_undoing_an_import_brings_everything_back_as_it_was(small: None) -> None:
    before = everything()
    taken = take(second_file())
    assert why_not("WS-TEST", taken.id) is None
    undo_import("WS-TEST", taken.id)
    assert_the_same(everything(), before)


def test_undoing_an_import_brings_the_overwritten_votes_back(taken: Import) -> None:
    undo_import("WS-TEST", taken.id)
    ratings = load("WS-TEST").ratings
    assert ratings[["participant", "touchpoint", "rating", "relevance"]].to_numpy().tolist() == [
        ["P1", "T1", 1, 4],
        ["P2", "T1", -1, 5],
    ]


def test_undoing_an_import_raises_both_revisions(taken: Import) -> None:
    before = list_workshops()[0].revision
    undo_import("WS-TEST", taken.id)
    assert list_workshops()[0].revision[:2] == (before[0] + 1, before[1] + 1)


def test_an_undone_import_stays_in_the_list_and_cannot_be_undone_again(taken: Import) -> None:
    undo_import("WS-TEST", taken.id)
    assert [item.undone for item in list_imports("WS-TEST")] == [True]
    assert last_import("WS-TEST") is None
    assert "bereits" in refusal_of(taken)


def test_an_undone_file_can_be_taken_again(taken: Import) -> None:
    kept = everything()
    undo_import("WS-TEST", taken.id)
    take(second_file())
    assert_the_same(everything(), kept)


def test_a_file_that_says_the_same_twice_can_be_undone(small: None) -> None:
    before = everything()
    taken = take(Bundle(None, {"ratings": [vote("T2", 1), vote("T2", -1)]}))
    undo_import("WS-TEST", taken.id)
    assert_the_same(everything(), before)


def change(kind: str, base: Record, **values: object) -> Callable[[], None]:
    return lambda: edit("WS-TEST", kind, [Edit(base, base.model_copy(update=values))])


def add(kind: str, record: Record) -> Callable[[], None]:
    return lambda: edit("WS-TEST", kind, [Edit(None, record)])


NEW_MEASURE = Measure(key="M9", title="Ofen lüften", department="Backstube")


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (change("touchpoints", T4, phase="prepurchase"), ["Duft", "Phase"]),
        (change("touchpoints", T1, comment="Neu streichen"), ["Auslage", "Kommentar"]),
        (change("departments", BACKSTUBE, name="Bäckerei"), ["Backstube", "umbenannt"]),
        (lambda: edit("WS-TEST", "standards", [Edit(S2, None)]), ["Geburtstag", "gelöscht"]),
        (lambda: rate("WS-TEST", [vote("T1", 1)]), ["1 × Bewertungen"]),
        (lambda: rate("WS-TEST", [vote("T4", None, by="P3")]), ["1 × Bewertungen"]),
        (lambda: rate("WS-TEST", [vote("T4", by="P2")]), ["Duft", "1 × Bewertungen"]),
        (lambda: classify("WS-TEST", [StandardVote(participant="P1", standard="S2", level="must")]), ["Geburtstag"]),
        (add("measures", NEW_MEASURE), ["Backstube", "1 × Maßnahmen"]),
        (lambda: close_wave("WS-TEST", "before"), ["before", "Einrichten"]),
        (lambda: take(Bundle(None, {}), Source("Drittes.csv", "", {})), ["Drittes.csv"]),
    ],
    ids=[
        "a brought touchpoint was changed",
        "a changed touchpoint was changed again",
        "a brought department was renamed",
        "a brought standard was deleted",
        "a vote was overwritten",
        "a vote was taken back",
        "somebody voted on a brought touchpoint",
        "somebody classified a brought standard",
        "a measure belongs to a brought department",
        "the measurement was closed",
        "another file was imported after it",
    ],
)
def test_an_import_that_something_was_built_on_can_no_longer_be_undone_and_says_what(
    taken: Import, then: Callable[[], None], words: list[str]
) -> None:
    then()
    said = refusal_of(taken)
    assert [word for word in ["Nachtrag.xlsx", *words] if word not in said] == []


def test_a_change_since_that_was_undone_does_not_stand_in_the_way(taken: Import) -> None:
    change("touchpoints", T4, phase="prepurchase")()
    batch = last_batch("WS-TEST")
    assert batch is not None
    undo("WS-TEST", batch.id)
    assert why_not("WS-TEST", taken.id) is None


def test_a_touchpoint_does_not_go_back_to_a_department_that_is_gone(small: None) -> None:
    moved = small_bundle().of("touchpoints")[0].model_copy(update={"department": "Service"})
    old = Touchpoint(key="T9", seq=9, phase="purchase", name="Ofen", department="Backstube")
    keep(Bundle(None, {"departments": [BACKSTUBE], "touchpoints": [old]}), into="WS-TEST")
    taken = take(Bundle(None, {"touchpoints": [old.model_copy(update={"department": "Service"}), moved]}))
    edit("WS-TEST", "departments", [Edit(BACKSTUBE, None)])
    said = refusal_of(taken)
    assert "Ofen" in said
    assert "Backstube" in said


def test_the_last_import_goes_first_and_then_the_one_before(taken: Import) -> None:
    later = take(Bundle(None, {"ratings": [vote("T4", 1, by="P3")]}), Source("Drittes.csv", "", {}))
    undo_import("WS-TEST", later.id)
    undo_import("WS-TEST", taken.id)
    assert list(load("WS-TEST").touchpoints["key"]) == ["T1", "T2", "T3"]


def second_measurement() -> Bundle:
    return Bundle(None, {"waves": [Wave(key="after", seq=2)], "touchpoints": [T1], "ratings": [vote(wave="after")]})


def test_undoing_the_import_of_a_second_measurement_opens_the_first_again(small: None) -> None:
    before = everything()
    undo_import("WS-TEST", take(second_measurement()).id)
    assert_the_same(everything(), before)


def test_a_file_with_two_measurements_goes_with_what_the_first_remembered_of_its_touchpoints(small: None) -> None:
    rate("WS-TEST", [vote("T1", None), vote("T1", None, by="P2")])
    before = everything()
    both = second_file()
    both.add("waves", Wave(key="after", seq=2))
    both.add("ratings", vote("T4", wave="after"))
    undo_import("WS-TEST", take(both).id)
    assert_the_same(everything(), before)


def test_a_measurement_that_was_closed_again_by_hand_stays_closed_when_the_import_goes(small: None) -> None:
    taken = take(second_measurement())
    reopen_wave("WS-TEST", "before")
    close_wave("WS-TEST", "before")
    undo_import("WS-TEST", taken.id)
    now = load("WS-TEST")
    assert now["waves"][["key", "closed"]].to_numpy().tolist() == [["before", True]]
    assert len(now.frames["wave_touchpoints"]) == 3


def test_a_closed_measurement_that_is_opened_again_lets_its_votes_go_back(small: None) -> None:
    before = everything()["ratings"]
    taken = take(Bundle(None, {"ratings": [vote("T2"), vote("T1")]}))
    close_wave("WS-TEST", "before")
    reopen_wave("WS-TEST", "before")
    undo_import("WS-TEST", taken.id)
    assert everything()["ratings"].equals(before)


def test_a_touchpoint_that_a_closed_measurement_remembers_cannot_be_taken_back(small: None) -> None:
    taken = take(Bundle(None, {"departments": [BACKSTUBE], "touchpoints": [T4]}))
    close_wave("WS-TEST", "before")
    assert "Duft" in refusal_of(taken)


def test_an_import_that_made_the_workshop_is_undone_with_it(store: str) -> None:
    taken = take(small_bundle(), into=None)
    assert taken.created
    assert why_not("WS-TEST", taken.id) is None
    undo_import("WS-TEST", taken.id)
    assert list_workshops() == []


def test_an_import_that_made_a_workshop_without_a_measurement_is_undone_with_it(store: str) -> None:
    bundle = small_bundle()
    del bundle.records["waves"], bundle.records["ratings"]
    undo_import("WS-TEST", take(bundle, into=None).id)
    assert list_workshops() == []


def rename_the_company() -> None:
    base = load("WS-TEST").workshop
    change_workshop(base, base.model_copy(update={"company": "Konditorei Beispiel"}))


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (rename_the_company, ["Bäckerei Beispiel", "Unternehmen"]),
        (add("departments", BACKSTUBE), ["1 × Abteilungen"]),
        (lambda: rate("WS-TEST", [vote("T3")]), ["1 × Bewertungen"]),
        (change("touchpoints", small_bundle().of("touchpoints")[1], name="Tresen"), ["Theke", "Touchpoint"]),
        (lambda: open_room("WS-TEST"), ["Raum"]),
    ],
    ids=["company renamed", "department added", "somebody voted", "touchpoint renamed", "room opened"],
)
def test_a_workshop_that_was_worked_in_does_not_go_with_its_import(
    store: str, then: Callable[[], None], words: list[str]
) -> None:
    taken = take(small_bundle(), into=None)
    then()
    said = refusal_of(taken)
    assert [word for word in words if word not in said] == []


def test_undoing_the_last_change_after_an_import_takes_its_votes_back_too(small: None) -> None:
    before = everything()
    taken = take(second_file())
    batch = last_batch("WS-TEST")
    assert batch is not None
    assert (batch.id, batch.file) == (taken.id, "Nachtrag.xlsx")
    undo("WS-TEST", batch.id)
    assert_the_same(everything(), before)
    assert last_import("WS-TEST") is None


def test_an_undone_import_is_no_longer_the_last_change(taken: Import) -> None:
    undo_import("WS-TEST", taken.id)
    assert last_batch("WS-TEST") is None


def test_an_import_that_cannot_be_undone_does_not_stand_in_the_way_of_the_change_before(small: None) -> None:
    add("departments", Department(name="Büro", seq=9))()
    take(second_file())
    rate("WS-TEST", [vote("T4", by="P2")])
    batch = last_batch("WS-TEST")
    assert batch is not None
    with pytest.raises(Refusal, match="Duft"):
        undo("WS-TEST", batch.id)
    before = last_batch("WS-TEST")
    assert before is not None
    assert before.file is None
    imported = last_import("WS-TEST")
    assert imported is not None


def test_an_import_that_is_not_there_is_refused_with_a_sentence(small: None) -> None:
    reason = why_not("WS-TEST", "unknown")
    assert reason is not None
    with pytest.raises(Refusal) as refused:
        undo_import("WS-TEST", "unknown")
    assert refused.value.message == reason


def test_the_imports_of_a_deleted_workshop_go_with_it(taken: Import) -> None:
    delete_workshop("WS-TEST")
    assert list_imports("WS-TEST") == []
