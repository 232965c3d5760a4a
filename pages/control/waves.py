"""Measurements: any number of them, how net delight develops from one to the next, and when the next one is due."""

import streamlit as st

from components.chart_card import draw_chart
from components.charted import needs_votes
from components.forms import undo_button
from components.questions import guiding_questions
from components.room import current_room
from components.settings import waves_card
from components.slides import Options
from components.texts import _
from components.viewport import current_look
from components.waves import choose_touchpoint, new_wave_card, reminder_card, roll_up_card, verdict_card
from components.worksheets.page import draw_sheet
from workshop.worksheets.load import worksheets

room = current_room()

st.caption(_("Before, after, after a year: the same people, the same touchpoints, as often as it takes."))
needs_votes(room)
reminder_card(room)
draw_chart(room, "trend", current_look(), Options(by=choose_touchpoint(room)))
verdict_card(room)
new_wave_card(room)
with st.expander(_("Plan the next measurement"), icon=":material/event:", key="next_wave", on_change="rerun") as opened:
    if opened.open:
        draw_sheet(room, worksheets()["next_measurement"])
with st.expander(_("All measurements"), icon=":material/table_rows:", key="all_waves", on_change="rerun") as opened:
    if opened.open:
        waves_card(room)
roll_up_card(room)
undo_button(room)
guiding_questions("control")
