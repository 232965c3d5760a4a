"""The room beside its customers: how well it guesses, and how customer-centric both call us."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components.charted import wave_names
from components.forms import attempt
from components.plain import plain
from components.room import Room, derived
from components.texts import _
from data.commands import Edit, edit
from data.store import load
from workshop.dossier import Dossier, record_of
from workshop.figures.customers import self_image_gap
from workshop.records import SelfImage
from workshop.texts import Refusal, message, signed
from workshop.views.staff_customers import IMAGE_GROUPS, overlap, overlap_line


def asked_waves(room: Room) -> list[str]:
    """The measurements in which customers rated or somebody was asked for the self-image; else all of them."""
    return derived(room, waves_asked_in)


def waves_asked_in(dossier: Dossier) -> list[str]:
    """The same of a dossier."""
    asked = {*dossier["customer_ratings"]["wave"], *dossier["self_images"]["wave"]}
    return [wave for wave in dossier.waves if wave in asked] or dossier.waves


def choose_asked_wave(room: Room) -> str:
    """The measurement to look at: the newest one in which customers were asked, unless somebody chooses another."""
    waves, names = asked_waves(room), wave_names(room)
    if len(waves) == 1:
        return waves[0]
    return str(
        st.segmented_control(
            _("Measurement"), waves, default=waves[-1], required=True, wrap=True, format_func=names.__getitem__,
            key=f"asked_wave_{room.workshop.id}",
        )
    )  # fmt: skip


def overlap_card(room: Room, wave: str) -> None:
    """Whether the room sees what disappoints its customers most."""
    found = derived(room, overlap, wave)
    st.write(plain(_(overlap_line(found))))
    if found.missed:
        st.caption(plain(_("Not seen by the room: {names}", names=list(found.missed))))


def image_gap_card(room: Room, wave: str) -> None:
    """The gap in points with its interval, and what is known from elsewhere."""
    gap = derived(room, self_image_gap, wave)
    if gap.gap == gap.gap:
        said = _(
            "Gap: {gap} points, 95 % interval {low} to {high} (Newcombe; {staff} of us, {customers} customers).",
            gap=signed(100 * gap.gap), low=signed(100 * gap.low), high=signed(100 * gap.high),
            staff=gap.staff_n, customers=gap.customer_n,
        )  # fmt: skip
        st.write(plain(said))
    st.caption(
        _("Elsewhere: 80 % of companies against 8 % of their customers (Bain, 2005), 75 % against 30 % "
          "(Capgemini, 2017). The often quoted 80 to 15 has no source we could check.")
    )  # fmt: skip


def ask_card(room: Room, wave: str) -> None:
    """Enter how many of us and of our customers said yes: both questions in full, both numbers."""
    title = _("Enter the answers")
    with st.expander(title, icon=":material/how_to_vote:", key="self_image_entry", on_change="rerun") as opened:
        if not opened.open:
            return
        if room.dossier["waves"].set_index("key")["closed"][wave]:
            st.caption(_("This measurement is closed; its answers stay as they are."))
            return
        images = room.dossier["self_images"]
        rows = {row["group"]: row for row in images[images["wave"] == wave].to_dict("records")}
        defaults = {"staff": _("We are customer-centric."), "customer": _("They are customer-centric.")}
        with st.form(f"self_image_{wave}", border=False):
            given = [image_fields(wave, group, rows.get(group, {}), defaults[group]) for group in IMAGE_GROUPS]
            if st.form_submit_button(_("Save")):
                attempt(store_images, room.workshop.id, given, done=_("Saved"))
                st.rerun()


def image_fields(wave: str, group: str, row: Mapping[Any, Any], default: str) -> dict[str, object]:
    """The question and the two numbers of one group."""
    question, yes, n = st.columns([4, 1, 1])
    name = f"self_image_{wave}_{group}"
    who = _(IMAGE_GROUPS[group])
    return {
        "wave": wave, "group": group,
        "statement": question.text_input(
            _("Question to: {who}", who=who), row.get("statement") or default, max_chars=200, key=f"{name}_text"
        ),
        "yes": yes.number_input(_("Yes"), 0, None, int(row.get("yes", 0)), key=f"{name}_yes"),
        "n": n.number_input(_("Asked"), 0, None, int(row.get("n", 0)), key=f"{name}_n"),
    }  # fmt: skip


def store_images(workshop_id: str, given: list[dict[str, object]]) -> None:
    """Store the answers of both groups. Raises Refusal when more said yes than were asked."""
    stored = {(row["wave"], row["group"]): row for row in load(workshop_id)["self_images"].to_dict("records")}
    edits = []
    for values in given:
        record = SelfImage.model_validate(values)
        if record.yes > record.n:
            who = IMAGE_GROUPS[record.group]
            raise Refusal(message("{who}: {yes} said yes, but only {n} were asked. Correct one of them.",
                                  who=who, yes=record.yes, n=record.n))  # fmt: skip
        row = stored.get((record.wave, record.group))
        base = record_of("self_images", row) if row else None
        if record.n or base:
            edits.append(Edit(base, record if record.n else None))
    edit(workshop_id, "self_images", edits)
