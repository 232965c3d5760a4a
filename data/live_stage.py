"""What is going on in a room, and the facilitator's steps: one at a time, each from the stage somebody saw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, delete, func, insert, select, update

from data.engine import reading, writing
from data.live_leading import check_leading
from data.live_room import Room, change_room, clock, find_room, staged
from data.live_signal import tell
from data.permission import ask
from data.rows import raise_revision
from data.tables import table
from workshop.live.stage import Course, Stage, Stop, describe
from workshop.live.steps import STEPS, restored
from workshop.live.way import Setting
from workshop.texts import Refusal, message

ON_THE_WALL = ("set_wall", "turn")
"""Steps after which phones show what they showed before: only the wall and the consoles are told."""


@dataclass(frozen=True)
class StageAt:
    """A stage, its version, and whether its room is open."""

    stage: Stage
    version: int
    is_open: bool


class Overtaken(Refusal):
    """Somebody else was quicker; `now` is what is going on since."""

    def __init__(self, now: StageAt) -> None:
        super().__init__(
            message("Somebody else was quicker. {now} Press again if you still want to.", now=describe(now.stage))
        )
        self.now = now


def stage_of(workshop_id: str) -> StageAt | None:
    """What is going on; None when the room was never opened. One row, and nothing in it that a phone may not see."""
    rows = table("rooms").c
    query = select(rows.stage, rows.version, rows.is_open).where(rows.workshop_id == workshop_id)
    with reading() as connection:
        found = connection.execute(query).first()
    return StageAt(Stage.from_json(found.stage), found.version, found.is_open) if found else None


def course_of(workshop_id: str) -> Course:
    """What the room can work through; changes with the revision `content`, and with each second round."""
    with reading() as connection:
        return find_course(connection, workshop_id)


def find_course(connection: Connection, workshop_id: str) -> Course:
    """`course_of` inside a transaction."""
    stops, still_open, departments = _course_queries()
    here = {"workshop": workshop_id}
    return Course(
        tuple(Stop(*row) for row in connection.execute(stops, here)),
        tuple(connection.execute(still_open, here).scalars()),
        tuple(connection.execute(departments, here).scalars()),
        finished_rounds(connection, workshop_id),
    )


@cache
def _course_queries() -> tuple[Select[Any], Select[Any], Select[Any]]:
    """Touchpoints, open measurements and departments; made once, for the wall asks with every change."""
    points, waves, homes = table("touchpoints").c, table("waves").c, table("departments").c
    workshop: BindParameter[str] = bindparam("workshop")
    stops = select(points.key, points.name, points.phase, points.department)
    existing = (points.workshop_id == workshop, points.status == "existing")
    still_open = select(waves.key).where(waves.workshop_id == workshop, waves.closed_at.is_(None))
    departments = select(homes.name).where(homes.workshop_id == workshop)
    return (
        stops.where(*existing).order_by(points.seq, points.key),
        still_open.order_by(waves.seq, waves.key),
        departments.order_by(homes.seq, homes.name),
    )


def finished_rounds(connection: Connection, workshop_id: str) -> Mapping[tuple[str, str], tuple[int, datetime]]:
    """(wave, touchpoint) → how many rounds are over, and when the last one ended."""
    rows = table("rounds").c
    query = select(rows.wave, rows.touchpoint, func.max(rows.round), func.max(rows.ended_at))
    found = connection.execute(query.where(rows.workshop_id == workshop_id).group_by(rows.wave, rows.touchpoint))
    return {(wave, touchpoint): (number, ended) for wave, touchpoint, number, ended in found}


def command(workshop_id: str, version: int, step: str, *args: Any, actor: str) -> StageAt:
    """Take one of `STEPS` from the stage with this version, as `actor` (the hash of a facilitator's token).

    The first actor leads from then on. Raises Overtaken when the stage has moved on, NotLeading when somebody else
    leads, Refusal when the step is impossible. The same tap twice is answered like the first.
    """
    with writing() as connection:
        ask(connection, "facilitate", workshop_id)
        room = open_room_of(connection, workshop_id)
        if room.version != version and _is_repeated(connection, room, version, step, args, actor):
            return StageAt(room.stage, room.version, room.is_open)
        check_leading(room, actor)
        check_version(room, version)
        now = clock(connection)
        stage = STEPS[step](room.stage, Setting(find_course(connection, workshop_id), now), *args)
        if step == "second_round":
            _keep_round(connection, workshop_id, stage, now)
        row = {"step": step, "args": list(args), "stage": room.stage.as_json(), "actor": actor, "at": now}
        connection.execute(insert(table("stage_history")).values(row | _of(room) | {"undone": False}))
        reached = _reach(connection, room, stage, actor, now)
        quiet = step in ON_THE_WALL
        numbers = raise_revision(connection, workshop_id, stage=not quiet, votes=quiet)
    tell(workshop_id, numbers)
    return reached


def undo_step(workshop_id: str, version: int, *, actor: str) -> StageAt:
    """Take the last step back; as often as there are steps since the room was opened. Turning a page is none of them.

    A second round is taken back only while nobody has voted in it. Raises as `command` does.
    """
    with writing() as connection:
        ask(connection, "facilitate", workshop_id)
        room = open_room_of(connection, workshop_id)
        check_leading(room, actor)
        check_version(room, version)
        rows, now = table("stage_history"), clock(connection)
        last = connection.execute(_last(workshop_id)).first()
        if last is None:
            raise Refusal(message("There is no step to take back."))
        if last.step == "second_round":
            _drop_round(connection, workshop_id, room.stage)
        mine = (rows.c.workshop_id == workshop_id, rows.c.version == last.version)
        connection.execute(update(rows).where(*mine).values(undone=True))
        reached = _reach(connection, room, restored(Stage.from_json(last.stage), now), actor, now)
        numbers = raise_revision(connection, workshop_id, stage=True)
    tell(workshop_id, numbers)
    return reached


def last_step(workshop_id: str) -> str | None:
    """The name of the step that would be taken back, None when there is none."""
    with reading() as connection:
        last = connection.execute(_last(workshop_id)).first()
    return last.step if last else None


def open_room_of(connection: Connection, workshop_id: str) -> Room:
    """The open room, locked for a change. Raises Refusal when it is not open."""
    room = find_room(connection, workshop_id, lock=True)
    if room is None or not room.is_open:
        raise Refusal(message("Open the room first."))
    return room


def check_version(room: Room, version: int) -> None:
    """Raise Overtaken when a stage is no longer the one somebody saw."""
    if room.version != version:
        raise Overtaken(StageAt(room.stage, room.version, room.is_open))


def _reach(connection: Connection, room: Room, stage: Stage, actor: str, now: datetime) -> StageAt:
    leads = {"conductor": actor, "conductor_seen_at": now}
    change_room(connection, room.workshop_id, staged(stage, room.version + 1) | leads)
    return StageAt(stage, room.version + 1, is_open=True)


def _of(room: Room) -> dict[str, Any]:
    return {"workshop_id": room.workshop_id, "version": room.version}


def _last(workshop_id: str) -> Any:
    rows, rooms = table("stage_history").c, table("rooms").c
    begun = select(rooms.opened_at).where(rooms.workshop_id == workshop_id).scalar_subquery()
    query = select(rows.version, rows.step, rows.stage)
    here = (rows.workshop_id == workshop_id, rows.undone.is_(False), rows.at >= begun, rows.step != "turn")
    return query.where(*here).order_by(rows.version.desc()).limit(1)


def _is_repeated(
    connection: Connection, room: Room, version: int, step: str, args: tuple[Any, ...], actor: str
) -> bool:
    """Whether the stage is what this very tap has made of it: a double tap, or a retry after a lost answer."""
    rows = table("stage_history").c
    query = select(rows.step, rows.args, rows.actor).where(
        rows.workshop_id == room.workshop_id, rows.version == version
    )
    found = connection.execute(query).first()
    return room.version == version + 1 and found is not None and tuple(found) == (step, list(args), actor)


def _keep_round(connection: Connection, workshop_id: str, stage: Stage, now: datetime) -> None:
    """Put the votes of the round that is over aside; they also stay where they are until their people vote again."""
    votes, earlier = table("ratings"), table("earlier_ratings")
    names = ("workshop_id", "wave", "touchpoint", "participant", "rating", "relevance", "missing_reason")
    theirs = (votes.c.workshop_id == workshop_id, votes.c.wave == stage.wave, votes.c.touchpoint == stage.touchpoint)
    found = connection.execute(select(*(votes.c[name] for name in names)).where(*theirs)).mappings().all()
    if not found:
        raise Refusal(message("Nobody has voted on this touchpoint yet; there is no second round without a first."))
    connection.execute(insert(earlier), [dict(row) | {"round": stage.round - 1} for row in found])
    ended = {"wave": stage.wave, "touchpoint": stage.touchpoint, "round": stage.round - 1, "ended_at": now}
    connection.execute(insert(table("rounds")).values(workshop_id=workshop_id, **ended))


def _drop_round(connection: Connection, workshop_id: str, stage: Stage) -> None:
    """Forget that a round had ended, for the second one is taken back."""
    votes = table("ratings").c
    here = (votes.workshop_id == workshop_id, votes.wave == stage.wave, votes.touchpoint == stage.touchpoint)
    if connection.execute(select(1).where(*here, votes.rated_at >= stage.since).limit(1)).first():
        raise Refusal(message("Somebody has voted in this round already; close it instead of taking it back."))
    for rows in (table("earlier_ratings"), table("rounds")):
        mine = (rows.c.workshop_id == workshop_id, rows.c.wave == stage.wave, rows.c.touchpoint == stage.touchpoint)
        connection.execute(delete(rows).where(*mine, rows.c.round == stage.round - 1))
