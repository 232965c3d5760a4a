"""Workbook in: choose a file, see what will be kept and every problem with its cell, keep it."""

import streamlit as st

from components.texts import _
from components.upload import choose_target, keep_card, preview, read, template_button
from data.store import list_workshops

st.write(
    _(
        "Upload what the client sent: touchpoints in rows, with or without votes, standards and measures. "
        "Nothing is stored before you have seen it and agreed."
    )
)
file = st.file_uploader(
    _("Workbook"), type=["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "zip"], key="workbook",
    help=_("Excel, LibreOffice, CSV, or a ZIP of CSV files; at most 10 MB."),
)  # fmt: skip
into = choose_target(list_workshops())

if file is None:
    template_button()
    st.stop()

reading = read(file, into)
if reading is None:
    st.stop()

keep_card(reading, into)
preview(reading)
