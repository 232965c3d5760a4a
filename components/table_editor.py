"""A table edited in place: every change is stored at once, and typing is never interrupted by its own saving."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st
from pydantic import ValidationError

from components.columns import light, settled
from components.forms import attempt, explain, notify
from components.pending import Pending, pending_in
from components.room import Room
from components.texts import _, current_language
from data.commands import Edit, edit
from data.store import Revision
from workshop.dossier import record_of
from workshop.records import Record, identity

New = Callable[[dict[str, Any], list[str]], dict[str, Any]]
"""Completes the values of an added row; also given the keys that are taken."""

NULLABLE = {"bool": "boolean", "int64": "Int64"}
"""Column types that can hold a row which is only begun."""


@dataclass
class Seed:
    """What a table started from, and what of it is stored by now.

    While only cells change it stays, so that the widget keeps focus and scroll. A new one is taken when rows come, go
    or move, when somebody else changed the workshop, and when the widget was away: Streamlit then forgot its edits.
    """

    shown: pd.DataFrame
    started: list[Record]
    stored: list[Record]
    revision: Revision
    number: int
    stale: bool = field(default=False)
    refused: bool = field(default=False)
    told: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Row → the cells that the table held when it was stored last."""
    before: Seed | None = field(default=None)
    """The one that this replaced, unless something of it was refused: what is typed meanwhile is stored, too."""


def table_editor(
    room: Room,
    kind: str,
    columns: Mapping[str, Any],
    *,
    key: str,
    rows: pd.DataFrame,
    alt: str,
    new: New | None = None,
    moves: tuple[str, ...] = (),
    adjust: Callable[[list[Edit]], list[Edit]] = list,
) -> None:
    """Draw the editor of some records of a kind, and store what was changed.

    `rows`: frame of the records (all fields) with a column `key`. `columns`: field → column configuration, in the
    order shown. `new`: without it no rows can be added or deleted. `moves`: fields whose change reorders the rows.
    `adjust`: what follows from the edits for other records.
    """
    name = f"{key}_{room.workshop.id}_{current_language()}"
    seed: Seed | None = st.session_state.get(name)
    if seed is not None and seed.before is not None:
        store_late(room, kind, name, seed, seed.before, adjust)
    if seed is not None and not seed.stale and (pending := pending_in(f"{name}_{seed.number}")) is not None:
        store_pending(room, kind, seed, pending, new, moves, adjust)
        seed.stale = seed.stale or seed.revision != room.revision[2]
    if seed is None or seed.stale or f"{name}_{seed.number}" not in st.session_state:
        seed = st.session_state[name] = new_seed(room, kind, rows, list(columns), seed)
    st.space("small")  # for the table's own buttons, which a touch screen shows above its corner
    st.data_editor(
        seed.shown, key=f"{name}_{seed.number}", hide_index=True, column_order=list(columns), height="content",
        column_config=settled(columns), num_rows="dynamic" if new else "fixed", alt=alt, placeholder="",
    )  # fmt: skip


def new_seed(room: Room, kind: str, rows: pd.DataFrame, columns: list[str], old: Seed | None) -> Seed:
    """A table of what is stored now."""
    shown = rows[columns].reset_index(drop=True)
    shown = shown.astype({str(n): NULLABLE[str(t)] for n, t in shown.dtypes.items() if str(t) in NULLABLE})
    records = [record_of(kind, row) for row in rows.to_dict("records")]
    number = old.number + 1 if old else 0
    return Seed(
        light(shown),
        records,
        list(records),
        room.revision[2],
        number,
        before=None if old is None or old.refused else forgetting(old),
    )


def forgetting(old: Seed) -> Seed:
    """A seed without the one before it: nothing comes from that any more."""
    old.before = None
    return old


def store_late(
    room: Room, kind: str, name: str, seed: Seed, before: Seed, adjust: Callable[[list[Edit]], list[Edit]]
) -> None:
    """Store the cells that came from a table which has just been replaced. Its rows that came or went are stored
    already; the browser tells all of them again."""
    pending = pending_in(f"{name}_{before.number}")
    if pending is None or before.refused:
        seed.before = None  # the new table has arrived, or what came was refused and said so
        return
    late = {row: untold(before, row, values) for row, values in pending.cells.items() if row not in pending.deleted}
    late = {row: values for row, values in late.items() if values}
    if late:
        seed.stale, before.started = True, before.stored  # it shows what was stored before
        store_pending(room, kind, before, Pending(late, [], set()), None, (), adjust)


def untold(before: Seed, row: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """What a row of a replaced table says that it did not say when it was stored last."""
    told = before.told.get(row, {})
    return {name: value for name, value in values.items() if name not in told or told[name] != value}


def store_pending(
    room: Room,
    kind: str,
    seed: Seed,
    pending: Pending,
    new: New | None,
    moves: tuple[str, ...],
    adjust: Callable[[list[Edit]], list[Edit]],
) -> None:
    """Store what the widget holds and storage does not yet; then run the page again, so that all of it follows.

    It is read before the widget is drawn, and compared with what the person saw: so a change by somebody else in the
    meantime is merged or refused by the command, and never throws away what was typed here.
    """
    try:
        edits = differences(kind, seed, pending, new)
        edits = adjust(edits) if edits else edits
    except ValidationError as problem:
        notify(explain(problem), error=True)
        seed.stale = seed.refused = True
        st.rerun()  # what was refused is said at the top of the page
    if not edits:
        return
    seed.stale = bool(pending.added or pending.deleted) or any(_moved(one, moves) for one in edits)

    def store() -> None:
        edit(room.workshop.id, kind, edits)
        remember(kind, seed, edits)
        seed.told = {row: seed.told.get(row, {}) | pending.cells.get(row, {}) for row in {*seed.told, *pending.cells}}

    if not attempt(store, done=_("Saved")):
        seed.stale = seed.refused = True
    st.rerun()


def remember(kind: str, seed: Seed, edits: Sequence[Edit]) -> None:
    """Note what is stored now. It belongs to the storing itself: a rerun may cut in as soon as Streamlit is called."""
    changed = {_identity(kind, one.base): one.record for one in edits if one.base and one.record}
    seed.stored = [changed.get(_identity(kind, record), record) for record in seed.stored]
    content, votes, born = seed.revision
    seed.revision = (content + 1, votes, born)


def differences(kind: str, seed: Seed, pending: Pending, new: New | None) -> list[Edit]:
    """What has to be stored so that storage equals the table. Raises ValidationError for a broken limit."""
    edits = []
    for number, (start, stored) in enumerate(zip(seed.started, seed.stored, strict=True)):
        if number in pending.deleted:
            edits.append(Edit(stored, None))
            continue
        if number not in pending.cells and stored is start:
            continue
        wanted = record_of(kind, start.model_dump() | pending.cells.get(number, {}))
        if wanted != stored:
            edits.append(Edit(stored, wanted))
    taken = [str(_identity(kind, record)[0]) for record in seed.stored]
    for row in pending.added if new else []:
        added = record_of(kind, new(row, taken)) if new else None
        edits.append(Edit(None, added))
        taken.append(str(_identity(kind, added)[0]))
    return edits


def _identity(kind: str, record: Record | None) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in identity(kind))


def _moved(one: Edit, names: tuple[str, ...]) -> bool:
    return any(getattr(one.base, name, None) != getattr(one.record, name, None) for name in names)
