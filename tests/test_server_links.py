"""A real server and real cookies: what each kind of link opens, on every page and route, and what it never shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest
from databases import small_bundle

from components.entry import KNOCK
from components.rooms import ROOMS
from data.access import COOKIE, make_link, revoke
from data.commands import keep
from data.links import Wanted, add_link
from data.live_room import open_room
from data.live_seats import SEAT_COOKIE, join
from scripts.running import Running, running_app
from scripts.visit import visit
from workshop.texts import message, say

A, B = "WS-A", "WS-B"
SECRET = "Geheime Bäckerei"  # pragma: allowlist secret
DOOR = say(message("Please come in through your link"), "de")
NOT_YOURS = say(message("This page is not part of your link"), "de")
PASSWORD = "ein langes Wort"  # pragma: allowlist secret


class Answer(NamedTuple):
    status: int
    headers: HTTPMessage
    body: bytes


def two_workshops() -> None:
    """Store two, the second of a company whose name nobody of the first may read."""
    keep(small_bundle(A))
    bundle = small_bundle(B)
    assert bundle.workshop is not None
    bundle.workshop.company = SECRET
    keep(bundle)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Running]:
    """Two workshops on one server; the links below are for the first."""
    path = tmp_path_factory.mktemp("links") / "werkstatt.db"
    path.write_bytes(sqlite_template.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{path}")
        two_workshops()
        with running_app(f"sqlite:///{path}") as running:
            yield running


def ask(app: Running, path: str, cookie: str = "", form: dict[str, str] | None = None) -> Answer:
    """A request as a browser makes it, without following a redirect."""
    headers = {"Cookie": cookie} if cookie else {}
    body = urlencode(form) if form is not None else None
    with closing(HTTPConnection(urlsplit(app.url).netloc, timeout=60)) as connection:
        connection.request("POST" if form is not None else "GET", path, body, headers)
        with connection.getresponse() as answer:
            stream = "event-stream" in (answer.headers["Content-Type"] or "")
            return Answer(answer.status, answer.headers, b"" if stream else answer.read())


def cookie_of(answer: Answer) -> str:
    return str(answer.headers["Set-Cookie"]).split(";")[0]


@pytest.mark.parametrize("role", ["head", "projector", "management", "co_facilitator", "revoked", "tampered"])
def test_a_link_shows_nothing_of_another_workshop_on_any_page(server: Running, role: str) -> None:
    token = make_link(role, workshop_id=A, department="Service" if role == "head" else None)
    if role == "revoked":
        token = make_link("management", workshop_id=A)
        revoke(token)
    if role == "tampered":
        token = f"{make_link('management', workshop_id=A)[:-1]}!"
    wrong = []
    for *_, address in ROOMS:
        with visit(server.url, address, token=token, query=f"w={B}") as tab:
            run = tab.run()
        if run.shows(SECRET) or run.failed:
            wrong.append((address, run.failed))
        if role in ("revoked", "tampered") and not run.shows(DOOR):
            wrong.append((address, "no door"))
    assert wrong == []


def test_each_denial_is_in_the_log_and_no_token_is(server: Running) -> None:
    token = make_link("projector", workshop_id=A)
    with visit(server.url, "settings", token=token) as tab:
        assert tab.run().shows(NOT_YOURS)
    said = [line for line in server.lines if "Denied" in line and "role=projector" in line]
    assert any("open /settings" in line and f"workshop={A}" in line for line in said)
    assert token not in "".join(server.lines)


@pytest.mark.parametrize(
    ("role", "workshop", "status"),
    [
        ("head", A, 200), ("head", B, 403),
        ("projector", A, 200), ("projector", B, 403),
        ("management", A, 200), ("management", B, 403),
        ("co_facilitator", B, 403), ("facilitator", B, 403), ("participant", B, 403), ("visitor", A, 403),
    ],
)  # fmt: skip
def test_the_stream_of_a_workshop_is_for_its_own_links(server: Running, role: str, workshop: str, status: int) -> None:
    token = make_link(role, workshop_id=A, department="Service" if role == "head" else None)
    assert ask(server, f"/live/{workshop}?on=both", f"{COOKIE}={token}").status == status


@pytest.mark.parametrize("who", ["nobody", "management", "co_facilitator", "tampered seat", "seat of another"])
def test_what_is_stored_is_read_by_everybody_and_names_no_workshop_but_ones_own(server: Running, who: str) -> None:
    """The page for participants is open; it knows a seat and nothing else."""
    cookie = ""
    if who in ("management", "co_facilitator"):
        cookie = f"{COOKIE}={make_link(who, workshop_id=A)}"
    elif who != "nobody":
        token = join(str(open_room(B if who == "seat of another" else A).code), "a browser")
        cookie = f"{SEAT_COOKIE}={token}" if who == "seat of another" else f"{SEAT_COOKIE}={token[:-1]}!"
    answer = ask(server, "/privacy", cookie)
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"Beispiel" not in answer.body
    assert (SECRET.encode() in answer.body) is (who == "seat of another")


@pytest.mark.parametrize("path", ["/live/phone", "/live/taps"])
def test_a_link_is_no_seat(server: Running, path: str) -> None:
    token = make_link("co_facilitator", workshop_id=A)
    answer = ask(server, path, f"{COOKIE}={token}; sitz={token}", {} if path.endswith("taps") else None)
    assert answer.status in (400, 401, 403, 404, 415)
    assert SECRET.encode() not in answer.body


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("head", "/my-department"), ("management", "/heatmap"), ("co_facilitator", "/"),
        ("projector", f"/projector?w={A}&follow=1&embed=true"),
    ],
)  # fmt: skip
def test_a_link_leads_to_the_page_it_is_for_with_a_clean_address(server: Running, role: str, place: str) -> None:
    token = make_link(role, workshop_id=A, department="Service" if role == "head" else None)
    answer = ask(server, f"/s/{token}")
    assert (answer.status, answer.headers["Location"]) == (303, place)
    assert cookie_of(answer) == f"{COOKIE}={token}"


def test_a_link_with_a_password_asks_for_it_without_a_secret_in_the_address(server: Running) -> None:
    token = add_link(A, Wanted("management", password=PASSWORD))
    knock = ask(server, f"/s/{token}")
    assert (knock.status, knock.headers["Location"]) == (303, "/s")
    assert cookie_of(knock) == f"{KNOCK}={token}"
    asked = ask(server, "/s", cookie_of(knock))
    assert asked.status == 200
    assert token.encode() not in asked.body
    wrong = ask(server, "/s", cookie_of(knock), {"password": "falsch geraten"})
    assert wrong.status == 403
    right = ask(server, "/s", cookie_of(knock), {"password": PASSWORD})
    assert (right.status, right.headers["Location"]) == (303, "/heatmap")
    with visit(server.url, "heatmap", token=cookie_of(right).split("=", 1)[1]) as tab:
        assert not tab.run().shows(DOOR)
    with visit(server.url, "heatmap", token=token) as tab:
        assert tab.run().shows(DOOR)


def test_too_many_wrong_passwords_are_told_to_wait(server: Running) -> None:
    token = add_link(A, Wanted("management", password=PASSWORD))
    wrong = {"password": PASSWORD.upper()}
    answers = [ask(server, "/s", f"{KNOCK}={token}", wrong).status for _ in range(4)]
    assert answers == [403, 403, 403, 429]


@pytest.mark.parametrize("form", [{}, {"password": "x" * 9000}, {"password": "\x00"}])
def test_a_strange_form_is_answered_calmly(server: Running, form: dict[str, str]) -> None:
    token = add_link(A, Wanted("management", password=PASSWORD))
    assert ask(server, "/s", f"{KNOCK}={token}", form).status in (403, 413)
    assert ask(server, "/s", "", form).status == 303


def test_revoking_ends_an_open_screen_through_its_stream(server: Running) -> None:
    """The stream tells once more and ends: the component draws the page anew, which finds the door closed."""
    token = make_link("management", workshop_id=A)
    with closing(HTTPConnection(urlsplit(server.url).netloc, timeout=60)) as connection:
        connection.request("GET", f"/live/{A}?on=stage", headers={"Cookie": f"{COOKIE}={token}"})
        with connection.getresponse() as answer:
            while not answer.readline().startswith(b"data: "):
                pass
            revoke(token)
            rest = b"".join(iter(answer.readline, b""))  # returns when the stream has ended
    assert rest.count(b"event: numbers") == 1
