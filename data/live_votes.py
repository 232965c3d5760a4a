"""A phone's ratings: each is checked and stored in a transaction, in one row that a second tap overwrites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, bindparam, delete, func, literal, select

from data.access import hashed
from data.counted import counted
from data.engine import asking, writing
from data.live_seats import NO_SEAT
from data.live_signal import tell
from data.live_together import Together
from data.permission import ask
from data.rows import Row, raise_revision, upsert
from data.tables import table
from workshop.live.stage import Course, Stage, Stop, asked_touchpoints, describe, takes_answers
from workshop.records import MISSING_REASONS
from workshop.scale import RATINGS
from workshop.texts import Message, Refusal, message

FOREIGN = message("This is not asked at the moment.")


class Answer(TypedDict, total=False):
    """What somebody says about a touchpoint; what is left out stays as it is."""

    rating: int | None
    missing_reason: str
    relevance: int | None


@dataclass(frozen=True)
class Vote:
    """A vote on its way into the database: whose (the seat's hash), on what, meant for which measurement and round, and
    the columns it sets."""

    seat: str
    touchpoint: str
    asked: tuple[str, int] | None
    values: dict[str, Any]


class NotTaken(Refusal):
    """An answer came when none is taken, or none to this question: nothing was stored."""


@dataclass(frozen=True)
class Given:
    """One's own answer about a touchpoint."""

    rating: int | None
    missing_reason: str
    relevance: int | None
    current: bool
    """Given in the round that is going on; an answer of an earlier round still counts until it is given anew."""


def vote(token: str, touchpoint: str, *, asked: tuple[str, int] | None = None, **answer: Unpack[Answer]) -> datetime:
    """Store what the person with this seat says about a touchpoint; returns when, once it is safely stored.

    Only the fields given are written; a rating takes a reason for its absence away, and the other way round; without
    any answer left the vote is gone. `asked`: the measurement and the round it was meant for, None = whatever is going
    on. Raises NotTaken when no answer to this is taken now, Refusal without a seat.
    """
    return _together(Vote(hashed(token), touchpoint, asked, checked(answer)))


def store_all(votes: Sequence[Vote]) -> list[datetime | Refusal]:
    """Check and store votes in one transaction; for each of them when it was stored, or why it was not."""
    with writing() as connection:
        checks = [_check(connection, vote) for vote in votes]
        homes = Counter(check[0]["workshop_id"] for check in checks if not isinstance(check, Refusal))
        # In order: two transactions that hold several workshops' rows must not wait for each other.
        numbers = {home: raise_revision(connection, home, votes=homes[home]) for home in sorted(homes)}
        taken = [(vote, check) for vote, check in zip(votes, checks, strict=True) if not isinstance(check, Refusal)]
        _store(connection, [_row(*check, vote.touchpoint, vote.values) for vote, check in taken])
    for home in homes:
        tell(home, numbers[home])
    counted.add("votes", homes.total())
    return [check if isinstance(check, Refusal) else check[2] for check in checks]


_together = Together(store_all)


def _check(connection: Connection, vote: Vote) -> tuple[RowMapping, Stage, datetime] | Refusal:
    """What a vote is stored with, or why it is not taken."""
    found = _ticket(connection, vote.touchpoint, token=vote.seat)
    if found is None or found["participant"] is None:
        return Refusal(NO_SEAT)
    stage, now = Stage.from_json(found["stage"]), found["now"] or datetime.now(UTC)
    try:
        check_taken(found, stage, now)
    except NotTaken as refusal:
        return refusal
    if vote.asked is not None and vote.asked != (stage.wave, stage.round):
        return NotTaken(not_saved(FOREIGN))
    return found, stage, now


def facilitator_vote(workshop_id: str, participant: str, touchpoint: str, **answer: Unpack[Answer]) -> datetime:
    """The same for somebody without a phone, whom `add_person` has given a seat; also while the room is paused or
    closed for phones, as long as the measurement is open. Raises Refusal for a person who has a phone."""
    values = checked(answer)
    with writing() as connection:
        ask(connection, "facilitate", workshop_id)
        found = _ticket(connection, touchpoint, workshop=workshop_id, participant=participant)
        if found is None:
            raise Refusal(message("Only for people without a phone can somebody else answer."))
        stage, now = Stage.from_json(found["stage"]), found["now"] or datetime.now(UTC)
        check_asked(found, stage)
        numbers = raise_revision(connection, workshop_id, votes=True)
        _store(connection, [_row(found, stage, now, touchpoint, values)])
    tell(workshop_id, numbers)
    return now


def votes_of(token: str, stage: Stage | None = None) -> dict[str, Given]:
    """Touchpoint → one's own answer in the measurement that is going on (the latest asked), or in that of a stage."""
    me = {"token": hashed(token)}
    with asking() as connection:  # of two queries the first is about the stage, which may change in between anyway
        if stage is None:
            going_on = connection.execute(_stage_query(), me).scalar()
            stage = Stage.from_json(going_on) if going_on else Stage()
        found = connection.execute(_votes_query(), me | {"wave": stage.wave}).all()
    return {
        row.touchpoint: Given(row.rating, row.missing_reason, row.relevance, current=is_current(stage, *row[-2:]))
        for row in found
    }


@cache
def _stage_query() -> Select[Any]:
    seats, rooms = table("seats"), table("rooms")
    room = seats.join(rooms, rooms.c.workshop_id == seats.c.workshop_id)
    return select(rooms.c.stage).select_from(room).where(*_mine(seats))


@cache
def _votes_query() -> Select[Any]:
    seats, votes = table("seats"), table("ratings")
    mine = (votes.c.workshop_id == seats.c.workshop_id) & (votes.c.participant == seats.c.participant)
    columns = [votes.c[name] for name in ("rating", "missing_reason", "relevance", "touchpoint", "rated_at")]
    return select(*columns).select_from(seats.join(votes, mine)).where(*_mine(seats), votes.c.wave == bindparam("wave"))


def _mine(seats: Table) -> tuple[ColumnElement[bool], ...]:
    return seats.c.token_hash == bindparam("token"), seats.c.left_at.is_(None)


def is_current(stage: Stage, touchpoint: str, rated_at: datetime | None) -> bool:
    """Whether an answer was given in the round that is going on."""
    if stage.since is None or touchpoint != stage.touchpoint:
        return True
    return rated_at is not None and rated_at >= stage.since


def checked(answer: Answer) -> dict[str, Any]:
    """An answer as columns, with what it takes away. Raises Refusal for values that no screen offers."""
    values: dict[str, Any] = {**answer}
    rating, reason = values.get("rating"), values.get("missing_reason", "")
    fits = rating in (None, *RATINGS) and reason in MISSING_REASONS and values.get("relevance") in (None, 1, 2, 3, 4, 5)
    if not values or not fits or isinstance(rating, bool) or (rating is not None and reason):
        raise Refusal(message("This is no answer that can be given here."))
    if rating is not None:
        values["missing_reason"] = ""
    elif reason:
        values["rating"] = None
    return values


def check_taken(found: RowMapping, stage: Stage, now: datetime) -> None:
    """Raise NotTaken unless an answer to this question is taken now."""
    if not found["is_open"]:
        raise NotTaken(not_saved(message("The room is closed.")))
    if not takes_answers(stage, now):
        over = stage.state == "open" and stage.activity in ("rating", "classifying")
        raise NotTaken(not_saved(message("The time is over.") if over else describe(stage)))
    check_asked(found, stage)


def check_asked(found: RowMapping, stage: Stage) -> None:
    """Raise NotTaken unless the touchpoint is in question and its measurement open."""
    stop = Stop(found["touchpoint"], "", found["phase"], found["department"])
    if found["touchpoint"] is None or not asked_touchpoints(stage, Course((stop,))):
        raise NotTaken(not_saved(FOREIGN))
    if found["wave"] is None or found["closed_at"] is not None:
        raise NotTaken(not_saved(message("This measurement is closed.")))


def not_saved(why: Message) -> Message:
    """What the phone shows in red."""
    return message("Not saved: {why}", why=why)


def _row(found: RowMapping, stage: Stage, now: datetime, touchpoint: str, values: dict[str, Any]) -> tuple[Row, Row]:
    """The key of a vote and the columns that it sets."""
    key = {name: found[name] for name in ("workshop_id", "participant")}
    return key | {"wave": stage.wave, "touchpoint": touchpoint}, values | {"rated_at": now}


def _store(connection: Connection, stored: Sequence[tuple[Row, Row]]) -> None:
    """The votes themselves, in their order, after everything is checked and the workshop's revision is raised.

    Those that follow each other and set the same columns are one statement: in PostgreSQL each statement is a way there
    and back, for which other servers wait.
    """
    blank = {"rating": None, "missing_reason": "", "relevance": None}
    for names, alike in groupby(stored, key=lambda one: tuple(one[1])):
        upsert(connection, "ratings", *(key | blank | values for key, values in alike), overwrite=names)
    for key, values in stored:
        if all(values[name] in (None, "") for name in values.keys() & blank.keys()):
            ratings = table("ratings")
            empty = [ratings.c[name] == value for name, value in key.items()]
            empty += [ratings.c.rating.is_(None), ratings.c.relevance.is_(None), ratings.c.missing_reason == ""]
            connection.execute(delete(ratings).where(*empty))


def _ticket(connection: Connection, touchpoint: str, **who: str) -> RowMapping | None:
    """Everything a vote is checked against, in one query. `who`: a token's hash, or workshop and participant.

    In PostgreSQL it shares the room's row with other votes and keeps the facilitator's next step waiting: so an answer
    lies before that step or after it, never across.
    """
    query = _ticket_query(connection.dialect.name == "postgresql", "token" in who)
    return connection.execute(query, {"touchpoint": touchpoint, **who}).mappings().first()


@cache
def _ticket_query(on_postgres: bool, by_token: bool) -> Select[Any]:
    seats, rooms, points, waves = (table(name) for name in ("seats", "rooms", "touchpoints", "waves"))
    on_paper = (seats.c.workshop_id == bindparam("workshop")) & (seats.c.participant == bindparam("participant"))
    who = seats.c.token_hash == bindparam("token") if by_token else seats.c.on_paper & on_paper
    now = func.clock_timestamp() if on_postgres else literal(None)
    asked = rooms.c.stage["wave"].as_string()
    going_on = (waves.c.workshop_id == rooms.c.workshop_id) & (waves.c.key == asked)
    columns = (seats.c.workshop_id, seats.c.participant, rooms.c.is_open, rooms.c.stage, points.c.phase)
    return (
        select(*columns, points.c.department, points.c.key.label("touchpoint"))
        .add_columns(waves.c.key.label("wave"), waves.c.closed_at, now.label("now"))
        .select_from(seats)
        .join(rooms, rooms.c.workshop_id == seats.c.workshop_id)
        .outerjoin(points, _existing(seats, points))
        .outerjoin(waves, going_on)
        .where(who, seats.c.left_at.is_(None))
        .with_for_update(read=True, of=rooms)
    )


def _existing(seats: Table, points: Table) -> ColumnElement[bool]:
    return (
        (points.c.workshop_id == seats.c.workshop_id)
        & (points.c.key == bindparam("touchpoint"))
        & (points.c.status == "existing")
    )
