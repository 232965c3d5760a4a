"""Signing in through a real provider of identities, in a real browser: who gets in, who does not, and out again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from databases import small_bundle
from joserfc.jwk import RSAKey
from playwright.sync_api import Browser, BrowserContext, Page, expect

from data.access import COOKIE
from data.accounts import remove_account
from data.commands import keep
from data.owners import add_owner
from scripts.drawn import WIDE, window
from scripts.running import Running, free_port, running_app
from tests.identity_provider import Provider, running_provider

pytestmark = pytest.mark.browser
A, B = "WS-A", "WS-B"
ANNA = "anna@firma.example"
SIGNED_IN = f"Angemeldet als {ANNA}"
DOOR = "Bitte kommen Sie über Ihren Link herein"


class Place(NamedTuple):
    app: Running
    provider: Provider
    database: str


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Place]:
    """The app beside a provider it knows; two workshops, of which Anna owns the first."""
    folder, port = tmp_path_factory.mktemp("signin"), free_port()
    path = folder / "werkstatt.db"
    path.write_bytes(sqlite_template.read_bytes())
    url = f"sqlite:///{path}"
    with pytest.MonkeyPatch.context() as patch, running_provider() as provider:
        patch.setenv("DATABASE_URL", url)
        patch.setenv("SIGN_IN_ALLOWED", "firma.example")
        for name in (A, B):
            keep(small_bundle(name))
        add_owner(A, ANNA)
        provider.secrets_in(folder, f"http://127.0.0.1:{port}")
        home = {"HOME": str(folder), "SIGN_IN_ALLOWED": os.environ["SIGN_IN_ALLOWED"]}
        with running_app(url, port=port, **home) as app:
            yield Place(app, provider, url)


@pytest.fixture(autouse=True)
def _honest(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The provider says Anna, and signs with the key it publishes."""
    monkeypatch.setenv("DATABASE_URL", place.database)
    monkeypatch.setenv("SIGN_IN_ALLOWED", "firma.example")
    place.provider.claims = {"email": ANNA, "email_verified": True, "name": "Anna Beispiel"}
    place.provider.published = None


@pytest.fixture
def person(browser: Browser) -> Iterator[BrowserContext]:
    one = window(browser, WIDE)
    yield one
    one.close()


def sign_in(person: BrowserContext, place: Place) -> Page:
    """Through the closed door to the provider and back."""
    page = person.new_page()
    page.goto(f"{place.app.url}/settings")
    page.get_by_role("button", name="Mit Firma anmelden").click()
    return page


def test_who_signs_in_comes_to_the_own_workshops_and_goes_out_again(place: Place, person: BrowserContext) -> None:
    tokens: list[str] = []
    person.on("request", lambda request: tokens.append(request.url) if "/s/" in request.url else None)
    page = sign_in(person, place)
    expect(page.get_by_text(SIGNED_IN)).to_be_visible()
    expect(page.get_by_role("combobox", name="Workshop")).to_have_value(f"Bäckerei Beispiel ({A})")
    assert page.url.split("?")[0].rstrip("/") == place.app.url

    ours = next(cookie for cookie in person.cookies() if cookie["name"] == COOKIE)
    assert (ours["httpOnly"], ours["sameSite"]) == (True, "Lax")
    for workshop, status in ((A, 200), (B, 403)):  # routes beside the pages know the same person
        assert status_of_stream(page, workshop) == status
    replayed = person.browser.new_context()  # type: ignore[union-attr]
    replayed.request.get(tokens[-1])
    assert COOKIE not in {cookie["name"] for cookie in replayed.cookies()}
    replayed.close()

    second = person.new_page()
    second.goto(place.app.url)
    expect(second.get_by_text(SIGNED_IN)).to_be_visible()
    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("heading", name=DOOR)).to_be_visible()
    second.reload()
    expect(second.get_by_role("heading", name=DOOR)).to_be_visible()
    assert place.provider.visits[-1] == "end_session"
    assert "Traceback" not in "".join(place.app.lines)
    assert not any(token.rsplit("/", 1)[1] in "".join(place.app.lines) for token in tokens)


def status_of_stream(page: Page, workshop: str) -> int:
    """What the stream of a workshop answers to this window; it is let go of at once."""
    return int(
        page.evaluate(
            "async path => { const end = new AbortController(); const answer = await fetch(path, {signal: end.signal});"
            " end.abort(); return answer.status }",
            f"/live/{workshop}?on=stage",
        )
    )


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"email": "eva@anders.example"}, "darf sich hier nicht anmelden"),
        ({"email_verified": False}, "noch nicht bestätigt"),
        ({"email": None}, "Ihre E-Mail-Adresse nicht"),
    ],
)
def test_who_may_not_sign_in_is_told_why_at_the_closed_door(
    place: Place, person: BrowserContext, claims: dict[str, object], said: str
) -> None:
    place.provider.claims |= claims
    page = sign_in(person, place)
    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_role("heading", name=DOOR)).to_be_visible()
    assert COOKIE not in {cookie["name"] for cookie in person.cookies()}


def test_a_token_that_somebody_else_signed_opens_nothing(place: Place, person: BrowserContext) -> None:
    place.provider.published = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
    page = sign_in(person, place)
    page.wait_for_url(f"{place.app.url}/")
    expect(page.get_by_role("heading", name=DOOR)).to_be_visible()
    assert COOKIE not in {cookie["name"] for cookie in person.cookies()}


def test_a_removed_account_is_out_on_an_open_screen(place: Place, person: BrowserContext) -> None:
    place.provider.claims["email"] = "ben@firma.example"
    add_owner(A, "ben@firma.example")
    page = sign_in(person, place)
    expect(page.get_by_text("Angemeldet als ben@firma.example")).to_be_visible()
    remove_account("ben@firma.example")
    expect(page.get_by_role("heading", name=DOOR)).to_be_visible()
