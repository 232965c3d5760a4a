"""A worksheet as a table: rows of its own or one for each thing of the workshop, every change stored at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from components.columns import light, settled
from components.forms import attempt, carry_out
from components.pending import Pending, pending_in
from components.room import Room, derived
from components.texts import _, current_language
from components.viewport import known_look
from components.worksheets.columns import column
from components.worksheets.storing import Pair, added, make_measure, store_pairs
from data.store import Revision
from workshop.dossier import Dossier
from workshop.labels import MEASURE_TYPE_LABELS
from workshop.texts import say
from workshop.worksheets.entries import cells_of, changes, entries, removal, text_of
from workshop.worksheets.load import worksheets
from workshop.worksheets.measures import MADE, measure_type
from workshop.worksheets.model import Sheet
from workshop.worksheets.rows import things_of

NAME, BESIDE, CLICK = "thing__", "beside__", "click__"
"""Columns beside the fields: what a row is about, what that belongs to, and the button that makes a measure."""
CLOSE = 4
"""With more fields than this the button moves to the names at the left, where it stays in sight."""
Texts = dict[str, dict[str, str]]
NULLABLE = {"bool": "boolean"}


@dataclass
class Seed:
    """What a table started from and what of it is stored by now, see `components.table_editor.Seed`."""

    shown: pd.DataFrame
    keys: list[str]
    started: Texts
    stored: Texts
    revision: Revision
    number: int
    stale: bool = field(default=False)


def sheet_table(room: Room, sheet: Sheet) -> None:
    """Draw the table of a worksheet and store what was changed in it."""
    name = f"sheet_{sheet.id}_{room.workshop.id}_{current_language()}"
    seed: Seed | None = st.session_state.get(name)
    if seed is not None and not seed.stale and (pending := pending_in(f"{name}_{seed.number}")) is not None:
        store_pending(room, sheet, seed, pending)
        seed.stale = seed.stale or seed.revision != room.revision[2]
    if seed is None or seed.stale or f"{name}_{seed.number}" not in st.session_state:
        seed = st.session_state[name] = new_seed(room, sheet, seed)
    st.space("small")  # for the table's own buttons, which a touch screen shows above its corner
    st.data_editor(
        seed.shown, key=f"{name}_{seed.number}", hide_index=True, height="content", placeholder="",
        column_order=list(seed.shown.columns), column_config=settled(columns(room, sheet, seed)),
        num_rows="dynamic" if sheet.is_open else "fixed", alt=_(sheet.title),
    )  # fmt: skip


def columns(room: Room, sheet: Sheet, seed: Seed) -> dict[str, Any]:
    """How each column is shown, in the order shown."""
    kinds, on_phone = st.column_config, known_look().on_phone
    found: dict[str, Any] = {
        NAME: kinds.TextColumn(thing_title(sheet), disabled=True, pinned=True, width=160 if on_phone else 280),
        BESIDE: kinds.TextColumn(beside_title(sheet), disabled=True, width=240 if sheet.rows == "handover" else 140),
        **{one.name: column(room, one) for one in sheet.fields},
        CLICK: kinds.ButtonColumn(
            _("Measure"), width=140, pinned=(len(sheet.fields) > CLOSE and not on_phone) or None,
            key=f"{sheet.id}_click", on_click=clicked, args=(room.workshop.id, sheet.id, seed.keys),
            help=_("Makes a measure of this row, in the action plan."),
        ),
    }  # fmt: skip
    return {name: config for name, config in found.items() if name in seed.shown.columns}


def thing_title(sheet: Sheet) -> str:
    """What the first column is called."""
    titles = {
        "touchpoint": _("Touchpoint"), "handover": _("Hand-over"), "department": _("Department"),
        "persona": _("Persona"), "standard": _("Standard"), "measure": _("Measure"), "kpi": _("KPI"),
        "conversation": _("Customer"), "customer": _("Customer"),
    }  # fmt: skip
    return titles.get(sheet.rows, "")


def beside_title(sheet: Sheet) -> str:
    """What the second column is called."""
    titles = {
        "handover": _("From → to"), "persona": _("Customer group"), "customer": _("Customer group"),
        "kpi": _("Owner"), "conversation": _("Occasion"),
    }  # fmt: skip
    return titles.get(sheet.rows, _("Department"))


def new_seed(room: Room, sheet: Sheet, old: Seed | None) -> Seed:
    """A table of what is stored now."""
    shown, texts = derived(room, table_of, sheet.id, current_language())
    stored = {key: dict(row) for key, row in texts.items()}
    number = old.number + 1 if old else 0
    return Seed(shown, list(texts), texts, stored, room.revision[2], number)


def table_of(dossier: Dossier, sheet_id: str, language: str) -> tuple[pd.DataFrame, Texts]:
    """The rows of a worksheet as they are shown, and in the same order the texts that are stored: entry → texts."""
    sheet = worksheets()[sheet_id]
    things, texts = things_of(dossier, sheet), cells_of(dossier, sheet)
    frame = entries(dossier, sheet, [thing.key for thing in things] if sheet.rows != "list" else None)
    frame = frame.astype({str(n): NULLABLE[str(t)] for n, t in frame.dtypes.items() if str(t) in NULLABLE})
    if things:
        frame.insert(0, NAME, [thing.name for thing in things])
        if any(thing.beside for thing in things) and sheet.rows != "touchpoint":
            frame.insert(1, BESIDE, [thing.beside for thing in things])
    if sheet.measure:
        frame[CLICK] = [button_text(sheet, texts.get(str(key), {}), language) for key in frame.index]
    return light(frame.reset_index(drop=True)), {str(key): texts.get(str(key), {}) for key in frame.index}


def button_text(sheet: Sheet, texts: dict[str, str], language: str) -> str:
    """What the button of a row says: which type of measure a click makes, or which one was made; "" for neither."""
    if made := texts.get(MADE):
        return f"✓ {made}"
    kind = measure_type(sheet, texts)
    return f"→ {say(MEASURE_TYPE_LABELS[kind], language)}" if kind else ""


def clicked(workshop_id: str, sheet_id: str, keys: list[str]) -> None:
    """Callback: make a measure of the clicked row."""
    row = st.session_state[f"{sheet_id}_click"]["row"]
    if row < len(keys):
        carry_out(
            make_measure, workshop_id, worksheets()[sheet_id], keys[row], done=_("The measure is in the action plan.")
        )


def store_pending(room: Room, sheet: Sheet, seed: Seed, pending: Pending) -> None:
    """Store what the widget holds and storage does not yet; then run the page again, so that all of it follows."""
    if not (pending.cells or pending.added or pending.deleted) and seed.stored == seed.started:
        return
    again: list[dict[str, str]] = []
    buttons = buttons_of(sheet, seed)

    def store() -> None:
        pairs = differences(sheet, seed, pending)
        again.extend(texts for row in pending.added if any((texts := texts_in(sheet, row)).values()))
        pairs += added(room.workshop.id, sheet, again)
        if not pairs:
            raise NothingToDo
        store_pairs(room.workshop.id, pairs)
        remember(seed, pairs)

    try:
        seed.stale = not attempt(store, done=_("Saved")) or bool(again or pending.deleted)
    except NothingToDo:
        return
    seed.stale = seed.stale or buttons_of(sheet, seed) != buttons
    st.rerun()


def buttons_of(sheet: Sheet, seed: Seed) -> list[str]:
    """What the buttons of the rows say. Only when one of them changes is the table drawn anew: that takes away what
    somebody is typing in the next cell."""
    language = current_language()
    return [button_text(sheet, texts, language) for texts in seed.stored.values()] if sheet.measure else []


class NothingToDo(Exception):
    """The table holds nothing that is not stored."""


def differences(sheet: Sheet, seed: Seed, pending: Pending) -> list[Pair]:
    """What has to be stored so that the rows that were there equal the table. Raises Refusal for what does not fit."""
    pairs: list[Pair] = []
    for number, key in enumerate(seed.keys):
        if number in pending.deleted:
            pairs += removal(sheet, key, seed.stored[key])
        elif number in pending.cells or seed.stored[key] != seed.started[key]:
            wanted = {name: seed.started[key].get(name, "") for name in sheet.names}
            pairs += changes(sheet, key, seed.stored[key], wanted | texts_in(sheet, pending.cells.get(number, {})))
    return pairs


def texts_in(sheet: Sheet, values: dict[str, Any]) -> dict[str, str]:
    """The texts of the fields among some columns' values."""
    return {name: text_of(sheet.field(name), value) for name, value in values.items() if name in sheet.names}


def remember(seed: Seed, pairs: list[Pair]) -> None:
    """Note what is stored now. It belongs to the storing itself: a rerun may cut in as soon as Streamlit is called."""
    for before, after in pairs:
        cell = after or before
        if cell is not None and cell.entry in seed.stored:
            seed.stored[cell.entry] = seed.stored[cell.entry] | {cell.field: after.value if after else ""}
    content, votes, born = seed.revision
    seed.revision = (content + 1, votes, born)
