"""Coming in, sitting down, being counted, leaving no trace: the room's door, on both databases. Numbers are those of
the list of scenarios of a live room."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from live_rooms import ANNA, WORKSHOP, code, now, opened, person, step
from sqlalchemy import select, update

from data.access import hashed
from data.commands import Edit, edit, keep
from data.engine import reading, writing
from data.import_rows import Source
from data.live_guesses import IN_ALL, PER_BROWSER, TooManyGuesses, WrongCode
from data.live_leading import lead
from data.live_presence import Heard
from data.live_room import close_room, open_room, room_by_code, room_of
from data.live_seats import add_person, join, leave, list_seats, remove_seat, seat_of, sit
from data.live_standards import give_dots, propose
from data.live_status import earlier_rounds, status
from data.live_votes import NotTaken, facilitator_vote, vote
from data.store import load
from data.tables import Table, table
from workshop.dossier import Bundle
from workshop.live import codes
from workshop.live.words import check_name, check_proposal
from workshop.records import Participant, RatingRecord
from workshop.texts import Refusal


def rows(name: str) -> list[dict[str, Any]]:
    """Everything a table holds."""
    with reading() as connection:
        return [dict(row) for row in connection.execute(select(table(name))).mappings()]


def test_a_code_has_six_symbols_that_cannot_be_mistaken_for_each_other() -> None:
    made = "".join(codes.make() for _ in range(500))
    assert len(made) == 3000
    assert set(made) == set(codes.ALPHABET)
    assert not set("01IO") & set(codes.ALPHABET)


@pytest.mark.parametrize("typed", ["abc def", " ABC-DEF ", "a b c d e f", "ABC–DEF"])
def test_a_code_may_be_typed_as_it_is_read_aloud(typed: str) -> None:
    assert codes.normalise(typed) == "ABCDEF"
    assert codes.normalise(codes.shown("ABCDEF")) == "ABCDEF"


@pytest.mark.parametrize("typed", ["", "ABCDE", "ABCDEFG", "ABCDE0", "ABCDÄF", "😀" * 6, "A" * 10_000, "ABC'--"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert codes.normalise(typed) == ""


def test_an_empty_code_is_a_wrong_one_while_rooms_without_a_code_are_closed(store: str) -> None:
    opened()
    close_room(WORKSHOP)
    with pytest.raises(WrongCode):
        join("", "a browser")


def test_a_code_leads_into_its_room_until_that_is_closed_or_the_day_is_over(store: str) -> None:
    first = opened()
    assert room_by_code(first.lower()) == WORKSHOP
    with writing() as connection:
        connection.execute(update(table("rooms")).values(code_until=datetime.now(UTC) - timedelta(seconds=1)))
    assert room_by_code(first) is None
    second = open_room(WORKSHOP).code
    assert second not in (None, first)
    close_room(WORKSHOP)
    assert room_by_code(str(second)) is None


def test_08_the_same_phone_is_the_same_person_after_a_reload_and_after_scanning_again(store: str) -> None:
    opened()
    token = person("Service")
    before = seat_of(token)
    assert join(code(), "another browser", token) == token
    assert seat_of(token) == before
    assert before is not None
    assert before.department == "Service"
    assert len(list_seats(WORKSHOP)) == 1


def test_a_forged_cookie_is_nobody(store: str) -> None:
    opened()
    person()
    for token in ("", "forged", "x" * 10_000, "ä"):
        assert seat_of(token) is None
        with pytest.raises(Refusal):
            sit(token, "Verkauf")


def test_only_the_hash_of_a_token_is_kept(store: str) -> None:
    opened()
    token = person()
    assert [row["token_hash"] for row in rows("seats")] == [hashed(token)]


def test_03_forty_people_who_sit_down_at_once_get_forty_pseudonyms(store: str) -> None:
    opened()
    tokens = [join(code(), "a browser") for _ in range(40)]
    with ThreadPoolExecutor(8) as room:
        seats = list(room.map(lambda token: sit(token, "Verkauf"), tokens))
    assert len({seat.participant for seat in seats}) == 40


def test_23_a_guesser_is_stopped_while_everybody_else_behind_the_same_address_comes_in(store: str) -> None:
    opened()
    told = []
    for _ in range(PER_BROWSER + 3):
        with pytest.raises(WrongCode) as refusal:
            join("AAAAAA", "the guesser")
        told.append(type(refusal.value))
    assert told == [WrongCode] * PER_BROWSER + [TooManyGuesses] * 3
    assert [join(code(), f"browser {n}") for n in range(10)]
    assert join(code(), "the guesser")  # who has found the right one belongs here


def test_24_codes_that_are_tried_out_end_at_a_budget_and_somebody_is_warned(
    store: str, caplog: pytest.LogCaptureFixture
) -> None:
    opened()
    moment = datetime.now(UTC)
    tried = [{"browser": f"fresh {n}", "at": moment} for n in range(IN_ALL - 1)]
    with writing() as connection:
        connection.execute(table("guesses").insert(), tried)
    with caplog.at_level(logging.WARNING), pytest.raises(WrongCode):
        join("AAAAAA", "one more")
    assert "guessing" in caplog.text
    with pytest.raises(TooManyGuesses):
        join("AAAAAB", "yet another")
    assert len(rows("guesses")) == IN_ALL
    assert join(code(), "somebody honest")


def test_wrong_codes_are_forgotten_after_some_minutes(store: str) -> None:
    opened()
    long_ago = datetime.now(UTC) - timedelta(minutes=6)
    with writing() as connection:
        old = [{"browser": hashed("me"), "at": long_ago} for _ in range(PER_BROWSER)]
        connection.execute(table("guesses").insert(), old)
    with pytest.raises(WrongCode) as refusal:
        join("AAAAAA", "me")
    assert type(refusal.value) is WrongCode
    assert len(rows("guesses")) == 1


def test_a_full_room_and_a_locked_one_take_nobody_new_but_let_their_people_back_in(store: str) -> None:
    opened(capacity=2)
    first, _ = person(), person()
    with pytest.raises(Refusal, match="full"):
        join(code(), "a browser")
    open_room(WORKSHOP, capacity=9)
    step("lock")
    with pytest.raises(Refusal, match="locked"):
        join(code(), "a browser")
    assert join(code(), "a browser", first) == first


@pytest.mark.parametrize("name", ["", "   ", "😀👍", "<b>Anna</b>", "x" * 10_000, "An\u200bna", "…"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(Refusal):
        check_name(name)


def test_without_a_name_nobody_sits_in_a_named_room(store: str) -> None:
    opened(anonymity="named")
    with pytest.raises(Refusal):
        person(name="😀")
    assert list_seats(WORKSHOP) == []


def test_a_name_is_kept_in_a_named_room_only(store: str) -> None:
    opened(anonymity="named")
    person(name="  Änne  Müller-Öz 🙂 ")
    assert [seat.name for seat in list_seats(WORKSHOP)] == ["Änne Müller-Öz 🙂"]
    close_room(WORKSHOP)


def test_in_a_pseudonymous_room_nobody_has_a_name(store: str) -> None:
    opened()
    person(name="Anna")
    assert [seat.name for seat in list_seats(WORKSHOP)] == [""]


@pytest.mark.parametrize(
    "text", ["x" * 141, "<script>alert(1)</script>", "&lt;b&gt;", "[hier](http://a.example)", "!!!"]
)
def test_a_proposal_that_is_too_long_or_no_sentence_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        check_proposal(text)


def test_signs_that_are_no_markup_may_be_used() -> None:
    assert check_proposal("Antwort < 24 Stunden & freundlich: 3 > 2!") == "Antwort < 24 Stunden & freundlich: 3 > 2!"
    assert check_name("O’Neill-Łukasz") == "O’Neill-Łukasz"


def test_a_department_that_is_not_there_cannot_be_chosen(store: str) -> None:
    opened()
    for department in ("Einkauf", "", None, "verkauf"):
        with pytest.raises(Refusal):
            person(department)


def test_the_department_can_be_corrected_until_the_first_answer(store: str) -> None:
    opened()
    token = person("Service")
    assert sit(token, "Verkauf").department == "Verkauf"
    step("start_rating")
    vote(token, "T1", rating=1)
    with pytest.raises(Refusal):
        sit(token, "Service")


def test_who_leaves_has_no_seat_until_coming_back_with_the_same_phone(store: str) -> None:
    opened()
    token = person()
    leave(token)
    assert seat_of(token) is None
    assert status(WORKSHOP).whole.joined == 0
    assert join(code(), "a browser", token) == token
    seat = seat_of(token)
    assert seat is not None
    assert seat.seated


def test_somebody_without_a_phone_is_counted_and_answered_for_but_nobody_else_is(store: str) -> None:
    opened()
    token = person()
    key = add_person(WORKSHOP, "Service")
    step("start_rating", "before", "together")
    facilitator_vote(WORKSHOP, key, "T1", rating=0)
    assert status(WORKSHOP).whole.counts == (2, 2, 1, 1)
    seat = seat_of(token)
    assert seat is not None
    with pytest.raises(Refusal):
        facilitator_vote(WORKSHOP, str(seat.participant), "T1", rating=0)


def test_a_participant_with_a_seat_is_deleted_only_after_the_seat(store: str) -> None:
    opened()
    person()
    key = str(list_seats(WORKSHOP)[0].participant)
    gone = [Edit(Participant(key=key, department="Verkauf"), None)]
    with pytest.raises(Refusal, match="seat in the live room"):
        edit(WORKSHOP, "participants", gone)
    remove_seat(WORKSHOP, key)
    edit(WORKSHOP, "participants", gone)


def test_28_joined_connected_and_answered_are_counted_apart(store: str) -> None:
    opened()
    tokens = [person() for _ in range(6)]
    step("start_rating", "before", "together")
    for token in tokens[:2]:
        vote(token, "T1", rating=1)
    silent = [hashed(token) for token in tokens[3:]]
    rows_ = table("seats")
    with writing() as connection:
        long_ago = datetime.now(UTC) - timedelta(minutes=1)
        connection.execute(update(rows_).where(rows_.c.token_hash.in_(silent)).values(seen_at=long_ago))
    group = status(WORKSHOP).whole
    assert (group.joined, group.connected, group.answered, group.missing) == (6, 3, 2, 4)


def test_many_calls_of_many_phones_are_written_down_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = Heard()
    assert len(heard.add(["a"])) == 1
    assert [heard.add([token]) for token in "bcb"] == [set(), set(), set()]
    monkeypatch.setattr("data.live_presence.EVERY", 0.0)
    assert heard.add(["d"]) == {hashed(token) for token in "bcd"}


def test_the_anonymity_that_was_promised_stays(store: str) -> None:
    opened(anonymity="anonymous")
    person()
    with pytest.raises(Refusal):
        open_room(WORKSHOP, anonymity="named")
    room = room_of(WORKSHOP)
    assert room is not None
    assert room.anonymity == "anonymous"


def test_27_after_an_anonymous_room_is_closed_nothing_leads_from_a_person_to_an_answer(store: str) -> None:
    opened(anonymity="anonymous")
    tokens = [person("Verkauf", name="Anna") for _ in range(6)] + [person("Service")]
    step("start_rating", "before", "together")
    for token in tokens:
        vote(token, "T1", rating=-1)
    step("second_round")
    for token in reversed(tokens):
        vote(token, "T1", rating=1)
    step("start_classifying")
    give_dots(tokens[0], {propose(tokens[0], "wow", "Wir backen nachts."): 3})
    keys = {str(seat.participant) for seat in list_seats(WORKSHOP)}
    hashes = {hashed(token) for token in tokens}
    close_room(WORKSHOP)

    assert rows("seats") == []
    assert [seat_of(token) for token in tokens] == [None] * 7
    stored = repr({name: rows(name) for name in Table.metadata.tables if name != "guesses"})
    assert not [secret for secret in (*keys, *hashes, "Anna") if f"'{secret}'" in stored]
    votes = [row for row in rows("ratings") if row["participant"] not in ("P1", "P2")]
    assert [(row["rating"], row["rated_at"]) for row in votes] == [(1, None)] * 7
    assert [row["participant"] for row in votes] == sorted(row["participant"] for row in votes)
    assert len(earlier_rounds(WORKSHOP, "before", "T1")) == 9
    assert sum(row["dots"] for row in rows("dots")) == 3
    people = load(WORKSHOP).frames["participants"]
    assert (
        people.loc[~people["key"].isin(["P1", "P2"]), "department"].isna().all()
    )  # one of Service would be told apart


def test_a_pseudonymous_room_finds_its_people_again_in_the_next_measurement(store: str) -> None:
    opened()
    token = person()
    before = seat_of(token)
    close_room(WORKSHOP)
    closed = seat_of(token)
    assert closed is not None
    assert not closed.is_open
    open_room(WORKSHOP)
    again = seat_of(token)
    assert again is not None
    assert before is not None
    assert (again.is_open, again.participant) == (True, before.participant)


def test_nobody_leads_a_room_that_was_closed(store: str) -> None:
    opened()
    step("start_rating")
    close_room(WORKSHOP)
    assert lead(WORKSHOP, ANNA).nobody
    assert open_room(WORKSHOP).conductor is None


@pytest.mark.parametrize("tidy", [open_room, close_room])
def test_who_never_chose_a_department_is_forgotten_after_a_day(
    store: str, tidy: Callable[[str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened()
    seated, waiting = person(), join(code(), "a browser")
    open_room(WORKSHOP)
    assert seat_of(waiting) is not None
    monkeypatch.setattr("data.live_room.UNSEATED", timedelta(0))
    tidy(WORKSHOP)
    assert seat_of(waiting) is None
    assert seat_of(seated) is not None


def test_a_room_that_is_closed_takes_no_answers_and_opens_with_a_clean_stage(store: str) -> None:
    opened()
    token = person()
    step("start_rating")
    version = now().version
    close_room(WORKSHOP)
    with pytest.raises(NotTaken):
        vote(token, "T1", rating=1)
    close_room(WORKSHOP)
    assert now().version == version + 1
    assert open_room(WORKSHOP).stage.activity == "lobby"


def test_27_an_import_from_before_an_anonymous_room_was_closed_remembers_no_vote_any_more(store: str) -> None:
    opened(anonymity="anonymous")
    person()
    votes = Bundle(records={"ratings": [RatingRecord(wave="before", participant="P1", touchpoint="T1", rating=0)]})
    keep(votes, into=WORKSHOP, source=Source("stimmen.xlsx", "make", {}))
    assert len(rows("imports")) == 1
    close_room(WORKSHOP)
    assert rows("imports") == []
