"""Votes of a room: none is lost, none counts twice, none slips in after the close; on both databases. Numbers are those
of the list of scenarios of a live room."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier, Event
from typing import Any

import psycopg
import pytest
from databases import ON_POSTGRES
from live_rooms import ANNA, WORKSHOP, now, opened, person, step
from sqlalchemy.exc import OperationalError

from data.commands import Edit, edit
from data.engine import engine_for, writing
from data.live_signal import numbers_of
from data.live_stage import command
from data.live_standards import (
    classifications_of,
    classify,
    dot_totals,
    dots_of,
    give_dots,
    propose,
    standards_for,
)
from data.live_status import status
from data.live_votes import Given, NotTaken, vote, votes_of
from data.rows import Numbers, raise_revision
from data.settings import database_url
from data.store import load
from data.waves import close_wave
from workshop.records import Standard, Touchpoint
from workshop.texts import Refusal

MINE = Standard(key="S2", level="must", text="Wir beraten.", department="Verkauf")
ALL = Standard(key="S3", level="must", text="Wir sind pünktlich.")


@pytest.fixture(autouse=True)
def _open_room(store: str) -> None:
    opened()


def stored(touchpoint: str = "T1") -> list[int | None]:
    """The ratings of a touchpoint by people with a phone."""
    ratings = load(WORKSHOP).ratings
    mine = ratings[(ratings["touchpoint"] == touchpoint) & ~ratings["participant"].isin(["P1", "P2"])]
    return [None if value != value else int(value) for value in mine["rating"]]


def test_what_is_said_to_be_saved_is_saved_and_told_to_the_wall() -> None:
    anna = person()
    step("start_rating")
    before = numbers_of(WORKSHOP)
    vote(anna, "T1", rating=-1)
    vote(anna, "T1", relevance=4)
    assert votes_of(anna) == {"T1": Given(-1, "", 4, current=True)}
    assert numbers_of(WORKSHOP) == (before.stage, before.votes + 2)


def test_01_the_last_tap_of_one_person_on_two_devices_counts() -> None:
    anna = person()
    step("start_rating")
    for rating in (1, -1, 0):
        vote(anna, "T1", rating=rating)
    assert stored() == [0]


def test_03_twenty_people_vote_at_once_and_every_vote_is_there() -> None:
    people = [person() for _ in range(20)]
    step("start_rating")
    with ThreadPoolExecutor(20) as room:
        list(room.map(lambda token: vote(token, "T1", rating=1), people))
    assert stored() == [1] * 20
    assert status(WORKSHOP).whole.begun == 20


def test_04_a_vote_that_is_sent_five_times_is_one() -> None:
    anna = person()
    step("start_rating")
    with ThreadPoolExecutor(5) as tabs:
        list(tabs.map(lambda _: vote(anna, "T1", rating=1), range(5)))
    assert stored() == [1]


def test_no_contact_takes_the_rating_away_and_a_rating_the_reason() -> None:
    anna = person()
    step("start_rating")
    vote(anna, "T1", rating=1, relevance=5)
    vote(anna, "T1", missing_reason="no_own_contact")
    assert votes_of(anna)["T1"] == Given(None, "no_own_contact", 5, current=True)
    vote(anna, "T1", rating=0)
    assert votes_of(anna)["T1"] == Given(0, "", 5, current=True)


def test_an_answer_that_is_taken_back_leaves_no_row() -> None:
    anna = person()
    step("start_rating")
    vote(anna, "T1", rating=1)
    vote(anna, "T1", rating=None)
    assert votes_of(anna) == {}


@pytest.mark.parametrize("repetition", range(2))
def test_05_a_vote_is_before_the_close_and_counts_or_after_it_and_is_refused(repetition: int) -> None:
    people = [person() for _ in range(8)]
    step("start_rating")
    version, barrier = now().version, Barrier(9)

    def tap(token: str) -> datetime | None:
        barrier.wait()
        try:
            return vote(token, "T1", rating=1)
        except NotTaken:
            return None

    def close(_: str) -> None:
        barrier.wait()
        command(WORKSHOP, version, "close", actor=ANNA)

    with ThreadPoolExecutor(9) as room:
        closing = room.submit(close, "")
        taken = [saved for saved in room.map(tap, people) if saved]
        closing.result()
    assert len(stored()) == len(taken)
    with pytest.raises(NotTaken):
        vote(people[0], "T1", rating=-1)
    assert set(stored()) <= {1}


def test_05_the_close_waits_for_a_vote_that_was_found_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    anna = person()
    version = step("start_rating").version
    checked, closed, crossed = Event(), Event(), []

    def slowly(*args: Any, **more: Any) -> Numbers:
        checked.set()
        crossed.append(closed.wait(0.3))
        return raise_revision(*args, **more)

    def close() -> None:
        checked.wait(5)
        command(WORKSHOP, version, "close", actor=ANNA)
        closed.set()

    monkeypatch.setattr("data.live_votes.raise_revision", slowly)
    with ThreadPoolExecutor(2) as room:
        closing = room.submit(close)
        room.submit(vote, anna, "T1", rating=1).result()
        closing.result()
    assert (crossed, stored(), now().stage.state) == ([False], [1], "closed")


def test_05_a_vote_after_the_deadline_is_refused_even_though_nobody_has_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    anna = person()
    step("start_rating")
    step("countdown", 30)
    monkeypatch.setattr("workshop.live.stage.GRACE", -27.0)
    vote(anna, "T1", rating=1)
    monkeypatch.setattr("workshop.live.stage.GRACE", -31.0)
    with pytest.raises(NotTaken, match="time is over"):
        vote(anna, "T1", rating=-1)
    assert stored() == [1]


NOT_ASKED: list[dict[str, object]] = [
    {"touchpoint": "T3", "rating": 1},  # of another department
    {"touchpoint": "T9", "rating": 1},
    {"touchpoint": "T4", "rating": 1},  # only wished for
    {"touchpoint": "T1", "rating": 2},
    {"touchpoint": "T1", "rating": True},
    {"touchpoint": "T1", "relevance": 6},
    {"touchpoint": "T1", "missing_reason": "x" * 10_000},
    {"touchpoint": "T1", "rating": 1, "missing_reason": "no_own_contact"},
    {"touchpoint": "T1"},
]


def test_21_what_a_changed_phone_sends_is_refused_and_nothing_is_stored() -> None:
    wished = Touchpoint(key="T4", seq=4, phase="purchase", name="Café", department="Verkauf", status="missing")
    edit(WORKSHOP, "touchpoints", [Edit(None, wished)])
    anna = person("Verkauf")
    step("start_rating", "before", "all", "", "Verkauf")
    before = numbers_of(WORKSHOP)
    for answer in NOT_ASKED:
        with pytest.raises(Refusal):
            vote(anna, **answer)  # type: ignore[arg-type]
    assert votes_of(anna) == {}
    assert numbers_of(WORKSHOP) == before


def test_nothing_is_taken_while_nothing_is_asked() -> None:
    anna = person()
    for name in ("pause", "close", "reveal", "start_classifying", "show"):
        step("start_rating")
        step(name)
        with pytest.raises(NotTaken):
            vote(anna, "T1", rating=1)


def test_who_has_not_chosen_a_department_cannot_vote() -> None:
    step("start_rating")
    with pytest.raises(Refusal):
        vote("nobody", "T1", rating=1)


def test_a_measurement_that_is_closed_meanwhile_takes_no_vote() -> None:
    anna = person()
    step("start_rating")
    close_wave(WORKSHOP, "before")
    with pytest.raises(NotTaken, match="measurement is closed"):
        vote(anna, "T1", rating=1)


def test_12_a_vote_that_breaks_off_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    anna = person()
    step("start_rating")
    before = numbers_of(WORKSHOP)

    def break_off(*_: object, **__: object) -> None:
        raise ConnectionAbortedError

    monkeypatch.setattr("data.live_votes.upsert", break_off)
    with pytest.raises(ConnectionAbortedError):
        vote(anna, "T1", rating=1)
    assert votes_of(anna) == {}
    assert numbers_of(WORKSHOP) == before


def test_15_a_vote_waits_while_somebody_writes_and_is_saved_then() -> None:
    anna = person()
    step("start_rating")
    held, done = Event(), Event()

    def long_write() -> None:
        with writing() as connection:
            connection.exec_driver_sql("UPDATE workshops SET goal = 'slow'")
            held.set()
            done.wait(5)

    with ThreadPoolExecutor(2) as room:
        writer = room.submit(long_write)
        held.wait(5)
        saving = room.submit(vote, anna, "T1", rating=1)
        assert not saving.done()
        done.set()
        writer.result()
        saving.result()
    assert stored() == [1]


@pytest.mark.parametrize("store", [pytest.param("postgresql", marks=ON_POSTGRES)], indirect=True)
def test_15_without_a_database_nothing_is_said_to_be_saved_and_it_goes_on_by_itself_afterwards(
    request: pytest.FixtureRequest,
) -> None:
    anna, name = person(), engine_for(database_url()).url.database
    step("start_rating")
    with psycopg.connect(request.getfixturevalue("postgres_server"), autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        with pytest.raises(OperationalError):
            vote(anna, "T1", rating=1)
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert stored() == []
    vote(anna, "T1", rating=-1)
    assert stored() == [-1]


@pytest.mark.parametrize("store", [pytest.param("postgresql", marks=ON_POSTGRES)], indirect=True)
def test_15_a_database_that_was_away_between_two_votes_costs_none_of_them(request: pytest.FixtureRequest) -> None:
    anna, name = person(), engine_for(database_url()).url.database
    step("start_rating")
    vote(anna, "T1", rating=1)
    with psycopg.connect(request.getfixturevalue("postgres_server"), autocommit=True) as server:
        server.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [name])
    vote(anna, "T1", rating=-1)
    assert stored() == [-1]


def test_16_who_comes_late_votes_on_what_is_open_now() -> None:
    step("start_rating", "before", "together", "T1")
    step("next")
    late = person()
    with pytest.raises(NotTaken):
        vote(late, "T1", rating=1)
    vote(late, "T2", rating=1)
    assert list(votes_of(late)) == ["T2"]


def test_how_many_have_answered_counts_what_is_asked_in_this_round() -> None:
    people = [person() for _ in range(6)]
    step("start_rating")
    for touchpoint in ("T1", "T2", "T3"):
        vote(people[0], touchpoint, rating=1)
    vote(people[1], "T1", missing_reason="no_own_contact")
    vote(people[2], "T1", relevance=3)
    assert status(WORKSHOP).whole.counts == (6, 6, 2, 1)
    step("second_round", "T1")
    assert status(WORKSHOP).whole.counts == (6, 6, 0, 0)
    vote(people[0], "T1", rating=0)
    assert status(WORKSHOP).whole.counts == (6, 6, 1, 1)


# Standards


def on_the_table() -> None:
    edit(WORKSHOP, "standards", [Edit(None, MINE), Edit(None, ALL)])
    step("start_classifying")


def test_everybody_classifies_the_standards_of_the_own_department_and_the_company_wide_ones() -> None:
    anna = person("Verkauf")
    on_the_table()
    assert {standard.key for standard in standards_for(anna)} == {"S2", "S3"}
    classify(anna, "S2", "wow")
    classify(anna, "S3", "must")
    classify(anna, "S3", None)
    assert classifications_of(anna) == {"S2": "wow"}
    assert status(WORKSHOP).whole.counts == (1, 1, 1, 0)


def test_21_a_standard_of_another_department_cannot_be_classified() -> None:
    anna = person("Verkauf")
    on_the_table()
    for standard, level in (("S1", "must"), ("S9", "must"), ("S2", "best")):
        with pytest.raises(Refusal):
            classify(anna, standard, level)
    with pytest.raises(Refusal):
        give_dots(anna, {"S1": 1})
    assert load(WORKSHOP)["standard_votes"].empty


def test_a_proposal_is_on_the_table_of_its_department_once() -> None:
    anna, bert, carl = person("Verkauf"), person("Verkauf"), person("Service")
    step("start_classifying")
    key = propose(anna, "wow", "  Wir backen   nachts. ")
    assert propose(anna, "wow", "Wir backen nachts.") == key
    assert propose(bert, "must", "wir BACKEN nachts.") == key
    assert [standard.text for standard in standards_for(bert)] == ["Wir backen nachts."]
    assert key not in {standard.key for standard in standards_for(carl)}
    assert (classifications_of(anna), classifications_of(bert)) == ({key: "wow"}, {key: "must"})


def test_a_proposal_belongs_to_a_touchpoint_of_ones_own_department_or_to_all() -> None:
    anna = person("Verkauf")
    step("start_classifying")
    propose(anna, "wow", "Wir backen nachts.", touchpoint="T1")
    with pytest.raises(NotTaken):
        propose(anna, "wow", "Wir holen es ab.", touchpoint="T3")


def test_a_proposal_that_is_none_is_refused_and_nothing_is_on_the_table() -> None:
    anna = person("Verkauf")
    step("start_classifying")
    for text in ("x" * 141, "x" * 10_000, "<img src=x onerror=alert(1)>", "🎉🎉", " "):
        with pytest.raises(Refusal):
            propose(anna, "wow", text)
    assert standards_for(anna) == []


def test_somebody_has_five_dots_and_may_move_them() -> None:
    anna, bert = person("Verkauf"), person("Verkauf")
    on_the_table()
    give_dots(anna, {"S2": 3, "S3": 2})
    give_dots(anna, {"S2": 1, "S3": 4})
    give_dots(bert, {"S3": 1})
    for too_many in ({"S2": 6}, {"S2": 3, "S3": 3}, {"S2": -1, "S3": 5}):
        with pytest.raises(Refusal):
            give_dots(anna, too_many)
    assert (dots_of(anna), dot_totals(WORKSHOP)) == ({"S2": 1, "S3": 4}, {"S3": 5, "S2": 1})


def test_a_deadline_of_a_classification_holds_too(monkeypatch: pytest.MonkeyPatch) -> None:
    anna = person("Verkauf")
    on_the_table()
    step("countdown", 5)
    monkeypatch.setattr("workshop.live.stage.GRACE", -timedelta(seconds=6).total_seconds())
    with pytest.raises(NotTaken, match="time is over"):
        classify(anna, "S2", "wow")
