"""How far the room is, for the console and the wall: who is in, who is connected, who has answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

import pandas as pd
from sqlalchemy import Connection, func, or_, select

from data.engine import reading
from data.live_room import find_room
from data.live_seats import Seat, find_seats
from data.live_stage import find_course
from data.tables import table
from workshop.live.presence import Group, Presence, fold
from workshop.live.stage import Stage, asked_departments, asked_touchpoints


@dataclass(frozen=True)
class Status:
    """The room in numbers. `door` are plain numbers by department, `groups` are folded (see `presence.fold`)."""

    whole: Group
    door: tuple[Presence, ...]
    groups: tuple[Group, ...]


def status(workshop_id: str) -> Status:
    """Who is in, connected and has answered what is asked now; zeros for a room that was never opened."""
    with reading() as connection:
        room = find_room(connection, workshop_id)
        seats = find_seats(connection, workshop_id) if room else []
        groups = _groups(connection, workshop_id, room.stage, seats) if room else []
    whole = reduce(Group.__add__, groups, Group(()))
    door = tuple(Presence(group.departments[0], group.joined, group.connected) for group in groups)
    return Status(whole, door, fold(groups))


def earlier_rounds(workshop_id: str, wave: str, touchpoint: str) -> pd.DataFrame:
    """The votes on a touchpoint in its rounds that are over: columns round, rating, one row a vote, nobody's name."""
    rows = table("earlier_ratings").c
    here = (rows.workshop_id == workshop_id, rows.wave == wave, rows.touchpoint == touchpoint)
    query = select(rows.round, rows.rating).where(*here).order_by(rows.round, rows.rating)
    with reading() as connection:
        found = connection.execute(query).all()
    return pd.DataFrame([tuple(row) for row in found], columns=["round", "rating"])


def _groups(connection: Connection, workshop_id: str, stage: Stage, seats: list[Seat]) -> list[Group]:
    """One group a department, in the order of departments."""
    course = find_course(connection, workshop_id)
    done = _answers(connection, workshop_id, stage, {stop.key for stop in asked_touchpoints(stage, course)})
    asked = _asked(connection, workshop_id, stage, seats, len(asked_touchpoints(stage, course)))
    order = [*course.departments, None]
    found: dict[str | None, Group] = {}
    for seat in seats:
        given = done.get(seat.participant or "", 0)
        complete = 0 < asked[seat.department] <= given
        one = Group((seat.department,), 1, int(seat.connected or seat.on_paper), int(given > 0), int(complete))
        sofar = found.get(seat.department, Group(()))
        found[seat.department] = Group((seat.department,), *(sofar + one).counts)
    return sorted(found.values(), key=lambda group: order.index(group.departments[0]))


def _asked(
    connection: Connection, workshop_id: str, stage: Stage, seats: list[Seat], touchpoints: int
) -> Mapping[str | None, int]:
    """How many questions each department is asked."""
    homes = {seat.department for seat in seats}
    if stage.activity != "classifying":
        return dict.fromkeys(homes, touchpoints)
    rows = table("standards").c
    query = select(rows.department, func.count()).where(rows.workshop_id == workshop_id).group_by(rows.department)
    count = {row.department: int(row[1]) for row in connection.execute(query)}
    return {home: sum(count.get(asked, 0) for asked in asked_departments(stage, home)) for home in homes}


def _answers(connection: Connection, workshop_id: str, stage: Stage, asked: set[str]) -> Mapping[str, int]:
    """How many of the questions asked each participant has answered, in the round that is going on."""
    if stage.activity == "classifying":
        return _classified(connection, workshop_id, stage)
    rows = table("ratings").c
    query = select(rows.participant, func.count()).where(
        rows.workshop_id == workshop_id, rows.wave == stage.wave, rows.touchpoint.in_(asked),
        or_(rows.rating.is_not(None), rows.missing_reason != ""),
    )  # fmt: skip
    if stage.since:
        query = query.where(rows.rated_at >= stage.since)
    return {row.participant: int(row[1]) for row in connection.execute(query.group_by(rows.participant))}


def _classified(connection: Connection, workshop_id: str, stage: Stage) -> Mapping[str, int]:
    votes, standards, people = table("standard_votes"), table("standards"), table("participants")
    of = (standards.c.workshop_id == votes.c.workshop_id) & (standards.c.key == votes.c.standard)
    by = (people.c.workshop_id == votes.c.workshop_id) & (people.c.key == votes.c.participant)
    query = (
        select(votes.c.participant, people.c.department, standards.c.department)
        .select_from(votes.join(standards, of).join(people, by))
        .where(votes.c.workshop_id == workshop_id)
    )
    found = connection.execute(query).all()
    return Counter(person for person, own, home in found if home in asked_departments(stage, own))
