"""KPIs: by which figures we tell that it has become better, how often, for whom, and who steps in when."""

import streamlit as st

from components.chart_card import draw_chart
from components.forms import undo_button
from components.kpis import choose_kpi, kpi_table, register_card, trigger_card, values_card
from components.questions import guiding_questions
from components.room import current_room
from components.slides import Options
from components.texts import _
from components.viewport import current_look
from components.worksheets.page import draw_sheet
from components.worksheets.presets import preset_card
from workshop.worksheets.load import worksheets

room = current_room()

st.caption(_("Few figures, each with a target, a rhythm and one person who steps in when it goes astray."))
if room.dossier["kpis"].empty:
    st.info(_("There is no figure yet. Take one over below, or write down your own."), icon=":material/info:")
    kpi_table(room)
    preset_card(room, worksheets()["kpi_library"])
else:
    register_card(room)
    trigger_card(room)
    kpi = choose_kpi(room)
    draw_chart(room, "kpi", current_look(), Options(by=kpi))
    with st.expander(_("Enter values"), icon=":material/edit:", key="kpi_entry", on_change="rerun") as opened:
        if opened.open:
            values_card(room, kpi)
    with st.expander(_("The register"), icon=":material/table_rows:", key="kpi_register", on_change="rerun") as opened:
        if opened.open:
            kpi_table(room)
    with st.expander(_("Who steps in when"), icon=":material/bolt:", key="kpi_triggers", on_change="rerun") as opened:
        if opened.open:
            draw_sheet(room, worksheets()["kpi_triggers"])
    preset_card(room, worksheets()["kpi_library"])
    undo_button(room)

guiding_questions("control")
