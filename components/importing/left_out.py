"""Not imported: the sheets, rows and columns that were left out, with what stands in them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.importing.problems import NOT_IMPORTED, draw, repairs
from components.texts import _
from workshop.workbook.problems import Problem


def left_out_card(problems: Sequence[Problem]) -> None:
    """Everything that was left out, with its contents; open when somebody should look whether that is right."""
    found = [problem for problem in problems if problem.code in NOT_IMPORTED and problem.severity != "error"]
    if not found:
        return
    doubtful = any(problem.severity == "warning" for problem in found)
    with st.expander(_("Not imported: {n}", n=len(found)), icon=":material/playlist_remove:", expanded=doubtful):
        for repair in repairs(found):
            draw(repair)
