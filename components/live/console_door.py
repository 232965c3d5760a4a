"""The way in as the facilitator sees it: code, address, QR, and the button that opens the wall in its own window."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from urllib.parse import urlencode

import segno
import streamlit as st

from components.live.address import public_address, short
from components.texts import _, current_language
from data.live_room import Room
from workshop.live.codes import shown


def draw_door(room: Room) -> None:
    """Code and wall in one line; the rest is folded."""
    code = room.code or ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(f":material/key: {shown(code)}", width="content", anchor=False)
        st.link_button(_("On the wall"), wall_link(room.workshop_id), icon=":material/present_to_all:")
    with st.expander(_("Link and QR code"), icon=":material/qr_code_2:", key="fold_link"):
        address = public_address()
        st.code(f"{address}/j/{code}", language=None)
        picture = qr_image(f"{address}/j/{code}")
        st.html(f'<img src="{picture}" width="220" alt="{escape(_("QR code to join"))}">')
        st.caption(_("Or open {address} and type the code.", address=f"{short(address)}/j"))


def wall_link(workshop_id: str) -> str:
    """The address of the wall that follows this console, without Streamlit's own bars."""
    asked = {"w": workshop_id, "follow": "1", "lang": current_language(), "embed": "true"}
    return f"projector?{urlencode(asked)}"


@lru_cache(maxsize=16)
def qr_image(address: str) -> str:
    """A QR code as the address of a picture: black on white with its quiet zone, whatever the theme."""
    return str(segno.make(address, error="m").svg_data_uri(scale=8, dark="#000", light="#fff"))
