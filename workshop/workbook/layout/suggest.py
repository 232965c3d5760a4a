"""What a column could be whose header is not known: the nearest fields, by their names and by the column's values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal

from rapidfuzz import fuzz

from workshop.workbook.files.sheets import Value
from workshop.workbook.problems import Unreadable
from workshop.workbook.values.dates import read_date
from workshop.workbook.values.fields import MODELS, RATING_FIELDS, plain_type
from workshop.workbook.values.numbers import bare
from workshop.workbook.values.vocabulary import kinds, normal_header, normal_value, word_set, words

STRONG, GAP = 90, 5
"""From so many points, and so far ahead of the next, a field is preselected: `token_set_ratio` then was right for 79 %
of unknown headers and wrong for 2 %; `WRatio`, rapidfuzz' default, was wrong for 13 %."""
FOR, AGAINST = 8, 25
"""What values that fit or contradict a field add to or take from the points of its name."""
Nature = Literal["date", "number", "rating", "text", ""]
SHORT, WEAK = 5, 88
"""A known word of fewer letters inside a longer header gets so many points: it is offered, never preselected."""
DATES = ("todo_from", "todo_until", "rated_on")
NUMBERS = ("relevance", "todo_budget")


def suggestions(header: str, kind: str, values: Sequence[Value]) -> list[tuple[str, float]]:
    """The three best fields or extras of a kind for a column, best first, with their points (0 to 100).

    In: the header as it stands in the sheet ("" = none), and the column's values below it.
    """
    names, shows = parts_of(header), nature(values)
    entry = kinds()[kind]
    points: dict[str, float] = {}
    for known, field in (*entry.fields.items(), *entry.extras.items(), *entry.hints):
        if field != "workshop":
            points[field] = max(points.get(field, 0), *(likeness(name, known) for name in names), 0)
    for field in points:
        points[field] += evidence(shows, nature_of(kind, field))
    best = sorted(points.items(), key=lambda item: -item[1])[:3]
    return [(field, min(max(n, 0), 100)) for field, n in best]


def likeness(name: str, known: str) -> float:
    """How alike two normalised headers are, 0 to 100; a short word ("was", "bis") inside a longer one says little."""
    if len(known) >= SHORT:
        return fuzz.token_set_ratio(name, known)
    return WEAK if name != known and known in name.split() else fuzz.ratio(name, known)


def parts_of(header: str) -> list[str]:
    """The normalised header, and each half of "Touchpoint / Kontaktpunkt" on its own."""
    parts = [header, *re.split(r"[/|,;·:]| oder | or ", header)]
    return list(dict.fromkeys(name for part in parts if (name := normal_header(part))))


def preselected(best: Sequence[tuple[str, float]]) -> str:
    """The field that is proposed: a strong one, well ahead of the second; "" when there is none."""
    strong = bool(best) and best[0][1] >= STRONG
    return best[0][0] if strong and (len(best) < 2 or best[0][1] - best[1][1] >= GAP) else ""


def evidence(shows: Nature, expected: Nature) -> float:
    """What the values say for or against a field; texts say little, because everything can be a text."""
    if not shows or not expected:
        return 0
    if shows == expected or (shows, expected) == ("number", "rating"):
        return FOR if shows != "text" else 0
    return -FOR if "text" in (shows, expected) and "date" not in (shows, expected) else -AGAINST


def nature(values: Sequence[Value]) -> Nature:
    """What most of a column's values are: dates, numbers, rating words or texts; "" when it is empty."""
    if not values:
        return ""
    found: list[Nature] = [nature_of_value(value) for value in values[:200]]
    most = max(set(found), key=found.count)
    return most if found.count(most) >= 0.7 * len(found) else "text"


def nature_of_value(value: Value) -> Nature:
    if isinstance(value, date):
        return "date"
    if isinstance(value, int | float):
        return "number"
    text = str(value)
    if normal_value(text) in words("rating_words") and normal_value(text) not in word_set("yes"):
        return "rating"
    if bare(text).replace(".", "").replace(",", "").lstrip("-+").isdigit():
        return "date" if is_date(text) else "number"
    return "date" if is_date(text) else "text"


def is_date(text: str) -> bool:
    try:
        read_date(text)
    except Unreadable:
        return False
    return any(c.isdigit() for c in text)


def nature_of(kind: str, field: str) -> Nature:
    """What a field or an extra expects."""
    if (kind, field) in RATING_FIELDS or field == "rating":
        return "rating"
    if field in DATES:
        return "date"
    if field in NUMBERS:
        return "number"
    if field not in MODELS[kind].model_fields:
        return "text"
    plain = plain_type(kind, field)
    return "date" if plain is date else "number" if plain in (int, float) else "text"
