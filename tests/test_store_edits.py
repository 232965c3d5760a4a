"""Editing: two people at once, names that follow, things in use, and taking a change back; on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from databases import small_bundle

from data.changes import last_batch, undo
from data.commands import Edit, change_workshop, classify, edit, keep
from data.store import list_workshops, load
from workshop.records import Department, Measure, Persona, Record, Standard, StandardVote, Touchpoint
from workshop.texts import Refusal, say

STANDARD = small_bundle().of("standards")[0]
T1, T2, T3 = small_bundle().of("touchpoints")


@pytest.fixture(autouse=True)
def _small_workshop(store: str) -> None:
    keep(small_bundle())


def change(kind: str, base: Record, **values: object) -> None:
    edit("WS-TEST", kind, [Edit(base, base.model_copy(update=values))])


def column(kind: str, name: str) -> Sequence[object]:
    return list(load("WS-TEST")[kind][name])


def test_two_people_who_change_different_fields_of_a_standard_both_succeed() -> None:
    change("standards", STANDARD, text="Wir grüßen alle.")
    change("standards", STANDARD, criterion="in drei Sekunden")
    stored = load("WS-TEST")["standards"].iloc[0]
    assert (stored["text"], stored["criterion"]) == ("Wir grüßen alle.", "in drei Sekunden")


def test_two_people_who_change_different_fields_at_the_same_moment_both_succeed() -> None:
    start = Barrier(2)

    def person(values: dict[str, str]) -> None:
        start.wait()
        change("standards", STANDARD, **values)

    with ThreadPoolExecutor() as people:
        list(people.map(person, [{"text": "Wir grüßen alle."}, {"criterion": "in drei Sekunden"}]))
    stored = load("WS-TEST")["standards"].iloc[0]
    assert (stored["text"], stored["criterion"]) == ("Wir grüßen alle.", "in drei Sekunden")


@pytest.mark.parametrize("language", ["de", "en"])
def test_02_two_people_who_change_the_same_field_are_shown_both_values(language: str) -> None:
    change("standards", STANDARD, text="Wir grüßen alle.")
    with pytest.raises(Refusal) as refused:
        change("standards", STANDARD, text="Wir grüßen freundlich.")
    sentence = say(refused.value.message, language)
    assert "Wir grüßen alle." in sentence
    assert "Wir grüßen freundlich." in sentence
    assert column("standards", "text") == ["Wir grüßen alle."]


def test_an_edit_of_something_that_somebody_else_deleted_is_refused() -> None:
    edit("WS-TEST", "standards", [Edit(STANDARD, None)])
    with pytest.raises(Refusal, match="Wir grüßen jeden"):
        change("standards", STANDARD, text="Wir grüßen alle.")


def test_a_refused_edit_leaves_the_ones_beside_it_undone() -> None:
    with pytest.raises(Refusal):
        edit("WS-TEST", "touchpoints", [Edit(T1, T1.model_copy(update={"name": "Neu"})), Edit(None, T2)])
    assert "Neu" not in column("touchpoints", "name")


def test_a_new_record_under_a_key_that_is_taken_is_refused() -> None:
    with pytest.raises(Refusal, match="Theke"):
        edit("WS-TEST", "touchpoints", [Edit(None, T2.model_copy(update={"name": "Zweite Theke"}))])


def test_an_edit_is_checked_although_the_record_was_built_without_a_check() -> None:
    with pytest.raises(ValueError, match="140"):
        edit("WS-TEST", "standards", [Edit(None, Standard.model_construct(key="S2", level="must", text="x" * 141))])


@pytest.mark.parametrize(
    "wrong",
    [{"from_date": date(2026, 4, 1)}, {"accountable": "Meier und Schulze"}, {"department": "Einkauf"}],
    ids=["end before start", "two accountable people", "unknown department"],
)
def test_a_measure_that_breaks_a_rule_is_refused(wrong: dict[str, object]) -> None:
    measure: Measure = small_bundle().of("measures")[0]
    with pytest.raises(Refusal):
        change("measures", measure, **wrong)


def test_deleting_a_touchpoint_with_votes_is_refused_with_their_number() -> None:
    with pytest.raises(Refusal) as refused:
        edit("WS-TEST", "touchpoints", [Edit(T1, None)])
    assert "2 ×" in say(refused.value.message, "de")
    assert column("touchpoints", "key") == ["T1", "T2", "T3"]


def test_deleting_a_touchpoint_nobody_refers_to_works() -> None:
    edit("WS-TEST", "touchpoints", [Edit(T2, None)])
    assert column("touchpoints", "key") == ["T1", "T3"]


def test_renaming_a_department_follows_everywhere() -> None:
    change("departments", Department(name="Service", seq=2), name="Kundendienst")
    for kind in ("touchpoints", "participants", "standards", "measures"):
        assert "Service" not in column(kind, "department")
        assert "Kundendienst" in column(kind, "department")
    assert column("departments", "name") == ["Verkauf", "Kundendienst"]


def test_renaming_a_department_to_a_name_that_is_taken_is_refused() -> None:
    with pytest.raises(Refusal, match="Verkauf"):
        change("departments", Department(name="Service", seq=2), name="Verkauf")


def test_an_edit_raises_the_revision_of_its_workshop_only() -> None:
    keep(small_bundle("WS-OTHER"))
    before = {listed.id: listed.revision for listed in list_workshops()}
    change("standards", STANDARD, text="Wir grüßen alle.")
    after = {listed.id: listed.revision for listed in list_workshops()}
    assert after["WS-TEST"][0] == before["WS-TEST"][0] + 1
    assert after["WS-OTHER"] == before["WS-OTHER"]


def test_only_the_changed_words_about_a_workshop_are_written() -> None:
    base = load("WS-TEST").workshop
    change_workshop(base, base.model_copy(update={"goal": "Mehr Stammkunden"}))
    change_workshop(base, base.model_copy(update={"current_step": "target"}))
    now = load("WS-TEST").workshop
    assert (now.goal, now.current_step) == ("Mehr Stammkunden", "target")


@pytest.mark.parametrize(
    ("kind", "one"),
    [
        ("touchpoints", Edit(T2, None)),
        ("touchpoints", Edit(T1, T1.model_copy(update={"name": "Auslage", "seq": 9, "moment_of_truth": True}))),
        ("personas", Edit(None, Persona(key="PER1", name="Frau Beispiel"))),
        ("departments", Edit(Department(name="Service", seq=2), Department(name="Kundendienst", seq=2))),
        ("measures", Edit(small_bundle().of("measures")[0], None)),
    ],
    ids=["deleted", "changed", "added", "renamed", "with a date"],
)
def test_undo_brings_back_what_was(kind: str, one: Edit) -> None:
    before = load("WS-TEST")
    edit("WS-TEST", kind, [one])
    batch = last_batch("WS-TEST")
    assert batch is not None
    assert (batch.kind, batch.count) == (kind, 1)
    undo("WS-TEST", batch.id)
    after = load("WS-TEST")
    for name, frame in before.frames.items():
        assert frame.equals(after[name]), name
    assert last_batch("WS-TEST") is None


def test_undo_takes_back_one_change_after_the_other() -> None:
    change("standards", STANDARD, text="Zwei")
    change("standards", STANDARD.model_copy(update={"text": "Zwei"}), text="Drei")
    for expected in ("Zwei", STANDARD.text):
        batch = last_batch("WS-TEST")
        assert batch is not None
        undo("WS-TEST", batch.id)
        assert column("standards", "text") == [expected]


def test_undo_after_a_further_change_is_refused() -> None:
    change("standards", STANDARD, text="Zwei")
    first = last_batch("WS-TEST")
    assert first is not None
    change("standards", STANDARD.model_copy(update={"text": "Zwei"}), text="Drei")
    with pytest.raises(Refusal):
        undo("WS-TEST", first.id)
    assert column("standards", "text") == ["Drei"]


def test_a_change_that_can_no_longer_be_undone_does_not_stand_in_the_way_of_the_one_before() -> None:
    edit("WS-TEST", "personas", [Edit(None, Persona(key="PER1", name="Frau Beispiel"))])
    edit("WS-TEST", "standards", [Edit(None, Standard(key="S2", level="wow", text="Ein Gruß zum Geburtstag."))])
    classify("WS-TEST", [StandardVote(participant="P1", standard="S2", level="wow")])
    blocked = last_batch("WS-TEST")
    assert blocked is not None
    with pytest.raises(Refusal):
        undo("WS-TEST", blocked.id)
    before = last_batch("WS-TEST")
    assert before is not None
    assert before.kind == "personas"


def test_undo_of_a_standard_that_was_voted_on_meanwhile_is_refused() -> None:
    edit("WS-TEST", "standards", [Edit(None, Standard(key="S2", level="wow", text="Ein Gruß zum Geburtstag."))])
    classify("WS-TEST", [StandardVote(participant="P1", standard="S2", level="wow")])
    batch = last_batch("WS-TEST")
    assert batch is not None
    with pytest.raises(Refusal):
        undo("WS-TEST", batch.id)


def test_an_upload_into_a_workshop_is_undone_with_everything_it_brought() -> None:
    before = load("WS-TEST")
    bundle = small_bundle()
    bundle.records = {
        "departments": [Department(name="Backstube", seq=3)],
        "touchpoints": [Touchpoint(key="T4", seq=4, phase="purchase", name="Duft", department="Backstube")],
    }
    keep(bundle, into="WS-TEST")
    batch = last_batch("WS-TEST")
    assert batch is not None
    assert batch.count == 2
    undo("WS-TEST", batch.id)
    assert load("WS-TEST")["touchpoints"].equals(before["touchpoints"])
