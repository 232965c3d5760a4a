"""The questions of one step as one form: what stands in the file, and how to take it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from components.importing.choices import choose, choose_row, piece, select, words
from components.importing.steps import STEP_NAMES
from components.importing.upload import Upload
from components.plain import plain
from components.texts import _
from workshop.texts import Message, message
from workshop.workbook.questions import LEFT_OUT, Question

HINTS: dict[str, Message] = {
    "sheets": message("What belongs to the workshop, and what does not?"),
    "header": message("Which row holds the names of the columns? Click on another one if this is wrong."),
    "shape": message("The sheet is not laid out as one touchpoint a row. How is it to be read?"),
    "columns": message("What stands in these columns? What is left out is named in the account."),
    "values": message("How are these values meant? Each is asked once and holds for all its cells."),
    "difference": message("Both the file and the workshop have changed here. What holds?"),
}
MANY = 3
"""More questions about one sheet than this stand as a table: text on the left, choice on the right."""


def ask_step(upload: Upload, step: str, questions: Sequence[Question]) -> None:
    """Everything a step asks, with one button that takes all answers at once."""
    asked = [question for question in questions if question.step == step and not question.settled]
    st.header(_(STEP_NAMES[step]), anchor=False)
    st.write(_(HINTS[step]))
    if upload.hurried and (n := sum(question.open for question in asked)):
        st.warning(_("Still open: {n}. They are marked with an arrow.", n=n), icon=":material/arrow_forward:")
    with st.form(f"answers_{step}", border=False):
        given = ask_all(upload, asked)
        with st.container(horizontal=True):
            go = st.form_submit_button(_("Continue"), icon=":material/arrow_forward:", shortcut="Ctrl+Enter")
            rest = offers_to_leave_out(asked) and st.form_submit_button(_("Leave out all that is not answered"))
    if rest:
        given = {q.key: LEFT_OUT for q in asked if any(c.code == LEFT_OUT for c in q.choices)} | given
    if go or rest:
        upload.answer(given)
        upload.hurried = len(given) < len(asked)
        st.rerun()


def offers_to_leave_out(asked: Sequence[Question]) -> bool:
    """Whether there is a question without a proposal that may be left out."""
    return any(not (q.answer or q.proposal) and any(c.code == LEFT_OUT for c in q.choices) for q in asked)


def ask_all(upload: Upload, asked: Sequence[Question]) -> dict[str, str]:
    """Draw questions sheet by sheet; returns key → code of those that have an answer."""
    given: dict[str, str] = {}
    for sheet, found in groupby(asked, key=lambda question: question.sheet):
        group = list(found)
        if sheet:
            st.badge(plain(sheet), icon=":material/table_view:", color="gray")
        for question in group:
            with st.container(border=len(group) <= MANY):
                given[question.key] = ask(upload, question, in_table=len(group) > MANY)
    return {key: code for key, code in given.items() if code}


def ask(upload: Upload, question: Question, *, in_table: bool) -> str:
    """One question with what stands there; returns the code of the choice, "" when there is none yet."""
    key = f"{upload.file.file_id}/{question.key}/{hash(question.choices)}"
    left, right = st.columns([3, 2], vertical_alignment="center") if in_table else (st.container(), st.container())
    with left:
        words(question, missed=upload.hurried and question.open)
        if question.rows and question.step != "header":
            piece(question)
    with right:
        if question.step == "header":
            return choose_row(question, key)
        return select(question, key) if in_table else choose(question, key)
