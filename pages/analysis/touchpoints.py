"""Touchpoints: the list in the customer's order, edited in place, moved by number or by drag."""

import streamlit as st

from components.forms import undo_button
from components.library import library_card
from components.questions import guiding_questions
from components.room import current_room
from components.texts import _
from components.touchpoints import order_card, touchpoint_table

room = current_room()

st.caption(_("Every point at which the customer meets us, in the customer’s order. Changes are saved at once."))
with st.container(horizontal=True, vertical_alignment="bottom"):
    view = st.segmented_control(
        _("Show"), ["list", "details", "order", "library"], default="list", required=True, wrap=True,
        key="touchpoint_view",
        format_func={"list": _("List"), "details": _("Details"), "order": _("Move"), "library": _("Library")}.get,
    )  # fmt: skip
    undo_button(room)

if view == "order":
    order_card(room)
elif view == "library":
    library_card(room)
else:
    touchpoint_table(room, detailed=view == "details")

guiding_questions("analysis")
