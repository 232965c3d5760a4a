"""Ratings: the facilitator enters the room's votes, person by person or all at once, per measurement."""

import streamlit as st

from components.questions import guiding_questions
from components.ratings import add_people_card, choose_wave, rating_table
from components.room import current_room
from components.settings import next_wave_button
from components.texts import _

room = current_room()

st.caption(
    _("Seen with the customer’s eyes: ▼ disappointed, ● okay, ▲ delighted, – no contact of one’s own. Saved at once.")
)
with st.container(horizontal=True, vertical_alignment="bottom"):
    wave = choose_wave(room)
    what = st.segmented_control(
        _("Enter"), ["rating", "relevance"], default="rating", required=True, wrap=True, key="rating_what",
        format_func={"rating": _("Ratings"), "relevance": _("Relevance 1–5")}.get,
    )  # fmt: skip
    next_wave_button(room)

if room.dossier.touchpoints.empty:
    st.info(_("There are no touchpoints to rate yet."), icon=":material/info:")
    st.page_link("../pages/analysis/touchpoints.py", label=_("To the touchpoints"), icon=":material/route:")
    st.stop()

add_people_card(room)
rating_table(room, wave, what or "rating")
guiding_questions("analysis")
