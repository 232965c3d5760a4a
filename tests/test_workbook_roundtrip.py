"""A generated workshop goes out as a workbook and comes back the same in every field, new or into its own workshop."""

from __future__ import annotations

from generated_workshops import dossiers
from hypothesis import HealthCheck, given, settings
from workbook_files import reading_of

from workshop.dossier import Dossier
from workshop.records import KINDS
from workshop.workbook.compared.context import Context, context_of
from workshop.workbook.compared.difference import compare
from workshop.workbook.out.export import export_workbook
from workshop.workbook.reading import Reading

LARGE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


def read_back(dossier: Dossier, language: str, known: Context | None = None) -> Reading:
    return reading_of(export_workbook(dossier, language), "export.xlsx", language=language, known=known)


def assert_identical(reading: Reading, dossier: Dossier) -> None:
    """Every record with every field, in the same order; nothing held back, remarked or asked."""
    assert reading.problems == []
    assert reading.open_questions == []
    assert reading.workshop == dossier.workshop
    for kind in KINDS:
        assert reading.records.get(kind, []) == dossier.records(kind), kind


@settings(max_examples=280, deadline=None, suppress_health_check=LARGE)
@given(dossiers())
def test_a_workshop_comes_back_from_its_german_export_identical_in_every_field(dossier: Dossier) -> None:
    assert_identical(read_back(dossier, "de"), dossier)


@settings(max_examples=280, deadline=None, suppress_health_check=LARGE)
@given(dossiers())
def test_a_workshop_comes_back_from_its_english_export_identical_in_every_field(dossier: Dossier) -> None:
    assert_identical(read_back(dossier, "en"), dossier)


@settings(max_examples=280, deadline=None, suppress_health_check=LARGE)
@given(dossiers())
def test_an_export_read_into_its_own_workshop_changes_nothing(dossier: Dossier) -> None:
    reading = read_back(dossier, dossier.workshop.language, context_of(dossier))
    assert_identical(reading, dossier)
    difference = compare(reading, dossier)
    assert {change.status for change in difference.changes} <= {"unchanged"}
    assert (difference.missing, difference.questions, difference.workshop) == ({}, [], ())
    assert (difference.bundle.records, difference.bundle.workshop) == ({}, None)
    assert difference.counts["unchanged"] == difference.counts["read"]
