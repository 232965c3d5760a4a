"""Taps on a phone: numbered, stored once, acknowledged from the database; what a modified client sends is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from live_rooms import WORKSHOP, code, opened, person, step

from components.live.phone_taps import Receipt, receive
from data.live_room import close_room
from data.live_seats import join, seat_of
from data.live_standards import classifications_of, dots_of
from data.live_votes import votes_of
from data.store import load
from workshop.texts import say

ROUND = ["before", 1]


@pytest.fixture
def token(database: str) -> str:
    """Somebody of the department Verkauf, in an open room with the rating running."""
    opened()
    seat = person("Verkauf")
    step("start_rating")
    return seat


def tap(number: object, item: object, field: object, value: object, mark: object = ROUND) -> dict[str, object]:
    return {"n": number, "item": item, "field": field, "value": value, "mark": mark}


def sent(*taps: object, client: object = "a phone") -> dict[str, object]:
    return {"client": client, "taps": list(taps)}


def refusals(receipt: Receipt) -> dict[int, str]:
    return {number: say(why, "de") for number, why in receipt.refused.items()}


def everything_stored() -> str:
    dossier = load(WORKSHOP)
    return "".join(dossier[kind].to_csv() for kind in ("ratings", "standards", "standard_votes", "participants"))


def test_a_tap_is_stored_and_acknowledged(token: str) -> None:
    receipt = receive(token, sent(tap(1, "T1", "rating", -1), tap(2, "T1", "relevance", 5)), Receipt())
    given = votes_of(token)["T1"]
    assert (given.rating, given.relevance) == (-1, 5)
    assert (receipt.client, receipt.done, receipt.refused) == ("a phone", 2, {})


def test_no_own_contact_takes_the_rating_away(token: str) -> None:
    receive(token, sent(tap(1, "T1", "rating", 1), tap(2, "T1", "rating", "no_own_contact")), Receipt())
    assert (votes_of(token)["T1"].rating, votes_of(token)["T1"].missing_reason) == (None, "no_own_contact")


def test_the_same_message_again_does_not_undo_a_later_answer(token: str) -> None:
    first = sent(tap(1, "T1", "rating", -1))
    receipt = receive(token, first, Receipt())
    receipt = receive(token, sent(tap(2, "T1", "rating", 1)), receipt)
    receive(token, first, receipt)
    assert votes_of(token)["T1"].rating == 1


def test_taps_are_stored_in_the_order_they_were_made(token: str) -> None:
    receive(token, sent(tap(3, "T1", "rating", 1), tap(2, "T1", "rating", -1)), Receipt())
    assert votes_of(token)["T1"].rating == 1


def test_a_tap_whose_acknowledgement_was_lost_is_not_called_unsaved_once_it_is_closed(token: str) -> None:
    message = sent(tap(1, "T1", "rating", -1))
    receive(token, message, Receipt())
    step("close")
    assert receive(token, message, Receipt()).refused == {}


def test_a_tap_that_came_too_late_is_called_unsaved(token: str) -> None:
    step("close")
    receipt = receive(token, sent(tap(1, "T1", "rating", -1)), Receipt())
    assert refusals(receipt) == {1: "Nicht gespeichert: Die Bewertung ist geschlossen."}
    assert votes_of(token) == {}


def test_a_refusal_is_said_until_the_phone_has_heard_it(token: str) -> None:
    step("close")
    message = sent(tap(1, "T1", "rating", -1))
    receipt = receive(token, message, receive(token, message, Receipt()))
    assert 1 in receipt.refused
    step("resume")
    assert receive(token, sent(tap(2, "T1", "rating", -1)), receipt).refused == {}


def test_an_answer_to_the_first_round_is_none_to_the_second(token: str) -> None:
    step("start_rating", "", "together", "T1")
    step("second_round")
    receipt = receive(token, sent(tap(1, "T1", "rating", 1)), Receipt())
    assert 1 in receipt.refused
    assert receive(token, sent(tap(2, "T1", "rating", 1, ["before", 2])), receipt).refused == {}


def test_a_department_is_chosen_once_however_often_it_is_sent(database: str) -> None:
    opened()
    token = join_room()
    message = sent(tap(1, "", "sit", {"department": "Service", "name": ""}))
    receive(token, message, Receipt())
    first = seat_of(token)
    receive(token, message, Receipt())
    assert first is not None
    assert first.department == "Service"
    assert seat_of(token) == first


def join_room() -> str:
    """Somebody who came in and has not chosen a department; their token."""
    return join(code(), "a browser")


def test_dots_and_levels_are_stored(token: str) -> None:
    step("start_classifying")
    proposal = {"level": "wow", "text": "Wir backen nachts."}
    receive(token, sent(tap(1, "", "proposal", proposal)), Receipt())
    (key,) = classifications_of(token)
    receive(token, sent(tap(1, key, "level", "must"), tap(2, key, "dots", 5), client="again"), Receipt())
    assert (classifications_of(token), dots_of(token)) == ({key: "must"}, {key: 5})


@pytest.mark.parametrize(
    ("item", "field", "value"),
    [
        ("T1", "rating", 2),
        ("T1", "rating", "1"),
        ("T1", "rating", True),
        ("T1", "rating", 1.0),
        ("T1", "rating", None),
        ("T1", "rating", [1]),
        ("T1", "rating", {"rating": 1}),
        ("T1", "rating", "not_existing"),
        ("T1", "relevance", 6),
        ("T1", "relevance", True),
        ("T9", "rating", 1),
        ("", "rating", 1),
        ("T1' OR 1=1 --", "rating", 1),
        ("T1", "participant", "P1"),
        ("S1", "level", "must"),
        ("S1", "level", 3),
        ("S1", "dots", 1),
        ("S1", "dots", -1),
        ("S1", "dots", 6),
        ("", "proposal", {"level": "wow", "text": "x" * 10_000}),
        ("", "proposal", {"level": "wow", "text": "🎉🎉"}),
        ("", "proposal", {"level": "wow", "text": "Wir rufen <b>immer</b> zurück."}),
        ("", "proposal", {"level": "wow", "text": "Halb \ud83d"}),
        ("", "proposal", {"level": "wow", "text": ["a", "list"]}),
        ("", "proposal", {"level": "gold", "text": "Wir backen nachts."}),
        ("", "proposal", "Wir backen nachts."),
        ("", "sit", {"department": "Küche", "name": ""}),
        ("", "sit", {"department": "Verkauf"}),
        ("", "sit", "Verkauf"),
    ],
    ids=lambda value: str(value)[:30].encode("ascii", "replace").decode(),
)
def test_what_no_screen_offers_is_refused_with_a_sentence_and_not_stored(
    token: str, item: str, field: str, value: object
) -> None:
    if field in ("level", "dots", "proposal"):
        step("start_classifying")
    before = everything_stored()
    receipt = receive(token, sent(tap(1, item, field, value)), Receipt())
    assert refusals(receipt)[1].endswith((".", "!"))
    assert everything_stored() == before


@pytest.mark.parametrize("name", ["🎉🎉", "", "<b>Anna</b>", "x" * 10_000])
def test_a_name_that_is_none_is_refused(database: str, name: str) -> None:
    opened(anonymity="named")
    token = join_room()
    receipt = receive(token, sent(tap(1, "", "sit", {"department": "Verkauf", "name": name})), Receipt())
    seat = seat_of(token)
    assert 1 in receipt.refused
    assert seat is not None
    assert not seat.seated


@pytest.mark.parametrize(
    "message",
    [
        None, "taps", 7, [], {}, {"taps": None}, {"taps": "all"}, {"client": {}, "taps": [None, 1, "x", [], {}]},
        sent(tap(0, "T1", "rating", 1)), sent(tap(2**60, "T1", "rating", 1)), sent(tap("1", "T1", "rating", 1)),
        sent(tap(1, 7, "rating", 1)), sent(tap(1, "T1\0", "rating", 1)), sent(tap(1, "\ud83d", "rating", 1)),
        sent(tap(1, "T1", ["rating"], 1)),
    ],
    ids=lambda value: json.dumps(value)[:40],
)  # fmt: skip
def test_a_message_as_no_phone_sends_it_is_passed_over(token: str, message: Any) -> None:
    assert receive(token, message, Receipt()).done == 0
    assert votes_of(token) == {}


def test_a_flood_of_taps_is_taken_bit_by_bit(token: str) -> None:
    receipt = receive(token, sent(*(tap(number, "T1", "rating", 1) for number in range(1, 10_000))), Receipt())
    assert receipt.done == 50


@pytest.mark.parametrize("mark", [None, "", [], ["after", 1], ["before"], ["before", "1"], ["before", 2], {}])
def test_an_answer_to_another_question_is_refused(token: str, mark: object) -> None:
    assert 1 in receive(token, sent(tap(1, "T1", "rating", 1, mark)), Receipt()).refused
    assert votes_of(token) == {}


@pytest.mark.parametrize("token", ["", "forged"])
def test_without_a_seat_nothing_is_stored(database: str, token: str) -> None:
    opened()
    step("start_rating")
    before = everything_stored()
    receipt = receive(
        token, sent(tap(1, "T1", "rating", 1), tap(2, "", "sit", {"department": None, "name": ""})), Receipt()
    )
    assert set(receipt.refused) == {1, 2}
    assert everything_stored() == before


def test_in_a_closed_room_nothing_is_stored(token: str) -> None:
    close_room(WORKSHOP)
    assert refusals(receive(token, sent(tap(1, "T1", "rating", 1)), Receipt())) == {
        1: "Nicht gespeichert: Der Raum ist geschlossen."
    }
    assert votes_of(token) == {}
