"""Entering the room's votes: a table with one row per touchpoint and one column per person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from components.forms import attempt, record_of
from components.room import Room
from components.texts import _
from data.commands import Edit, edit, rate
from data.store import Revision
from workshop.labels import wave_label
from workshop.order import next_key
from workshop.records import Participant, RatingRecord
from workshop.scale import SYMBOLS

NO_CONTACT = "–"
OPTIONS = {"rating": [*SYMBOLS.values(), NO_CONTACT], "relevance": ["1", "2", "3", "4", "5"]}
"""What a cell can hold; "–" is a vote too: this person has no contact of their own there."""


@dataclass
class Sheet:
    """What the table started from and what of it is stored by now; it stays while people type."""

    shown: pd.DataFrame
    saved: pd.DataFrame
    revision: Revision
    number: int


def choose_wave(room: Room) -> str:
    """The measurement to work in; the latest one unless somebody chooses another."""
    labels = room.dossier["waves"].set_index("key")["label"].to_dict()
    chosen = st.segmented_control(
        _("Measurement"), room.dossier.waves, default=room.dossier.waves[-1], required=True, wrap=True,
        key=f"wave_of_{room.workshop.id}_{len(labels)}",
        format_func=lambda key: _(wave_label(key, labels[key])),
    )  # fmt: skip
    return str(chosen)


def add_people_card(room: Room) -> None:
    """More people, by number and department; open as long as there is nobody."""
    people = room.dossier["participants"]
    card = st.expander(_("Add participants"), icon=":material/group_add:", expanded=people.empty)
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
    name = f"votes_{room.workshop.id}_{wave}_{what}"
    sheet = current_sheet(room, name, wave, what)
    edited = st.data_editor(
        sheet.shown, key=f"{name}_{sheet.number}", hide_index=True, disabled=closed or ["name"], height="content",
        column_config=columns(room, what), column_order=["seq", "name", *people["key"]], placeholder="",
        alt=_("Votes per touchpoint and person"),
    )  # fmt: skip
    votes = new_votes(room, wave, what, sheet.saved, edited)
    if votes and attempt(rate, room.workshop.id, votes, done=_("{n} votes saved", n=len(votes))):
        content, count = sheet.revision
        sheet.saved, sheet.revision = edited, (content, count + 1)
    if votes:
        st.rerun()
    filled = int(edited[list(people["key"])].notna().sum().sum())
    st.caption(_("{filled} of {all} votes entered", filled=filled, all=len(people) * len(edited)))


def is_closed(room: Room, wave: str) -> bool:
    """Whether a measurement is closed."""
    waves = room.dossier["waves"]
    return bool(waves.loc[waves["key"] == wave, "closed"].any())


def columns(room: Room, what: str) -> dict[str, Any]:
    """One narrow column per person, with the department as its tip."""
    config: dict[str, Any] = {
        "seq": st.column_config.NumberColumn(_("No."), width=50, disabled=True, pinned=True),
        "name": st.column_config.TextColumn(_("Touchpoint"), width=330, pinned=True),
    }
    for person in room.dossier["participants"].to_dict("records"):
        config[person["key"]] = st.column_config.SelectboxColumn(
            person["key"], options=OPTIONS[what], width=70, help=person["department"]
        )
    return config


def current_sheet(room: Room, name: str, wave: str, what: str) -> Sheet:
    """The table somebody is working in; a fresh one when votes, people or touchpoints were changed from elsewhere."""
    old: Sheet | None = st.session_state.get(name)
    if old is None or old.revision != room.revision[2]:
        cells = stored_cells(room, wave, what)
        st.session_state[name] = Sheet(cells, cells, room.revision[2], old.number + 1 if old else 0)
    return st.session_state[name]  # type: ignore[no-any-return]


def stored_cells(room: Room, wave: str, what: str) -> pd.DataFrame:
    """The stored votes of a measurement as a table: touchpoint key as index, one column per person."""
    rows = room.dossier.touchpoints.set_index("key")[["seq", "name"]]
    votes = room.dossier.ratings
    votes = votes[votes["wave"] == wave]
    cells = votes.assign(cell=pd.Series([cell_of(what, row) for row in votes.to_dict("records")], votes.index))
    wide = cells.pivot(index="touchpoint", columns="participant", values="cell")
    wide = wide.reindex(index=rows.index, columns=list(room.dossier["participants"]["key"])).astype("object")
    return rows.join(wide.where(wide.notna(), None))


def cell_of(what: str, vote: dict[Any, Any]) -> str | None:
    """What a stored vote looks like in the table."""
    value = vote[what]
    if pd.notna(value):
        return SYMBOLS[int(value)] if what == "rating" else str(int(value))
    return NO_CONTACT if what == "rating" and vote["missing_reason"] else None


def new_votes(room: Room, wave: str, what: str, saved: pd.DataFrame, edited: pd.DataFrame) -> list[RatingRecord]:
    """The votes that differ from what is stored; the other half of a vote (relevance, rating) stays as it is."""
    if edited.equals(saved):
        return []
    ratings = room.dossier.ratings
    rows = ratings[ratings["wave"] == wave].to_dict("records")
    stored = {(row["touchpoint"], row["participant"]): row for row in rows}
    votes = []
    for person in room.dossier["participants"]["key"]:
        before, after = saved[person].astype("object").fillna(""), edited[person].astype("object").fillna("")
        for touchpoint in edited.index[before != after]:
            empty = {"wave": wave, "participant": person, "touchpoint": touchpoint}
            vote = record_of("ratings", stored.get((touchpoint, person), empty))
            votes.append(RatingRecord.model_validate(vote.model_dump() | entered(what, after[touchpoint])))
    return votes


def entered(what: str, cell: str) -> dict[str, Any]:
    """The fields of a vote that a cell of the table says; an emptied cell takes the answer back."""
    if what == "relevance":
        return {"relevance": cell or None}
    levels = {sign: level for level, sign in SYMBOLS.items()}
    return {"rating": levels.get(cell), "missing_reason": "no_own_contact" if cell == NO_CONTACT else ""}
