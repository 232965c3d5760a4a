"""The measurements: how net delight develops, when the next one is due, a new one with its name and day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Literal

import pandas as pd
import streamlit as st

from components.charted import rated_waves
from components.plain import plain
from components.room import Room, cached_dossier, derived
from components.settings import next_wave, start_wave
from components.texts import _, current_language
from data.settings import database_url
from data.store import list_workshops
from workshop.control.cycles import MapLine, reminder, roll_up, same_company, wave_verdict, weak_spots
from workshop.texts import say, signed, spoken

FORMATS: dict[str, Literal["DD.MM.YYYY", "DD/MM/YYYY"]] = {"de": "DD.MM.YYYY", "en": "DD/MM/YYYY"}


def reminder_card(room: Room) -> None:
    """When the next measurement is planned or due."""
    said = derived(room, reminder, datetime.now(UTC).date())
    if said is not None:
        st.info(plain(_(said)), icon=":material/event:")


def choose_touchpoint(room: Room) -> str:
    """All touchpoints together unless somebody chooses one; "" = together."""
    names = dict(zip(room.dossier.touchpoints["key"], room.dossier.touchpoints["name"], strict=True))
    chosen = st.selectbox(
        _("Touchpoint"), list(names), None, key=f"trend_{room.workshop.id}", placeholder=_("all together"),
        format_func=names.__getitem__, width=480,
    )  # fmt: skip
    return chosen or ""


def verdict_card(room: Room) -> None:
    """What three or more measurements of the same people speak for, and which touchpoints are still below okay."""
    if len(rated_waves(room)) > 2:
        st.write(plain(_(derived(room, wave_verdict))))
    weak = derived(room, weak_spots)
    if weak is not None:
        st.caption(plain(_(weak)))


def new_wave_card(room: Room) -> None:
    """A new measurement with its name and day; the one before it is closed."""
    waves = room.dossier.waves
    with st.expander(_("Start a new measurement"), icon=":material/add:", key="new_wave", on_change="rerun") as opened:
        if not opened.open:
            return
        st.caption(_("The same people, the same touchpoints. The measurement before it is closed and stays as it was."))
        number, today = len(waves), datetime.now(UTC).date()
        with st.form(f"wave_{number}", border=False):
            label = st.text_input(_("Name"), max_chars=200, placeholder=_("after one year"), key=f"wave_label_{number}")
            day = st.date_input(_("Held on"), today, format=FORMATS[current_language()], key=f"wave_day_{number}")
            if st.form_submit_button(_("Begin the measurement")):
                held_on = day if isinstance(day, date) else None
                start_wave(room.workshop.id, waves[-1] if waves else None, next_wave(waves, label, held_on))
                st.rerun()


def roll_up_card(room: Room) -> None:
    """All maps and cycles of the same company, read only when somebody unfolds them."""
    title = _("All maps and cycles of {company}", company=room.workshop.company)
    with st.expander(title, icon=":material/account_tree:", key="roll_up", on_change="rerun") as opened:
        if not opened.open:
            return
        listed = list_workshops()
        ids = same_company(room.workshop, [(one.id, one.company) for one in listed])
        dossiers = [cached_dossier(database_url(), one.id, one.revision) for one in listed if one.id in ids]
        if len(dossiers) < 2:
            st.caption(
                _("There is no other map of this company yet. A second target group gets a workshop of its own.")
            )
        lines = pd.DataFrame([line_of(line) for line in roll_up(dossiers)])
        st.dataframe(lines, hide_index=True, height="content", alt=title, placeholder="")


def line_of(line: MapLine) -> dict[str, Any]:
    """One map as a row of texts."""
    language = current_language()
    return {
        _("Workshop"): line.id,
        _("Target group"): line.target_group or "–",
        _("Product or service"): line.product or "–",
        _("Measurement"): say(line.wave, language),
        _("Held on"): spoken(line.day, language) if line.day else "–",
        _("Net delight"): signed(line.net_delight),
        "n": line.n,
        _("Painpoints"): line.painpoints,
        _("Measures done"): f"{line.done} / {line.measures}",
    }
