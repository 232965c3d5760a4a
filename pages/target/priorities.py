"""Priorities: which touchpoints matter to the customer and disappoint, as a picture and as a ranked list."""

import streamlit as st

from components.chart_card import draw_chart
from components.charted import choose_wave, needs_votes
from components.forms import undo_button
from components.priorities import choose_lines, priority_table
from components.questions import guiding_questions
from components.room import current_room
from components.slides import Options
from components.texts import _
from components.viewport import current_look
from components.worksheets.page import draw_sheet
from workshop.worksheets.load import sheets_of

room = current_room()

st.caption(_("Begin where something matters much to the customer and disappoints: top left in the picture."))
needs_votes(room)
with st.container(horizontal=True, vertical_alignment="bottom"):
    wave = choose_wave(room)
    lines = choose_lines()

draw_chart(room, "relevance", current_look(), Options(wave=wave, by=lines))
priority_table(room, wave)
with st.expander(_("Another order, and why"), icon=":material/swap_vert:", on_change="rerun", key="own_order") as own:
    if own.open:
        for sheet in sheets_of("target", "priorities"):
            draw_sheet(room, sheet)
        undo_button(room)

guiding_questions("target")
