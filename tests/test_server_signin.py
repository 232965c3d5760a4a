"""A real server and real cookies: signing in with a password, and what who has signed in sees of others."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from threading import Event
from urllib.parse import urlencode, urlsplit

import pytest

from components.passwords import WAITING, Crowded, looked_at
from components.plain import plain
from components.rooms import ROOMS
from components.signin import ANSWERED_AFTER
from data.access import COOKIE
from data.accounts import add_account, remove_account
from data.owners import add_owner, list_owners, remove_owner
from data.visits import sign_in
from scripts.running import Running, running_app
from scripts.visit import visit
from tests.test_server_links import DOOR, SECRET, A, Answer, B, ask, cookie_of, two_workshops

ANNA, WORD = "anna@firma.example", "ein langes Wort"
STRANGER = "niemand@firma.example"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Running]:
    """Two workshops on one server; Anna owns the first."""
    path = tmp_path_factory.mktemp("signin") / "werkstatt.db"
    path.write_bytes(sqlite_template.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{path}")
        two_workshops()
        add_account(ANNA, WORD)
        add_owner(A, ANNA)
        with running_app(f"sqlite:///{path}") as running:
            yield running


def knock(app: Running, email: str, password: str, **headers: str) -> Answer:
    """Send the form."""
    body = urlencode({"email": email, "password": password})
    with closing(HTTPConnection(urlsplit(app.url).netloc, timeout=60)) as connection:
        connection.request("POST", "/signin", body, {name.replace("_", "-"): value for name, value in headers.items()})
        with connection.getresponse() as answer:
            return Answer(answer.status, answer.headers, answer.read())


def test_the_right_password_sets_a_cookie_that_no_script_reads_and_no_address_holds(server: Running) -> None:
    asked = ask(server, "/signin")
    assert asked.status == 200
    assert asked.headers["Cache-Control"] == "no-store"
    answer = knock(server, f" {ANNA.upper()} ", WORD)
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    said = answer.headers["Set-Cookie"]
    assert said.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "SameSite=lax"} <= {part.strip() for part in said.split(";")}
    assert "Secure" not in said
    with visit(server.url, "settings", token=cookie_of(answer).split("=", 1)[1]) as tab:
        run = tab.run()
        assert run.shows(f"Angemeldet als {plain(ANNA)}")
        assert not run.failed


def test_behind_tls_the_cookie_goes_only_over_tls(server: Running) -> None:
    assert "Secure" in knock(server, ANNA, WORD, X_Forwarded_Proto="https").headers["Set-Cookie"]


def test_no_answer_tells_which_addresses_have_an_account(server: Running) -> None:
    answers = []
    for email in (ANNA, STRANGER, "unsinn", ""):
        start = time.monotonic()
        answer = knock(server, email, "falsch geraten")
        assert time.monotonic() - start >= ANSWERED_AFTER
        answers.append((answer.status, answer.body, answer.headers["Set-Cookie"]))
    assert set(answers) == {(403, answers[0][1], None)}
    assert ANNA.encode() not in answers[0][1]


def test_another_site_signs_nobody_in(server: Running) -> None:
    answer = knock(server, ANNA, WORD, Sec_Fetch_Site="cross-site")
    assert (answer.status, answer.headers["Set-Cookie"]) == (403, None)


@pytest.mark.parametrize("form", [{}, {"email": ANNA}, {"email": "x" * 9000}, {"email": "\x00", "password": "\x00"}])
def test_a_strange_form_is_answered_calmly(server: Running, form: dict[str, str]) -> None:
    assert ask(server, "/signin", "", form).status in (403, 413)


def test_the_door_shows_the_way_to_sign_in_and_nothing_of_a_workshop(server: Running) -> None:
    with visit(server.url, "settings", query=f"w={B}") as tab:
        run = tab.run()
    assert run.shows(DOOR)
    assert run.shows("Mit Passwort anmelden")
    assert not run.shows(SECRET)


@pytest.mark.parametrize("who", ["owner", "owner no more", "removed", "tampered"])
def test_no_page_and_no_stream_shows_anything_of_somebody_elses_workshop(server: Running, who: str) -> None:
    email = f"{who.replace(' ', '-')}@firma.example"
    add_account(email, WORD)
    add_owner(A, email)
    token = sign_in(email, WORD)
    if who == "owner no more":
        remove_owner(A, next(one.id for one in list_owners(A) if one.email == email))
    if who == "removed":
        remove_account(email)
    if who == "tampered":
        token = f"{token[:-1]}!"
    wrong = []
    for *_, address in ROOMS:
        with visit(server.url, address, token=token, query=f"w={B}") as tab:
            run = tab.run()
        outside = who in ("removed", "tampered")
        if run.shows(SECRET) or run.failed or (outside and not run.shows(DOOR)):
            wrong.append((address, run.failed))
        if who == "owner no more" and run.shows("Bäckerei Beispiel"):
            wrong.append((address, "shows what was theirs"))
    assert wrong == []
    streams = {workshop: ask(server, f"/live/{workshop}?on=both", f"{COOKIE}={token}").status for workshop in (A, B)}
    assert streams == {A: 200 if who == "owner" else 403, B: 403}


def test_a_workshop_taken_from_somebody_ends_the_stream_of_an_open_screen(server: Running) -> None:
    add_account("ben@firma.example", WORD)
    add_owner(A, "ben@firma.example")
    token = sign_in("ben@firma.example", WORD)
    ben = next(one.id for one in list_owners(A) if one.email == "ben@firma.example")
    with closing(HTTPConnection(urlsplit(server.url).netloc, timeout=60)) as connection:
        connection.request("GET", f"/live/{A}?on=stage", headers={"Cookie": f"{COOKIE}={token}"})
        with connection.getresponse() as answer:
            while not answer.readline().startswith(b"data: "):
                pass
            remove_owner(A, ben)
            rest = b"".join(iter(answer.readline, b""))  # returns when the stream has ended
    assert rest.count(b"event: numbers") == 1


def test_neither_a_password_nor_an_address_nor_a_visit_is_in_the_log(server: Running) -> None:
    token = sign_in(ANNA, WORD)
    knock(server, ANNA, "falsch geraten")
    ask(server, "/", f"{COOKIE}={token}")
    log = "".join(server.lines)
    assert not [word for word in (ANNA, WORD, "falsch geraten", token) if word in log]


def test_where_nobody_has_a_password_the_form_leads_to_the_start(tmp_path: Path) -> None:
    with running_app(f"sqlite:///{tmp_path / 'werkstatt.db'}") as app:
        answer = ask(app, "/signin")
        assert (answer.status, answer.headers["Location"]) == (303, "/")
        with visit(app.url, "settings") as tab:
            assert tab.run().shows("manage.py link")


def test_of_many_passwords_at_once_so_many_wait_and_one_more_is_told_to_come_again() -> None:
    looking = Event()

    def slow(_password: str) -> bool:
        return looking.wait(10)

    async def story() -> list[bool]:
        waiting = [asyncio.create_task(looked_at(slow, "geheim")) for _number in range(WAITING)]
        await asyncio.sleep(0)  # lets them begin
        with pytest.raises(Crowded):
            await looked_at(slow, "geheim")
        looking.set()
        return await asyncio.gather(*waiting)

    with ThreadPoolExecutor(1) as beside:  # a browser's test leaves a loop running in the main thread
        assert beside.submit(asyncio.run, story()).result(20) == [True] * WAITING
