"""The cards of the upload page: where to, reading, preview, keeping."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from components.forms import attempt, kind_label
from components.plain import plain
from components.rooms import PAGES
from components.texts import _, current_language
from data.commands import keep
from data.store import Listed, list_workshops, load
from workshop.dossier import Bundle
from workshop.labels import FIELD_LABELS, code_label
from workshop.records import Workshop
from workshop.texts import Message, Refusal, message
from workshop.workbook.child import read_upload
from workshop.workbook.context import context_of
from workshop.workbook.problems import Problem
from workshop.workbook.reading import Reading
from workshop.workbook.template import template_workbook

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

SEVERITIES: dict[str, tuple[Message, str]] = {
    "error": (message("held back"), ":material/block:"),
    "warning": (message("please check"), ":material/warning:"),
    "note": (message("done for you"), ":material/info:"),
}
"""What becomes of a problem → its name, its icon."""


def choose_target(workshops: Sequence[Listed]) -> str | None:
    """Where the file goes: None = a new workshop, else the id of the one it is added to."""
    if not workshops:
        return None
    names = {w.id: f"{w.company} ({w.id})" for w in workshops}
    return st.selectbox(
        _("Where to?"), [None, *names], key="upload_into",
        format_func=lambda w: names[w] if w else _("As a new workshop"),
        help=_("Adding never deletes: what the file says is added or changed, everything else stays."),
    )  # fmt: skip


def template_button() -> None:
    """The empty workbook to send to a client."""
    st.download_button(
        _("Template to send to the client"), lambda: template_workbook(current_language()), icon=":material/download:",
        file_name=_("touchpoint-template.xlsx"), mime=EXCEL, on_click="ignore",
    )  # fmt: skip


def read(file: UploadedFile, into: str | None) -> Reading | None:
    """What the file says, read once per file and target; None after saying why it cannot be read."""
    key = (file.file_id, into)
    known = st.session_state.get("reading")
    if known is None or known[0] != key:
        with st.spinner(_("Reading {file} …", file=file.name), show_time=True):
            known = st.session_state["reading"] = (key, _read(file, into))
    result: Reading | Refusal = known[1]
    if isinstance(result, Refusal):
        st.error(_(result.message), icon=":material/error:")
        return None
    return result


def _read(file: UploadedFile, into: str | None) -> Reading | Refusal:
    context = context_of(load(into)) if into else None
    try:
        return read_upload(file.getvalue(), file.name, language=current_language(), known=context)
    except Refusal as refusal:
        return refusal


def keep_card(reading: Reading, into: str | None) -> None:
    """What would be kept, in numbers, and the button that keeps it."""
    counts = {kind: len(records) for kind, records in reading.records.items() if records}
    with st.container(border=True):
        st.markdown(
            _("**This will be kept:** {what}", what=" · ".join(f"{n} {kind_label(k)}" for k, n in counts.items()))
        )
        if held := len(reading.errors):
            st.markdown(_(":material/block: {n} problems hold rows back; they are named below.", n=held))
        name = short_name(reading.workshop.id) if into is None and reading.workshop is not None else ""
        if st.button(_("Keep it"), icon=":material/check:", shortcut="Ctrl+Enter"):
            keep_and_go(reading, name, into)


def short_name(wanted: str) -> str:
    """The new workshop's short name; proposed with a number when another workshop has it already."""
    taken = {workshop.id for workshop in list_workshops()}
    free = next(name for name in (wanted, *(f"{wanted}-{n}" for n in range(2, 1000))) if name not in taken)
    if free != wanted:
        st.info(
            _("There is already a workshop “{name}”; this one becomes “{free}”. To add to it, choose it above.",
              name=wanted, free=free),
            icon=":material/info:",
        )  # fmt: skip
    return st.text_input(_("Short name"), free, max_chars=40, help=_("Stands in addresses and commands.")).strip()


def keep_and_go(reading: Reading, name: str, into: str | None) -> None:
    """Store everything in one transaction and show it; a refusal is said above and stores nothing."""
    stored: list[str] = []

    def command() -> None:
        workshop = reading.workshop
        if into is None and workshop is not None:
            workshop = Workshop.model_validate(workshop.model_dump() | {"id": name})
        stored.append(keep(Bundle(workshop, reading.records), into=into)[0])

    if not attempt(command, done=_("Kept.")):
        st.rerun()
    st.session_state.pop("reading", None)
    st.session_state["enter"] = stored[0]
    st.switch_page(PAGES / "analysis" / ("heatmap.py" if reading.records.get("ratings") else "touchpoints.py"))


def preview(reading: Reading) -> None:
    """What was understood: problems first, then the touchpoints, then sheet by sheet."""
    for severity in SEVERITIES:
        problem_list(severity, [p for p in reading.problems if p.severity == severity])
    touchpoint_preview(reading)
    sheet_report(reading)


def problem_list(severity: str, problems: Sequence[Problem]) -> None:
    """The problems of one severity with their place, what stood there and what to do; open when rows are held back."""
    if not problems:
        return
    name, icon = SEVERITIES[severity]
    with st.expander(f"{_(name)}: {len(problems)}", icon=icon, expanded=severity != "note"):
        st.table(
            pd.DataFrame(
                {
                    _("Where"): [plain(f"{p.sheet} {p.cell}".strip()) for p in problems],
                    _("What stands there"): [plain(p.original) for p in problems],
                    _("What to do"): [plain(_(p.what)) for p in problems],
                }
            ),
            hide_index=True,
        )


def touchpoint_preview(reading: Reading) -> None:
    """The journey as it will be stored."""
    rows: list[Any] = reading.records.get("touchpoints", [])
    if not rows:
        return
    labels = FIELD_LABELS["touchpoints"]
    with st.expander(kind_label("touchpoints") + f": {len(rows)}", icon=":material/route:", expanded=True):
        st.dataframe(
            pd.DataFrame(
                {
                    _("No."): [row.seq for row in rows],
                    _(labels["name"]): [row.name for row in rows],
                    _(labels["phase"]): [_(code_label("touchpoints", "phase", row.phase)) for row in rows],
                    _(labels["department"]): [row.department or "" for row in rows],
                }
            ),
            hide_index=True,
            alt=_("Touchpoints that will be kept"),
        )


def sheet_report(reading: Reading) -> None:
    """Sheet by sheet: what it was taken for, and an account of its rows and columns."""
    with st.expander(_("Sheet by sheet"), icon=":material/table_view:"):
        for sheet in reading.sheets:
            kind = kind_label(sheet.kind) if sheet.kind else _("not read")
            rows = {"read": sheet.read, "kept": sheet.kept, "held": sheet.held, "skipped": sheet.skipped}
            st.markdown(
                _("**{sheet}** → {kind}: {read} rows = {kept} kept + {held} held back + {skipped} skipped",
                  sheet=plain(sheet.name), kind=kind, **rows)
            )  # fmt: skip
            unread = [f"{column.letter} “{plain(column.header)}”" for column in sheet.columns if not column.field]
            if unread:
                st.caption(_("Columns that are not imported: {columns}", columns=unread))
