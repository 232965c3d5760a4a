"""The example workshops: opened with one click, so that no page is ever empty."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components.access import asking_now
from components.room import ENTER
from components.rooms import PAGES
from components.texts import _, current_language
from data.commands import keep
from data.store import list_workshops
from workshop.dossier import Bundle
from workshop.samples import add_beside
from workshop.texts import Message, message
from workshop.workbook.files.child import read_upload

FOLDER = Path(__file__).parent.parent / "sample_workshops"

SAMPLES: dict[str, tuple[str, Message, str]] = {
    "WS-AUTO": ("autohaus.xlsx", message("Car dealer (German)"), ":material/directions_car:"),
    "WS-IT": ("systemhaus.xlsx", message("IT service provider (German)"), ":material/computer:"),
    "WS-HOTEL": ("hotel.xlsx", message("Hotel (English)"), ":material/hotel:"),
}
"""Short name of the workshop in each file → file, what it is, icon."""


def samples_card() -> None:
    """The examples beside a workshop of one's own, drawn only when somebody unfolds them."""
    with st.expander(_("Examples"), icon=":material/lightbulb:", key="samples", on_change="rerun") as opened:
        if opened.open:
            sample_buttons()


def sample_buttons() -> None:
    """One button per example; it leads straight to the heatmap."""
    st.caption(_("Invented companies with two measurements each. One click opens the heatmap."))
    with st.container(horizontal=True):
        for sample, (_file, name, icon) in SAMPLES.items():
            if st.button(_(name), key=f"sample_{sample}", icon=icon):
                open_sample(sample)


def open_sample(sample: str) -> None:
    """Go to an example's heatmap; read it in first when it is not there yet. Who has signed in gets
    one of their own."""
    grant = asking_now()
    mine = f"{sample}-{grant.account[:6].upper()}" if grant is not None and grant.account else sample
    if mine not in {workshop.id for workshop in list_workshops()}:
        with st.spinner(_("Reading {file} …", file=SAMPLES[sample][0])):
            bundle = sample_bundle(sample, current_language())
            assert bundle.workshop is not None
            bundle.workshop.id = mine
            keep(bundle)
    st.session_state[ENTER] = mine
    st.switch_page(PAGES / "analysis" / "heatmap.py")


def sample_bundle(sample: str, language: str) -> Bundle:
    """An example as its workbook says it, with what lies beside that: Kano answers and worksheets."""
    path = FOLDER / SAMPLES[sample][0]
    bundle = read_upload(path.read_bytes(), path.name, language=language, known=None).bundle
    beside = path.with_suffix(".toml")
    if beside.exists():
        add_beside(bundle, beside.read_text(encoding="utf-8"))
    return bundle
