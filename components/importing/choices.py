"""One question on the page: its words, what stands in the cells, and the widget its choices fit into."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from components.plain import plain
from components.texts import _
from workshop.texts import Message
from workshop.workbook.files.sheets import few
from workshop.workbook.questions import Question

AT_A_GLANCE = 5
"""So many choices stand side by side; more of them fold up."""
SHORT = 24
"""Letters of a choice that fit on a button of a phone."""
WIDTH = 480
"""Pixels of a folded list, where there is so much room: its choices are a few words."""


def words(question: Question, *, missed: bool) -> None:
    """What is asked, the cells it is about, and what stands in them unless the question says it."""
    arrow = ":material/arrow_forward: " if missed else ""
    what = _(question.what)
    stands = " · ".join(_("“{text}”", text=text) for text in question.samples if text not in what)
    with st.container(gap="xxsmall"):
        st.markdown(f"{arrow}**{plain(what)}**")
        where = "" if question.rows else few(list(question.cells))
        if where or stands:
            st.caption(plain(" — ".join(filter(None, [where, stands]))))


def piece(question: Question) -> None:
    """What the sheet looks like, for a question about all of it."""
    st.dataframe(frame_of([[*row] for row in question.rows]), hide_index=True, alt=_("The first rows of the sheet"))


def choose(question: Question, key: str) -> str:
    """The choices side by side when they are few and short, below each other when few, folded up otherwise."""
    labels = labels_of(question)
    if len(labels) > AT_A_GLANCE:
        return select(question, key)
    preselected = question.answer or question.proposal or None
    if max(map(len, labels.values())) <= SHORT:
        chosen = st.pills(
            heard(question), list(labels), default=preselected, wrap=True, key=key,
            format_func=lambda code: plain(labels[code]), label_visibility="collapsed",
        )  # fmt: skip
        return chosen or ""
    codes = list(labels)
    return st.radio(
        heard(question), codes, index=codes.index(preselected) if preselected in codes else None, key=key,
        format_func=lambda code: plain(labels[code]), label_visibility="collapsed",
    ) or ""  # fmt: skip


def select(question: Question, key: str) -> str:
    """The choices folded up."""
    labels = labels_of(question)
    codes, preselected = list(labels), question.answer or question.proposal
    return st.selectbox(
        heard(question), codes, index=codes.index(preselected) if preselected in codes else None, key=key,
        format_func=lambda code: labels[code], label_visibility="collapsed", placeholder=_("Choose"), width=WIDTH,
    ) or ""  # fmt: skip


def choose_row(question: Question, key: str) -> str:
    """A piece of the sheet in which a click chooses a row: first the neighbours of the likely one, then all others.

    The codes of the choices are the rows' numbers.
    """
    labels, near = labels_of(question), {row[0]: list(row[1:]) for row in question.rows}
    rows = {
        number: near.get(number, labels[number].split(" | "))
        for number in (*near, *(n for n in labels if n not in near))
    }
    numbers = [number for number in rows if number in labels]
    frame = frame_of([[number, *rows[number]] for number in numbers])
    preselected = question.answer or question.proposal
    state = st.dataframe(
        frame, hide_index=True, on_select="rerun", selection_mode="single-row-required", key=key, alt=_(question.what),
        selection_default={"selection": {"rows": [numbers.index(preselected)] if preselected in numbers else []}},
    )  # fmt: skip
    chosen = state.selection.rows
    return numbers[chosen[0]] if chosen else ""


def frame_of(rows: Sequence[Sequence[str]]) -> pd.DataFrame:
    """Rows that begin with their number as a table; the shorter ones end with empty cells."""
    frame = pd.DataFrame(rows).fillna("")
    frame.columns = [_("Row"), *(str(n) for n in range(1, frame.shape[1]))]
    return frame


def heard(question: Question) -> str:
    """The question for a screen reader, which is told the text as it is: nothing in it may be formatting."""
    return re.sub(r"[\[\]<>*_~`$\\]", " ", _(question.what))


def labels_of(question: Question) -> dict[str, str]:
    """Code → what the choice is called in the person's language."""
    return {choice.code: _(choice.label) if isinstance(choice.label, Message) else choice.label
            for choice in question.choices}  # fmt: skip
