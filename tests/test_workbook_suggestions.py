"""Headers that nobody tuned the vocabulary on: none is taken wrongly, and the right field is among the first three."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from workshop.workbook.layout.suggest import preselected, suggestions
from workshop.workbook.questions import LEFT_OUT
from workshop.workbook.values.vocabulary import kinds, normal_header

UNSEEN = list(csv.DictReader((Path(__file__).parent / "headers_unseen.csv").read_text("utf-8").splitlines()))
"""Collected without a look at headers.toml; "-" marks columns that are no field at all."""


def taken(kind: str, header: str) -> str:
    """The field that a header is taken for without asking, "" for none; "Status" is that of the to-do beside it."""
    entry, normal = kinds()[kind], normal_header(header)
    field = entry.fields.get(normal) or entry.extras.get(normal) or ""
    return "todo_status" if (kind, field) == ("touchpoints", "status") else field


def proposed(kind: str, header: str) -> list[str]:
    return [field for field, _ in suggestions(header, kind, [])]


@pytest.mark.parametrize("row", UNSEEN, ids=lambda row: f"{row['kind']}: {row['header']}")
def test_no_unseen_header_is_taken_for_the_wrong_field(row: dict[str, str]) -> None:
    assert taken(row["kind"], row["header"]) in ("", row["field"])


def test_the_right_field_is_among_the_best_three_of_nineteen_in_twenty_unseen_headers() -> None:
    fields = [row for row in UNSEEN if row["field"] != LEFT_OUT]
    hits = [
        row
        for row in fields
        if row["field"] in (taken(row["kind"], row["header"]), *proposed(row["kind"], row["header"]))
    ]
    assert len(hits) / len(fields) >= 0.95


def test_the_values_of_a_column_speak_for_its_field() -> None:
    assert preselected(suggestions("Note", "touchpoints", [1, 2, 3])) == "rating"
    assert proposed("touchpoints", "Note")[0] in ("comment", "rating")


def test_dates_below_it_speak_against_a_column_of_texts() -> None:
    best = suggestions("Bearbeitung", "touchpoints", ["30.06.2025", "15.07.2025"])
    assert "todo_responsible" not in [field for field, _ in best]


def test_a_short_word_inside_a_long_header_preselects_nothing() -> None:
    assert preselected(suggestions("Was würde den Kunden begeistern?", "touchpoints", [])) == ""
