"""Who does what: the roles of people in all measures, what is missing, and how much of the budget goes to training."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.plain import plain
from components.room import Room, derived
from components.texts import _
from workshop.action.people import MOST_PER_CYCLE, raci, without
from workshop.advice.action import training_share
from workshop.dossier import Dossier

SHOWN = 12
"""So many people are shown at first; the others are behind “more”."""


def load_card(room: Room) -> None:
    """Three figures: open measures against what a cycle carries, those without an accountable person, training."""
    measures = room.dossier["measures"]
    share = derived(room, training_share)
    with st.grid(3, min_column_width=180):
        st.metric(
            _("Open measures (at most {limit} a cycle)", limit=MOST_PER_CYCLE),
            int((measures["status"] != "done").sum()), border=True,
        )  # fmt: skip
        st.metric(_("Without an accountable person"), len(derived(room, without, "accountable")), border=True)
        st.metric(
            _("Share of training in the budget"), "–" if share != share else f"{share:.0%}".replace("%", " %"),
            border=True,
        )  # fmt: skip


def missing_card(room: Room) -> None:
    """Measures for which nobody answers, or which nobody does, by name."""
    for field, said in (
        ("accountable", _("Nobody answers for them; exactly one person has to:")),
        ("responsible", _("Nobody does them; at least one person has to:")),
    ):
        names = derived(room, without, field)
        if names:
            st.markdown("\n".join([f":material/warning: {said}", "", *(f"- {plain(name)}" for name in names)]))


def raci_frame(dossier: Dossier) -> pd.DataFrame:
    """The roles with the title of each measure in front."""
    table = raci(dossier).reset_index(drop=True)
    table.insert(0, "__title", list(dossier["measures"]["title"]))
    return table


def raci_card(room: Room) -> None:
    """Measures by people; the busiest first."""
    table = derived(room, raci_frame)
    people = list(table.columns[1:])
    st.header(_("Who has which role?"), anchor=False)
    st.caption(_("R does it · A answers for it, exactly one · C is asked before · I learns of it afterwards"))
    if not people:
        st.markdown(_("Nobody is named in a measure yet."))
        return
    more = len(people) > SHOWN and st.toggle(_("All {n} people", n=len(people)), key="raci_all")
    shown = people if more else people[:SHOWN]
    st.space("small")
    st.dataframe(
        table[["__title", *shown]], hide_index=True, height="content",
        alt=_("Roles of {n} people in {m} measures", n=len(shown), m=len(table)),
        column_config={
            "__title": st.column_config.TextColumn(_("Measure"), width=260, pinned=True),
            **{name: st.column_config.TextColumn(name, alignment="center") for name in shown},
        },
    )  # fmt: skip
