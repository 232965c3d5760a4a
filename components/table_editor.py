"""A table edited in place: every change is stored at once, and typing is never interrupted by its own saving."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st
from pydantic import ValidationError

from components.forms import attempt, explain, notify, record_of
from components.room import Room
from components.texts import _
from data.commands import Edit, edit
from workshop.records import Record, identity

NULLABLE = {"bool": "boolean", "int64": "Int64"}
"""Column types that can hold a row which is only begun."""


@dataclass
class Seed:
    """What an editor started from. While only cells change it stays, so that the widget keeps focus and scroll;
    a new one is taken when rows come, go or move, and when somebody else changed the workshop."""

    rows: pd.DataFrame
    shown: pd.DataFrame
    saved: pd.DataFrame
    """The table as it is stored by now."""
    content: int
    number: int = 0
    records: dict[str, Record] = field(default_factory=dict)


def table_editor(
    room: Room,
    kind: str,
    columns: Mapping[str, Any],
    *,
    key: str,
    rows: pd.DataFrame,
    alt: str,
    new: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
    moves: tuple[str, ...] = (),
    adjust: Callable[[list[Edit]], list[Edit]] = list,
) -> None:
    """Draw the editor of some records of a kind that goes by `key`, and store what was changed.

    `rows`: frame of the records (all fields). `columns`: field → column configuration, in the order shown.
    `new`: completes the values of an added row (its key above all); without it no rows can be added or deleted.
    `moves`: fields whose change reorders the rows. `adjust`: what follows from the edits for other records.
    """
    seed = current_seed(room, key, rows, list(columns))
    edited = st.data_editor(
        seed.shown, key=f"{key}_{seed.number}", hide_index=True, column_order=list(columns),
        column_config={**columns}, num_rows="dynamic" if new else "fixed", alt=alt,
        height="content", placeholder="",
    )  # fmt: skip
    untouched = seed.saved is seed.shown and not any(st.session_state[f"{key}_{seed.number}"].values())
    if untouched or edited.equals(seed.saved):
        return
    try:
        edits = adjust(differences(kind, seed, edited, new))
    except ValidationError as problem:
        notify(explain(problem), error=True)
        reseed(key)
        st.rerun()
    if not edits:
        seed.saved = edited
        return
    stored = attempt(edit, room.workshop.id, kind, edits, done=_("Saved"))
    if stored and all(one.base and one.record and _same(one, moves) for one in edits):
        seed.records |= {getattr(one.base, identity(kind)[0]): one.record for one in edits if one.record}
        seed.content, seed.saved = seed.content + 1, edited
    else:
        reseed(key)
    st.rerun()


def current_seed(room: Room, key: str, rows: pd.DataFrame, columns: list[str]) -> Seed:
    """The seed of this editor; a fresh one when the workshop is another or was changed from elsewhere."""
    content, name = room.revision[2][0], f"{key}_seed_{room.workshop.id}"
    seed: Seed | None = st.session_state.get(name)
    if seed is None or seed.content != content or st.session_state.pop(f"{key}_reseed", False):
        shown = rows[list(dict.fromkeys(["key", *columns]))].reset_index(drop=True)
        shown = shown.astype(
            {str(name): NULLABLE[str(kind)] for name, kind in shown.dtypes.items() if str(kind) in NULLABLE}
        )
        number = 0 if seed is None else seed.number + 1
        seed = Seed(rows.set_index("key", drop=False), shown, shown, content, number)
        st.session_state[name] = seed
    return seed


def reseed(key: str) -> None:
    """Start the editor anew from what is stored, on the next run."""
    st.session_state[f"{key}_reseed"] = True


def differences(
    kind: str, seed: Seed, edited: pd.DataFrame, new: Callable[[dict[str, Any]], dict[str, Any]] | None
) -> list[Edit]:
    """What has to be stored so that storage equals the table. Raises ValidationError for a broken limit."""
    edits = []
    for row in edited.to_dict("records"):
        key = row["key"]
        if isinstance(key, str) and key in seed.rows.index:
            base = seed.records.get(key) or record_of(kind, seed.rows.loc[key].to_dict())
            record = record_of(kind, base.model_dump() | row)
            if record != base:
                edits.append(Edit(base, record))
        elif new is not None:
            edits.append(Edit(None, record_of(kind, new({str(n): v for n, v in row.items() if n != "key"}))))
    gone = [str(key) for key in seed.rows["key"] if key not in set(edited["key"])]
    return edits + [Edit(seed.records.get(k) or record_of(kind, seed.rows.loc[k].to_dict()), None) for k in gone]


def _same(one: Edit, names: tuple[str, ...]) -> bool:
    return all(getattr(one.base, name) == getattr(one.record, name) for name in names)
