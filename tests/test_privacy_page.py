"""What participants read about what is stored of them: in every mode, in both languages, without an account."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from live_rooms import WORKSHOP, opened, person
from starlette.requests import Request

from components.live.phone_now import phone_now
from components.privacy import CONTACT, MODES, Mine, mine_of, page, privacy
from data.commands import change_workshop
from data.live_room import ANONYMITIES, close_room
from data.live_seats import SEAT_COOKIE, join, seat_of
from data.retention import keep_until
from data.store import workshop_of
from workshop.texts import LANGUAGES, say


def asked(cookie: str = "", query: str = "", language: str = "de-DE") -> tuple[int, str]:
    """Status and text of `/privacy`."""
    headers = [(b"accept-language", language.encode()), (b"cookie", f"{SEAT_COOKIE}={cookie}".encode())]
    request = Request({"type": "http", "method": "GET", "path": "/privacy", "query_string": query.encode(),
                       "headers": headers})  # fmt: skip
    with ThreadPoolExecutor(1) as thread:  # a loop of its own: browser tests leave one running in this thread
        answer = thread.submit(asyncio.run, privacy(request)).result()
    return answer.status_code, bytes(answer.body).decode()


def test_every_mode_a_room_can_have_is_explained() -> None:
    assert set(MODES) == set(ANONYMITIES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stranger_reads_about_all_modes_and_of_no_workshop(database: str, language: str) -> None:
    opened()
    status, text = asked(language=language)
    assert status == 200
    for title, facts in MODES.values():
        assert say(title, language) in text
        assert all(say(told, language) in text for _what, told in facts)
    assert "Bäckerei" not in text


@pytest.mark.parametrize("anonymity", ANONYMITIES)
def test_who_sits_in_a_workshop_reads_its_mode_its_last_day_and_whom_to_ask(database: str, anonymity: str) -> None:
    opened(anonymity=anonymity)
    base = workshop_of(WORKSHOP)
    change_workshop(base, base.model_copy(update={"facilitator": "Frau Muster & Team"}))
    token = person("Verkauf", "Anna")
    keep_until(WORKSHOP, date(2999, 3, 1))
    text = asked(token)[1]
    mine = text[text.index('class="mine"') : text.index("</div>")]
    assert "Bäckerei Beispiel" in mine
    assert "01.03.2999" in mine
    assert say(MODES[anonymity][1][0][1], "de") in mine
    assert "Frau Muster &amp; Team" in text
    seat = seat_of(token)
    assert seat is not None
    assert (str(seat.participant) in text) is (anonymity == "pseudonymous")
    assert "Anna" not in text


def test_without_an_end_the_page_says_so(database: str) -> None:
    opened()
    assert "bis die Moderation ihn löscht" in asked(person())[1]


def test_a_seat_that_is_gone_or_made_up_is_a_strangers(database: str) -> None:
    opened(anonymity="anonymous")
    token = person()
    close_room(WORKSHOP)
    for cookie in (token, "made-up", "' OR 1=1 --"):
        assert mine_of(cookie) is None
        assert "Bäckerei" not in asked(cookie)[1]


def test_who_has_not_chosen_a_department_yet_reads_it_too(database: str) -> None:
    code = opened()
    assert "Bäckerei Beispiel" in asked(join(code, "a browser"))[1]


def test_the_language_can_be_switched_and_a_strange_one_is_the_browsers(database: str) -> None:
    assert 'lang="en"' in asked(query="lang=en")[1][:60]
    assert 'lang="de"' in asked(query="lang=xx")[1][:60]


def test_the_host_may_name_whom_to_ask_and_no_text_becomes_markup(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CONTACT, "datenschutz@beispiel.example <b>")
    assert "datenschutz@beispiel.example &lt;b&gt;" in asked()[1]
    text = page(Mine("<script>x</script>", "<i>", "named", None, ""), "de")
    assert "<script>" not in text
    assert "<i>" not in text


def test_the_phone_knows_the_words_of_the_link(database: str) -> None:
    opened()
    shown = phone_now(person(), "de")
    assert shown is not None
    assert shown["texts"]["privacy"] == "Was über Sie gespeichert wird"
