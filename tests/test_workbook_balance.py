"""Every filled cell of a file is accounted for: imported, or in exactly one other class, and none goes missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from workbook_files import JOURNEY, Rows, reading_of

from workshop.workbook.balance import CLASSES

SAMPLES = sorted((Path(__file__).parent.parent / "sample_workshops").glob("*.xlsx"))

MESSY: Rows = [
    ["Workshop Nord"],
    ["Phase", "Touchpoint", "Bewertung", "Wetter"],
    ["Kauf", "Beratung", "okay", "Regen"],
    ["Kauf", "Abholung", "Regenbogen", None],
    ["Kauf", None, "okay", None],
    ["Summe", None, 3, None],
    ["* vertraulich"],
]


def balance(rows: Rows) -> dict[str, int]:
    return reading_of({"T": rows}).sheets[0].balance


def test_the_cells_of_a_messy_sheet_are_counted_by_what_became_of_them() -> None:
    assert balance(MESSY) == {
        "imported": 5,
        "rejected": 3,
        "header": 4,
        "total": 2,
        "note": 1,
        "title": 1,
        "ignored_column": 1,
    }


def test_a_clean_sheet_is_imported_to_its_last_cell() -> None:
    counted = balance(JOURNEY)
    assert (counted["imported"], counted["header"], sum(counted.values())) == (12, 4, 16)


def test_a_sheet_that_is_left_out_is_counted_too() -> None:
    reading = reading_of({"Touchpoints": JOURNEY, "Ideen": [["Wo", "Idee"], ["Eingang", "Licht"]]})
    assert reading.sheets[1].balance["ignored_column"] == 4


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_classes_add_up_to_what_both_readers_count(path: Path) -> None:
    for sheet in reading_of(path.read_bytes(), path.name).sheets:
        assert list(sheet.balance) == list(CLASSES)
        assert set(sheet.readers.values()) == {sum(sheet.balance.values())}, sheet.name
        assert len(sheet.readers) == 2
