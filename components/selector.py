"""The workshop in the sidebar: the newest ones to choose from, and a search that finds every other."""

from __future__ import annotations

import streamlit as st

from components.room import ENTER, WORKSHOP_KEY, wanted_workshop
from components.texts import _
from data.store import Listed, list_workshops

NEWEST, FOUND = 12, 20
"""How many workshops the selector and the search show: every run sends the selector's, so the rest stays away."""


def draw_selector() -> Listed | None:
    """The chosen workshop among the newest; nothing, and None, when there is none at all."""
    wanted = st.session_state.pop(ENTER, None) or wanted_workshop()
    workshops = list_workshops(first=wanted, limit=NEWEST + 1)
    if not workshops:
        st.session_state.pop(WORKSHOP_KEY, None)
        return None
    st.session_state[WORKSHOP_KEY] = workshops[0].id  # before its selector is drawn, as Streamlit demands
    names = {one.id: name_of(one) for one in sorted(workshops, key=lambda one: one.created_at, reverse=True)}
    st.selectbox(_("Workshop"), list(names), format_func=lambda key: names[key], key=WORKSHOP_KEY)
    if len(workshops) > NEWEST and st.button(_("Find a workshop"), icon=":material/search:", type="tertiary"):
        st.dialog(_("Find a workshop"), icon=":material/search:")(search)()
    return workshops[0]


def name_of(workshop: Listed) -> str:
    """What a workshop is called in a list."""
    return f"{workshop.company} ({workshop.id})"


def search() -> None:
    """In a window of its own: a field for a part of the name, and the workshops it finds as buttons that lead there."""
    words = st.text_input(_("Part of the company’s name or of the short name"), key="search_words")
    found = list_workshops(words=words, limit=FOUND + 1)
    if not found:
        st.info(_("No workshop is called “{words}”. Try a shorter part of the name.", words=words))
    for one in found[:FOUND]:
        if st.button(name_of(one), key=f"found_{one.id}", on_click=enter, args=(one.id,), width="stretch"):
            st.rerun()  # closes the window
    if len(found) > FOUND:
        st.caption(_("The {n} newest are shown. Type more of the name to find others.", n=FOUND))


def enter(workshop_id: str) -> None:
    """Callback: show this workshop from the next run on."""
    st.session_state[ENTER] = workshop_id
