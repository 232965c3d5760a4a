"""The routes of the live room on a real server: the way in with a code, and the stream that tells of changes. Numbers
are those of the list of scenarios of a live room."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPMessage
from threading import Thread
from typing import NamedTuple

import pytest
import uvicorn
from databases import ON_POSTGRES
from live_rooms import WORKSHOP, code, opened, person, step
from sqlalchemy import update
from starlette.applications import Starlette

from components.live import events
from components.live.join import PHONE
from components.live.routes import LIVE_ROUTES
from components.live.tap_route import LARGEST
from data.access import COOKIE, make_link
from data.commands import rate
from data.engine import writing
from data.live_bridge import Bridge
from data.live_guesses import BROWSER_COOKIE, PER_BROWSER
from data.live_proposals import fresh
from data.live_room import close_room
from data.live_seats import SEAT_COOKIE, leave, seat_of, sit
from data.live_signal import Signal, numbers_of, signal
from data.live_standards import propose
from data.live_status import status
from data.live_votes import vote, votes_of
from data.rows import Numbers
from data.tables import table
from workshop.records import RatingRecord
from workshop.texts import message, say

WAIT = 60.0
"""Seconds after which what should have come has not."""


@pytest.fixture
def server(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The bakery with an open room, and the routes of the live room served; host and port."""
    opened()
    monkeypatch.setattr(events, "TENDING", 0.1)
    monkeypatch.setattr(events, "TOGETHER", 0.1)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with events.tending():
            yield

    config = uvicorn.Config(
        Starlette(routes=LIVE_ROUTES, lifespan=lifespan), log_level="error", timeout_graceful_shutdown=1
    )
    running = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as door:  # whoever knocks before the server is up waits here
        thread = Thread(target=running.run, args=([door],))
        thread.start()
        yield f"127.0.0.1:{door.getsockname()[1]}"
        running.should_exit = True
        thread.join(WAIT)
    assert not thread.is_alive()


class Answer(NamedTuple):
    status: int
    headers: HTTPMessage
    body: str

    def cookie(self, name: str) -> str:
        """The value of a cookie it sets, "" when it does not."""
        lines = [line for line in self.headers.get_all("Set-Cookie") or [] if line.startswith(f"{name}=")]
        return lines[0].split(";")[0].removeprefix(f"{name}=") if lines else ""


def headers(cookies: dict[str, str]) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "Accept-Language": "de-DE"}


def get(server: str, path: str, **cookies: str) -> Answer:
    """Ask for a path as a browser with these cookies does, without following a redirect."""
    with closing(HTTPConnection(server, timeout=WAIT)) as connection:
        connection.request("GET", path, headers=headers(cookies))
        with connection.getresponse() as answer:
            return Answer(answer.status, answer.headers, answer.read().decode())


def post(server: str, body: str, *, kind: str = "application/json", **cookies: str) -> Answer:
    """Send taps as a phone with these cookies does."""
    with closing(HTTPConnection(server, timeout=WAIT)) as connection:
        connection.request("POST", "/live/taps", body.encode(), headers(cookies) | {"Content-Type": kind})
        with connection.getresponse() as answer:
            return Answer(answer.status, answer.headers, answer.read().decode())


def taps(*values: int, first: int = 1, language: str = "de") -> str:
    """Ratings of the first touchpoint one after the other, numbered from `first` on."""
    mark = ["before", 1]
    said = [
        {"n": first + number, "item": "T1", "field": "rating", "value": value, "mark": mark}
        for number, value in enumerate(values)
    ]
    return json.dumps({"client": "a phone", "language": language, "taps": said})


class Listening:
    """A screen that listens to the stream of a workshop."""

    def __init__(self, server: str, path: str, **cookies: str) -> None:
        self._connection = HTTPConnection(server, timeout=WAIT)
        self._connection.request("GET", path, headers=headers(cookies))
        self._answer = self._connection.getresponse()
        self.received = b""

    def told(self) -> str:
        """The next numbers. Raises TimeoutError when none come."""
        while (line := self._read()).strip() != b"event: numbers":
            assert line, "the stream has ended"
        return self._read().decode().removeprefix("data: ").strip()

    def _read(self) -> bytes:
        line = self._answer.readline()
        self.received += line
        return line

    def close(self) -> None:
        self._answer.close()
        self._connection.close()


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as screens:
        yield screens


def listen(stack: ExitStack, server: str, on: str = "both", **cookies: str) -> Listening:
    return stack.enter_context(closing(Listening(server, f"/live/{WORKSHOP}?on={on}", **cookies)))


# The way in


def test_a_code_becomes_a_cookie_that_scripts_cannot_read_and_leads_to_a_clean_address(server: str) -> None:
    answer = get(server, f"/j/{code().lower()}")
    seat = seat_of(answer.cookie(SEAT_COOKIE))
    assert (answer.status, answer.headers["Location"]) == (303, PHONE)
    assert seat is not None
    assert seat.workshop_id == WORKSHOP
    sent = str(answer.headers["Set-Cookie"]).lower()
    assert "httponly" in sent
    assert "samesite=lax" in sent


def test_08_scanning_the_code_again_is_the_same_seat(server: str) -> None:
    token = get(server, f"/j/{code()}").cookie(SEAT_COOKIE)
    sit(token, "Verkauf")
    assert get(server, f"/j?code={code()}", **{SEAT_COOKIE: token}).cookie(SEAT_COOKIE) == token


def test_a_wrong_code_is_answered_with_one_sentence_and_a_field_for_the_right_one(server: str) -> None:
    for path in ("/j/AAAAAA", "/j/%3Cscript%3E", f"/j/{'A' * 3000}", "/j?code=%00"):
        answer = get(server, path)
        assert (answer.status, answer.cookie(SEAT_COOKIE)) == (404, "")
        assert 'name="code"' in answer.body
        assert "<script" not in answer.body
        assert (
            say(message("No room is open under this code. Compare it with the one on the wall."), "de") in answer.body
        )


def test_a_closed_room_has_no_code_any_more(server: str) -> None:
    old = code()
    close_room(WORKSHOP)
    assert get(server, f"/j/{old}").status == 404


def test_a_locked_room_says_so(server: str) -> None:
    step("lock")
    assert get(server, f"/j/{code()}").status == 409


def test_23_who_guesses_hears_too_many_and_the_others_behind_the_same_address_come_in(server: str) -> None:
    guesser = get(server, "/j/AAAAAA").cookie(BROWSER_COOKIE)
    told = [get(server, "/j/AAAAAA", **{BROWSER_COOKIE: guesser}).status for _ in range(PER_BROWSER)]
    assert told == [404] * (PER_BROWSER - 1) + [429]
    assert [get(server, f"/j/{code()}").status for _ in range(10)] == [303] * 10


# The stream


def test_a_tap_is_answered_in_few_words_once_it_is_stored(server: str) -> None:
    step("start_rating")
    token = person()
    answer = post(server, taps(-1), **{SEAT_COOKIE: token})
    said = json.loads(answer.body)
    assert (answer.status, said["done"], said["refused"], votes_of(token)["T1"].rating) == (200, 1, {}, -1)
    assert len(answer.body) < 500  # more would be packed, which takes longer than the rest
    assert answer.headers["Cache-Control"] == "no-store"


def test_who_sits_down_is_answered_with_the_questions(server: str) -> None:
    step("start_rating")
    token = get(server, f"/j/{code()}").cookie(SEAT_COOKIE)
    sit_down = {"n": 1, "item": "", "field": "sit", "value": {"department": "Verkauf", "name": ""}, "mark": None}
    answer = post(
        server, json.dumps({"client": "a phone", "language": "en", "taps": [sit_down]}), **{SEAT_COOKIE: token}
    )
    shown = json.loads(answer.body)["shown"]
    assert (shown["door"], shown["language"], len(shown["sections"])) == (None, "en", 3)


def test_a_phone_is_told_what_is_going_on_in_its_language_and_nothing_without_a_seat(server: str) -> None:
    step("start_rating")
    token = person()
    vote(token, "T1", rating=1)
    for language, title in (("de", "Wie erleben Kunden das?"), ("en", "How do customers experience this?")):
        answer = get(server, f"/live/phone?language={language}", **{SEAT_COOKIE: token})
        shown = json.loads(answer.body)
        assert (answer.status, shown["title"], shown["number"]) == (200, title, numbers_of(WORKSHOP).stage)
        assert shown["answers"]["T1"]["rating"] == 1
    assert answer.headers["Cache-Control"] == "no-store"
    assert get(server, "/live/phone", **{SEAT_COOKIE: "forged"}).status == 403
    leave(token)
    assert get(server, "/live/phone", **{SEAT_COOKIE: token}).status == 403


def test_an_older_message_that_comes_late_changes_nothing(server: str) -> None:
    step("start_rating")
    token = person()
    post(server, taps(1, first=2), **{SEAT_COOKIE: token})
    post(server, taps(-1, first=1), **{SEAT_COOKIE: token})
    assert votes_of(token)["T1"].rating == 1


def test_who_is_refused_hears_why_in_their_language(server: str) -> None:
    token, said = person(), []
    for number, language in ((1, "de"), (2, "en")):
        answer = post(server, taps(1, first=number, language=language), **{SEAT_COOKIE: token})
        said += json.loads(answer.body)["refused"].values()
    assert len(set(said)) == 2
    assert votes_of(token) == {}


def test_taps_without_a_seat_are_refused(server: str) -> None:
    step("start_rating")
    assert post(server, taps(1)).status == 403
    assert post(server, taps(1), **{SEAT_COOKIE: "forged"}).status == 403


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (taps(1), "text/plain", 415),
        ("no JSON", "application/json", 400),
        (json.dumps({"taps": "x" * LARGEST}), "application/json", 413),
        (json.dumps(["taps"]), "application/json", 200),
    ],
    ids=["a form of another site", "no JSON", "too much", "no taps"],
)
def test_what_no_phone_sends_stores_nothing(server: str, body: str, kind: str, status: int) -> None:
    step("start_rating")
    token = person()
    assert post(server, body, kind=kind, **{SEAT_COOKIE: token}).status == status
    assert votes_of(token) == {}


def test_a_stranger_hears_nothing(server: str) -> None:
    other = {COOKIE: make_link(workshop_id=WORKSHOP)}
    assert get(server, f"/live/{WORKSHOP}").status == 403
    assert get(server, f"/live/{WORKSHOP}", **{SEAT_COOKIE: "forged", COOKIE: "forged"}).status == 403
    assert get(server, "/live/WS-OTHER", **other).status == 403
    assert get(server, "/live/WS-OTHER", **{SEAT_COOKIE: person()}).status == 403


def test_a_step_reaches_the_phones_and_the_console(server: str, stack: ExitStack) -> None:
    phone = listen(stack, server, "stage", **{SEAT_COOKIE: person()})
    console = listen(stack, server, **{COOKIE: make_link()})
    phone.told()
    console.told()
    step("start_rating")
    stage, votes = numbers_of(WORKSHOP)
    assert phone.told() == f"{stage}"
    assert console.told() == f"{stage} {votes}"


def test_20_a_phone_hears_of_steps_only_whatever_it_asks_for(server: str, stack: ExitStack) -> None:
    token = person()
    step("start_rating")
    phone = listen(stack, server, "both", **{SEAT_COOKIE: token})
    first = phone.told()
    vote(token, "T1", rating=1)
    step("close")
    assert (int(first) + 1, phone.told()) == (now_told := numbers_of(WORKSHOP).stage, str(now_told))


def test_a_proposal_of_somebody_else_is_told_to_the_phones_and_the_same_again_is_not(
    server: str, stack: ExitStack
) -> None:
    one, other = person(), person()
    step("start_classifying")
    phone = listen(stack, server, "stage", **{SEAT_COOKIE: one})
    first = int(phone.told())
    for _ in range(2):
        propose(other, "wow", "Wir backen nachts.")
        wait_until(lambda: not fresh)
    assert phone.told() == str(first + 1)
    shown = json.loads(get(server, "/live/phone?language=de", **{SEAT_COOKIE: one}).body)
    assert [item["name"] for section in shown["sections"] for item in section["items"]] == ["Wir backen nachts."]
    step("close")
    assert phone.told() == str(first + 2)


def test_a_burst_of_votes_is_few_messages_and_the_last_one_is_right(server: str, stack: ExitStack) -> None:
    token = person()
    step("start_rating")
    wall = listen(stack, server, **{COOKIE: make_link()})
    wall.told()
    for n in range(30):
        vote(token, "T1", rating=n % 3 - 1)
    final, heard = "{} {}".format(*numbers_of(WORKSHOP)), []
    while final not in heard:
        heard.append(wall.told())
    assert len(heard) < 15


def test_what_is_written_elsewhere_is_told_after_the_next_look(server: str, stack: ExitStack) -> None:
    console = listen(stack, server, **{COOKIE: make_link()})
    stage, votes = map(int, console.told().split())
    rate(WORKSHOP, [RatingRecord(wave="before", participant="P1", touchpoint="T2", rating=1)])
    assert console.told() == f"{stage} {votes + 1}"


def test_28_a_phone_counts_as_listening_as_long_as_it_does(server: str, stack: ExitStack) -> None:
    token = person()
    phone = listen(stack, server, "stage", **{SEAT_COOKIE: token})
    phone.told()
    assert events.connected[token] == 1
    phone.close()
    leave(token)
    assert get(server, f"/live/{WORKSHOP}", **{SEAT_COOKIE: token}).status == 403


def test_26_who_has_come_and_gone_leaves_nothing_in_memory(server: str) -> None:
    step("start_rating")
    for token in [person() for _ in range(10)]:
        with ExitStack() as screens:
            listen(screens, server, "stage", **{SEAT_COOKIE: token}).told()
            listen(screens, server, **{COOKIE: make_link()}).told()
            vote(token, "T1", rating=1)
    wait_until(lambda: not (events.connected or signal._listeners or signal._numbers))


def test_28_when_half_of_the_lines_die_joined_connected_and_answered_are_each_what_they_say(
    server: str, stack: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.live_presence.EVERY", 0.1)
    people = [person() for _ in range(6)]
    step("start_rating")
    phones = [listen(stack, server, "stage", **{SEAT_COOKIE: token}) for token in people]
    for phone in phones:
        phone.told()
    for touchpoint in ("T1", "T2", "T3"):
        vote(people[0], touchpoint, rating=1)
        vote(people[5], touchpoint, rating=1)
    for phone in phones[3:]:
        phone.close()
    wait_until(lambda: sum(events.connected.values()) == 3)
    with writing() as connection:  # a minute later
        connection.execute(update(table("seats")).values(seen_at=datetime.now(UTC) - timedelta(minutes=1)))
    wait_until(lambda: (found := status(WORKSHOP).whole).connected == 3 and (found.joined, found.answered) == (6, 2))


def wait_until(holds: Callable[[], object]) -> None:
    """Look again and again until something holds. Raises AssertionError when it does not within a minute."""
    end = time.monotonic() + WAIT
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


# Between processes


def hear(signal: Signal, count: int) -> list[Numbers]:
    """The first messages that somebody who listens to both gets, while the room goes one step further."""

    async def listening() -> list[Numbers]:
        changes = signal.changes(WORKSHOP, votes=True)
        found = [await anext(changes)]
        await asyncio.to_thread(step, "start_rating")
        while len(found) < count:
            found.append(await asyncio.wait_for(anext(changes), WAIT))
        await changes.aclose()
        return found

    with ThreadPoolExecutor(1) as beside:  # a thread in which Playwright has started a loop runs no other
        return beside.submit(asyncio.run, listening()).result(WAIT)


@pytest.mark.parametrize("store", [pytest.param("postgresql", marks=ON_POSTGRES)], indirect=True)
def test_14_a_step_taken_in_one_process_is_told_in_the_other(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened()
    here, there = Signal(), Signal()
    monkeypatch.setattr("data.live_signal.signal", here)
    with Bridge(here), Bridge(there) as bridge:
        assert bridge.listening.wait(WAIT)
        first, second = hear(there, 2)
    assert second == (first.stage + 1, first.votes) == numbers_of(WORKSHOP)
