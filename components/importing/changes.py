"""What a file would change in the workshop it is added to: counted, then named, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from components.forms import kind_label
from components.plain import plain
from components.texts import _, current_language
from workshop.labels import FIELD_LABELS, code_label
from workshop.texts import Message, message, spoken
from workshop.workbook.compared.beside import FieldChange, RecordChange
from workshop.workbook.compared.difference import Difference

CHIPS: dict[str, tuple[Message, str]] = {
    "new": (message("new"), ":material/add_circle:"),
    "changed": (message("changed"), ":material/edit:"),
    "unchanged": (message("unchanged"), ":material/check:"),
    "missing": (message("not in the file, kept"), ":material/inventory_2:"),
}
"""What becomes of a record → the word for it, icon."""
SHOWN = 30
"""So many records of one kind are named; the downloadable result has them all."""


def difference_card(difference: Difference) -> None:
    """How many records are new, changed, unchanged or only in the workshop, and which."""
    counts = {status: sum(c.status == status for c in difference.changes) for status in ("new", "changed", "unchanged")}
    counts |= {"missing": sum(map(len, difference.missing.values()))}
    with st.container(border=True):
        with st.container(horizontal=True):
            for name, (word, icon) in CHIPS.items():
                st.badge(f"{_(word)}: {counts[name]}", icon=icon, color="gray")
        changed = [change for change in difference.changes if change.status == "changed"]
        if changed or difference.workshop:
            with st.expander(_("Changed, field by field"), icon=":material/edit:", expanded=len(changed) <= SHOWN):
                named(kind_label("workshop"), field_lines("workshop", difference.workshop))
                for kind, found in by_kind(changed).items():
                    named(kind_label(kind), [changed_line(change) for change in found])
        if counts["new"]:
            with st.expander(_("New"), icon=":material/add_circle:"):
                for kind, found in by_kind(c for c in difference.changes if c.status == "new").items():
                    named(kind_label(kind), [f"- {plain(change.title)}" for change in found])
        if counts["missing"]:
            with st.expander(_("Not in the file: these stay as they are"), icon=":material/inventory_2:"):
                for kind, lost in difference.missing.items():
                    named(kind_label(kind), [f"- {plain(title)}" for _identity, title in lost])


def by_kind(changes: Iterable[RecordChange]) -> dict[str, list[RecordChange]]:
    """Kind → its changes, in the order they came up."""
    found: dict[str, list[RecordChange]] = {}
    for change in changes:
        found.setdefault(change.kind, []).append(change)
    return found


def named(name: str, lines: Sequence[str]) -> None:
    """A list of one kind with its name and number above it."""
    if not lines:
        return
    rest = [_("- … and more of this kind: {n}", n=len(lines) - SHOWN)] if len(lines) > SHOWN else []
    st.markdown("\n".join([f"**{name}: {len(lines)}**\n", *lines[:SHOWN], *rest]))


def changed_line(change: RecordChange) -> str:
    """One record with all its changed fields."""
    return "\n".join([f"- {plain(change.title)}", *(f"  {line}" for line in field_lines(change.kind, change.fields))])


def field_lines(kind: str, fields: Iterable[FieldChange]) -> list[str]:
    """Each changed field: its name, before → after."""
    return [
        f"- {_(FIELD_LABELS[kind].get(f.field, f.field))}: {value_text(kind, f.field, f.before)} "
        f":material/arrow_forward: **{value_text(kind, f.field, f.after)}**"
        for f in fields
    ]


def value_text(kind: str, field: str, value: Any) -> str:
    """A value as a person reads it, for markdown."""
    if value is None or value == "":
        return _("empty")
    label = code_label(kind, field, value)
    if isinstance(label, Message):
        return plain(_(label))
    return plain(spoken(value, current_language()))
