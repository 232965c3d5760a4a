"""A worksheet as a form: one thing at a time, every field stored as soon as it is left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components.forms import attempt
from components.room import Room, derived
from components.texts import _, current_language
from components.worksheets.columns import choices_of, speaker
from components.worksheets.storing import store_entry
from workshop.dossier import Dossier
from workshop.worksheets.entries import cells_of, text_of, value_of
from workshop.worksheets.load import worksheets
from workshop.worksheets.model import SEVERAL, Sheet, SheetField
from workshop.worksheets.rows import Thing, things_of

FORMATS = {"de": "DD.MM.YYYY", "en": "DD/MM/YYYY"}


def sheet_form(room: Room, sheet: Sheet) -> None:
    """Draw the form of a worksheet, with a choice of the thing it is about where there are several."""
    things = derived(room, things_in, sheet.id)
    if not things:
        return
    thing = things[0] if sheet.rows == "one" else choose_thing(room, sheet, things)
    texts = derived(room, texts_in, sheet.id).get(thing.key, {})
    wide = [one for one in sheet.fields if one.wide]
    narrow = [one for one in sheet.fields if one not in wide]
    for at in range(0, len(narrow), 2):  # in pairs, so that a phone keeps their order
        for place, one in zip(st.columns(2), narrow[at : at + 2], strict=False):
            with place:
                draw_field(room, sheet, thing.key, one, texts)
    for one in wide:
        draw_field(room, sheet, thing.key, one, texts)


def things_in(dossier: Dossier, sheet_id: str) -> list[Thing]:
    """The things a worksheet is about."""
    return things_of(dossier, worksheets()[sheet_id])


def texts_in(dossier: Dossier, sheet_id: str) -> dict[str, dict[str, str]]:
    """What a worksheet holds: entry → field → text."""
    return cells_of(dossier, worksheets()[sheet_id])


def choose_thing(room: Room, sheet: Sheet, things: list[Thing]) -> Thing:
    """Which of them the form is about; those that are filled in are marked."""
    key = f"sheet_thing_{sheet.rows}"
    by_key, filled = {thing.key: thing for thing in things}, derived(room, texts_in, sheet.id)
    if st.session_state.get(key) not in by_key:
        st.session_state[key] = things[0].key
    chosen = st.selectbox(
        _("{n} of {all} filled in", n=sum(k in filled for k in by_key), all=len(things)), list(by_key), key=key,
        format_func=lambda k: f"{'✓ ' if k in filled else ''}{by_key[k].name}", persist_state="session",
    )  # fmt: skip
    return by_key[chosen]


def draw_field(room: Room, sheet: Sheet, entry: str, field: SheetField, texts: Mapping[str, str]) -> None:
    """One field as a widget. What it holds is compared with what is stored on every run and the difference stored.

    Its key carries what is stored, so that a change by somebody else, or an undo, shows in it.
    """
    stored = texts.get(field.name, "")
    key = f"{sheet.id}_{room.workshop.id}_{entry}_{field.name}_{hash(stored)}"
    if key in st.session_state and (text := text_of(field, st.session_state[key])) != stored:
        before, after = {field.name: stored}, {field.name: text}
        if not attempt(store_entry, room.workshop.id, sheet, entry, before, after, done=_("Saved")):
            del st.session_state[key]
        st.rerun()
    widget(room, field, value_of(field, stored), key)


def widget(room: Room, field: SheetField, value: Any, key: str) -> None:
    """The widget of a field by its kind."""
    label, help_ = _(field.label), _(field.help) if field.help else None
    if field.kind in ("choice", "touchpoint", "department", "persona"):
        choose_one(label, choices_of(room, field), value, key, help_)
    elif field.kind in SEVERAL:
        names = choices_of(room, field)
        st.multiselect(
            label, list(names), value, key=key, help=help_, format_func=speaker(names), placeholder=_("Choose")
        )
    elif field.kind == "yes":
        st.checkbox(label, value, key=key, help=help_)
    elif field.kind == "scale":
        st.segmented_control(label, range(field.min, field.max + 1), default=value, key=key, help=help_)
    elif field.kind == "number":
        st.number_input(label, min_value=0.0, value=value, step=1.0, key=key, help=help_, format="%g")
    elif field.kind == "date":
        st.date_input(label, value, key=key, help=help_, format=FORMATS[current_language()])
    elif field.kind == "long":
        st.text_area(label, value or "", key=key, help=help_, max_chars=field.length, height=100)
    else:
        st.text_input(label, value or "", key=key, help=help_, max_chars=field.length)


def choose_one(label: str, names: dict[str, str], value: Any, key: str, help_: str | None) -> None:
    """Few short answers side by side, many in a list."""
    options = [*names, *([value] if value and value not in names else [])]
    if len(options) <= 4 and sum(len(name) for name in names.values()) <= 45:
        st.segmented_control(label, options, default=value, key=key, help=help_, format_func=speaker(names), wrap=True)
        return
    at = options.index(value) if value else None
    st.selectbox(label, options, at, key=key, help=help_, format_func=speaker(names), placeholder="–")
