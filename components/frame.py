"""The frame around every page: who is there, which language, which workshop, then the page itself."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

import streamlit as st

from components.access import closed_door, current_grant
from components.forms import draw_notices
from components.importing.undoing import draw_just_imported
from components.live.who import current_seat
from components.room import WORKSHOP_KEY, working_in
from components.rooms import rooms
from components.selector import draw_selector
from components.skin import TRAFFIC_LIGHT_KEY, draw_switch
from components.texts import LANGUAGE_KEY, _, current_language, speaking
from data.access import FACILITATOR
from data.counted import counted
from data.store import Listed
from workshop.texts import LANGUAGES

ICON = "/app/static/icon.png"
"""A picture of our own, served with the font: Streamlit would fetch an icon from the internet, which a room may not
have."""
PHONE = "room"
"""The address of the page that people with a seat come to."""


def draw_frame() -> None:
    """Draw the menu and the chosen page, or the closed door. The door comes first, on every run."""
    counted.add("runs")
    st.set_page_config(page_title="Touchpoint-Werkstatt", page_icon=ICON, layout="wide")
    grant = current_grant()
    granted = grant is not None and grant.role == FACILITATOR
    bare = is_at("projector") or is_at(PHONE)
    menu: Literal["sidebar", "hidden"] = "sidebar" if granted and not bare else "hidden"
    known = ("", PHONE) if is_at(PHONE) and not granted else ()  # two hundred phones need no map of the whole house
    page = st.navigation(rooms(*known), position=menu, expanded=True)
    seated = page.url_path == PHONE and current_seat() is not None  # a seat opens this page and no other
    if not (granted or seated):
        closed_door()
        return
    if bare or seated:
        page.run()
        return
    chosen = draw_sidebar()
    st.title(page.title, icon=page.icon)
    draw_notices()
    draw_just_imported(page.url_path)
    with working_in(chosen):
        page.run()


def is_at(address: str) -> bool:
    """Whether this window is at the wall's or the phone's page, where nothing else belongs. The address says it before
    the menu is drawn, which is when it has to be known; it comes from the browser and opens no door."""
    return urlsplit(st.context.url or "").path.rstrip("/").endswith(f"/{address}")


def draw_sidebar() -> Listed | None:
    """The chosen workshop, which is returned, the language, the colours."""
    with st.sidebar:
        chosen = draw_selector()
        st.session_state.setdefault(LANGUAGE_KEY, current_language())
        st.segmented_control(_("Language"), LANGUAGES, format_func=str.upper, key=LANGUAGE_KEY, required=True)
        draw_switch()
    remember_in_address()
    return chosen


def remember_in_address() -> None:
    """Write workshop, language and colours into the address, so that a reload or a copied link leads to the same view.

    By hand, because widgets bound to the address (`bind="query-params"`) make `st.switch_page` raise.
    """
    asked = st.query_params.to_dict()
    for name in (WORKSHOP_KEY, LANGUAGE_KEY, TRAFFIC_LIGHT_KEY):
        value = st.session_state.get(name)
        if value and asked.get(name) != str(value):
            st.query_params[name] = value
        elif not value and name in asked:
            del st.query_params[name]


with speaking(current_language()):  # asked once: a page has up to a hundred texts
    draw_frame()
