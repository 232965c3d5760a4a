"""A real server: who comes without a link sees nothing of a workshop, on the first request after a start too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from databases import small_bundle

from components.headers import HEADERS
from components.rooms import ROOMS
from data.access import COOKIE, make_link, revoke
from data.commands import keep
from scripts.running import Running, running_app
from scripts.visit import visit
from workshop.texts import message, say

DOOR = say(message("Please come in through your link"), "de")
ADDRESSES = [address for *_, address in ROOMS]
FIRST = ["", "heatmap", "projector", "room", "not_a_page"]
"""The start page, a page of the menu, the wall and the phones, which have none, and an address nobody has. After the
first visitor Streamlit knows its pages, so each needs a server of its own; all other addresses are asked for on a
running one, and no page lies where Streamlit would serve it by itself (test_layers.py)."""
COMPANY, TOUCHPOINT = "Geheime Bäckerei", "Vertrauliche Theke"


@pytest.fixture(scope="module")
def secret_database(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[str]:
    """A database with a workshop that nobody without a link may hear of; `DATABASE_URL` points at it."""
    path = tmp_path_factory.mktemp("secret") / "werkstatt.db"
    path.write_bytes(sqlite_template.read_bytes())
    bundle = small_bundle()
    assert bundle.workshop is not None
    bundle.workshop.company = COMPANY
    bundle.of("touchpoints")[0].name = TOUCHPOINT
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{path}")
        keep(bundle)
        yield f"sqlite:///{path}"


@pytest.fixture(scope="module")
def guarded(secret_database: str) -> Iterator[Running]:
    with running_app(secret_database) as running:
        yield running


class Answer(NamedTuple):
    status: int
    headers: HTTPMessage
    body: bytes


def get(app: Running, path: str) -> Answer:
    """Ask for a path as a browser does, without following a redirect."""
    with closing(HTTPConnection(urlsplit(app.url).netloc, timeout=20)) as connection:
        connection.request("GET", path)
        with connection.getresponse() as answer:
            return Answer(answer.status, answer.headers, answer.read())


@pytest.mark.parametrize("address", FIRST)
def test_the_first_request_after_a_start_shows_a_stranger_nothing_of_a_workshop(
    secret_database: str, address: str
) -> None:
    with running_app(secret_database) as fresh:
        page = get(fresh, f"/{address}").body
        with visit(fresh.url, address) as tab:
            run = tab.run()
    assert run.shows(DOOR)
    assert not run.failed
    for secret in (COMPANY, TOUCHPOINT, "WS-TEST"):
        assert not run.shows(secret)
        assert secret.encode() not in page


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_stranger_is_not_let_in_by_naming_the_workshop(guarded: Running, address: str) -> None:
    with visit(guarded.url, address, query="w=WS-TEST") as tab:
        run = tab.run()
    assert run.shows(DOOR)
    assert not run.shows(COMPANY)


def test_a_facilitator_sees_the_workshop(guarded: Running) -> None:
    with visit(guarded.url, "touchpoints", token=guarded.token) as tab:
        run = tab.run()
    assert run.shows(COMPANY)
    assert not run.shows(DOOR)


def test_a_link_that_is_revoked_ends_the_visit_at_the_next_run(guarded: Running) -> None:
    token = make_link()
    with visit(guarded.url, token=token) as tab:
        assert tab.run().shows(COMPANY)
        revoke(token)
        assert tab.run().shows(DOOR)


@pytest.mark.parametrize("token", ["wrong", "%C3%A4", "x" * 2000])
def test_a_wrong_link_gives_no_cookie(guarded: Running, token: str) -> None:
    answer = get(guarded, f"/s/{token}")
    assert answer.status == 303
    assert answer.headers["Set-Cookie"] is None


def test_the_right_link_gives_a_cookie_that_scripts_cannot_read_and_leads_to_a_clean_address(guarded: Running) -> None:
    answer = get(guarded, f"/s/{guarded.token}")
    cookie = str(answer.headers["Set-Cookie"])
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    assert cookie.startswith(f"{COOKIE}={guarded.token};")
    assert {"httponly", "samesite=lax"} <= {part.strip().lower() for part in cookie.split(";")}


@pytest.mark.parametrize("path", ["/", "/heatmap", "/s/wrong", "/_stcore/health", "/app/static/Inter.woff2"])
def test_every_answer_carries_the_safety_headers(guarded: Running, path: str) -> None:
    headers = get(guarded, path).headers
    assert {name: headers[name] for name in (name.decode() for name in HEADERS)} == {
        name.decode(): value.decode() for name, value in HEADERS.items()
    }


def test_the_app_is_reachable_by_no_robot_interface(guarded: Running) -> None:
    assert b"session" not in get(guarded, "/_stcore/agent/interact").body


def test_the_facilitators_link_is_printed_once_and_no_setting_is_complained_about(guarded: Running) -> None:
    said = "".join(guarded.lines)
    assert said.count(guarded.token) == 1
    assert "should be" not in said


@pytest.mark.parametrize("path", ["/", "/room", "/j"])
def test_a_page_runs_no_script_but_the_apps_own_and_is_shown_in_no_foreign_frame(guarded: Running, path: str) -> None:
    rules = dict(rule.split(" ", 1) for rule in str(get(guarded, path).headers["content-security-policy"]).split("; "))
    assert "'unsafe-inline'" not in rules["script-src"]
    assert (rules["default-src"], rules["frame-ancestors"], rules["object-src"]) == ("'self'", "'self'", "'none'")
