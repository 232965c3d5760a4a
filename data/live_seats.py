"""The seats of a room: coming in with a code, choosing a department, being there, leaving."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Update, bindparam, delete, func, select, update

from data.access import hashed
from data.engine import asking, reading, writing
from data.live_guesses import wrong_code
from data.live_room import Room, find_room, room_by_code
from data.live_signal import tell
from data.permission import ask
from data.rows import raise_revision, upsert, write
from data.tables import table
from workshop.live.presence import CONNECTED_SECONDS
from workshop.live.words import check_name
from workshop.order import next_key
from workshop.texts import Refusal, message

SEAT_COOKIE = "sitz"
SEAT_DAYS = 365
"""How long the cookie is kept: the same person is to be known in the second measurement, months later."""
SPARE = 4
"""So many times the capacity may hold a code and have chosen no department yet; more are no workshop."""

NO_SEAT = message("You have no seat in this room. Come in again with the code on the wall.")


@dataclass(frozen=True)
class Seat:
    """One person's place in a room."""

    workshop_id: str
    participant: str | None
    """The pseudonym; None until a department is chosen."""
    department: str | None
    name: str
    """"" except in named rooms."""
    is_open: bool
    """Whether the room is."""
    connected: bool = False
    on_paper: bool = False
    stage: int = field(default=0, compare=False)
    """The number of the workshop's stage when the seat was read: a phone asks for both at once."""

    @property
    def seated(self) -> bool:
        """Whether this person can answer."""
        return self.participant is not None


def join(code: str, browser: str, token: str = "") -> str:
    """Come into the room of a code as it was typed; returns the token for the seat's cookie.

    `browser` tells browsers apart for counting wrong codes; with the `token` of a seat in this room it is the same
    seat again. Raises WrongCode, TooManyGuesses (too, but the right code always passes), Refusal (full, locked).
    """
    workshop_id = room_by_code(code)
    if workshop_id is None:
        raise wrong_code(browser)
    with writing() as connection:
        room = find_room(connection, workshop_id, lock=True)
        assert room is not None
        if token and _return(connection, workshop_id, token):
            return token
        _check_space(connection, room, seats_each=SPARE)
        return _new_seat(connection, workshop_id)


def seat_of(token: str | None) -> Seat | None:
    """The seat of a cookie's token; None when there is none, or the person has left."""
    if not token:
        return None
    with asking() as connection:
        return find_seat(connection, token)


def sit(token: str, department: str | None, name: str = "") -> Seat:
    """Choose a department (None in a workshop without any) and, in a named room, give a name; makes the participant.

    Raises Refusal for an unknown department or a name that is none, when the room is full or closed, and when somebody
    who has answered wants to answer for another department.
    """
    with writing() as connection:
        seat = _seat_inside(connection, token)
        room = find_room(connection, seat.workshop_id, lock=True)
        if room is None or not room.is_open:
            raise Refusal(message("This room is closed. Thank you for taking part."))
        seat = replace(seat, department=department, name=_name_for(room, name))
        _check_department(connection, seat)
        participant = seat.participant
        if participant is None:
            _check_space(connection, room, seated=True)
            participant = _new_participant(connection, seat)
        else:
            _move(connection, seat)
        values = {"participant": participant, "name": seat.name, "seen_at": datetime.now(UTC)}
        connection.execute(_change_seat(*values), values | {"token": hashed(token)})
        numbers = raise_revision(connection, seat.workshop_id, votes=True, content=True)
    tell(seat.workshop_id, numbers)
    return replace(seat, participant=participant, connected=True)


def add_person(workshop_id: str, department: str | None, name: str = "") -> str:
    """A seat for somebody without a phone; returns the participant's key, for whom the facilitator answers."""
    with writing() as connection:
        ask(connection, "facilitate", workshop_id)
        room = find_room(connection, workshop_id, lock=True)
        if room is None or not room.is_open:
            raise Refusal(message("Open the room first."))
        seat = Seat(workshop_id, None, department, _name_for(room, name or "–") if name else "", is_open=True)
        _check_department(connection, seat)
        _check_space(connection, room, seated=True)
        participant = _new_participant(connection, seat)
        _new_seat(connection, workshop_id, participant=participant, name=seat.name, on_paper=True)
        numbers = raise_revision(connection, workshop_id, votes=True, content=True)
    tell(workshop_id, numbers)
    return participant


def leave(token: str) -> None:
    """Give a seat up; the answers stay, and the same phone can come back to it with the code."""
    rows = table("seats")
    with writing() as connection:
        left = update(rows).where(rows.c.token_hash == hashed(token)).values(left_at=datetime.now(UTC), seen_at=None)
        found = connection.execute(left.returning(rows.c.workshop_id)).scalar()
        numbers = raise_revision(connection, found, votes=True) if found else None
    if found and numbers:
        tell(found, numbers)


def remove_seat(workshop_id: str, participant: str) -> None:
    """Take somebody's seat away, for a participant that is to be deleted; their phone has to come in anew."""
    rows = table("seats")
    with writing() as connection:
        ask(connection, "facilitate", workshop_id)
        mine = (rows.c.workshop_id == workshop_id, rows.c.participant == participant)
        connection.execute(delete(rows).where(*mine))
        numbers = raise_revision(connection, workshop_id, stage=True, votes=True)
    tell(workshop_id, numbers)


def list_seats(workshop_id: str) -> list[Seat]:
    """Everybody who has a seat and a department, by pseudonym."""
    with reading() as connection:
        return find_seats(connection, workshop_id)


def find_seats(connection: Connection, workshop_id: str) -> list[Seat]:
    """`list_seats` inside a transaction."""
    rows = table("seats").c
    here = (rows.workshop_id == workshop_id, rows.left_at.is_(None), rows.participant.is_not(None))
    return [_seat(row) for row in connection.execute(_seats().where(*here).order_by(rows.participant)).mappings()]


def find_seat(connection: Connection, token: str) -> Seat | None:
    """`seat_of` inside a transaction."""
    found = connection.execute(_one_seat(), {"token": hashed(token)}).mappings().first()
    return _seat(found) if found else None


def connected_since() -> datetime:
    """Who was heard of at or after this time is connected."""
    return datetime.now(UTC) - timedelta(seconds=CONNECTED_SECONDS)


@cache
def _one_seat() -> Select[Any]:
    """Made once: every run of every phone asks this, and making it takes longer than answering it."""
    rows = table("seats").c
    return _seats().where(rows.token_hash == bindparam("token"), rows.left_at.is_(None))


def _seats() -> Select[Any]:
    seats, rooms, people, homes = table("seats"), table("rooms"), table("participants"), table("workshops")
    mine = (people.c.workshop_id == seats.c.workshop_id) & (people.c.key == seats.c.participant)
    joined = seats.join(rooms, rooms.c.workshop_id == seats.c.workshop_id).outerjoin(people, mine)
    joined = joined.join(homes, homes.c.id == seats.c.workshop_id)
    columns = (seats.c.workshop_id, seats.c.participant, people.c.department, seats.c.name, rooms.c.is_open)
    return select(*columns, seats.c.seen_at, seats.c.on_paper, homes.c.stage).select_from(joined)


def _seat(row: RowMapping) -> Seat:
    values = dict(row)
    seen_at = values.pop("seen_at")
    return Seat(**values, connected=bool(seen_at and seen_at >= connected_since()))


def _seat_inside(connection: Connection, token: str) -> Seat:
    seat = find_seat(connection, token)
    if seat is None:
        raise Refusal(NO_SEAT)
    return seat


@cache
def _change_seat(*names: str) -> Update:
    """The columns of one seat; made once, as all that two hundred people ask for when they come in together."""
    rows = table("seats")
    return update(rows).where(rows.c.token_hash == bindparam("token")).values({name: bindparam(name) for name in names})


def _return(connection: Connection, workshop_id: str, token: str) -> bool:
    rows = table("seats")
    mine = (rows.c.token_hash == hashed(token), rows.c.workshop_id == workshop_id)
    return connection.execute(update(rows).where(*mine).values(left_at=None)).rowcount == 1


def _new_seat(connection: Connection, workshop_id: str, **values: Any) -> str:
    token = secrets.token_urlsafe(32)
    row = {"token_hash": hashed(token), "workshop_id": workshop_id, "joined_at": datetime.now(UTC)}
    upsert(connection, "seats", {"name": "", "on_paper": False} | row | values)
    return token


@cache
def _people() -> Select[Any]:
    people = table("participants").c
    return select(people.key).where(people.workshop_id == bindparam("workshop"))


def _new_participant(connection: Connection, seat: Seat) -> str:
    taken = connection.execute(_people(), {"workshop": seat.workshop_id}).scalars().all()
    key = next_key(taken, "P")
    row = {"key": key, "department": seat.department, "function": "", "perspective": "staff"}
    write(connection, "participants", seat.workshop_id, [row])
    return key


def _move(connection: Connection, seat: Seat) -> None:
    """Let a seated person change the department, as long as nothing was answered for the first one."""
    people, answers = table("participants"), ("ratings", "standard_votes", "dots")
    me = (people.c.workshop_id == seat.workshop_id, people.c.key == seat.participant)
    if connection.execute(select(people.c.department).where(*me)).scalar() == seat.department:
        return
    for rows in map(table, answers):
        mine = (rows.c.workshop_id == seat.workshop_id, rows.c.participant == seat.participant)
        if connection.execute(select(1).where(*mine).limit(1)).first():
            raise Refusal(message("You have answered for your department already; it stays as it is."))
    connection.execute(update(people).where(*me).values(department=seat.department))


def _check_department(connection: Connection, seat: Seat) -> None:
    known = set(connection.execute(_departments(), {"workshop": seat.workshop_id}).scalars())
    if seat.department not in (known or {None}):
        raise Refusal(message("Please choose one of the departments."))


@cache
def _departments() -> Select[Any]:
    rows = table("departments").c
    return select(rows.name).where(rows.workshop_id == bindparam("workshop"))


def _check_space(connection: Connection, room: Room, *, seated: bool = False, seats_each: int = 1) -> None:
    all_seats, taken = connection.execute(_taken(), {"workshop": room.workshop_id}).one()
    if taken >= room.capacity or (not seated and all_seats >= room.capacity * seats_each):
        raise Refusal(message("The room is full: {n} people are in. Tell the facilitator.", n=taken))
    if room.stage.locked and not seated:
        raise Refusal(message("The door is locked. Tell the facilitator if you belong here."))


@cache
def _taken() -> Select[int, int]:
    """How many have a seat, and how many of them a department."""
    rows = table("seats").c
    here = (rows.workshop_id == bindparam("workshop"), rows.left_at.is_(None))
    return select(func.count(), func.count(rows.participant)).where(*here)


def _name_for(room: Room, name: str) -> str:
    """The name that is kept: none, unless the room is a named one."""
    return check_name(name) if room.anonymity == "named" else ""
