"""My department: its figure, its touchpoints, standards and to-dos, and what others owe it, on one screen."""

import streamlit as st

from components.department import (
    changes_card,
    choose_department,
    choose_editing,
    comments_card,
    figures_card,
    measures_card,
    passages_card,
    points_card,
    standards_card,
)
from components.room import current_room, derived
from components.texts import _
from workshop.views.department import glance

room = current_room()
home = choose_department(room)
if home is None:
    st.info(_("There are no departments yet. Add them under “Set up”."), icon=":material/info:")
    st.stop()

seen = derived(room, glance, home.name)
figures_card(room, home, seen)
home = choose_editing(home)
left, right = st.columns([2, 3], gap="large")
with left:
    points_card(seen)
    passages_card(seen)
    changes_card(room, home)
    comments_card(room, home)
with right:
    standards_card(room, home, seen)
    measures_card(room, home, seen)
