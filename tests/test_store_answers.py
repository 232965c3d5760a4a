"""Answers about files of one make are remembered for the next, and can be forgotten; on both databases."""

from __future__ import annotations

import pytest

from data.answers import forget, list_remembered, remember, remembered

ANSWERS = {"columns/Touchpoints/wer": "department", "values/Touchpoints/bewertung/super": "1"}


@pytest.fixture(autouse=True)
def _empty(store: str) -> None:
    """A database with nothing in it."""


def test_answers_of_one_make_are_remembered_and_those_of_another_are_not() -> None:
    remember("0123456789ab", "Umfrage.xlsx", ANSWERS)
    assert remembered("0123456789ab") == ANSWERS
    assert remembered("another") == {}


def test_a_later_answer_overwrites_the_earlier_and_leaves_the_others() -> None:
    remember("0123456789ab", "Umfrage.xlsx", ANSWERS)
    remember("0123456789ab", "Umfrage 2.xlsx", {"columns/Touchpoints/wer": "-"})
    assert remembered("0123456789ab") == ANSWERS | {"columns/Touchpoints/wer": "-"}


def test_no_answers_are_nothing_to_remember() -> None:
    remember("0123456789ab", "Umfrage.xlsx", {})
    assert list_remembered() == []


def test_answers_of_one_make_can_be_forgotten_one_by_one_or_all_at_once() -> None:
    remember("0123456789ab", "Umfrage.xlsx", ANSWERS)
    forget("0123456789ab", "columns/Touchpoints/wer")
    assert list(remembered("0123456789ab")) == ["values/Touchpoints/bewertung/super"]
    remember("another", "Journal.csv", ANSWERS)
    forget("0123456789ab")
    assert [item.make for item in list_remembered()] == ["another"]


def test_remembered_makes_are_listed_with_their_last_file_the_newest_first() -> None:
    remember("0123456789ab", "Umfrage.xlsx", ANSWERS)
    remember("another", "Journal.csv", ANSWERS)
    remember("0123456789ab", "Umfrage 2.xlsx", {"columns/Touchpoints/wer": "-"})
    listed = [(item.make, item.file, len(item.answers)) for item in list_remembered()]
    assert listed == [("0123456789ab", "Umfrage 2.xlsx", 2), ("another", "Journal.csv", 2)]
