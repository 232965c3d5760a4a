"""Cells as dates, numbers, ratings, codes: what is certain is taken, everything else is said and never guessed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from workshop.texts import say
from workshop.workbook.problems import AlreadySaid, Unreadable
from workshop.workbook.values.dates import read_date, read_month
from workshop.workbook.values.fields import read_code, read_flag
from workshop.workbook.values.numbers import meaning_of_comma, read_number
from workshop.workbook.values.ratings import scale_of


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12.03.2025", date(2025, 3, 12)),
        ("1.4.25", date(2025, 4, 1)),
        ("2025-06-30", date(2025, 6, 30)),
        ("30/06/2025", date(2025, 6, 30)),
        ("30-06-25", date(2025, 6, 30)),
        ("20250630", date(2025, 6, 30)),
        (20250630, date(2025, 6, 30)),
        ("06/30/2025", date(2025, 6, 30)),
        ("15. Mai 2025", date(2025, 5, 15)),
        ("3 März 2025", date(2025, 3, 3)),
        ("May 15, 2025", date(2025, 5, 15)),
        ("bis 15.05.2025", date(2025, 5, 15)),
        (datetime(2025, 3, 31, 14, 5), date(2025, 3, 31)),  # noqa: DTZ001
    ],
)
def test_a_certain_date_is_taken(written: Any, meant: date) -> None:
    assert read_date(written) == meant


@pytest.mark.parametrize("written", ["31.02.2025", "31.02.", "30.2.2024", "2025-04-31"])
def test_a_day_that_does_not_exist_is_an_error(written: str) -> None:
    with pytest.raises(Unreadable) as trouble:
        read_date(written)
    assert trouble.value.severity == "error"
    assert say(trouble.value.what, "de").startswith(f"Den Tag „{written}“ gibt es nicht.")


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("15.4.", "Das Jahr fehlt"),
        ("29.02.", "Das Jahr fehlt"),
        ("03/04/2025", "Tag und Monat könnten vertauscht sein"),
        ("31.03.1925", "Das Jahr 1925 kann nicht gemeint sein"),
        ("KW 20", "Es ist kein Kalendertag"),
        ("asap", "Es ist kein Kalendertag"),
        (45747, "Es ist kein Kalendertag"),
    ],
)
def test_an_uncertain_date_is_a_warning_with_its_reason(written: Any, why: str) -> None:
    with pytest.raises(Unreadable) as trouble:
        read_date(written)
    assert trouble.value.severity == "warning"
    assert why in say(trouble.value.what, "de")


@pytest.mark.parametrize("written", ["2025-03", "03/2025", "3.2025", "März 2025", "March 2025", date(2025, 3, 12)])
def test_a_month_is_taken_in_many_forms(written: Any) -> None:
    assert read_month(written) == "2025-03"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1.500,00 €", 1500),
        ("450,00 €", 450),
        ("1,5", 1.5),
        ("4.5", 4.5),
        ("1'500.00", 1500),
        ("1 500", 1500),
        ("1,234,567.89", 1234567.89),
        ("€ 300", 300),
        ("−200", -200),
        ("１５００", 1500),
        ("0,125", 0.125),
        (2.5, 2.5),
    ],
)
def test_a_certain_number_is_taken(written: Any, meant: float) -> None:
    assert read_number(written) == meant


@pytest.mark.parametrize("written", ["ca. 300", "500-800 EUR", "2k", "1,5 T€", "(200)", "1e3", "bald", True])
def test_an_uncertain_number_is_a_warning(written: Any) -> None:
    with pytest.raises(Unreadable) as trouble:
        read_number(written)
    assert trouble.value.severity == "warning"


def test_money_has_no_three_decimals() -> None:
    assert [read_number("1.500", money=True), read_number("1,500", money=True)] == [1500, 1500]


def test_thousands_or_decimals_is_decided_by_the_rest_of_the_column() -> None:
    german, english = meaning_of_comma(["2,5", "1.500"]), meaning_of_comma(["2.5", "1.500"])
    assert [read_number("1.500", german), read_number("1.500", english)] == [1500, 1.5]


def test_thousands_or_decimals_is_not_guessed() -> None:
    with pytest.raises(Unreadable, match="thousands or decimals"):
        read_number("1.500")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("enttäuscht", -1), ("Begeistert!", 1), ("okay", 0), ("o.k.", 0), ("disappointed", -1), ("delighted", 1),
        ("😞", -1), ("😐", 0), ("😀", 1), ("👍🏽", 1), ("▼", -1), ("●", 0), ("▲", 1),
        (-1, -1), ("−1", -1), ("+1", 1), (0.0, 0),
        ("k.A.", None), ("-", None), ("?", None), ("kein eigener Kontakt", None),
    ],
)  # fmt: skip
def test_a_known_rating_is_taken(written: Any, meant: int | None) -> None:
    assert scale_of([written]).read(written) == meant


@pytest.mark.parametrize("written", ["super", "gut", "okay / 😀", "😞😞", "3x begeistert", "x", "B"])
def test_an_unknown_rating_is_an_error(written: str) -> None:
    with pytest.raises(Unreadable) as trouble:
        scale_of([written]).read(written)
    assert f"„{written}“ ist keine Bewertung" in say(trouble.value.what, "de")


def test_a_slip_is_answered_with_the_rating_it_is_nearly() -> None:
    with pytest.raises(Unreadable) as trouble:
        scale_of([]).read("begeistet")
    assert "Ist „begeistert“ gemeint" in say(trouble.value.what, "de")


def test_letters_are_ratings_when_every_vote_is_one() -> None:
    scale = scale_of(["E", "O", "B", "-"])
    assert [scale.read(v) for v in ("E", "O", "B", "-")] == [-1, 0, 1, None]


@pytest.mark.parametrize(
    ("column", "header"),
    [([1, 2, 3], "Bewertung"), ([1, 0, 1], "Bewertung (1–5)"), (["--", "-", "+"], "Bewertung"), ([1, "4,5"], "Note")],
)
def test_numbers_and_signs_of_another_scale_are_never_guessed(column: list[Any], header: str) -> None:
    with pytest.raises(AlreadySaid):
        scale_of(column, header).read(column[0])


def test_beside_a_minus_one_another_number_is_a_slip_of_its_own() -> None:
    scale = scale_of([-1, 0, 1, 2])
    assert [scale.read(v) for v in (-1, 0, 1)] == [-1, 0, 1]
    with pytest.raises(Unreadable):
        scale.read(2)


@pytest.mark.parametrize(("written", "meant"), [("x", True), ("ja", True), ("YES", True), ("✓", True), ("nein", False)])
def test_yes_and_no_have_many_forms(written: str, meant: bool) -> None:
    assert read_flag("measures", "quick_win", written) is meant


def test_neither_yes_nor_no_is_an_error() -> None:
    with pytest.raises(Unreadable):
        read_flag("measures", "quick_win", "Jein")


@pytest.mark.parametrize("written", ["agreed", "vereinbart", "Agreed", "defined", "beschlossen"])
def test_a_code_is_known_by_itself_by_its_names_and_by_other_words(written: str) -> None:
    assert read_code("standards", "status", written) == "agreed"


def test_an_unknown_code_is_answered_with_the_known_ones() -> None:
    with pytest.raises(Unreadable) as trouble:
        read_code("touchpoints", "phase", "Irgendwann")
    assert "Möglich sind: Vor dem Kauf, Beim Kauf, Nach dem Kauf." in say(trouble.value.what, "de")
