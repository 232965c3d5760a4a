"""Two servers on one PostgreSQL database, and a database that goes away: the same people, the same room, nothing lost.
Numbers are those of the list of scenarios of a live room."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import urlopen

import psycopg
import pytest
from databases import ON_POSTGRES, database_at
from live_rooms import step
from live_wire import Room, person_of, play, served, stored, tap_of, vote_through

from data.access import hashed
from data.engine import engine_for
from data.settings import database_url
from scripts.running import Running, running_app

pytestmark = list(ON_POSTGRES)
NAME = "replicas"


@dataclass(frozen=True)
class Replicas:
    """Two running servers, and the address of the PostgreSQL server below them."""

    one: Running
    other: Running
    postgres: str


@pytest.fixture(scope="module")
def replicas(postgres_server: str) -> Iterator[Replicas]:
    """Two servers on one database with the bakery's room. The last test kills one of them."""
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {NAME}")
    url = database_at(postgres_server, NAME)
    with served(url) as one, running_app(url) as other:
        yield Replicas(one, other, postgres_server)
        engine_for(database_url()).dispose()


@contextmanager
def away(postgres: str) -> Iterator[None]:
    """The database takes nobody in and has thrown everybody out."""
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(f"ALTER DATABASE {NAME} ALLOW_CONNECTIONS false")
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [NAME])
        try:
            yield
        finally:
            server.execute(f"ALTER DATABASE {NAME} ALLOW_CONNECTIONS true")


def test_14_a_step_and_a_vote_on_one_server_are_seen_on_the_other(replicas: Replicas) -> None:
    async def story(room: Room) -> None:
        phone, console = await room.phone(url=replicas.other.url), await room.console()
        wall = await room.wall(url=replicas.other.url)
        await phone.rate("T1", 1)
        await console.take("console_pause_pause")
        await phone.tab.until(lambda: not phone.is_open)
        await wall.tab.until(lambda: "Die Bewertung ist angehalten." in wall.shown)

    play(replicas.one, story)


def test_14_a_phone_that_lands_on_another_server_is_the_same_person_in_the_step_of_now(replicas: Replicas) -> None:
    async def story(room: Room) -> None:
        phone = await room.phone()
        await phone.rate("T1", -1)
        me = person_of(phone)
        phone.cut()
        step("start_rating", "before", "together", "T1", by=hashed(replicas.one.token))
        phone.browser.url = replicas.other.url
        await phone.come_back()  # with the id of a session that this server has never had
        await phone.tab.until(lambda: phone.asked == ["T1"])
        assert (person_of(phone), tap_of(phone)) == (me, {"T1": -1})
        assert (await phone.rate("T1", 0)).refused == ""
        assert stored(phone) == [0]

    play(replicas.one, story)


def test_15_while_the_database_is_away_nothing_is_called_saved_and_it_goes_on_by_itself_afterwards(
    replicas: Replicas,
) -> None:
    play(replicas.one, lambda room: vote_through(room, away(replicas.postgres)))


def test_15_while_the_database_is_away_a_server_is_alive_but_not_ready_and_says_so_to_who_scans_the_code(
    replicas: Replicas,
) -> None:
    app = replicas.one
    assert ask(app, "/readyz") == (200, {"ready": True, "missing": []})
    with away(replicas.postgres):
        assert ask(app, "/healthz") == (200, {"alive": True})
        assert ask(app, "/readyz") == (503, {"ready": False, "missing": ["database"]})
        with pytest.raises(HTTPError) as failed, urlopen(f"{app.url}/j/{'A' * 6}"):
            pass
        sentence = failed.value.read().decode()
    number = re.search(r"Nummer ([0-9A-F]{6})", sentence)
    assert (failed.value.code, failed.value.headers["x-content-type-options"]) == (503, "nosniff")
    assert number is not None
    assert f"Error {number[1]}" in "".join(app.lines)
    assert ask(app, "/readyz") == (200, {"ready": True, "missing": []})


def ask(app: Running, path: str) -> tuple[int, object]:
    """Status and content of an answer."""
    try:
        with urlopen(f"{app.url}{path}", timeout=60) as answer:
            return answer.status, json.load(answer)
    except HTTPError as error:
        with error:
            return error.code, json.load(error)


def test_15_a_phone_that_asks_while_the_database_is_away_asks_again_until_it_is_told(replicas: Replicas) -> None:
    async def story(room: Room) -> None:
        phone = await room.phone()
        with away(replicas.postgres):
            assert (await phone.browser.get("/live/phone?language=de")).status == 503
            phone.look()
            assert phone.is_open
        looks = phone.looks
        await phone.tab.until(lambda: phone.looks > looks)

    play(replicas.one, story)


def test_14_when_a_server_dies_in_a_burst_its_phones_go_on_at_the_other_and_nothing_is_lost(
    replicas: Replicas,
) -> None:
    async def story(room: Room) -> None:
        phones = await room.phones(6)
        await asyncio.gather(*(phone.rate("T1", 1) for phone in phones))
        taps = [phone.tap("T2", "rating", -1) for phone in phones]
        os.kill(replicas.one.pid, signal.SIGKILL)
        for phone in phones:
            phone.cut()
            phone.browser.url = replicas.other.url
        assert stored(*phones) == [1] * 6
        await asyncio.gather(*(phone.come_back() for phone in phones))
        await asyncio.gather(*map(lambda phone, tap: phone.saved(tap), phones, taps))
        assert stored(*phones, touchpoint="T2") == [-1] * 6

    play(replicas.one, story)
