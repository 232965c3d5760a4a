"""The guiding questions of a step, beside the work and foldable. Their texts are content, in a file of their own."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import streamlit as st

from components.texts import _, current_language
from workshop.labels import STEP_LABELS

FILE = Path(__file__).parent.parent / "workshop" / "content" / "questions.toml"


@cache
def question_cards() -> dict[str, list[dict[str, str]]]:
    """Step code → cards, each with its wording per language."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def guiding_questions(step: str) -> None:
    """Draw the cards of one step ("analysis", "target", "action", "control"), folded until somebody opens them."""
    title = _("Guiding questions: {step}", step=_(STEP_LABELS[step]))
    with st.expander(title, icon=":material/help:"):
        st.markdown("\n".join(f"- {card[current_language()]}" for card in question_cards()[step]))
