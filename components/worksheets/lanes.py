"""A worksheet as lanes: its entries side by side as a picture, and folded below as forms to change them."""

from __future__ import annotations

import streamlit as st

from components.chart_card import draw_chart
from components.forms import carry_out
from components.plain import plain
from components.room import Room, derived
from components.texts import _, current_language
from components.viewport import known_look
from components.worksheets.form import draw_field, texts_in
from components.worksheets.storing import added, make_measure, store_pairs
from components.worksheets.table import button_text
from data.store import load
from workshop.worksheets.entries import cells_of, removal
from workshop.worksheets.model import Sheet

COLUMNS, NARROWEST = 3, 260


def sheet_lanes(room: Room, sheet: Sheet) -> None:
    """Draw the picture of a list, and the forms: open as long as there is nothing to see."""
    texts = derived(room, texts_in, sheet.id)
    if not texts:
        edit_lanes(room, sheet, texts)
        return
    draw_chart(room, sheet.chart, known_look())
    with st.expander(_("Change"), icon=":material/edit:", key=f"lanes_{sheet.id}", on_change="rerun") as opened:
        if opened.open:
            edit_lanes(room, sheet, texts)


def edit_lanes(room: Room, sheet: Sheet, texts: dict[str, dict[str, str]]) -> None:
    """A form for each entry, side by side, and one more on demand."""
    if texts:
        with st.grid(COLUMNS, min_column_width=NARROWEST):
            for entry, said in texts.items():
                with st.container(border=True, height="stretch"):
                    lane(room, sheet, entry, said)
    st.button(
        _("One more"), icon=":material/add:", key=f"lanes_add_{sheet.id}",
        on_click=carry_out, args=(add_lane, room.workshop.id, sheet), kwargs={"done": _("Added")},
    )  # fmt: skip


def lane(room: Room, sheet: Sheet, entry: str, texts: dict[str, str]) -> None:
    """The fields of an entry, what becomes of it, and its end."""
    for field in sheet.fields:
        draw_field(room, sheet, entry, field, texts)
    with st.container(horizontal=True):
        if said := button_text(sheet, texts, current_language()) if sheet.measure else "":
            st.button(
                plain(f"{_('Measure')} {said}"), key=f"lane_measure_{sheet.id}_{entry}", disabled=said.startswith("✓"),
                help=_("Makes a measure of this row, in the action plan."),
                on_click=carry_out, args=(make_measure, room.workshop.id, sheet, entry),
                kwargs={"done": _("The measure is in the action plan.")},
            )  # fmt: skip
        st.button(
            _("Delete"), icon=":material/delete:", type="tertiary", key=f"lane_delete_{sheet.id}_{entry}",
            on_click=carry_out, args=(drop_lane, room.workshop.id, sheet, entry), kwargs={"done": _("Deleted")},
        )  # fmt: skip


def add_lane(workshop_id: str, sheet: Sheet) -> None:
    """Store a new entry that has only its first field, named by its number; the forms stay unfolded."""
    taken = len(cells_of(load(workshop_id), sheet))
    first = {sheet.names[0]: f"{_(sheet.fields[0].label)} {taken + 1}"}
    store_pairs(workshop_id, added(workshop_id, sheet, [first]))
    st.session_state[f"lanes_{sheet.id}"] = True


def drop_lane(workshop_id: str, sheet: Sheet, entry: str) -> None:
    """Delete an entry; undo brings it back."""
    store_pairs(workshop_id, removal(sheet, entry, cells_of(load(workshop_id), sheet).get(entry, {})))
