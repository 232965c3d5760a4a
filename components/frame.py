"""The frame around every page: who is there, which language, which workshop, then the page itself."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import streamlit as st

from components.access import closed_door, current_grant
from components.forms import draw_notices
from components.room import WORKSHOP_KEY, chosen
from components.rooms import rooms
from components.texts import LANGUAGE_KEY, _, current_language
from data.access import FACILITATOR
from data.store import Listed, list_workshops
from workshop.texts import LANGUAGES

ICON = Path(__file__).parent / "static" / "icon.png"
"""A picture of our own: Streamlit would fetch an icon from the internet, which a room may not have."""


def draw_frame() -> None:
    """Draw the menu and the chosen page, or the closed door. The door comes first, on every run."""
    st.set_page_config(page_title="Touchpoint-Werkstatt", page_icon=str(ICON), layout="wide")
    grant = current_grant()
    granted = grant is not None and grant.role == FACILITATOR  # nobody else has a page yet
    menu: Literal["sidebar", "hidden"] = "sidebar" if granted and not on_wall() else "hidden"
    page = st.navigation(rooms(), position=menu, expanded=True)
    if not granted:
        closed_door()
        return
    if not on_wall():
        draw_sidebar()
        st.title(page.title, icon=page.icon)
        draw_notices()
    page.run()


def on_wall() -> bool:
    """Whether this window shows a chart on the wall, where nothing else belongs. The address says it before the menu
    is drawn, which is when it has to be known."""
    return urlsplit(st.context.url or "").path.rstrip("/").endswith("/projector")


def draw_sidebar() -> None:
    """The chosen workshop and the language."""
    with st.sidebar:
        workshops = list_workshops()
        if workshops:
            settle_workshop(workshops)
            names = {w.id: f"{w.company} ({w.id})" for w in workshops}
            st.selectbox(_("Workshop"), list(names), format_func=lambda w: names[w], key=WORKSHOP_KEY)
        st.session_state.setdefault(LANGUAGE_KEY, current_language())
        st.segmented_control(_("Language"), LANGUAGES, format_func=str.upper, key=LANGUAGE_KEY, required=True)
    remember_in_address()


def settle_workshop(workshops: list[Listed]) -> None:
    """Decide which workshop is shown before its selector is drawn: the one just opened, else the one chosen before."""
    st.session_state[WORKSHOP_KEY] = st.session_state.pop("enter", None) or st.session_state.get(WORKSHOP_KEY)
    found = chosen(workshops)
    st.session_state[WORKSHOP_KEY] = found.id if found else None


def remember_in_address() -> None:
    """Write workshop and language into the address, so that a reload or a copied link leads to the same view.

    By hand, because widgets bound to the address (`bind="query-params"`) make `st.switch_page` raise.
    """
    for name in (WORKSHOP_KEY, LANGUAGE_KEY):
        value = st.session_state.get(name)
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value


draw_frame()
