"""A phone's classifications: No-Go, Must or Wow for what is on the table, proposals of one's own, up to five dots."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import Connection, delete, false, func, or_, select

from data.access import hashed
from data.changes import log
from data.engine import reading, writing
from data.live_proposals import fresh
from data.live_room import Room, clock, find_room
from data.live_seats import NO_SEAT, Seat, find_seat
from data.live_signal import tell
from data.live_votes import FOREIGN, NotTaken, not_saved
from data.rows import raise_revision, remove, write
from data.tables import table
from workshop.live.stage import asked_departments, describe, takes_answers
from workshop.live.words import check_proposal
from workshop.order import next_key
from workshop.records import LEVELS, Standard
from workshop.texts import Refusal, message

DOTS = 5
"""How many dots a person has to give."""
MOST_PROPOSALS = 100
"""On the table of one department; more is no workshop."""


@dataclass(frozen=True)
class Ticket:
    """Who answers, in which room."""

    seat: Seat
    room: Room
    participant: str


def classify(token: str, standard: str, level: str | None) -> None:
    """Store how the person with this seat classifies a standard; None takes it back.

    Raises NotTaken when the standard is not on this person's table now, Refusal without a seat or for a wrong level.
    """
    if level not in (None, *LEVELS):
        raise Refusal(message("This is no answer that can be given here."))
    with writing() as connection:
        ticket = ticket_of(connection, token)
        _check_asked(connection, ticket, [standard])
        numbers = raise_revision(connection, ticket.seat.workshop_id, votes=True)
        vote = {"participant": ticket.participant, "standard": standard, "level": level}
        (remove if level is None else write)(connection, "standard_votes", ticket.seat.workshop_id, [vote])
    tell(ticket.seat.workshop_id, numbers)


def propose(token: str, level: str, text: str, *, touchpoint: str | None = None) -> str:
    """Put a sentence on the table of one's department, as No-Go, Must or Wow, which is also one's own vote for it.

    Returns the standard's key; the same text again is the same standard. Raises Refusal for a text that is too long,
    says nothing or is markup, NotTaken when nothing can be proposed now.
    """
    sentence = check_proposal(text)
    if level not in LEVELS:
        raise Refusal(message("This is no answer that can be given here."))
    with writing() as connection:
        ticket = ticket_of(connection, token)
        workshop_id, home = ticket.seat.workshop_id, ticket.seat.department
        if home not in asked_departments(ticket.room.stage, home):
            raise NotTaken(not_saved(FOREIGN))
        numbers = raise_revision(connection, workshop_id, votes=True, content=True)
        key = _find_proposal(connection, workshop_id, home, sentence)
        is_new = key is None
        if key is None:
            key = _put_on_table(connection, ticket, level, sentence, touchpoint)
        write(
            connection, "standard_votes", workshop_id,
            [{"participant": ticket.participant, "standard": key, "level": level}],
        )  # fmt: skip
    tell(workshop_id, numbers)
    if is_new:
        fresh.add(workshop_id)
    return key


def give_dots(token: str, dots: Mapping[str, int]) -> None:
    """Replace all dots of the person with this seat: standard → how many, `DOTS` in all. Raises as `classify` does."""
    given = {standard: count for standard, count in dots.items() if count}
    if any(count < 0 for count in given.values()) or sum(given.values()) > DOTS:
        raise Refusal(message("You have {n} dots to give.", n=DOTS))
    rows = table("dots")
    with writing() as connection:
        ticket = ticket_of(connection, token)
        _check_asked(connection, ticket, given)
        numbers = raise_revision(connection, ticket.seat.workshop_id, votes=True)
        mine = (rows.c.workshop_id == ticket.seat.workshop_id, rows.c.participant == ticket.participant)
        connection.execute(delete(rows).where(*mine))
        new = [{"participant": ticket.participant, "standard": key, "dots": count} for key, count in given.items()]
        write(connection, "dots", ticket.seat.workshop_id, new)
    tell(ticket.seat.workshop_id, numbers)


def standards_for(token: str) -> list[Standard]:
    """What is on the table for the person with this seat, also while it is paused or closed; [] without a seat."""
    with reading() as connection:
        seat = find_seat(connection, token)
        room = find_room(connection, seat.workshop_id) if seat else None
        if seat is None or room is None:
            return []
        rows = table("standards").c
        homes = asked_departments(room.stage, seat.department)
        theirs = or_(*(rows.department.is_not_distinct_from(home) for home in homes), false())
        names = [rows[name] for name in Standard.model_fields]
        query = select(*names).where(rows.workshop_id == seat.workshop_id, theirs).order_by(rows.level, rows.key)
        return [Standard.model_validate(dict(row)) for row in connection.execute(query).mappings()]


def classifications_of(token: str) -> dict[str, str]:
    """Standard → how the person with this seat has classified it."""
    return {str(key): str(level) for key, level in _own(token, "standard_votes", "level")}


def dots_of(token: str) -> dict[str, int]:
    """Standard → the dots the person with this seat has given it."""
    return {str(key): int(count) for key, count in _own(token, "dots", "dots")}


def dot_totals(workshop_id: str) -> dict[str, int]:
    """Standard → all dots it was given, the most first; for the wall and the console only."""
    rows = table("dots").c
    query = select(rows.standard, func.sum(rows.dots)).where(rows.workshop_id == workshop_id).group_by(rows.standard)
    with reading() as connection:
        return {key: int(n) for key, n in connection.execute(query.order_by(func.sum(rows.dots).desc(), rows.standard))}


def ticket_of(connection: Connection, token: str) -> Ticket:
    """Seat and room of a person who may answer now; the facilitator's next step waits until the answer is stored."""
    seat = find_seat(connection, token)
    if seat is None or seat.participant is None:
        raise Refusal(NO_SEAT)
    room = find_room(connection, seat.workshop_id, share=True)
    if room is None or not room.is_open:
        raise NotTaken(not_saved(message("The room is closed.")))
    stage = room.stage
    if stage.activity != "classifying" or not takes_answers(stage, clock(connection)):
        over = stage.activity == "classifying" and stage.state == "open"
        raise NotTaken(not_saved(message("The time is over.") if over else describe(stage)))
    return Ticket(seat, room, seat.participant)


def _check_asked(connection: Connection, ticket: Ticket, keys: Collection[str]) -> None:
    """Raise NotTaken when one of these standards is not on this person's table."""
    rows = table("standards").c
    query = select(rows.department).where(rows.workshop_id == ticket.seat.workshop_id, rows.key.in_(list(keys)))
    homes = connection.execute(query).scalars().all()
    asked = asked_departments(ticket.room.stage, ticket.seat.department)
    if len(homes) != len(keys) or not set(homes) <= set(asked):
        raise NotTaken(not_saved(FOREIGN))


def _find_proposal(connection: Connection, workshop_id: str, home: str | None, sentence: str) -> str | None:
    rows = table("standards").c
    query = select(rows.key, rows.text).where(
        rows.workshop_id == workshop_id, rows.department.is_not_distinct_from(home)
    )
    found = {text.casefold(): key for key, text in connection.execute(query)}
    if len(found) >= MOST_PROPOSALS:
        raise NotTaken(message("There are {n} proposals on the table; that is enough.", n=len(found)))
    return found.get(sentence.casefold())


def _put_on_table(connection: Connection, ticket: Ticket, level: str, sentence: str, touchpoint: str | None) -> str:
    workshop_id, home = ticket.seat.workshop_id, ticket.seat.department
    rows, points = table("standards").c, table("touchpoints").c
    if touchpoint is not None:
        own = select(1).where(points.workshop_id == workshop_id, points.key == touchpoint, points.department == home)
        if not connection.execute(own).first():
            raise NotTaken(not_saved(FOREIGN))
    taken = connection.execute(select(rows.key).where(rows.workshop_id == workshop_id)).scalars().all()
    new = Standard(key=next_key(taken, "S"), level=level, text=sentence, department=home, touchpoint=touchpoint)
    write(connection, "standards", workshop_id, [new.model_dump()])
    log(connection, workshop_id, "standards", [(None, new.model_dump())], actor="participant", batch=uuid4().hex)
    return new.key


def _own(token: str, kind: str, column: str) -> list[tuple[str, str | int]]:
    seats, rows = table("seats"), table(kind)
    mine = (rows.c.workshop_id == seats.c.workshop_id) & (rows.c.participant == seats.c.participant)
    query = select(rows.c.standard, rows.c[column]).select_from(rows.join(seats, mine))
    with reading() as connection:
        here = query.where(seats.c.token_hash == hashed(token), seats.c.left_at.is_(None))
        return [(key, value) for key, value in connection.execute(here)]
