"""The guiding questions of a step, beside the work and foldable. Their texts are content, in a file of their own."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from components.texts import _, current_language
from workshop.labels import STEP_LABELS

FILE = Path(__file__).parent.parent / "workshop" / "content" / "questions.toml"


@cache
def question_cards() -> dict[str, list[dict[str, Any]]]:
    """Step code → cards: the wording per language, and `more` for those behind “more”."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def guiding_questions(step: str) -> None:
    """Draw the cards of one step ("analysis", "target", "action", "control"), folded until somebody opens them."""
    title = _("Guiding questions: {step}", step=_(STEP_LABELS[step]))
    with st.expander(title, icon=":material/help:", key=f"questions_{step}", on_change="rerun") as opened:
        if not opened.open:
            return
        cards = question_cards()[step]
        deeper = [card for card in cards if card.get("more")]
        st.markdown(listed([card for card in cards if not card.get("more")]))
        if deeper and st.toggle(_("{n} more questions", n=len(deeper)), key=f"more_questions_{step}"):
            st.markdown(listed(deeper))


def listed(cards: list[dict[str, Any]]) -> str:
    """Cards as a list, in the person's language."""
    return "\n".join(f"- {card[current_language()]}" for card in cards)
