"""A new to-do, written by its department: what will be done, who does it, until when."""

from __future__ import annotations

import streamlit as st

from components.forms import attempt
from components.measure_form import DATE_FORMATS, add, field_labels
from components.room import Room
from components.texts import _, current_language

FIELDS = ("title", "responsible", "until_date")
PREFIX = "own_measure"


def add_card(room: Room, department: str) -> None:
    """The form, folded away until somebody wants it; what was refused stays in it."""
    labels = field_labels()
    card = st.expander(_("Add a to-do"), icon=":material/add:", key="add_own_measure", on_change="rerun")
    if not card.open:
        return
    with card, st.form(PREFIX, border=False):
        st.text_input(
            labels["title"], key=f"{PREFIX}_title", placeholder=_("Call back within two hours"),
            help=_("Start with a verb: what will be done, not what is wrong."),
        )  # fmt: skip
        who, until = st.columns(2)
        who.text_input(labels["responsible"], key=f"{PREFIX}_responsible", help=_("Who does it."))
        until.date_input(
            labels["until_date"], None, key=f"{PREFIX}_until_date", format=DATE_FORMATS[current_language()]
        )
        st.form_submit_button(
            _("Add the to-do"), key=f"{PREFIX}_submit", on_click=add_own, args=(room.workshop.id, department)
        )


def add_own(workshop_id: str, department: str) -> None:
    """Callback: store the to-do as this department's; the form is empty again when that worked."""
    given = {name: st.session_state[f"{PREFIX}_{name}"] for name in FIELDS}
    if attempt(add, workshop_id, given | {"department": department}, done=_("The to-do is in the plan.")):
        st.session_state.update({f"{PREFIX}_title": "", f"{PREFIX}_responsible": "", f"{PREFIX}_until_date": None})
