"""What somebody has changed in a table widget since it was drawn: its cells, its new and its deleted rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st


@dataclass(frozen=True)
class Pending:
    """The edits of a `st.data_editor`; rows are numbered as they were when it was first drawn."""

    cells: dict[int, dict[str, Any]]
    """Row → column → value."""
    added: list[dict[str, Any]]
    """Rows with something in them; one that is only begun is no row yet."""
    deleted: set[int]


def pending_in(widget: str) -> Pending | None:
    """The edits of the widget with this key; None when it was not drawn in the run before, and so holds none."""
    state = st.session_state.get(widget)
    if state is None:
        return None
    cells = {int(row): dict(values) for row, values in state.get("edited_rows", {}).items()}
    added = [{name: value for name, value in row.items() if value is not None} for row in state.get("added_rows", [])]
    filled = [row for row in added if any(not isinstance(value, bool) for value in row.values())]
    return Pending(cells, filled, {int(row) for row in state.get("deleted_rows", [])})
