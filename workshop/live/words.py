"""What people write on their phones: names and proposals, checked before anything of them is kept."""

from __future__ import annotations

import re
import unicodedata

from workshop.records import STANDARD_TEXT
from workshop.texts import Refusal, message

NAME_LENGTH = 60
MARKUP = re.compile(r"<\s*[/!?a-z]|&#?\w+;|javascript:|\]\(|!\[", re.IGNORECASE)
"""Tags, entities, links: nobody needs them in a sentence, and the wall must not act on them."""


def check_name(text: str) -> str:
    """A person's name without needless white space. Raises Refusal when it is too long or no name."""
    return checked(text, NAME_LENGTH)


def check_proposal(text: str) -> str:
    """A proposed standard, one sentence. Raises Refusal when it is too long or says nothing."""
    return checked(text, STANDARD_TEXT)


def checked(text: str, most: int) -> str:
    """A text of at most `most` characters with a letter in it and without markup or invisible signs."""
    if len(text) > 4 * most or len(tidy := " ".join(text.split())) > most:
        raise Refusal(message("This is too long: at most {most} characters.", most=most))
    if not any(unicodedata.category(sign).startswith("L") for sign in tidy):
        raise Refusal(message("Please write a word; signs and pictures alone are not enough."))
    if MARKUP.search(tidy) or any(unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs") for sign in tidy):
        raise Refusal(message("Please write plain text, without tags, links or invisible signs."))
    return tidy
