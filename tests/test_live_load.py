"""A full room on a real server: two hundred people at once, all from one address. Numbers are those of the list of
scenarios of a live room; how fast it is stands in the benchmarks."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from live_rooms import WORKSHOP, code, person
from live_wire import Room, play, served

from benchmarks.browser import Browser
from benchmarks.phone import Phone
from data.engine import engine_for
from data.live_guesses import PER_BROWSER
from data.live_room import open_room
from data.live_seats import SEAT_COOKIE, seat_of
from data.live_votes import votes_of
from data.settings import database_url
from data.store import load
from scripts.running import Running

PEOPLE = 200
RESUMED = 128
"""So many lost sessions Streamlit keeps for those who come back; the others are new ones."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One running app with the bakery's room open."""
    with served(f"sqlite:///{tmp_path_factory.mktemp('load') / 'werkstatt.db'}") as app:
        open_room(WORKSHOP, capacity=1000)
        yield app
        engine_for(database_url()).dispose()


@pytest.fixture(scope="module")
def tokens(server: Running) -> list[str]:
    """People who have come in and sat down."""
    return [person() for _ in range(PEOPLE)]


async def seated(room: Room, tokens: list[str]) -> list[Phone]:
    """The phones of people who have sat down."""
    phones = [await room.stack.enter_async_context(Phone(room.app.url, cookies={SEAT_COOKIE: one})) for one in tokens]
    await asyncio.gather(*(phone.open() for phone in phones))
    await asyncio.gather(*(phone.tab.until(lambda p=phone: p.is_open) for phone in phones))
    return phones


def test_03_two_hundred_votes_on_the_same_touchpoint_at_once_are_two_hundred_rows(
    server: Running, tokens: list[str]
) -> None:
    async def story(room: Room) -> None:
        phones = await seated(room, tokens)
        taps = await asyncio.gather(*(phone.rate("T1", 1) for phone in phones))
        assert not [tap.refused for tap in taps if tap.refused]

    play(server, story)
    rows = load(WORKSHOP)["ratings"].query("touchpoint == 'T1'")
    rows = rows[rows["participant"].isin([person_of_token(token) for token in tokens])]
    assert (len(rows), rows["participant"].nunique(), int(rows["rating"].sum())) == (PEOPLE, PEOPLE, PEOPLE)


def test_09_more_than_streamlit_remembers_are_cut_off_and_nobody_loses_an_answer(
    server: Running, tokens: list[str]
) -> None:
    some = tokens[: RESUMED + 12]

    async def story(room: Room) -> None:
        phones = await seated(room, some)
        await asyncio.gather(*(phone.rate("T1", -1) for phone in phones))
        for phone in phones:
            phone.cut()
            phone.tap("T2", "rating", 1)
        await asyncio.gather(*(phone.come_back() for phone in phones))
        await asyncio.gather(*(phone.tab.until(lambda p=phone: not p.pending) for phone in phones))
        assert [phone.answers["T1"]["rating"] for phone in phones] == [-1] * len(phones)

    play(server, story)
    given = [votes_of(token) for token in some]
    assert [(one["T1"].rating, one["T2"].rating) for one in given] == [(-1, 1)] * len(some)


def test_23_two_hundred_come_in_while_somebody_at_the_same_address_guesses(server: Running) -> None:
    tries = PER_BROWSER + 10

    async def story(room: Room) -> None:
        guesser, others = Browser(room.app.url), [Browser(room.app.url) for _ in range(PEOPLE)]

        async def guess() -> list[int]:
            return [
                (await guesser.get(f"/j/AAAA{place // 10 + 2}{place % 10 // 2 + 2}")).status for place in range(tries)
            ]

        guessed, *came_in = await asyncio.gather(guess(), *(other.get(f"/j/{code()}") for other in others))
        assert [answer.status for answer in came_in] == [303] * PEOPLE
        assert guessed == [404] * PER_BROWSER + [429] * (tries - PER_BROWSER)
        assert (await guesser.get(f"/j/{code()}")).status == 303
        assert len({token_of_browser(other) for other in others}) == PEOPLE
        assert all(seat_of(token_of_browser(other)) for other in others)
        for browser in (guesser, *others):
            browser.close()

    play(server, story)


def person_of_token(token: str) -> str | None:
    """The pseudonym of who sits there."""
    seat = seat_of(token)
    return seat.participant if seat else None


def token_of_browser(browser: Browser) -> str:
    """The token in a browser's cookie."""
    return browser.cookies[SEAT_COOKIE]
