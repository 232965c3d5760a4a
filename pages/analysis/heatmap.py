"""Heatmap: where it hurts, by department and phase, along the journey, and touchpoint by touchpoint."""

import streamlit as st

from components.chart_card import draw_chart
from components.charted import choose_detail, choose_view, choose_wave, needs_votes
from components.questions import guiding_questions
from components.room import current_room
from components.slides import Options
from components.texts import _
from components.viewport import current_look

room = current_room()
needs_votes(room)

with st.container(horizontal=True, vertical_alignment="bottom"):
    chart = st.segmented_control(
        _("Show"), ["overview", "journey", "detail"], default="overview", required=True, wrap=True, key="heatmap_chart",
        format_func={"overview": _("Departments"), "journey": _("Journey"), "detail": _("Touchpoints")}.get,
    )  # fmt: skip
    wave = choose_wave(room)
    by = choose_detail(room) if chart == "detail" else choose_view() if chart == "journey" else ""

draw_chart(room, chart or "overview", current_look(), Options(wave=wave, by=by))
guiding_questions("analysis")
