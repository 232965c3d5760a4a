"""Texts of people inside markdown: a sentence with * or $ or :red[…] in it stays as it was written."""

from __future__ import annotations

import re

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """A person's text for a markdown element: every sign that could format it is escaped, line breaks are blanks."""
    return PUNCTUATION.sub(r"\\\1", " ".join(text.split()))
