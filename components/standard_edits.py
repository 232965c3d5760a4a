"""What a click on the worksheet does: a standard is added, changed, moved on or removed."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components.forms import attempt, carry_out
from components.texts import _
from components.worksheet import COMPANY
from data.commands import Edit, edit
from data.store import load
from workshop.order import next_key
from workshop.records import LEVELS, STANDARD_STATUSES, Standard, StandardVote

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
    """Delete a standard with the votes on it, which are deleted first; undo brings both back, one after the other."""
    votes = load(workshop_id)["standard_votes"]
    cast = [StandardVote.model_validate(row) for row in votes[votes["standard"] == base.key].to_dict("records")]
    if cast:
        edit(workshop_id, "standard_votes", [Edit(vote, None) for vote in cast])
    edit(workshop_id, "standards", [Edit(base, None)])


def choose_action(menu: str, workshop_id: str, base: Standard) -> None:
    """Callback of a card's menu: a level moves it there, "back" takes its status one step back."""
    action = st.session_state[menu]
    if action == "edit":
        st.session_state[EDITING] = base
    elif action == "delete":
        carry_out(remove, workshop_id, base, done=_("Deleted. “Undo” brings it back."))
    elif action == "back":
        before = STANDARD_STATUSES[STANDARD_STATUSES.index(base.status) - 1]
        carry_out(change, workshop_id, base, status=before)
    elif action in LEVELS:
        carry_out(change, workshop_id, base, level=action)


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
