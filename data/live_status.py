"""How far the room is, for the console and the wall: who is in, who is connected, who has answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, reduce
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, bindparam, func, or_, select

from data.engine import reading
from data.live_room import find_room
from data.live_seats import connected_since
from data.live_stage import find_course
from data.tables import table
from workshop.live.presence import Group, Presence, fold
from workshop.live.stage import Course, Stage, asked_departments, asked_touchpoints


@dataclass(frozen=True)
class Status:
    """The room in numbers. `door` are plain numbers by department, `groups` are folded (see `presence.fold`)."""

    whole: Group
    course: Course
    """What the room can work through."""
    door: tuple[Presence, ...]
    groups: tuple[Group, ...]


def status(workshop_id: str, course: Course | None = None) -> Status:
    """Who is in, connected and has answered what is asked now; zeros for a room that was never opened. The `course` is
    read unless it is given."""
    with reading() as connection:
        room = find_room(connection, workshop_id)
        course = course or find_course(connection, workshop_id)
        groups = _groups(connection, workshop_id, room.stage, course) if room else []
    whole = reduce(Group.__add__, groups, Group(()))
    door = tuple(Presence(group.departments[0], group.joined, group.connected) for group in groups)
    return Status(whole, course, door, fold(groups))


def earlier_rounds(workshop_id: str, wave: str, touchpoint: str) -> pd.DataFrame:
    """The votes on a touchpoint in its rounds that are over: columns round, rating, one row a vote, nobody's name."""
    rows = table("earlier_ratings").c
    here = (rows.workshop_id == workshop_id, rows.wave == wave, rows.touchpoint == touchpoint)
    query = select(rows.round, rows.rating).where(*here).order_by(rows.round, rows.rating)
    with reading() as connection:
        found = connection.execute(query).all()
    return pd.DataFrame([tuple(row) for row in found], columns=["round", "rating"])


def _groups(connection: Connection, workshop_id: str, stage: Stage, course: Course) -> list[Group]:
    """One group a department, in the order of departments. Counted in plain numbers: a wall asks three times a second
    about two hundred people."""
    seats = connection.execute(_present(), {"workshop": workshop_id, "since": connected_since()}).all()
    stops = asked_touchpoints(stage, course)
    done = _answers(connection, workshop_id, stage, {stop.key for stop in stops}) if seats else {}
    asked = _asked(connection, workshop_id, stage, {home for _person, home, _connected in seats}, len(stops))
    counts: dict[str | None, list[int]] = {}
    for person, home, connected in seats:
        given, count = done.get(person, 0), counts.setdefault(home, [0, 0, 0, 0])
        for place, one in enumerate((True, connected, given > 0, 0 < asked[home] <= given)):
            count[place] += bool(one)
    order = [*course.departments, None]
    return [Group((home,), *counts[home]) for home in sorted(counts, key=order.index)]


@cache
def _present() -> Select[Any]:
    """Who has a seat and a department: participant, department, whether connected or without a phone."""
    seats, people = table("seats"), table("participants")
    mine = (people.c.workshop_id == seats.c.workshop_id) & (people.c.key == seats.c.participant)
    connected = (seats.c.on_paper | (seats.c.seen_at >= bindparam("since"))).label("connected")
    here = (seats.c.workshop_id == bindparam("workshop"), seats.c.left_at.is_(None), seats.c.participant.is_not(None))
    query = select(seats.c.participant, people.c.department, connected)
    return query.select_from(seats.outerjoin(people, mine)).where(*here)


def _asked(
    connection: Connection, workshop_id: str, stage: Stage, homes: set[str | None], touchpoints: int
) -> Mapping[str | None, int]:
    """How many questions each department is asked."""
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
