"""Entering the room's votes: a table with one row per touchpoint and one column per person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from components.columns import light, settled
from components.forms import attempt
from components.pending import Pending, pending_in
from components.room import Room, derived
from components.texts import _, current_language
from components.viewport import known_look
from data.commands import Edit, edit, rate
from data.store import Revision
from workshop.dossier import Dossier, record_of
from workshop.labels import wave_label
from workshop.order import next_key
from workshop.records import Participant, RatingRecord
from workshop.scale import SYMBOLS

NO_CONTACT = "–"
OPTIONS = {"rating": [*SYMBOLS.values(), NO_CONTACT], "relevance": ["1", "2", "3", "4", "5"]}
"""What a cell can hold; "–" is a vote too: this person has no contact of their own there."""


@dataclass
class Sheet:
    """What the table started from and which cells are stored by now; it stays while people type.

    Cells are addressed by (touchpoint, participant)."""

    shown: pd.DataFrame
    started: dict[tuple[str, str], str]
    stored: dict[tuple[str, str], str]
    revision: Revision
    number: int


def choose_wave(room: Room) -> str:
    """The measurement to work in; the latest one unless somebody chooses another."""
    waves = room.dossier["waves"]
    labels = dict(zip(waves["key"], waves["label"], strict=True))
    chosen = st.segmented_control(
        _("Measurement"), room.dossier.waves, default=room.dossier.waves[-1], required=True, wrap=True,
        key=f"wave_of_{room.workshop.id}_{len(labels)}",
        format_func=lambda key: _(wave_label(key, labels[key])),
    )  # fmt: skip
    return str(chosen)


def add_people_card(room: Room) -> None:
    """More people, by number and department; open as long as there is nobody."""
    people = room.dossier["participants"]
    card = st.expander(
        _("Add participants"), icon=":material/group_add:", expanded=people.empty, key="add_people", on_change="rerun"
    )
    if not card.open:
        return
    with card, st.form("people"), st.container(horizontal=True, vertical_alignment="bottom"):
        count = st.number_input(_("How many?"), 1, 200, 1)
        department = st.selectbox(_("Department"), room.dossier.departments, index=None)
        if st.form_submit_button(_("Add")):
            attempt(add_people, room, int(count), department, done=_("Participants added."))
            st.rerun()


def add_people(room: Room, count: int, department: str | None) -> None:
    """Store `count` new participants with free pseudonyms."""
    taken = list(room.dossier["participants"]["key"])
    edits = []
    for _number in range(count):
        taken.append(next_key(taken, "P"))
        edits.append(Edit(None, Participant(key=taken[-1], department=department)))
    edit(room.workshop.id, "participants", edits)


def rating_table(room: Room, wave: str, what: str) -> None:
    """The table of one measurement. `what`: "rating" or "relevance". A closed measurement can only be read."""
    people, closed = room.dossier["participants"], is_closed(room, wave)
    if people.empty:
        st.info(_("Add the people in the room above; then their votes can be entered here."), icon=":material/info:")
        return
    if closed:
        st.info(_("This measurement is closed; its votes stay as they are."), icon=":material/lock:")
    name = f"votes_{room.workshop.id}_{wave}_{what}_{current_language()}"
    sheet: Sheet | None = st.session_state.get(name)
    if sheet is not None and (pending := pending_in(f"{name}_{sheet.number}")) is not None and not closed:
        store_pending(room, wave, what, sheet, pending)
    if sheet is None or sheet.revision != room.revision[2] or f"{name}_{sheet.number}" not in st.session_state:
        sheet = st.session_state[name] = new_sheet(room, wave, what, sheet)
    st.space("small")  # for the table's own buttons, which a touch screen shows above its corner
    config = derived(room, columns, what, current_language(), known_look().on_phone)
    st.data_editor(
        sheet.shown, key=f"{name}_{sheet.number}", hide_index=True, disabled=closed or ["seq", "name"],
        column_config=config, height="content", placeholder="",
        column_order=["seq", "name", *people["key"]], alt=_("Votes per touchpoint and person"),
    )  # fmt: skip
    filled = sum(bool(cell) for cell in sheet.stored.values())
    st.caption(_("{filled} of {all} votes entered", filled=filled, all=len(people) * len(sheet.shown)))


def is_closed(room: Room, wave: str) -> bool:
    """Whether a measurement is closed."""
    waves = room.dossier["waves"]
    return wave in set(waves["key"][waves["closed"]])


def columns(dossier: Dossier, what: str, language: str, on_phone: bool) -> dict[str, Any]:
    """One narrow column per person, with the department as its tip. On a phone the names take less than half of the
    width, or no vote could be reached beside them."""
    del language  # what `_` speaks here
    config: dict[str, Any] = {
        "seq": st.column_config.NumberColumn(_("No."), width=50, disabled=True, pinned=not on_phone or None),
        "name": st.column_config.TextColumn(_("Touchpoint"), width=150 if on_phone else 330, pinned=True),
    }
    for person in dossier["participants"].to_dict("records"):
        config[person["key"]] = st.column_config.SelectboxColumn(
            person["key"], options=OPTIONS[what], width=70, help=person["department"]
        )
    return settled(config)


def new_sheet(room: Room, wave: str, what: str, old: Sheet | None) -> Sheet:
    """The stored votes of a measurement as a table: touchpoint key as index, one column per person."""
    rows = room.dossier.touchpoints.set_index("key")[["seq", "name"]]
    votes = room.dossier.ratings
    cells = {
        (row["touchpoint"], row["participant"]): cell_of(what, row)
        for row in votes[votes["wave"] == wave].to_dict("records")
    }
    people = list(room.dossier["participants"]["key"])
    wide = pd.DataFrame(
        {p: [cells.get((t, p)) or None for t in rows.index] for p in people}, rows.index, dtype="object"
    )
    return Sheet(light(rows.join(wide)), cells, cells, room.revision[2], old.number + 1 if old else 0)


def cell_of(what: str, vote: dict[Any, Any]) -> str:
    """What a stored vote looks like in the table; "" when there is none."""
    value = vote[what]
    if pd.notna(value):
        return SYMBOLS[int(value)] if what == "rating" else str(int(value))
    return NO_CONTACT if what == "rating" and vote["missing_reason"] else ""


def store_pending(room: Room, wave: str, what: str, sheet: Sheet, pending: Pending) -> None:
    """Store the votes that the widget holds and storage does not yet, then run the page again.

    They are read before the table is drawn anew, so that nobody else's vote in the meantime throws one away.
    """
    cells = sheet.started | touched_cells(room, sheet, pending)
    new = {place: cell for place, cell in cells.items() if cell != sheet.stored.get(place, "")}
    if not new:
        return

    def store() -> None:
        rate(room.workshop.id, [vote_of(room, wave, what, place, cell) for place, cell in new.items()])
        content, count, born = sheet.revision
        sheet.stored, sheet.revision = sheet.stored | new, (content, count + 1, born)

    if not attempt(store, done=_("{n} votes saved", n=len(new))):
        sheet.revision = (-1, -1, "")  # show what is stored instead
    st.rerun()


def touched_cells(room: Room, sheet: Sheet, pending: Pending) -> dict[tuple[str, str], str]:
    """Every cell somebody has changed since the table was drawn, as it stands there now."""
    people = set(room.dossier["participants"]["key"])
    return {
        (str(sheet.shown.index[row]), person): cell or ""
        for row, values in pending.cells.items()
        for person, cell in values.items()
        if person in people
    }


def vote_of(room: Room, wave: str, what: str, place: tuple[str, str], cell: str) -> RatingRecord:
    """A vote as a cell says it; its other half (relevance, rating) stays as it is."""
    touchpoint, person = place
    ratings = room.dossier.ratings
    here = (ratings["wave"] == wave) & (ratings["touchpoint"] == touchpoint) & (ratings["participant"] == person)
    empty = {"wave": wave, "participant": person, "touchpoint": touchpoint}
    stored = next(iter(ratings[here].to_dict("records")), empty)
    return RatingRecord.model_validate(record_of("ratings", stored).model_dump() | entered(what, cell))


def entered(what: str, cell: str) -> dict[str, Any]:
    """The fields of a vote that a cell of the table says; an emptied cell takes the answer back."""
    if what == "relevance":
        return {"relevance": cell or None}
    levels = {sign: level for level, sign in SYMBOLS.items()}
    return {"rating": levels.get(cell), "missing_reason": "no_own_contact" if cell == NO_CONTACT else ""}
