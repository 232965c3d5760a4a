"""Ratings in a column or cross table: words, smileys, −1/0/1 and E/O/B are known; every other scale is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from workshop.scale import RATING_NAMES, RATINGS
from workshop.texts import Message, message
from workshop.workbook.numbers import bare
from workshop.workbook.problems import AlreadySaid, Unreadable
from workshop.workbook.sheets import Value, shown
from workshop.workbook.vocabulary import code_words, normal_value, rating_letters, word_set, words

NEARLY = 85
"""Similarity in percent from which a word counts as a slip of a rating, to be offered, never taken."""
SIGNS = {"+", "++", "--", "+/-", "(+)", "(-)"}
"""Signs of a scale whose middle and direction only its author knows; beside them "-" is a vote, not a gap."""
SCALE_IN_HEADER = re.compile(r"\d\s*(?:-|–|bis|to)\s*\d|\d\s*=")
"""(1–5), (1-6), 1 = sehr gut: the header says that numbers stand on another scale."""


def number_of(value: Value) -> float | None:
    """The number in a cell, written as such or as text; None when there is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value
    text = bare(value).replace(",", ".") if isinstance(value, str) else ""
    return float(text) if re.fullmatch(r"[-+]?\d+(\.\d+)?", text) else None


@dataclass(frozen=True)
class RatingScale:
    """How the votes of one column (or of all columns of a cross table) are to be read."""

    foreign: tuple[str, ...]
    """Its numbers or signs, when they are of an unknown scale; else ()."""
    letters: bool
    """Every vote is an E, an O or a B."""

    def read(self, value: Value) -> int | None:
        """−1, 0 or 1; None for "not rated". Raises Unreadable for an unknown word, AlreadySaid for a foreign scale."""
        word = normal_value(value)
        number = number_of(value)
        if self.foreign and (number is not None or word in SIGNS or word in ("-", "–", "−", "o")):
            raise AlreadySaid
        if number is not None and number in RATINGS:
            return int(number)
        if self.letters and word in rating_letters():
            return rating_letters()[word]
        if word in word_set("missing") or word in code_words("ratings", "missing_reason"):
            return None
        if word in words("rating_words"):
            return int(words("rating_words")[word])
        raise Unreadable("C05", unknown(value, word))


def unknown(value: Value, word: str) -> Message:
    """What to say of a word that is no rating, with the rating it is nearly."""
    near = process.extractOne(word, list(words("rating_words")), scorer=fuzz.ratio, score_cutoff=NEARLY)
    if near and len(word) > 4:
        return message(
            "“{value}” is not a rating. If “{rating}” is meant, write that.",
            value=shown(value),
            rating=RATING_NAMES[int(words("rating_words")[near[0]])],
        )
    return message(
        "“{value}” is not a rating. Write disappointed, okay or delighted (or −1, 0, 1), and leave the cell empty "
        "where nobody rated.",
        value=shown(value),
    )


def scale_of(values: Iterable[Value], header: str = "") -> RatingScale:
    """Find out how a column's votes are to be read, from all its values and its header.

    Where a −1 occurs, numbers are on our scale and another one is a slip of its own; without it, a 2 makes every
    number of the column doubtful: a 1 might be the best or the worst mark.
    """
    votes = [v for v in values if normal_value(v) not in word_set("missing")]
    numbers = {shown(v): n for v in votes if (n := number_of(v)) is not None}
    ours = -1 in numbers.values() or (set(numbers.values()) <= set(RATINGS) and not SCALE_IN_HEADER.search(header))
    signs = {shown(v) for v in votes if normal_value(v) in SIGNS}
    written = {normal_value(v) for v in votes}
    letters = len(written) > 1 and written <= rating_letters().keys()
    return RatingScale(tuple(sorted(signs.union(() if ours else numbers))), letters)


def missing_reason(value: Value) -> str:
    """The code of the reason that stands in place of a rating ("kein eigener Kontakt"), or ""."""
    return code_words("ratings", "missing_reason").get(normal_value(value), "")
