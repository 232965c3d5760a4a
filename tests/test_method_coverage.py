"""The list of what the method asks for: complete, with a place for each, and true of the worksheets it names."""

from __future__ import annotations

import re
from pathlib import Path

from workshop.worksheets.load import worksheets

FILE = Path(__file__).parent.parent / "docs" / "method-coverage.md"
ROWS = re.findall(r"^\| (\d+) \| (.+?) \| (.+) \|$", FILE.read_text(encoding="utf-8"), re.MULTILINE)
ITEMS = 253
WANTED = 200
"""At least so many are in the app."""


def test_each_thing_the_method_asks_for_stands_in_the_list_once() -> None:
    assert [int(number) for number, *_ in ROWS] == list(range(1, ITEMS + 1))


def test_most_of_it_is_in_the_app() -> None:
    assert sum(not where.startswith("left out") for *_, where in ROWS) >= WANTED


def test_what_a_worksheet_serves_is_not_called_left_out() -> None:
    left_out = {int(number) for number, _, where in ROWS if where.startswith("left out")}
    assert not {(sheet.id, item) for sheet in worksheets().values() for item in sheet.items if item in left_out}
