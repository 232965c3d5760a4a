"""Ready entries of a worksheet: libraries, phrases and failures to take over with one click, and cards to read."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from components.forms import carry_out
from components.plain import plain
from components.room import Room, derived
from components.texts import _, current_language
from components.worksheets.storing import take_over
from data.commands import Edit, edit
from data.store import load
from workshop.dossier import Dossier, record_of
from workshop.library import fits
from workshop.order import next_key
from workshop.texts import LANGUAGES, Wording, say
from workshop.worksheets.entries import PRESET, cells_of
from workshop.worksheets.load import worksheets
from workshop.worksheets.model import Preset, Sheet, value_in


def preset_card(room: Room, sheet: Sheet) -> None:
    """The ready entries that are not taken over yet, drawn only when somebody unfolds them."""
    waiting = derived(room, waiting_presets, sheet.id)
    if not waiting:
        return
    title = _("Ready to take over ({n})", n=len(waiting))
    with st.expander(title, icon=":material/add:", key=f"presets_{sheet.id}", on_change="rerun") as opened:
        if opened.open:
            for heading, presets in groupby(waiting, lambda one: _(one.group) if one.group else ""):
                with st.container(gap=None):
                    if heading:
                        st.markdown(f"**{plain(heading)}**")
                    for preset in presets:
                        preset_button(room, sheet, preset)


def waiting_presets(dossier: Dossier, sheet_id: str) -> list[Preset]:
    """The ready entries that hold for the workshop's industry and are not taken over yet."""
    sheet = worksheets()[sheet_id]
    offered = [one for one in sheet.presets if fits(dossier.workshop.industry, one.industry)]
    return [one for one in offered if not is_taken(dossier, sheet, one)] if offered else []


def is_taken(dossier: Dossier, sheet: Sheet, preset: Preset) -> bool:
    """Whether an entry was made from it; of records, whether there is one that says the same in any language."""
    if sheet.rows != "records":
        return any(texts.get(PRESET) == preset.id for texts in cells_of(dossier, sheet).values())
    field = sheet.names[0]
    there = set(dossier[sheet.record][field])
    return any(value_in(preset.values[field], language) in there for language in LANGUAGES)


def preset_button(room: Room, sheet: Sheet, preset: Preset) -> None:
    """One ready entry in a line: a click adds it."""
    st.button(
        plain(words_of(sheet, preset)), icon=":material/add:", type="tertiary", key=f"preset_{sheet.id}_{preset.id}",
        help=preset.source or None, on_click=carry_out, args=(take, room.workshop.id, sheet, preset),
        kwargs={"done": _("Added")},
    )  # fmt: skip


def words_of(sheet: Sheet, preset: Preset) -> str:
    """What an entry says in short: its texts, without codes."""
    texts = [say(value, current_language()) for value in preset.values.values() if isinstance(value, Wording)]
    return " → ".join(texts) or str(next(iter(preset.values.values()), ""))


def take(workshop_id: str, sheet: Sheet, preset: Preset) -> None:
    """Store a ready entry, as cells or as a record of its kind."""
    if sheet.rows != "records":
        take_over(workshop_id, sheet, preset)
        return
    values = {name: value_in(value, current_language()) for name, value in preset.values.items()}
    key = next_key(list(load(workshop_id)[sheet.record]["key"]), sheet.prefix)
    edit(workshop_id, sheet.record, [Edit(None, record_of(sheet.record, {"key": key, **values}))])


def draw_cards(sheet: Sheet) -> None:
    """Cards that are only read: each with what it says, and where that comes from."""
    with st.grid(3, min_column_width=280):
        for preset in sheet.presets:
            with st.container(border=True, height="stretch"):
                for number, value in enumerate(preset.values.values()):
                    text = plain(value_in(value, current_language()))
                    st.markdown(f"**{text}**" if number == 0 else text)
                if preset.source:
                    st.caption(plain(preset.source))
