"""The example workshops: opened with one click, so that no page is ever empty."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components.room import ENTER
from components.rooms import PAGES
from components.texts import _, current_language
from data.commands import keep
from data.store import list_workshops
from workshop.texts import Message, message
from workshop.workbook.child import read_upload

FOLDER = Path(__file__).parent.parent / "sample_workshops"

SAMPLES: dict[str, tuple[str, Message, str]] = {
    "WS-AUTO": ("autohaus.xlsx", message("Car dealer (German)"), ":material/directions_car:"),
    "WS-IT": ("systemhaus.xlsx", message("IT service provider (German)"), ":material/computer:"),
    "WS-HOTEL": ("hotel.xlsx", message("Hotel (English)"), ":material/hotel:"),
}
"""Short name of the workshop in each file → file, what it is, icon."""


def sample_buttons() -> None:
    """One button per example; it leads straight to the heatmap."""
    with st.container(horizontal=True):
        for sample, (_file, name, icon) in SAMPLES.items():
            if st.button(_(name), key=f"sample_{sample}", icon=icon):
                open_sample(sample)


def open_sample(sample: str) -> None:
    """Go to an example's heatmap; read it in first when it is not there yet."""
    if sample not in {workshop.id for workshop in list_workshops()}:
        path = FOLDER / SAMPLES[sample][0]
        with st.spinner(_("Reading {file} …", file=path.name)):
            keep(read_upload(path.read_bytes(), path.name, language=current_language(), known=None).bundle)
    st.session_state[ENTER] = sample
    st.switch_page(PAGES / "analysis" / "heatmap.py")
