"""Ratings in a column or cross table: words, smileys, −1/0/1 and E/O/B are known; every other scale is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from workshop.scale import RATING_NAMES, RATINGS
from workshop.texts import LANGUAGES, Message, message, say
from workshop.workbook.files.sheets import Value, shown
from workshop.workbook.problems import AlreadySaid, Unreadable
from workshop.workbook.values.numbers import bare
from workshop.workbook.values.scale_headers import speaks_of_a_scale
from workshop.workbook.values.scales import fitting_words
from workshop.workbook.values.vocabulary import code_words, normal_value, rating_letters, word_set, words

NEARLY = 88
"""Similarity in percent from which a word counts as a slip of another, to be offered, never taken."""
SIGNS = {"+", "++", "--"}
"""Signs of a scale of their own; beside them "-" is a vote, not a gap."""
MIDDLES = ("0", "o", "±", "+/-")
"""How the middle of such a scale is written; the first of them that a column holds is its middle."""
DASHES = ("-", "–", "−", "—")
TOO_MANY = 1e9
"""Nobody rates with such numbers; NaN is none of them either."""
PLAIN = re.compile(r"[-+]?\d+(\.\d+)?")
OF_SO_MANY = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:(?:von|of|out of|aus|/)\s*(?:5|6|7|10|100)|sterne?n?|stars?)")
STARS = "★⭐🌟✭"
EMPTY_STARS = "☆✩"


def number_of(value: Value) -> float | None:
    """The number in a cell: written as such, as text, as stars, or as so many of a highest number; None without one."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value if abs(value) < TOO_MANY else None
    text = bare(value).replace(",", ".") if isinstance(value, str) else ""
    if PLAIN.fullmatch(text):
        return number_of(float(text))
    if match := OF_SO_MANY.fullmatch(text.casefold()):
        return float(match[1].replace(",", "."))
    stars = sum(text.count(star) for star in STARS)
    return stars if stars and not text.strip(STARS + EMPTY_STARS + " \ufe0f") else None


@dataclass(frozen=True)
class RatingScale:
    """How the votes of one column (or of all columns of a cross table) are to be read."""

    numbers: bool
    """Its numbers are of another scale than −1, 0, 1."""
    middle: str
    """How the middle of its scale of signs is written; "" when it has no such scale."""
    words: frozenset[str]
    """Words that mean a rating only together, such as A, B and C."""
    letters: bool
    """Every vote is an E, an O or a B."""

    def family(self, value: Value) -> str:
        """The scale of the column that a value belongs to: "signs", "numbers", "words", or "" for none."""
        word = normal_value(shown(value))
        if self.middle and (word in SIGNS or word in DASHES or word == self.middle):
            return "signs"
        if self.numbers and number_of(value) is not None:
            return "numbers"
        return "words" if word in self.words else ""

    def sign(self, value: Value) -> str:
        """The sign of the scale that a value stands for: every dash is "-", every middle "0"."""
        word = normal_value(shown(value))
        return "-" if word in DASHES else "0" if word == self.middle else word

    def read(self, value: Value) -> int | None:
        """−1, 0 or 1; None for "not rated". Raises Unreadable for an unknown word, AlreadySaid for a foreign scale."""
        if self.family(value):
            raise AlreadySaid
        word, number = normal_value(value), number_of(value)
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
    if near := slip_of(word):
        return message(
            "“{value}” is not a rating. If “{rating}” is meant, write that.",
            value=shown(value),
            rating=RATING_NAMES[int(near)],
        )
    return message(
        "“{value}” is not a rating. Write disappointed, okay or delighted (or −1, 0, 1), and leave the cell empty "
        "where nobody rated.",
        value=shown(value),
    )


def slip_of(word: str) -> str:
    """The rating that a normalised word is nearly ("-1", "0", "1"), or ""."""
    near = process.extractOne(word, list(words("rating_words")), scorer=fuzz.ratio, score_cutoff=NEARLY)
    return words("rating_words")[near[0]] if near and len(word) > 4 else ""


def scale_of(values: Iterable[Value], header: str = "") -> RatingScale:
    """Find out how a column's votes are to be read, from all its different values and its header.

    Where a −1 occurs and nothing below it, numbers are on our scale and another one is a slip of its own; without it,
    a 2 makes every number of the column doubtful: a 1 might be the best or the worst mark.
    """
    votes = [v for v in values if normal_value(v) not in word_set("missing") or normal_value(v) in DASHES]
    written = {normal_value(shown(v)): number_of(v) for v in votes}
    numbers = {n for n in written.values() if n is not None}
    counted = any(n is not None and not PLAIN.fullmatch(word) for word, n in written.items())
    other = counted or speaks_of_a_scale(header)
    ours = (-1 in numbers and min(numbers) == -1) or (numbers <= set(RATINGS) and not other)
    middle = next((m for m in MIDDLES if m in written), MIDDLES[0]) if written.keys() & SIGNS else ""
    letters = len(written.keys() - set(DASHES)) > 1 and written.keys() - set(DASHES) <= rating_letters().keys()
    together = {word for word, number in written.items() if number is None and word not in SIGNS.union(DASHES)}
    return RatingScale(bool(numbers) and not ours, middle, frozenset() if letters else linked(together), letters)


def linked(written: set[str]) -> frozenset[str]:
    """The words that mean a rating only together, when they make up most of what is unknown; else none.

    A word that is sure on its own ("mittel" beside "hoch" and "niedrig") belongs to them all the same.
    """
    sure = words("rating_words").keys() | code_words("ratings", "missing_reason").keys()
    scales = fitting_words(written, "rating")
    known = frozenset(written & scales[0].meanings.keys()) if scales else frozenset()
    doubtful = written - sure
    return known if 2 * len(known - sure) > len(doubtful) and len(known - sure) > 1 else frozenset()


@cache
def own_words() -> frozenset[str]:
    """What we write ourselves for a rating; it needs no remark."""
    names = {normal_value(say(name, language)) for name in RATING_NAMES.values() for language in LANGUAGES}
    return frozenset({*names, "ok", "o.k", "▼", "●", "▲"})


def missing_reason(value: Value) -> str:
    """The code of the reason that stands in place of a rating ("kein eigener Kontakt"), or ""."""
    return code_words("ratings", "missing_reason").get(normal_value(value), "")
