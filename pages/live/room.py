"""The phone of somebody in the room: choosing a department, rating, classifying, or one calm sentence."""

import streamlit as st

from components.live.phone import draw_phone
from components.texts import _

if not draw_phone():
    st.info(
        _(
            "This is what participants see on their phones. To try it, open the room and come in with its code, best "
            "in another browser."
        ),
        icon=":material/smartphone:",
    )
    st.page_link("../pages/setup/overview.py", label=_("To the overview"), icon=":material/home:")
