"""Closing a measurement: its votes no longer change, and its journey is remembered as it stood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, and_, delete, insert, select, update

from data.engine import writing
from data.live_content import content_changed
from data.live_signal import tell
from data.permission import ask
from data.rows import rows_of
from data.tables import table
from workshop.texts import Refusal, message


def close_wave(workshop_id: str, wave: str) -> None:
    """Close a wave and remember its touchpoints (order, name, phase, department) and the departments of those who
    rated, as they stand now."""
    with writing() as connection:
        ask(connection, "facilitate", workshop_id)
        numbers = content_changed(connection, workshop_id)
        close(connection, workshop_id, wave)
    tell(workshop_id, numbers)


def reopen_wave(workshop_id: str, wave: str) -> None:
    """Open a closed wave again, to correct a vote. What it remembers of its journey stays: before stays before."""
    with writing() as connection:
        ask(connection, "facilitate", workshop_id)
        numbers = content_changed(connection, workshop_id)
        _set_closed(connection, workshop_id, wave, None)
    tell(workshop_id, numbers)


def closed_waves(connection: Connection, workshop_id: str) -> set[str]:
    """Keys of the closed waves."""
    rows = table("waves").c
    query = select(rows.key).where(rows.workshop_id == workshop_id, rows.closed_at.is_not(None))
    return set(connection.execute(query).scalars())


def remembered(connection: Connection, workshop_id: str) -> set[tuple[str, str]]:
    """Wave and touchpoint of everything that closed waves remember of their journeys."""
    rows = table("wave_touchpoints").c
    query = select(rows.wave, rows.touchpoint).where(rows.workshop_id == workshop_id)
    return {(row.wave, row.touchpoint) for row in connection.execute(query)}


def check_open(connection: Connection, workshop_id: str, wave: str) -> None:
    """Refuse to vote in a closed wave: what was measured stays as it was."""
    if wave in closed_waves(connection, workshop_id):
        raise Refusal(
            message(
                "The measurement “{wave}” is closed; its votes stay as they are. "
                "To correct one, open it again on the page “Set up”.",
                wave=wave,
            )
        )


def close_all_but_last(connection: Connection, workshop_id: str) -> None:
    """Close every wave with votes except the latest: before stays before."""
    order = {wave["key"]: (wave["seq"], wave["key"]) for wave in rows_of(connection, "waves", workshop_id)}
    for wave in sorted(waves_with_votes(connection, workshop_id), key=lambda key: order[key])[:-1]:
        close(connection, workshop_id, wave)


def close_before(connection: Connection, workshop_id: str, coming: Mapping[str, int | None]) -> None:
    """Close the waves that lie before the first wave that is `coming` (key → place, None = as stored) with its first
    votes. It has to happen before the rest of that file is stored: it may also rename or move touchpoints."""
    stored = {wave["key"]: wave["seq"] for wave in rows_of(connection, "waves", workshop_id)}
    voted = waves_with_votes(connection, workshop_id)
    places = [seq if seq is not None else stored.get(key) for key, seq in coming.items() if key not in voted]
    first = min((place for place in places if place is not None), default=None)
    for wave in voted:
        if first is not None and stored[wave] < first:
            close(connection, workshop_id, wave)


def waves_with_votes(connection: Connection, workshop_id: str) -> set[str]:
    """Keys of the waves in which somebody has voted."""
    ratings = table("ratings").c
    query = select(ratings.wave).where(ratings.workshop_id == workshop_id).distinct()
    return set(connection.execute(query).scalars())


def close(connection: Connection, workshop_id: str, wave: str) -> None:
    """`close_wave` inside a transaction that is already open; a wave that is closed stays as it is."""
    if wave in closed_waves(connection, workshop_id):
        return
    names = ("seq", "name", "phase", "department")
    remembered = table("wave_touchpoints").c
    mine = (remembered.workshop_id == workshop_id, remembered.wave == wave)
    known = set(connection.execute(select(remembered.touchpoint).where(*mine)).scalars())
    snapshot = [
        {"workshop_id": workshop_id, "wave": wave, "touchpoint": row["key"], **{name: row[name] for name in names}}
        for row in rows_of(connection, "touchpoints", workshop_id)
        if row["key"] not in known
    ]
    if snapshot:
        connection.execute(insert(table("wave_touchpoints")), snapshot)
    _remember_participants(connection, workshop_id, wave)
    _set_closed(connection, workshop_id, wave, datetime.now(UTC))


def _remember_participants(connection: Connection, workshop_id: str, wave: str) -> None:
    """Which department those who rated belong to now; who is remembered for this wave already stays as remembered."""
    people, votes, kept = table("participants").c, table("ratings").c, table("wave_participants")
    query = select(votes.workshop_id, votes.wave, votes.participant, people.department).distinct()
    rated = query.join_from(
        table("ratings"),
        table("participants"),
        and_(people.workshop_id == votes.workshop_id, people.key == votes.participant),
    ).where(votes.workshop_id == workshop_id, votes.wave == wave)
    known = select(kept.c.participant).where(kept.c.workshop_id == workshop_id, kept.c.wave == wave)
    names = ["workshop_id", "wave", "participant", "department"]
    connection.execute(insert(kept).from_select(names, rated.where(votes.participant.not_in(known))))


def take_closing_back(connection: Connection, workshop_id: str, wave: str, touchpoints: Sequence[str]) -> None:
    """Open a wave as if it had not been closed: it also forgets these touchpoints, which it remembered then."""
    rows = table("wave_touchpoints")
    forgotten = (rows.c.workshop_id == workshop_id, rows.c.wave == wave, rows.c.touchpoint.in_(touchpoints))
    connection.execute(delete(rows).where(*forgotten))
    if wave not in {of for of, _ in remembered(connection, workshop_id)}:
        people = table("wave_participants")
        connection.execute(delete(people).where(people.c.workshop_id == workshop_id, people.c.wave == wave))
    _set_closed(connection, workshop_id, wave, None)


def _set_closed(connection: Connection, workshop_id: str, wave: str, at: datetime | None) -> None:
    rows = table("waves")
    here = (rows.c.workshop_id == workshop_id, rows.c.key == wave)
    connection.execute(update(rows).where(*here).values(closed_at=at))
