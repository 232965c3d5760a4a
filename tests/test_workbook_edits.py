"""An export edited in Excel brings exactly those edits back: sorted, filtered, copied, deleted, renamed, changed."""

from __future__ import annotations

from collections.abc import Iterable

from edited_workbooks import EDITS, Edited, name
from generated_workshops import dossiers
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from workbook_files import reading_of

from workshop.dossier import Bundle, Dossier
from workshop.records import KINDS, Record
from workshop.workbook.compared.context import context_of
from workshop.workbook.compared.difference import compare
from workshop.workbook.out.export import export_workbook
from workshop.workbook.questions import LEFT_OUT
from workshop.workbook.reading import Reading

LARGE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


def stored(dossier: Dossier, bundle: Bundle) -> dict[str, dict[tuple[object, ...], Record]]:
    """What the workshop holds once a bundle is stored: its set fields laid over what is there."""
    held = {kind: {name(kind, record): record for record in dossier.records(kind)} for kind in KINDS}
    for kind, records in bundle.records.items():
        for record in records:
            key, given = name(kind, record), {field: getattr(record, field) for field in record.model_fields_set}
            held[kind][key] = held[kind][key].model_copy(update=given) if key in held[kind] else record
    return held


def without_number(records: Iterable[Record]) -> list[str]:
    return sorted(str(record.model_dump(exclude={"key"})) for record in records)


def read_back(edited: Edited) -> Reading:
    """The file read into its workshop; the column that only its author understands is left out."""
    content, known = edited.save(), context_of(edited.dossier)
    first = reading_of(content, "export.xlsx", language=edited.language, known=known)
    assert len(first.open_questions) == sum(bool(edited.rows[kind]) for kind in edited.noted)
    answers = {question.key: LEFT_OUT for question in first.open_questions}
    if not answers:
        return first
    return reading_of(content, "export.xlsx", language=edited.language, known=known, answers=answers)


def assert_those_edits_come_back(edited: Edited) -> None:
    reading = read_back(edited)
    assert reading.errors == []
    difference = compare(reading, edited.dossier)
    held, new, missing = edited.expected()
    after = stored(edited.dossier, difference.bundle)
    for kind in KINDS:
        assert {key: after[kind].get(key) for key in held[kind]} == held[kind]
        assert without_number(r for key, r in after[kind].items() if key not in held[kind]) == without_number(new[kind])
    assert {kind: {key for key, _ in lost} for kind, lost in difference.missing.items()} == missing
    assert difference.questions == []


@settings(max_examples=60, deadline=None, suppress_health_check=LARGE)
@given(dossiers(), st.sampled_from(["de", "en"]), st.data())
def test_a_few_edits_in_excel_bring_exactly_those_differences(
    dossier: Dossier, language: str, data: st.DataObject
) -> None:
    assume(any(len(dossier[kind]) for kind in KINDS))
    edited = Edited(export_workbook(dossier, language), dossier, language)
    for apply in data.draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=5)):
        apply(edited, data.draw)
    assert_those_edits_come_back(edited)
