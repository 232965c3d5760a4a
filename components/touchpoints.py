"""The touchpoint list as a table to edit and as cards to move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components.forms import attempt
from components.room import Room
from components.sortable import sortable
from components.table_editor import New, table_editor
from components.texts import _
from data.commands import Edit, edit
from workshop.dossier import record_of
from workshop.labels import CODE_LABELS, FIELD_LABELS
from workshop.order import moved, next_key
from workshop.records import PHASES, TOUCHPOINT_STATUSES

LABELS = FIELD_LABELS["touchpoints"]
CODES = ("phase", "status", "contact_type", "steerability", "media_type", "customer_wish")
FLAGS = ("moment_of_truth", "is_key", "entry_point", "exit_point", "order_won_lost")
LIST = ("seq", "name", "phase", "department", "channel", "status", "is_key")
DETAILS = ("seq", "name", "contact_type", "steerability", "media_type", "moment_of_truth", "entry_point", "exit_point",
           "order_won_lost", "customer_wish", "persona_keys", "comment")  # fmt: skip


def touchpoint_table(room: Room, *, detailed: bool) -> None:
    """The list, edited in place; the number moves a touchpoint, a new row goes to the end of the journey."""
    names = DETAILS if detailed else LIST
    rows = room.dossier.touchpoints
    table_editor(
        room, "touchpoints", {name: column(name, room) for name in names},
        key=f"touchpoints_{'details' if detailed else 'list'}", rows=rows, new=new_touchpoint(rows),
        moves=("seq",), adjust=lambda edits: renumbered(rows, edits), alt=_("Touchpoints in the customer’s order"),
    )  # fmt: skip


def column(name: str, room: Room) -> Any:
    """How one field is shown and entered."""
    label = _(LABELS[name])
    if name == "seq":
        return st.column_config.NumberColumn(
            _("No."), min_value=1, step=1, width=60, help=_("Another number moves it.")
        )
    if name == "name":
        return st.column_config.TextColumn(label, required=True, max_chars=200, width="large")
    if name == "department":
        return st.column_config.SelectboxColumn(label, options=room.dossier.departments)
    if name in CODES:
        options = list(CODE_LABELS["touchpoints"][name])
        return st.column_config.SelectboxColumn(
            label, options=options, format_func=_code(name), required=name == "phase"
        )
    if name in FLAGS:
        return st.column_config.CheckboxColumn(label, width="small")
    return st.column_config.TextColumn(label, max_chars=200)


def _code(name: str) -> Callable[[Any], str]:
    return lambda code: _(CODE_LABELS["touchpoints"][name].get(code, code))


def new_touchpoint(rows: pd.DataFrame) -> New:
    """Completes an added row: a free key, the end of the journey, the last phase when none was chosen."""

    def complete(row: dict[str, Any], taken: list[str]) -> dict[str, Any]:
        phase = rows["phase"].iloc[-1] if len(rows) else PHASES[0]
        fixed = {"key": next_key(taken, "T"), "seq": len(taken) + 1, "phase": phase}
        return {**fixed, "status": TOUCHPOINT_STATUSES[0], **row}

    return complete


def renumbered(rows: pd.DataFrame, edits: Sequence[Edit]) -> list[Edit]:
    """Edits plus what follows from them for the others: one that goes to place 3 pushes the rest down."""
    order = list(rows["key"])
    for one in edits:
        if one.record is not None and one.base is None:
            order.append(one.record.key)  # type: ignore[attr-defined]
        if one.record is not None and (one.base is None or one.base.seq != one.record.seq):  # type: ignore[attr-defined]
            order = moved(order, one.record.key, one.record.seq)  # type: ignore[attr-defined]
        if one.record is None:
            order.remove(one.base.key)  # type: ignore[union-attr]
    return with_places(rows, order, edits)


def with_places(rows: pd.DataFrame, order: Sequence[str], edits: Sequence[Edit] = ()) -> list[Edit]:
    """Edits that give every touchpoint its place in `order`, on top of `edits`."""
    by_key = {(one.record or one.base).key: one for one in edits}  # type: ignore[union-attr]
    stored = rows.set_index("key", drop=False)
    for place, key in enumerate(order, start=1):
        one = by_key.get(key)
        base = one.base if one else record_of("touchpoints", stored.loc[key].to_dict())
        wanted = (one.record if one else base).model_copy(update={"seq": place})  # type: ignore[union-attr]
        if wanted != base:
            by_key[key] = Edit(base, wanted)
        elif one:
            del by_key[key]
    return list(by_key.values())


def order_card(room: Room) -> None:
    """The touchpoints as a list to drag, under their phases' names; arrow keys move as well."""
    rows = room.dossier.touchpoints
    phases = CODE_LABELS["touchpoints"]["phase"]
    items = [{"key": r["key"], "text": r["name"], "group": _(phases[r["phase"]])} for r in rows.to_dict("records")]
    order = sortable(items, key=f"order_{room.workshop.id}_{room.revision[2][0]}")
    if order and sorted(order) == sorted(rows["key"]):
        attempt(edit, room.workshop.id, "touchpoints", with_places(rows, order), done=_("The new order is saved."))
        st.rerun()
