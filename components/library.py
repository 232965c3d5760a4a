"""The library of touchpoints: a click adds one to the journey, where it belongs."""

from __future__ import annotations

import streamlit as st

from components.forms import carry_out
from components.plain import plain
from components.room import Room
from components.texts import _, current_language
from components.touchpoints import with_places
from data.commands import Edit, edit
from data.store import load
from workshop.labels import PHASE_LABELS, STEERABILITY_LABELS
from workshop.library import LibraryGroup, LibraryTouchpoint, fits, is_there, library, taken_over, touchpoints_in


def library_card(room: Room) -> None:
    """The libraries that suit the workshop's industry first; a touchpoint a line, ticked when it is there."""
    groups = sorted(library().groups, key=lambda group: not fits(room.workshop.industry, group.industry))
    labels = {group.id: group for group in groups}
    chosen = st.pills(
        _("Library"), list(labels), default=groups[0].id, required=True, key="library_group", wrap=True,
        format_func=lambda group: _(labels[group].label),
    )  # fmt: skip
    with st.container(gap=None):
        draw_group(room, labels[chosen or groups[0].id])


def draw_group(room: Room, group: LibraryGroup) -> None:
    """The touchpoints of one library, phase by phase."""
    phase = ""
    for one in touchpoints_in(group.id):
        if one.phase != phase:
            phase = one.phase
            st.markdown(f"**{_(PHASE_LABELS[phase])}**")
        draw_touchpoint(room, one)


def draw_touchpoint(room: Room, one: LibraryTouchpoint) -> None:
    """A button with the name; what can be said about how far we can steer it as its help."""
    there = is_there(room.dossier, one)
    steerable = _(STEERABILITY_LABELS[one.steerability]) if one.steerability else "–"
    st.button(
        plain(f"{_(one.name)} · {_(one.channel)}"), icon=":material/check:" if there else ":material/add:",
        type="tertiary", disabled=there, key=f"library_{one.id}",
        help=_("Steerability: {steerable}", steerable=steerable),
        on_click=carry_out, args=(take, room.workshop.id, one, current_language()), kwargs={"done": _("Added")},
    )  # fmt: skip


def take(workshop_id: str, one: LibraryTouchpoint, language: str) -> None:
    """Store a touchpoint of the library with its place in the journey, as one change."""
    dossier = load(workshop_id)
    record, order = taken_over(dossier, one, language)
    edit(workshop_id, "touchpoints", with_places(dossier.touchpoints, order, [Edit(None, record)]))
