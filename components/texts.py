"""The person's language on this page, and every text in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import streamlit as st

from workshop.texts import LANGUAGES, Message, Wording, message, say

LANGUAGE_KEY = "lang"
"""Session key of the language switch, and its name in the address (`?lang=en`)."""


_spoken: ContextVar[str] = ContextVar("_spoken", default="")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything in this language, German unless it is known: for answers that no page gives."""
    before = _spoken.set(language if language in LANGUAGES else "de")
    try:
        yield
    finally:
        _spoken.reset(before)


def current_language() -> str:
    """The language somebody chose, else the one their browser asks for: German for any `de-…`, English otherwise."""
    if spoken := _spoken.get():
        return spoken
    chosen = st.session_state.get(LANGUAGE_KEY) or st.query_params.get(LANGUAGE_KEY)
    return chosen if chosen in LANGUAGES else browser_language()


def browser_language() -> str:
    """What the browser asks for."""
    return "de" if (st.context.locale or "de").lower().startswith("de") else "en"


def _(text: str | Message | Wording, /, **values: Any) -> str:
    """A text in the person's language, its gaps filled: `_("{n} votes", n=12)`."""
    return say(message(text, **values) if isinstance(text, str) else text, current_language())
