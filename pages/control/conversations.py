"""Customer conversations: who talks with whom how often, who knows one of us only, whom we are about to lose."""

import streamlit as st

from components.chart_card import draw_chart
from components.conversations import (
    conversation_table,
    criticism_card,
    customers_card,
    plan_card,
    today,
    warning_card,
)
from components.forms import undo_button
from components.questions import guiding_questions
from components.room import current_room
from components.slides import Options
from components.texts import _
from components.viewport import current_look
from components.worksheets.page import choose_sheet, draw_sheet
from workshop.worksheets.load import sheets_of

room = current_room()

st.caption(_("Talk with each other: regularly, on more than one level, without wanting to sell something."))
if room.dossier["conversations"].empty:
    st.info(_("No conversation is planned yet. Write down a customer, who talks with them, and a day."),
            icon=":material/info:")  # fmt: skip
    conversation_table(room)
else:
    plan_card(room)
    warning_card(room)
    draw_chart(room, "contacts", current_look(), Options(by=today().isoformat()))
    customers_card(room)
    criticism_card(room)
    with st.expander(_("The plan"), icon=":material/table_rows:", key="conversation_plan", on_change="rerun") as plan:
        if plan.open:
            conversation_table(room)
    undo_button(room)

with st.expander(_("More about it"), icon=":material/edit_note:", key="conversation_sheets", on_change="rerun") as more:
    if more.open:
        draw_sheet(room, choose_sheet("control", "conversations", sheets_of("control", "conversations")))
guiding_questions("control")
