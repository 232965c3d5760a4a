"""The person's own workbook once more, with what became of each row beside it."""

from __future__ import annotations

from pathlib import PurePath

import streamlit as st

from components.importing.source import EXCEL
from components.importing.upload import Upload
from components.texts import _, current_language
from workshop.workbook.out.result import States
from workshop.workbook.out.result_child import write_result
from workshop.workbook.reading import Reading


def result_button(upload: Upload, reading: Reading, states: States) -> None:
    """The download; it is made in a process of its own when somebody asks for it."""
    content, name, language = upload.file.getvalue(), upload.file.name, current_language()

    def made() -> bytes:
        return write_result(content, name, reading, states=states or reading.rows, language=language)

    st.download_button(
        _("Your workbook with the result beside each row"), made, icon=":material/download:", on_click="ignore",
        file_name=_("{name} - import result.xlsx", name=PurePath(name).stem), mime=EXCEL,
        help=_("A copy with two more columns and marked cells. Your own file stays as it is."),
    )  # fmt: skip
