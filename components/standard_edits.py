"""Changing standards: what a click on the worksheet does, and the card as a form."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components.forms import attempt, carry_out
from components.room import Room
from components.texts import _
from components.worksheet import COMPANY, Sheet
from data.commands import Edit, edit, unclassify
from data.store import load
from workshop.labels import FIELD_LABELS
from workshop.order import next_key
from workshop.records import LEVELS, STANDARD_STATUSES, STANDARD_TEXT, Standard, StandardVote

EDITING = "standard_in_edit"
"""Session key of the standard whose card is a form now, as it stood when the form was opened."""


def add_from(field: str, workshop_id: str, level: str, home: tuple[str | None, str | None]) -> None:
    """Callback: store the sentence in a field as a new standard; when that is refused, it stands there again."""
    text = st.session_state[field]
    if not attempt(add, workshop_id, level, text, home, done=_("Saved")):
        st.session_state[field] = text


def add(workshop_id: str, level: str, text: str, home: tuple[str | None, str | None]) -> None:
    """Store a new standard. Raises ValidationError for a text that is empty or too long."""
    department, touchpoint = home
    key = next_key(list(load(workshop_id)["standards"]["key"]), "S")
    standard = Standard(key=key, level=level, text=text, department=department, touchpoint=touchpoint)
    edit(workshop_id, "standards", [Edit(None, standard)])


def change(workshop_id: str, base: Standard, **values: Any) -> None:
    """Store some fields of a standard. Raises ValidationError for a broken limit, Refusal when somebody was faster."""
    edit(workshop_id, "standards", [Edit(base, Standard.model_validate(base.model_dump() | values))])


def remove(workshop_id: str, base: Standard) -> None:
    """Delete a standard with the votes on it; undo brings the standard back, the votes are gone."""
    votes = load(workshop_id)["standard_votes"]
    cast = [StandardVote.model_validate(row) for row in votes[votes["standard"] == base.key].to_dict("records")]
    if cast:
        unclassify(workshop_id, cast)
    edit(workshop_id, "standards", [Edit(base, None)])


def choose_action(menu: str, workshop_id: str, base: Standard) -> None:
    """Callback of a card's menu: a level moves it there, "back" takes its status one step back."""
    action = st.session_state[menu]
    if action == "edit":
        st.session_state[EDITING] = (workshop_id, base)
    elif action == "delete":
        carry_out(remove, workshop_id, base, done=_("Deleted. “Undo” brings it back."))
    elif action == "back":
        before = STANDARD_STATUSES[STANDARD_STATUSES.index(base.status) - 1]
        carry_out(change, workshop_id, base, status=before)
    elif action in LEVELS:
        carry_out(change, workshop_id, base, level=action)


def edit_form(room: Room, sheet: Sheet, base: Standard) -> None:
    """The card as a form: sentence, criterion, target, whose it is and where it holds."""
    labels, prefix = {name: _(label) for name, label in FIELD_LABELS["standards"].items()}, f"edit_{base.key}"
    owners = [COMPANY, *room.dossier.departments]
    owner = base.department if base.department in owners else COMPANY
    with st.form(prefix, border=False):
        st.text_area(
            _("Standard (at most {limit} characters)", limit=STANDARD_TEXT), base.text, key=f"{prefix}_text", height=100
        )
        st.text_input(labels["criterion"], base.criterion, key=f"{prefix}_criterion")
        st.text_input(labels["target"], base.target, key=f"{prefix}_target")
        st.selectbox(
            labels["department"], owners, owners.index(owner), key=f"{prefix}_department",
            format_func=lambda name: _("Company-wide") if name == COMPANY else name,
        )  # fmt: skip
        st.checkbox(_("Holds at every touchpoint"), base.touchpoint is None, key=f"{prefix}_everywhere")
        st.checkbox(labels["training_needed"], base.training_needed, key=f"{prefix}_training_needed")
        with st.container(horizontal=True):
            args: tuple[Any, ...] = (room.workshop.id, base, sheet.place.key, prefix)
            st.form_submit_button(_("Save"), key=f"save_{base.key}", on_click=save_edit, args=args)
            st.form_submit_button(_("Cancel"), on_click=close_edit)


def save_edit(workshop_id: str, base: Standard, here: str, prefix: str) -> None:
    """Callback of a card's form: store what was typed; the form stays open when that was refused.

    `here`: the touchpoint of the worksheet, for a standard that is no longer to hold everywhere.
    """
    given = {name: st.session_state[f"{prefix}_{name}"] for name in ("text", "criterion", "target", "training_needed")}
    whose, everywhere = st.session_state[f"{prefix}_department"], st.session_state[f"{prefix}_everywhere"]
    place = {
        "department": None if whose == COMPANY else whose,
        "touchpoint": None if everywhere else base.touchpoint or here,
    }
    if attempt(change, workshop_id, base, **given, **place, done=_("Saved")):
        del st.session_state[EDITING]


def close_edit() -> None:
    """Callback: leave the form without storing anything."""
    st.session_state.pop(EDITING, None)
