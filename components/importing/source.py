"""Where a file comes from and goes to: choosing it, its workshop, its measurement; an empty one to send out."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from components.importing.upload import Upload, wave_of
from components.room import wanted_workshop
from components.selector import NEWEST
from components.texts import _, current_language
from data.store import Listed, list_workshops
from workshop.labels import WAVE_LABELS, wave_label
from workshop.workbook.drafts.rows import wave_in
from workshop.workbook.out.template import template_workbook
from workshop.workbook.reading import Reading

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
VOTES = {"rating", "relevance"}
"""Fields of a vote, in whatever sheet their columns stand."""
IN_OUR_WORDS = """<style>
[data-testid=stFileUploaderDropzone] button p, [data-testid=stFileUploaderDropzoneInstructions] span {{ font-size: 0 }}
[data-testid=stFileUploaderDropzone] button p::after {{ content: "{choose}"; font-size: 1rem }}
[data-testid=stFileUploaderDropzoneInstructions] span::after {{ content: "{limits}"; font-size: 0.875rem }}
</style>"""
"""Streamlit writes English into the field for files, whatever language the page has, and offers no way to say it."""


def choose_file() -> UploadedFile | None:
    """The workbook somebody chose."""
    limits = _("or drop it here; at most 10 MB")
    st.html(IN_OUR_WORDS.format(choose=_("Choose a file"), limits=limits))
    return st.file_uploader(
        _("Workbook"), type=["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "zip"], key="workbook",
        help=_("Excel, LibreOffice, CSV, or a ZIP of CSV files; at most 10 MB."),
    )  # fmt: skip


def choose_target() -> Listed | None:
    """Where the file goes: None = a new workshop, else the one it is added to: that of the menu, or a new one."""
    workshops = {workshop.id: workshop for workshop in list_workshops(first=wanted_workshop(), limit=NEWEST)}
    if not workshops:
        return None
    chosen = st.selectbox(
        _("Where to?"), [None, *workshops], key="upload_into",
        format_func=lambda w: f"{workshops[w].company} ({w})" if w else _("As a new workshop"),
        help=_(
            "Adding never deletes: what the file says is added or changed, everything else stays. An older workshop is "
            "listed once it is chosen in the menu."
        ),
    )  # fmt: skip
    return workshops.get(chosen or "")


def template_button() -> None:
    """The empty workbook to send to a client."""
    st.download_button(
        _("Template to send to the client"), lambda: template_workbook(current_language()), icon=":material/download:",
        file_name=_("touchpoint-template.xlsx"), mime=EXCEL, on_click="ignore",
    )  # fmt: skip


def choose_wave(upload: Upload, reading: Reading) -> None:
    """To which measurement the votes belong, where neither the file says it nor the workshop leaves only one."""
    target = upload.target
    if target is None or target.ratings.empty or not votes_without_wave(reading):
        return
    waves = target["waves"]
    names = {key: _(wave_label(key, label)) for key, label in zip(waves["key"], waves["label"], strict=True)}
    names |= {key: _(WAVE_LABELS[key]) for key in WAVE_LABELS if key not in names}
    closed = set(waves.loc[waves["closed"], "key"])
    key = f"wave_{upload.file.file_id}"

    def chosen() -> None:
        upload.wave = st.session_state[key]

    st.segmented_control(
        _("To which measurement do the votes belong? The file does not say."), list(names),
        default=wave_of(upload), required=True, wrap=True, key=key, on_change=chosen,
        format_func=lambda wave: _("{wave} (closed)", wave=names[wave]) if wave in closed else names[wave],
    )  # fmt: skip


def votes_without_wave(reading: Reading) -> bool:
    """Whether a sheet holds votes and says neither in a column nor in its name which measurement they belong to."""
    return any(
        {column.field for column in sheet.columns} & VOTES
        and "wave" not in {column.field for column in sheet.columns}
        and not wave_in(sheet.name)
        for sheet in reading.sheets
    )
