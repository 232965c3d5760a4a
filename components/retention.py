"""How long a workshop is kept: the field on the set-up page, the notice on the overview, the server's daily look."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, date, datetime

import streamlit as st

from components.access import asking_now
from components.forms import carry_out
from components.room import Room, derived
from components.texts import _
from data.engine import AWAY
from data.retention import keep_until, last_day, purge
from workshop.dossier import Dossier
from workshop.retention import MONTHS, days_left, ends_soon, longer, months_after
from workshop.rights import Thing, may

DAILY, AGAIN = 24 * 3600, 600
"""Seconds between two looks, and until the next one when the database was away."""
CHOICE, DAY = "kept", "kept_until"
"""Session keys of the choice and of the day."""
DATE, ENDLESS = "date", "endless"

log = logging.getLogger("werkstatt")


async def delete_in_time(first: float = 60) -> None:
    """While the server runs: once a day delete the workshops whose last day is over, the first time soon after the
    start."""
    wait = first
    while True:
        await asyncio.sleep(wait)
        try:
            await asyncio.to_thread(purge)
        except AWAY as error:
            log.warning("What is over its time could not be deleted, it is tried again: %s", error)
            wait = AGAIN
        else:
            wait = DAILY


def _last_day(dossier: Dossier) -> date | None:
    """Asked once per revision, which setting it raises."""
    return last_day(dossier.workshop.id)


def kept_card(room: Room) -> None:
    """Until when the workshop is kept, and the way to change it; only who may delete it may do that."""
    last, workshop_id = derived(room, _last_day), room.workshop.id
    st.write(kept(last))
    if not may(asking_now(), "administer", Thing(workshop_id)):
        return
    today = datetime.now(UTC).date()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choice = st.selectbox(
            _("Keep until"), [ENDLESS, *MONTHS, DATE], key=f"{CHOICE}_{workshop_id}", width=260,
            index=0 if last is None else len(MONTHS) + 1, format_func=_choice_label,
        )  # fmt: skip
        if choice == DATE:
            day: date | None = st.date_input(
                _("Last day"), last or months_after(today, 12), key=f"{DAY}_{workshop_id}", width=200,
                min_value=min(today, last or today), max_value=months_after(today, 1200), format="DD.MM.YYYY",
            )  # fmt: skip
        else:
            day = months_after(today, choice) if isinstance(choice, int) else None
        st.button(
            _("Save"), key=f"save_kept_{workshop_id}", disabled=day == last, on_click=carry_out,
            args=(keep_until, workshop_id, day), kwargs={"done": _("Saved")},
        )  # fmt: skip
    st.caption(_("On the day after, everything in it is deleted by itself. You are told on the overview before."))


def _choice_label(choice: str | int) -> str:
    if isinstance(choice, int):
        return _("{n} months from today", n=choice)
    return _("without end") if choice == ENDLESS else _("a day")


def kept(last: date | None) -> str:
    """Until when something is kept, in a sentence."""
    if last is None:
        return _("It is kept until somebody deletes it.")
    return _("It is kept until {day}, and then deleted with everything in it.", day=last)


def draw_notice(room: Room) -> None:
    """On the overview: that the end is near, with one click to put it off."""
    workshop_id = room.workshop.id
    last, today = derived(room, _last_day), datetime.now(UTC).date()
    left = days_left(last, today)
    if last is None or left is None or not ends_soon(last, today):
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        if left < 0:
            st.markdown(_(":material/auto_delete: **The time of this workshop is over.** It is deleted today."))
        else:
            said = _("This workshop is deleted in {n} days: it is kept until {day}.", n=left, day=last)
            st.markdown(f":material/auto_delete: **{said}** {_('Take it home as a workbook before.')}")
        if may(asking_now(), "administer", Thing(workshop_id)):
            st.button(
                _("Keep it a year longer"), icon=":material/more_time:", key="keep_longer", on_click=carry_out,
                args=(keep_until, workshop_id, longer(last, today)), kwargs={"done": _("Saved")},
            )  # fmt: skip
