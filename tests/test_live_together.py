"""Votes of the same moment share a transaction, and nothing else: each is taken or refused for itself."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from threading import Event
from typing import Any

from live_rooms import WORKSHOP, opened, person, step
from sqlalchemy.exc import OperationalError

from data.access import hashed
from data.live_signal import numbers_of
from data.live_together import Together
from data.live_votes import NotTaken, Vote, store_all, votes_of
from workshop.texts import Refusal, message

WAIT = 60.0
NO = Refusal(message("Not this one."))


class Slow:
    """A database whose transactions take as long as the test wants; it refuses "no" and is away for "away"."""

    def __init__(self) -> None:
        self.transactions: list[list[str]] = []
        self.entered, self.may_go_on = Event(), Event()

    def write(self, things: Sequence[str]) -> list[str | Refusal]:
        self.transactions.append(list(things))
        self.entered.set()
        assert self.may_go_on.wait(WAIT)
        if "away" in things:
            raise OperationalError("", None, Exception("the database is locked"))
        return [NO if thing == "no" else thing.upper() for thing in things]


def one_and_then(*others: str) -> tuple[Slow, list[Future[str]]]:
    """A first thing is being written while the others come."""
    slow = Slow()
    together = Together(slow.write)
    with ThreadPoolExecutor(10) as people:
        first = people.submit(together, "first")
        assert slow.entered.wait(WAIT)
        rest = [people.submit(together, one) for one in others]
        while len(together._queue) < len(others):
            Event().wait(0.01)
        slow.may_go_on.set()
    return slow, [first, *rest]


def test_who_waits_is_written_with_the_next_transaction() -> None:
    slow, found = one_and_then("a", "b", "c")
    assert [sorted(things) for things in slow.transactions] == [["first"], ["a", "b", "c"]]
    assert [one.result() for one in found] == ["FIRST", "A", "B", "C"]


def test_a_refusal_is_that_of_one_alone() -> None:
    _slow, found = one_and_then("a", "no", "b")
    assert [one.exception() for one in found] == [None, None, NO, None]


def test_a_database_that_is_away_has_stored_nothing_of_a_transaction() -> None:
    _slow, found = one_and_then("a", "away")
    assert [isinstance(one.exception(), OperationalError) for one in found] == [False, True, True]


def test_votes_in_one_transaction_are_checked_one_by_one(store: str) -> None:
    opened()
    anna, bert = person(), person()
    step("start_rating")
    before = numbers_of(WORKSHOP).votes
    given = [Vote(hashed(token), point, None, {"rating": 1}) for token, point in
             ((anna, "T1"), ("nobody", "T1"), (bert, "T1"), (bert, "no such touchpoint"))]  # fmt: skip
    good, stranger, also_good, foreign = store_all(given)
    assert isinstance(good, datetime)
    assert isinstance(also_good, datetime)
    assert isinstance(stranger, Refusal)
    assert isinstance(foreign, NotTaken)
    assert [list(votes_of(token)) for token in (anna, bert)] == [["T1"], ["T1"]]
    assert numbers_of(WORKSHOP).votes == before + 2


def test_the_same_thing_twice_in_a_transaction_ends_with_the_later_one(store: str) -> None:
    opened()
    anna = person()
    step("start_rating")
    store_all([Vote(hashed(anna), "T1", None, {"rating": rating}) for rating in (-1, 1)])
    assert votes_of(anna)["T1"].rating == 1


def test_what_is_said_taken_back_and_said_again_in_one_transaction_ends_as_said_last(store: str) -> None:
    opened()
    anna = person()
    step("start_rating")
    said: list[dict[str, Any]] = [{"rating": 1, "missing_reason": ""}, {"rating": None}, {"relevance": 4}]
    store_all([Vote(hashed(anna), "T1", None, values) for values in [*said, {"rating": -1, "missing_reason": ""}]])
    given = votes_of(anna)["T1"]
    assert (given.rating, given.relevance) == (-1, 4)
