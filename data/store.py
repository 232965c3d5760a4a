"""Every read of a workshop: frames and plain values out, never a row object."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, bindparam, select

from data.engine import asking, reading
from data.permission import asker
from data.rows import rows_of, workshop_record
from data.tables import table
from data.waves import closed_waves
from workshop.dossier import Dossier, frame_of
from workshop.records import KINDS, Workshop

Revision = tuple[int, int, str]
"""(content, votes, when it was made) of a workshop: what a cache of its dossier is keyed by. The last part tells a
workshop from one that had the same short name and was deleted."""

SNAPSHOT = ["wave", "touchpoint", "seq", "name", "phase", "department"]


@dataclass(frozen=True)
class Listed:
    """A workshop in a list, with the revision its readers are cached by."""

    id: str
    company: str
    created_at: datetime
    revision: Revision


def list_workshops(*, words: str = "", first: str = "", limit: int | None = None) -> list[Listed]:
    """Workshops, the newest first: all that whoever asks may see, or at most `limit` of them.

    `words`: only those with each of these words in their company or short name, in any case. `first`: the workshop
    with this short name, if there is one, comes before all others.
    """
    rows, query = table("workshops").c, _listing(limit)
    grant = asker()
    if grant is None:
        return []
    if grant.workshop_id is not None:
        query = query.where(rows.id == grant.workshop_id)
    if grant.account is not None:
        owners = table("owners").c
        query = query.where(rows.id.in_(select(owners.workshop_id).where(owners.account_id == grant.account)))
    for word in words.split():
        query = query.where((rows.company + " " + rows.id).icontains(word, autoescape=True))
    with asking() as connection:
        found = connection.execute(query, {"first": first}).all()
    return [
        Listed(row.id, row.company, row.created_at, (row.content, row.votes, row.created_at.isoformat()))
        for row in found
    ]


@cache
def _listing(limit: int | None) -> Select[Any]:
    """The query of `list_workshops`, which every run of a page asks twice: making it takes longer than running it."""
    rows = table("workshops").c
    query = select(rows.id, rows.company, rows.created_at, rows.content, rows.votes)
    return query.order_by(rows.id != bindparam("first"), rows.created_at.desc(), rows.id).limit(limit)


def workshop_of(workshop_id: str) -> Workshop:
    """What is said about a workshop, without anything in it. Raises Refusal when there is none with this id."""
    with reading() as connection:
        return workshop_record(connection, workshop_id)


def load(workshop_id: str) -> Dossier:
    """Everything about one workshop. Raises Refusal when there is none with this id.

    Beside the kinds of record the dossier has the frame `wave_touchpoints`: how the touchpoints stood when a wave
    was closed (columns wave, touchpoint, seq, name, phase, department), and `wave_participants`: the departments of
    those who had rated (wave, participant, department); `waves` has a column `closed`.
    """
    with reading() as connection:
        workshop = workshop_record(connection, workshop_id)
        frames = {kind: frame_of(kind, rows_of(connection, kind, workshop_id)) for kind in KINDS}
        frames["wave_touchpoints"] = _snapshots(connection, workshop_id)
        frames["wave_participants"] = _departments_then(connection, workshop_id)
        frames["waves"]["closed"] = frames["waves"]["key"].isin(closed_waves(connection, workshop_id))
    return Dossier(workshop, frames)


def _snapshots(connection: Connection, workshop_id: str) -> pd.DataFrame:
    rows = table("wave_touchpoints").c
    query = select(*(rows[name] for name in SNAPSHOT)).where(rows.workshop_id == workshop_id)
    found = connection.execute(query.order_by(rows.wave, rows.seq)).all()
    return pd.DataFrame([tuple(row) for row in found], columns=SNAPSHOT)


def _departments_then(connection: Connection, workshop_id: str) -> pd.DataFrame:
    rows = table("wave_participants").c
    query = select(rows.wave, rows.participant, rows.department).where(rows.workshop_id == workshop_id)
    found = connection.execute(query.order_by(rows.wave, rows.participant)).all()
    return pd.DataFrame([tuple(row) for row in found], columns=["wave", "participant", "department"], dtype="object")
