"""The walk through an upload: which step asks something, which one is shown, and the line that says so."""

from __future__ import annotations

import streamlit as st

from components.importing.memory import taken_over
from components.importing.upload import Upload
from components.plain import plain
from components.texts import _
from workshop.texts import Message, message
from workshop.workbook.questions import STEPS, Question

REVIEW = "review"
"""The last step: nothing is asked any more."""

STEP_NAMES: dict[str, Message] = {
    "sheets": message("Sheets"),
    "header": message("Header row"),
    "shape": message("Layout"),
    "columns": message("Columns"),
    "values": message("Values"),
    "difference": message("Difference"),
    REVIEW: message("Review"),
}
DONE, NOW, TO_COME = ":material/check_circle:", ":material/radio_button_checked:", ":material/radio_button_unchecked:"


def taken_over_note(upload: Upload, questions: list[Question]) -> None:
    """A line that says which answers come from an earlier file, with a button to be asked after all."""
    n = taken_over(upload.recalled, questions)
    if not n or upload.recalled is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("Answers taken over from “{file}”: {n}", file=plain(upload.recalled.file), n=n))
        st.button(_("Answer anew"), icon=":material/restart_alt:", on_click=upload.answer_anew)


def walk(questions: list[Question]) -> list[str]:
    """The steps in which something had to be asked, and the review."""
    asked = {question.step for question in questions if not question.settled}
    return [*(step for step in STEPS if step in asked), REVIEW]


def first_open(questions: list[Question]) -> str:
    """The step to go on with: the first one with an open question, else the review."""
    waiting = {question.step for question in questions if question.open}
    return next((step for step in STEPS if step in waiting), REVIEW)


def choose_step(upload: Upload, questions: list[Question]) -> str:
    """The step that is shown, and the line of all steps above it; a click goes back to one that is done.

    Nothing is drawn when nothing is asked.
    """
    steps, front = walk(questions), first_open(questions)
    reached = steps[: steps.index(front) + 1]
    current = upload.step if upload.step in reached else front
    if len(steps) == 1:
        return current
    with st.container(horizontal=True, gap="medium", key="steps"):
        for step in steps:
            name = _(STEP_NAMES[step])
            icon = NOW if step == current else DONE if step in reached and step != front else TO_COME
            st.button(
                f"**{name}**" if step == current else name, key=f"step_{step}", icon=icon, type="tertiary",
                disabled=step not in reached, on_click=upload.go_to, args=(step,),
            )  # fmt: skip
    return current
