"""What was imported before, and taking it back: right after an import, and as a list."""

from __future__ import annotations

import streamlit as st

from components.forms import carry_out
from components.importing.sentence import parts_of
from components.plain import plain
from components.texts import _
from data.import_rows import Import
from data.imports import last_import, list_imports, undo_import, why_not

IMPORTED = "imported"
"""Session key of the import somebody has just made: workshop, import, and the page that says so ("" = the next one)."""
LISTED = 10
"""So many imports of a workshop are listed."""


def remember_import(workshop_id: str) -> None:
    """Say on the next page that this workshop's newest import can be taken back."""
    if newest := last_import(workshop_id):
        st.session_state[IMPORTED] = (workshop_id, newest.id, "")


def draw_just_imported(page: str) -> None:
    """A line with the import that was just made, on the page it led to and nowhere else."""
    workshop_id, import_id, shown_on = st.session_state.get(IMPORTED, ("", "", ""))
    if not import_id:
        return
    newest = last_import(workshop_id)
    if newest is None or newest.id != import_id or shown_on not in ("", page):
        del st.session_state[IMPORTED]
        return
    st.session_state[IMPORTED] = (workshop_id, import_id, page)
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(told(newest))
        if why_not(workshop_id, import_id) is None:
            undo_button(newest)


def imports_card(workshop_id: str) -> None:
    """The workshop's imports, each with its undo or the reason why it cannot be undone any more."""
    found = [item for item in list_imports(workshop_id)[:LISTED] if not item.undone]
    if not found:
        return
    card = st.expander(_("Imports of this workshop"), icon=":material/history:", key="imports", on_change="rerun")
    if not card.open:
        return
    with card:
        for item in found:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(told(item))
                if (reason := why_not(workshop_id, item.id)) is None:
                    undo_button(item)
            if reason is not None:
                st.caption(plain(_(reason)))


def told(item: Import) -> str:
    """File, day and rows of an import, for markdown."""
    return _(
        "**{file}**, {day}: {parts}",
        file=plain(item.file), day=item.at, parts=" · ".join(parts_of(item.counts)) or "0",
    )  # fmt: skip


def undo_button(item: Import) -> None:
    """Take one import back, with everything it brought."""
    with_workshop = _("The import made this workshop, so it goes with it.")
    only = _("Takes back everything this file brought: records, votes, changed fields.")
    st.button(
        _("Undo the import"), icon=":material/undo:", key=f"undo_{item.id}", on_click=carry_out,
        args=(undo_import, item.workshop_id, item.id), kwargs={"done": _("The import is undone.")},
        help=with_workshop if item.created else only,
    )  # fmt: skip
