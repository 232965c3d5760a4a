"""A room on a real server as its phones, consoles and the wall see it over the wire, on both databases. Numbers are
those of the list of scenarios of a live room."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from databases import ON_POSTGRES, database_at
from live_rooms import WORKSHOP, code
from live_wire import Room, dead_line, metric, person_of, play, served, stored, tap_of, token_of, until

from benchmarks.browser import Answer, Browser
from benchmarks.phone import Phone, Tap
from data.access import make_link, revoke
from data.backup import copy
from data.engine import engine_for, writing
from data.live_room import change_room
from data.live_signal import numbers_of
from data.live_votes import votes_of
from data.settings import database_url
from data.store import load
from scripts.running import Running
from workshop.texts import message, say
from workshop.workbook.files.child import read_upload
from workshop.workbook.out.export import export_workbook

DOOR = say(message("Please come in through your link"), "de")
NEXT = "console_next"
ON_SQLITE = pytest.mark.parametrize("server", ["sqlite"], indirect=True)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=ON_POSTGRES)])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One running app for all tests of a database. Each begins with the rating open."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('wire') / 'werkstatt.db'}"
    else:
        address = request.getfixturevalue("postgres_server")
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CREATE DATABASE wire")
        url = database_at(address, "wire")
    with served(url) as app:
        yield app
        engine_for(database_url()).dispose()


def test_07_who_leads_goes_away_and_somebody_takes_over_on_purpose_while_people_vote_on(server: Running) -> None:
    async def story(room: Room) -> None:
        phone, first, second = await room.phone(), await room.console(), await room.console(make_link())
        first.cut()
        change_room_seen(minutes_ago=2)
        assert (await phone.rate("T1", 1)).refused == ""
        await second.tab.until(lambda: second.tab.has("console_take_over"))
        assert not second.tab.has(NEXT)  # being away hands nothing over
        await second.press("console_take_over")
        await second.take("console_pause_pause")
        await phone.tab.until(lambda: not phone.is_open)
        await first.come_back(resume=False)
        assert first.tab.has("console_take_over")
        assert not first.tab.has(NEXT)
        await first.press("console_take_over")
        await first.tab.until(lambda: first.tab.has(NEXT))

    play(server, story)


def change_room_seen(minutes_ago: float) -> None:
    """Let who leads have been seen last some time ago."""
    with writing() as connection:
        seen_at = datetime.now(UTC) - timedelta(minutes=minutes_ago)
        change_room(connection, WORKSHOP, {"conductor_seen_at": seen_at})


@pytest.mark.parametrize("resume", [True, False], ids=["old session", "new session"])
def test_08_after_a_cut_it_is_the_same_person_with_the_same_answers_in_the_step_of_now(
    server: Running, resume: bool
) -> None:
    async def story(room: Room) -> None:
        phone, console = await room.phone(), await room.console()
        await phone.rate("T1", -1)
        me = person_of(phone)
        phone.cut()
        await console.take("console_pause_pause")
        await phone.come_back(resume=resume)
        assert (phone.is_open, person_of(phone), tap_of(phone)) == (False, me, {"T1": -1})
        await console.press(NEXT)
        await phone.tab.until(lambda: phone.is_open)

    play(server, story)


@pytest.mark.parametrize("closed_meanwhile", [False, True], ids=["open", "closed meanwhile"])
def test_10_a_tap_into_a_half_open_line_is_saved_later_or_called_not_saved(
    server: Running, closed_meanwhile: bool
) -> None:
    async def story(room: Room) -> None:
        async with dead_line(server) as line:
            phone, console = await room.phone(url=line.url), await room.console()
            line.half_open, line.swallowed = True, 0
            tap = phone.tap("T1", "rating", 1)
            await until(lambda: line.swallowed > 100)
            assert (tap.saved, stored(phone)) == (0, [])
            if closed_meanwhile:
                await console.take(NEXT)
            phone.cut()
            line.break_off()
            await phone.come_back(resume=False)
            await phone.saved(tap)
            assert stored(phone) == ([] if closed_meanwhile else [1])
            assert tap.refused.startswith("Nicht gespeichert: ") == closed_meanwhile

    play(server, story)


def test_11_a_tap_during_a_run_of_the_whole_page_is_saved(server: Running) -> None:
    async def story(room: Room) -> None:
        async def tap_meanwhile(phone: Phone) -> None:
            await phone.tab.rerun()
            tap = await phone.rate("T1", 1)
            assert (tap.refused, stored(phone), tap_of(phone)) == ("", [1], {"T1": 1})

        await asyncio.gather(*map(tap_meanwhile, await room.phones(6)))

    play(server, story)


def test_12_a_line_that_breaks_in_the_middle_of_a_vote_leaves_all_of_it_or_nothing(server: Running) -> None:
    async def story(room: Room) -> None:
        async def come_back(phone: Phone, tap: Tap) -> None:
            await phone.come_back(resume=False)
            await phone.saved(tap)
            assert (tap.refused, stored(phone)) == ("", [1])

        phones = await room.phones(8)
        taps = [phone.tap("T1", "rating", 1) for phone in phones]
        for turns, phone in enumerate(phones):  # sooner and later after it was sent
            for _ in range(turns):
                await asyncio.sleep(0)
            phone.cut()
        assert set(stored(*phones)) <= {1}
        await asyncio.gather(*map(come_back, phones, taps))

    play(server, story)


def test_20_what_a_phone_is_sent_does_not_depend_on_how_others_vote(server: Running) -> None:
    async def story(room: Room) -> None:
        mine, *others = await room.phones(7)
        console, wall = await room.console(), await room.wall()
        await mine.rate("T1", 1)
        mine.look()
        await mine.tab.until(lambda: mine.looks == 1)
        before, told, bodies = shown(mine), mine.told, answers_to(mine)
        for phone in others:
            await phone.rate("T1", -1)
            await phone.rate("T2", 0)
        await wall.tab.until(lambda: wall.history[-1][2] >= numbers_of(WORKSHOP).votes)
        assert (mine.told, bodies) == (told, [])
        await mine.rate("T1", 1)
        assert set(json.loads(bodies[-1])) == {"done", "refused", "savedAt", "asOf"}
        mine.look()
        await mine.tab.until(lambda: mine.looks == 2)
        assert shown(mine) == before
        for _ in ("close", "how many voted", "how they voted"):
            await console.take(NEXT)
        stage = numbers_of(WORKSHOP).stage
        await mine.tab.until(lambda: mine.shown["number"] == stage)
        sent = b"".join(bodies)
        assert not mine.shown["sections"]
        assert not [phone for phone in others if person_of(phone).encode() in sent]

    play(server, story)


def shown(phone: Phone) -> dict[str, Any]:
    """What is on a phone's screen, without the time at which it was read."""
    return {name: value for name, value in phone.shown.items() if name not in ("asOf", "script")}


def answers_to(phone: Phone) -> list[bytes]:
    """Everything that its requests are answered from now on."""
    bodies: list[bytes] = []
    request = phone.browser._request

    async def note(path: str, body: bytes | None) -> Answer:
        answer = await request(path, body)
        bodies.append(answer.plain)
        return answer

    phone.browser._request = note  # type: ignore[method-assign]
    return bodies


@ON_SQLITE
def test_22_a_link_that_is_revoked_closes_console_wall_and_stream_without_a_reload(server: Running) -> None:
    async def story(room: Room) -> None:
        link = make_link()
        console = await room.console(link)
        await console.tab.until(lambda: console.tab.has("console_take_over"))
        await until(lambda: console.heard != "")
        votes = numbers_of(WORKSHOP).votes
        revoke(link)
        await console.tab.until(lambda: DOOR in console.tab.text() and not console.tab.has("console_take_over"))
        assert int(console.heard.split()[1]) > votes  # told, and not only found half a minute later
        browser = Browser(server.url, dict(console.browser.cookies))
        with pytest.raises(PermissionError):
            await anext(browser.listen(f"/live/{WORKSHOP}?on=both"))

    play(server, story)


def test_25_an_export_while_people_vote_holds_what_was_stored_at_one_moment(server: Running) -> None:
    async def story(room: Room) -> None:
        phones = await room.phones(6)
        await asyncio.gather(*(phone.rate("T1", 1) for phone in phones))
        going_on = asyncio.create_task(vote_on(phones))
        file, dossier = await asyncio.to_thread(exported)
        going_on.cancel()
        bundle = read_upload(file, "export.xlsx", language="de", known=None).bundle
        votes = {(vote.participant, vote.touchpoint): vote.rating for vote in bundle.of("ratings")}
        frame = dossier["ratings"]
        assert votes == {(row.participant, row.touchpoint): row.rating for row in frame.itertuples()}
        assert {votes[person_of(phone), "T1"] for phone in phones} == {1}

    play(server, story)


def exported() -> tuple[bytes, Any]:
    dossier = load(WORKSHOP)
    return export_workbook(dossier, "de"), dossier


async def vote_on(phones: list[Phone]) -> None:
    """Vote on two touchpoints, again and again."""
    while True:
        for rating in (1, -1, 0):
            await asyncio.gather(*(phone.rate(point, rating) for phone in phones for point in ("T2", "T3")))


def test_26_after_many_have_come_and_gone_the_server_keeps_nothing_of_them(server: Running) -> None:
    async def story(room: Room) -> None:
        async def come_and_go(how: int) -> None:
            phone = Phone(server.url)
            await phone.come_in(code())
            await phone.sit("Service")
            await phone.rate("T1", 1)
            phone.cut() if how % 2 else await phone.close()
            await phone.close()

        async def nobody_is_left() -> bool:
            return await metric(server, "active_sessions") == 0

        for _ in range(2):
            await asyncio.gather(*(come_and_go(number) for number in range(10)))
        await until(nobody_is_left)
        assert (await room.phone()).is_open

    play(server, story)


@ON_SQLITE
def test_29_a_copy_made_while_people_vote_holds_every_vote_acknowledged_before(
    server: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.db"
    acknowledged: dict[str, dict[str, int]] = {}

    async def story(room: Room) -> None:
        phones = await room.phones(6)
        for rating, phone in zip((1, 0, -1, 1, 0, -1), phones, strict=True):
            await phone.rate("T1", rating)
            acknowledged[token_of(phone)] = {"T1": rating}
        going_on = asyncio.create_task(vote_on(phones))
        await asyncio.to_thread(copy, target)
        going_on.cancel()

    play(server, story)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{target}")
    kept = {token: {"T1": votes_of(token)["T1"].rating} for token in acknowledged}
    with engine_for(database_url()).connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    engine_for(database_url()).dispose()
    assert kept == acknowledged
