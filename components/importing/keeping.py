"""Keeping what was reviewed: what it is in numbers, the new workshop's name, one button."""

from __future__ import annotations

import streamlit as st

from components.forms import attempt, kind_label
from components.importing.memory import remember_answers
from components.importing.sentence import row_counts
from components.importing.source import choose_wave
from components.importing.undoing import remember_import
from components.importing.upload import UPLOAD, Upload
from components.plain import plain
from components.room import ENTER
from components.rooms import PAGES
from components.texts import _
from data.commands import keep
from data.import_rows import Source
from data.store import list_workshops
from workshop.dossier import Bundle
from workshop.records import Workshop
from workshop.workbook.reading import Reading


def keep_card(upload: Upload, reading: Reading) -> None:
    """What would be stored, in numbers, and the button that stores it."""
    difference = upload.difference
    counts = {kind: len(found) for kind, found in difference.bundle.records.items()} if difference else reading.counts
    counts = {kind: n for kind, n in counts.items() if n}
    with st.container(border=True):
        if not counts and not (difference and difference.workshop):
            st.markdown(_("**Nothing to keep:** the file says nothing that is not there already."))
            choose_wave(upload, reading)
            return
        st.markdown(
            _("**This will be kept:** {what}", what=" · ".join(f"{n} {kind_label(k)}" for k, n in counts.items()))
        )
        choose_wave(upload, reading)
        name = short_name(reading.workshop.id) if upload.into is None and reading.workshop is not None else ""
        if st.button(_("Keep it"), icon=":material/check:", shortcut="Ctrl+Enter"):
            keep_and_go(upload, reading, name)


def short_name(wanted: str) -> str:
    """The new workshop's short name; proposed with a number when another workshop has it already."""
    taken = {workshop.id for workshop in list_workshops()}
    free = next(name for name in (wanted, *(f"{wanted}-{n}" for n in range(2, 1000))) if name not in taken)
    if free != wanted:
        st.info(
            _("There is already a workshop “{name}”; this one becomes “{free}”. To add to it, choose it above.",
              name=plain(wanted), free=plain(free)),
            icon=":material/info:",
        )  # fmt: skip
    return st.text_input(_("Short name"), free, max_chars=40, help=_("Stands in addresses and commands.")).strip()


def keep_and_go(upload: Upload, reading: Reading, name: str) -> None:
    """Store everything in one transaction and show it; a refusal is said above and stores nothing."""
    stored: list[str] = []
    into = upload.into.id if upload.into else None

    def command() -> None:
        workshop = reading.workshop
        if into is None and workshop is not None:
            workshop = Workshop.model_validate(workshop.model_dump() | {"id": name})
        bundle = upload.difference.bundle if upload.difference else Bundle(workshop, reading.records)
        counts = upload.difference.counts if upload.difference else row_counts(reading)
        stored.append(keep(bundle, into=into, source=Source(reading.file, reading.make, counts))[0])
        remember_answers(reading)

    if not attempt(command, done=_("Kept.")):
        st.rerun()
    remember_import(stored[0])
    st.session_state.pop(UPLOAD, None)
    st.session_state[ENTER] = stored[0]
    st.switch_page(PAGES / "analysis" / ("heatmap.py" if reading.counts.get("ratings") else "touchpoints.py"))
