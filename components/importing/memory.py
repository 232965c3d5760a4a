"""Answers that were given before: taken over for the next file of the same make, seen, and forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from components.forms import carry_out
from components.plain import plain
from components.texts import _
from data.answers import Remembered, forget, list_remembered, remember
from workshop.labels import EXTRA_LABELS, FIELD_LABELS, KIND_LABELS, RATING_LABELS
from workshop.texts import Message, message
from workshop.workbook.questions import LEFT_OUT, Question
from workshop.workbook.reading import Reading

OF_ONE_FILE = "difference"
"""The step whose answers are about single records, not about files of a make."""


@dataclass(frozen=True)
class Recalled:
    """Answers given about an earlier file of the same make, and that file's name."""

    file: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


NOTHING = Recalled()


def recall(reading: Reading) -> Recalled:
    """What was answered about the last file of this make."""
    found = next((known for known in list_remembered() if known.make == reading.make), None)
    return Recalled(found.file, found.answers) if found else NOTHING


def remember_answers(reading: Reading) -> None:
    """Keep what was answered about this file for the next one of its make."""
    given = {q.key: q.answer for q in reading.questions if q.answer and q.step != OF_ONE_FILE}
    if given:
        remember(reading.make, reading.file, given)


def taken_over(recalled: Recalled | None, questions: list[Question]) -> int:
    """How many questions are answered as they were for the earlier file."""
    known = recalled.answers if recalled else {}
    return sum(bool(question.answer) and known.get(question.key) == question.answer for question in questions)


def memory_card() -> None:
    """Everything that is remembered, make by make, each answer with a button to forget it."""
    card = st.expander(_("Remembered answers"), icon=":material/psychology:", key="memory", on_change="rerun")
    if not card.open:
        return
    with card:
        known = list_remembered()
        if not known:
            st.write(_("Nothing is remembered yet. What you answer about a file is kept for the next one of its make."))
        for make in known:
            draw_make(make)


def draw_make(make: Remembered) -> None:
    """The answers about one make."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("**{file}**, {day}", file=plain(make.file), day=make.said_at))
        st.button(
            _("Forget all"), icon=":material/delete:", key=f"forget_{make.make}", on_click=carry_out,
            args=(forget, make.make), kwargs={"done": _("Forgotten.")},
        )  # fmt: skip
    for key, code in make.answers.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{plain(' › '.join(key.split('/')[1:]))}: **{plain(_(label_of(key, code)))}**")
            st.button(
                _("Forget"), icon=":material/close:", type="tertiary", key=f"forget_{make.make}_{key}",
                on_click=carry_out, args=(forget, make.make, key), kwargs={"done": _("Forgotten.")},
            )  # fmt: skip


def label_of(key: str, code: str) -> Message | str:
    """What an answer is called, as far as its code alone can tell."""
    if code == LEFT_OUT:
        return message("left out")
    names: dict[str, list[Mapping[str, Message]]] = {
        "sheets": [KIND_LABELS],
        "columns": [*FIELD_LABELS.values(), *EXTRA_LABELS.values()],
        "values": [RATING_LABELS],
    }
    return next((known[code] for known in names.get(key.split("/")[0], []) if code in known), code)
