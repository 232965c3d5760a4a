"""The frame around every page: who is there, which language, which workshop, then the page itself."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

import streamlit as st
from streamlit.navigation.page import Page

from components import access
from components.access import VISIT, not_yours, present
from components.door import closed_door
from components.forms import draw_notices
from components.importing.undoing import draw_just_imported
from components.live import who
from components.live.watch import watch_link
from components.owners import draw_account
from components.room import WORKSHOP_KEY, working_in
from components.rooms import LANDING, action_of, page_with, rooms
from components.selector import draw_selector
from components.skin import TRAFFIC_LIGHT_KEY, draw_switch
from components.texts import LANGUAGE_KEY, _, current_language
from components.warm import wait_until_warm
from data.counted import counted
from data.links import visited
from data.permission import deny
from data.store import Listed
from workshop.rights import LEADING, PARTICIPANT, Grant, Thing, may, opens, own
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
    grant = access.current_grant()
    leads = opens(grant, "facilitate")
    bare = is_at("projector") or is_at(PHONE)
    menu: Literal["sidebar", "hidden"] = "sidebar" if grant is not None and not bare else "hidden"
    known = ("", PHONE) if is_at(PHONE) and not leads else ()  # two hundred phones need no map of the whole house
    page = st.navigation(rooms(*known, grant=grant), position=menu, expanded=True)
    if page.url_path == PHONE and (leads or is_seated()):
        page.run()
        return
    if grant is None or not opens(grant, action_of(page.url_path)):
        turn_away(grant, page)
        return
    with present(grant):
        draw_page(grant, page, bare=bare)


def draw_page(grant: Grant, page: Page, *, bare: bool) -> None:
    """A page to somebody who may see it: with sidebar and title, or, on the wall, nothing but itself."""
    if grant.link and grant.workshop_id:
        st.session_state[VISIT] = visited(grant)
    if bare:
        wait_until_warm()
        page.run()
        return
    chosen = draw_sidebar(grant)
    st.title(page.title, icon=page.icon)
    draw_notices()
    if grant.role in LEADING:
        draw_just_imported(page.url_path)
    wait_until_warm()
    with working_in(chosen):
        page.run()


def turn_away(grant: Grant | None, page: Page) -> None:
    """The closed door, written down; who has a link to another page and came to the start is led there."""
    if grant is not None and not page.url_path and grant.role in LANDING:
        st.switch_page(page_with(LANDING[grant.role]))
    deny(grant, f"open /{page.url_path}", own_of(grant))
    if grant is None:
        closed_door()
    else:
        not_yours()


def own_of(grant: Grant | None) -> Thing:
    """What a grant is about; nothing for a stranger."""
    return own(grant) if grant is not None else Thing()


def is_seated() -> bool:
    """Whether who is here has a seat: it opens the phone's page and no other."""
    seat = who.current_seat()
    return seat is not None and may(Grant(PARTICIPANT, seat.workshop_id), "answer", Thing(seat.workshop_id))


def is_at(address: str) -> bool:
    """Whether this window is at the wall's or the phone's page, where nothing else belongs. The address says it before
    the menu is drawn, which is when it has to be known; it comes from the browser and opens no door."""
    return urlsplit(st.context.url or "").path.rstrip("/").endswith(f"/{address}")


def draw_sidebar(grant: Grant) -> Listed | None:
    """The chosen workshop, which is returned, the language, the colours."""
    with st.sidebar:
        chosen = draw_selector()
        st.session_state.setdefault(LANGUAGE_KEY, current_language())
        st.segmented_control(_("Language"), LANGUAGES, format_func=str.upper, key=LANGUAGE_KEY, required=True)
        draw_switch()
        watch_link(grant, chosen.id if chosen else None)
        draw_account(grant)
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
