"""The workshop went on while its export was edited: what one side changed holds, what both changed is asked."""

from __future__ import annotations

from typing import Any

from edited_workbooks import Edited, Row, name
from generated_workshops import FIELDS, dossiers, in_memory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_workbook_edits import stored
from workbook_files import reading_of

from workshop.dossier import Bundle, Dossier
from workshop.records import (
    KINDS,
    Department,
    Participant,
    RatingRecord,
    Record,
    Standard,
    Touchpoint,
    Wave,
    Workshop,
    identity,
)
from workshop.workbook.compared.context import context_of
from workshop.workbook.compared.difference import compare
from workshop.workbook.meta import carried
from workshop.workbook.out.export import export_workbook
from workshop.workbook.reading import Reading
from workshop.workbook.values.references import LISTS, REFERENCES

LARGE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
BOUND = {"id", "name", "customer", "from_date", "until_date", "accountable"}
"""Fields that name something or depend on each other; beside those that identify it."""


def free_fields(kind: str) -> list[str]:
    """Fields that can be changed on their own."""
    return [
        f for f in FIELDS[kind] if f not in BOUND | {*identity(kind), *REFERENCES.get(kind, {}), *LISTS.get(kind, {})}
    ]


def read_into(edited: Edited, now: Dossier) -> Reading:
    return reading_of(edited.save(), "export.xlsx", known=context_of(now))


@settings(max_examples=60, deadline=None, suppress_health_check=LARGE)
@given(dossiers(), st.data())
def test_a_field_that_one_side_changed_holds_and_one_that_both_changed_is_asked(
    dossier: Dossier, data: st.DataObject
) -> None:
    edited = Edited(export_workbook(dossier, "de"), dossier, "de")
    meanwhile = {kind: dossier.records(kind) for kind in KINDS}
    drawn: list[tuple[str, Record, str, Any, Any, Any]] = []
    for kind in (kind for kind in edited.rows if free_fields(kind)):
        for number, row in enumerate(edited.rows[kind]):
            field = data.draw(st.sampled_from(free_fields(kind)))
            was = getattr(row.record, field)
            values = st.sampled_from([was, data.draw(FIELDS[kind][field]), data.draw(FIELDS[kind][field])])
            here, there = data.draw(values), data.draw(values)
            row.changed[field] = here
            meanwhile[kind][number] = row.record.model_copy(update={field: there})
            drawn.append((kind, row.record, field, was, here, there))
    now = in_memory(Bundle(dossier.workshop, meanwhile))
    reading = read_into(edited, now)
    unanswered = compare(reading, now)
    answered = compare(reading, now, {question.key: "file" for question in unanswered.questions})
    asked = 0
    for kind, record, field, was, here, there in drawn:
        was, here, there = (carried(value) for value in (was, here, there))
        conflict = here not in (was, there) and there != was
        first, second = (stored(now, found.bundle)[kind][name(kind, record)] for found in (unanswered, answered))
        assert carried(getattr(first, field)) == (there if here == was or conflict else here)
        assert carried(getattr(second, field)) == (there if here == was else here)
        asked += conflict
    assert len(unanswered.questions) == asked
    assert unanswered.missing == {}


@settings(max_examples=40, deadline=None, suppress_health_check=LARGE)
@given(dossiers(), st.data())
def test_what_the_workshop_has_deleted_since_does_not_come_back_unasked(dossier: Dossier, data: st.DataObject) -> None:
    kinds = [kind for kind in KINDS if len(dossier[kind])]
    kind = data.draw(st.sampled_from(kinds or ["waves"]))
    gone = name(kind, data.draw(st.sampled_from(dossier.records(kind)))) if kinds else ("before",)
    now = without(dossier, kind, gone)
    reading = reading_of(export_workbook(dossier, "de"), "export.xlsx", known=context_of(now))
    difference = compare(reading, now)
    assert difference.bundle.records == {}
    assert {change.status for change in difference.changes} <= {"unchanged", "held"}
    answers: dict[str, str] = {}
    while fresh := {q.key: "file" for q in difference.questions if q.open}:
        answers |= fresh
        difference = compare(reading, now, answers)
    held = {kind: {name(kind, record): record for record in dossier.records(kind)} for kind in KINDS}
    left = {kind: {name(kind, record): record for record in now.records(kind)} for kind in KINDS}
    assert bool(answers) == bool(kinds)
    assert stored(now, difference.bundle) == {kind: held[kind] | left[kind] for kind in KINDS}


def without(dossier: Dossier, kind: str, key: tuple[Any, ...]) -> Dossier:
    """The workshop after something was deleted: votes on it go with it, what else refers to it lets go of it."""
    kept: dict[str, list[Record]] = {}
    for other in KINDS:
        kept[other] = [record for record in dossier.records(other) if (other, name(other, record)) != (kind, key)]
        for field in (f for f, target in REFERENCES.get(other, {}).items() if target == kind and len(key) == 1):
            default = type(kept[other][0]).model_fields[field].default if kept[other] else None
            if default is None:
                letting_go = {field: None}
                kept[other] = [
                    r if getattr(r, field) != key[0] else r.model_copy(update=letting_go) for r in kept[other]
                ]
            elif default != "":
                kept[other] = [r for r in kept[other] if getattr(r, field) != key[0]]
    return in_memory(Bundle(dossier.workshop, kept))


def bakery(**more: Any) -> Bundle:
    """Two touchpoints, one vote."""
    bundle = Bundle(Workshop(id="WS-B", company="Bäckerei Beispiel", goal="Mehr Kunden").model_copy(update=more))
    bundle.add("departments", Department(name="Verkauf", seq=1))
    bundle.add("waves", Wave(key="before"))
    for n, called in enumerate(("Theke", "Website"), start=1):
        bundle.add("touchpoints", Touchpoint(key=f"T{n}", seq=n, phase="purchase", name=called))
    bundle.add("participants", Participant(key="P1", department="Verkauf"))
    bundle.add("ratings", RatingRecord(wave="before", participant="P1", touchpoint="T2", rating=1))
    bundle.add("standards", Standard(key="S1", level="must", text="Wir grüßen."))
    return bundle


def edited_bakery() -> Edited:
    dossier = in_memory(bakery())
    return Edited(export_workbook(dossier, "de"), dossier, "de")


def test_what_was_added_to_the_workshop_since_is_not_missing_from_the_file() -> None:
    grown = bakery()
    grown.add("touchpoints", Touchpoint(key="T3", seq=3, phase="purchase", name="Telefon"))
    now = in_memory(grown)
    difference = compare(read_into(edited_bakery(), now), now)
    assert (difference.missing, difference.bundle.records, difference.questions) == ({}, {}, [])


def test_a_new_row_does_not_take_the_number_of_what_was_added_since() -> None:
    edited, grown = edited_bakery(), bakery()
    grown.add("touchpoints", Touchpoint(key="T01", seq=3, phase="purchase", name="Telefon"))
    new = {"phase": "purchase", "name": "Brief", "seq": 4}
    edited.rows["touchpoints"].append(Row(Touchpoint(key="?", **new), marked=False, changed=new))
    now = in_memory(grown)
    assert [t.key for t in compare(read_into(edited, now), now).bundle.of("touchpoints")] == ["T02"]


def test_a_new_row_that_refers_to_what_was_deleted_since_is_held_back_with_it() -> None:
    edited = edited_bakery()
    new = {"level": "wow", "text": "Wir schenken Brezeln.", "touchpoint": "T2"}
    edited.rows["standards"].append(Row(Standard(key="?", **new), marked=False, changed=new))
    now = without(edited.dossier, "touchpoints", ("T2",))
    reading = read_into(edited, now)
    difference = compare(reading, now)
    assert difference.bundle.records == {}
    assert difference.counts == {"read": 9, "new": 0, "changed": 0, "unchanged": 6, "skipped": 0, "held": 3}
    (question,) = difference.questions
    back = compare(reading, now, {question.key: "file"})
    assert [record.key for kind in ("touchpoints", "standards") for record in back.bundle.of(kind)] == ["T2", "S01"]


def test_the_workshops_own_properties_are_compared_three_way_too() -> None:
    edited = edited_bakery()
    cells = {row[0].value: row[1] for row in edited.book["Workshop"].iter_rows()}
    cells["Ziel"].value, cells["Ort"].value = "Mehr Brot", "Nordstadt"
    now = in_memory(bakery(goal="Mehr Kuchen", current_step="target"))
    difference = compare(read_into(edited, now), now)
    assert [(change.field, change.after) for change in difference.workshop] == [("location", "Nordstadt")]
    assert [question.key for question in difference.questions] == ["difference/workshop/WS-B/goal"]
    assert difference.bundle.workshop is not None
    assert difference.bundle.workshop.model_fields_set == {"id", "location"}


def test_a_held_back_row_is_not_missing_from_the_file() -> None:
    edited = edited_bakery()
    edited.rows["touchpoints"][0].cells["Phase"] = "irgendwann"
    reading = read_into(edited, edited.dossier)
    assert [problem.severity for problem in reading.problems] == ["error"]
    assert compare(reading, edited.dossier).missing == {}


def test_an_invisible_character_is_no_change() -> None:
    written = bakery(goal="Mehr\u00adBrot mit\u00a0Butter")
    dossier = in_memory(written)
    reading = reading_of(export_workbook(dossier, "de"), "export.xlsx", known=context_of(dossier))
    assert compare(reading, dossier).workshop == ()
