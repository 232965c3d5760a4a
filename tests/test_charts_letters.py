"""Labels wrap; they are never cut."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from components.charts.letters import filled, width_of, wrap

NAMES = st.text(alphabet="abcdefghijklm ABCÄÖÜßnopqr-/„“", min_size=1, max_size=200)
WIDTHS = st.integers(min_value=80, max_value=600)


@settings(deadline=None)
@given(NAMES, WIDTHS)
def test_no_letter_of_a_name_is_lost(name: str, width: int) -> None:
    together = "".join(wrap(name, width, 15))
    kept = [letter for letter in name if letter not in " -"]
    assert [letter for letter in together if letter not in " -"] == kept


@settings(deadline=None)
@given(NAMES, WIDTHS)
def test_no_line_is_wider_than_its_place(name: str, width: int) -> None:
    assert all(width_of(line, 15) <= width for line in wrap(name, width, 15))


@settings(deadline=None)
@given(NAMES, WIDTHS)
def test_even_lines_are_not_more_lines(name: str, width: int) -> None:
    assert len(wrap(name, width, 15)) <= len(filled(name, width, 15))


def test_a_long_name_becomes_two_even_lines() -> None:
    name = "Fahrzeugabholung und Rechnungserklärung"
    assert wrap(name, 250, 15) == ("Fahrzeugabholung und", "Rechnungserklärung")


def test_a_word_longer_than_a_line_is_divided_with_a_hyphen() -> None:
    first, *_ = wrap("Zufriedenheitsumfrage", 100, 15)
    assert first.endswith("-")


def test_a_hyphen_is_a_place_to_break() -> None:
    assert wrap("Finanzierungs- oder Leasinggespräch", 170, 15)[0] == "Finanzierungs- oder"
