"""What to mind in a step, folded until somebody wants to know."""

from __future__ import annotations

import streamlit as st

from components.plain import plain
from components.room import Room, derived
from components.texts import _
from workshop.advice.hints import hints


def hint_card(room: Room, step: str) -> None:
    """The hints of a step in one line each; nothing when there are none."""
    found = derived(room, hints, step)
    if not found:
        return
    with st.expander(_("To mind ({n})", n=len(found)), icon=":material/lightbulb:"):
        st.markdown("\n".join(f"- {plain(_(hint))}" for hint in found))
