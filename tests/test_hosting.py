"""Hosted as `deploy/` ships it, without Docker: two servers, PostgreSQL, the real Caddy with its configuration."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPMessage, HTTPSConnection
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import psycopg
import pytest
from databases import ON_POSTGRES, database_at
from live_rooms import WORKSHOP, opened
from live_wire import METRICS, WATCHER, Room, play, stored, until

from benchmarks.phone import Phone
from benchmarks.visitors import Wall
from components.headers import HEADERS
from data.access import hashed, make_link
from data.engine import engine_for
from data.live_leading import take_over
from data.live_signal import numbers_of
from data.settings import database_url
from scripts.pack import pack
from scripts.proxy import NoProxy, running_proxy, trusting
from scripts.running import Running, free_port, running_app, using_database

pytestmark = list(ON_POSTGRES)
NAME, STICKY = "hosting", "werkstatt_server"
Screen = TypeVar("Screen", Phone, Wall)


@dataclass(frozen=True)
class Hosted:
    """Two servers behind Caddy, as one app whose address is Caddy's; Caddy's address over HTTPS."""

    app: Running
    servers: tuple[Running, Running]
    safe: str


@pytest.fixture(scope="module")
def hosted(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """The bakery's room on them. The last test kills a server."""
    files = tmp_path_factory.mktemp("files")
    pack(files / "static")
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {NAME}")
    url = database_at(postgres_server, NAME)
    settings = {"LOG_FORMAT": "json", "METRICS_TOKEN": METRICS, "STREAMLIT_SERVER_COOKIE_SECRET": METRICS}
    with using_database(url):
        opened()
        token = make_link()
        take_over(WORKSHOP, hashed(token))
        with running_app(url, **settings) as one, running_app(url, **settings) as two:
            try:
                with running_proxy(*(urlsplit(app.url).netloc for app in (one, two)), files=files) as proxy:
                    yield Hosted(Running(proxy.plain, lines=[f"{proxy.plain}/s/{token}"]), (one, two), proxy.safe)
            except NoProxy as problem:
                pytest.fail(str(problem), pytrace=False)
        engine_for(database_url()).dispose()


def ask(url: str, path: str, headers: dict[str, str] | None = None) -> tuple[int, HTTPMessage, bytes]:
    """Status, headers and body of what somebody gets over HTTPS who trusts this certificate."""
    connection = HTTPSConnection(urlsplit(url).netloc, timeout=60, context=trusting())
    connection.request("GET", path, headers=headers or {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


async def one_at_each(let_in: Callable[[], Coroutine[Any, Any, Screen]]) -> list[Screen]:
    """Screens at both servers: Caddy sends who is new to any of them."""
    found: dict[str, Screen] = {}
    while len(found) < 2:
        screen = await let_in()
        found[screen.browser.cookies[STICKY]] = screen
    return list(found.values())


def test_a_page_comes_with_the_safety_headers_once_and_is_kept_to_https(hosted: Hosted) -> None:
    status, headers, _ = ask(hosted.safe, "/")
    assert status == 200
    assert {name.decode(): headers.get_all(name.decode()) for name in HEADERS} == {
        name.decode(): [value.decode()] for name, value in HEADERS.items()
    }
    assert headers["strict-transport-security"] == "max-age=31536000"


def test_the_cookie_of_a_link_is_sent_over_https_only(hosted: Hosted) -> None:
    _, headers, _ = ask(hosted.safe, f"/s/{hosted.app.token}")
    mine = next(cookie for cookie in headers.get_all("set-cookie") or [] if hosted.app.token in cookie)
    assert "secure" in mine.lower()


@pytest.mark.parametrize("packing", ["br", "gzip"])
def test_streamlits_scripts_come_packed_and_to_be_kept_though_no_server_has_packed_them(
    hosted: Hosted, packing: str
) -> None:
    _, _, page = ask(hosted.safe, "/")
    script = re.search(rb"static/js/index\.[^\"]+\.js", page)
    assert script is not None
    status, headers, body = ask(hosted.safe, f"/{script[0].decode()}", {"Accept-Encoding": packing})
    assert (status, headers["content-encoding"]) == (200, packing)
    assert headers["set-cookie"] is None  # it came past the servers
    assert "immutable" in headers["cache-control"]
    assert headers["content-type"].startswith(("text/javascript", "application/javascript"))
    assert len(body) < 600_000


@pytest.mark.parametrize("path", ["/metrics", "/_stcore/metrics", "/healthz", "/readyz"])
def test_what_watches_the_servers_is_not_reached_from_outside(hosted: Hosted, path: str) -> None:
    assert ask(hosted.safe, path, WATCHER)[0] == 404


def test_the_log_of_a_hosted_server_is_objects_and_has_no_way_in(hosted: Hosted) -> None:
    server = hosted.servers[0]
    with socket.create_connection((urlsplit(server.url).hostname, urlsplit(server.url).port)) as line:
        line.sendall(b"nonsense\r\n\r\n")
        while line.recv(1000):
            pass
    said: list[dict[str, str]] = []

    def has_complained() -> bool:
        said[:] = [json.loads(line) for line in server.lines if line.startswith("{")]
        return "Invalid HTTP request received." in [one["message"] for one in said]

    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, until(has_complained)).result()
    assert all(set(one) == {"at", "level", "logger", "message"} for one in said)
    assert "/s/" not in "".join(server.lines)


def test_while_no_server_is_there_the_door_says_so_and_writes_no_secret_down(tmp_path: Path) -> None:
    nobody = f"127.0.0.1:{free_port()}"
    with running_proxy(nobody, files=tmp_path, options="debug") as proxy:
        status, headers, body = ask(proxy.safe, "/s/the-secret-of-a-link", {"Cookie": "werkstatt=another-secret"})
        logged = proxy.log.read_text()
    assert status in (502, 503)  # tried in vain, or known to be away
    assert headers["retry-after"] == "5"
    assert "Gleich geht es weiter" in body.decode()
    assert "/s/…" in logged
    assert "secret" not in logged


def test_a_vote_on_one_server_is_on_the_wall_at_the_other_and_goes_on_when_a_server_dies_in_a_burst(
    hosted: Hosted,
) -> None:
    async def story(room: Room) -> None:
        phones = [*await one_at_each(room.phone), *await room.phones(4)]
        walls = await one_at_each(room.wall)
        await asyncio.gather(*(phone.rate("T1", 1) for phone in phones))
        assert stored(*phones) == [1] * 6
        votes = numbers_of(WORKSHOP).votes
        for wall in walls:
            await wall.tab.until(lambda wall=wall: wall.history[-1][2] >= votes)

        taps = [phone.tap("T2", "rating", -1) for phone in phones]
        os.kill(hosted.servers[0].pid, signal.SIGKILL)
        for phone in phones:
            phone.cut()
        assert stored(*phones) == [1] * 6
        await asyncio.gather(*(phone.come_back() for phone in phones))
        await asyncio.gather(*map(lambda phone, tap: phone.saved(tap), phones, taps))
        assert stored(*phones, touchpoint="T2") == [-1] * 6

    play(hosted.app, story)
