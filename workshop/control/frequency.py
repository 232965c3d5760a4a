"""How often something is due: a wording such as "2 × jährlich" as months or days, and the next date it asks for."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_OF_A_MONTH = 30.44
MOST = 99
"""Larger numbers are no rhythm that anybody means."""


@dataclass(frozen=True)
class Rhythm:
    """The time between two dates: months or days, never both."""

    months: int = 0
    days: int = 0

    @property
    def in_days(self) -> int:
        """Its length in days; months count as an average one."""
        return self.days or round(self.months * DAYS_OF_A_MONTH)


WEEKDAY = r"(mon|diens|donners|frei|sams|sonn)tag|(mon|tues|wednes|thurs|fri|satur|sun)day"
UNITS: tuple[tuple[str, Rhythm], ...] = (
    (r"halb\W*j(ä|ae|a)hr|half\W*year|semi\W*annual|semester|biannual", Rhythm(months=6)),
    (r"quartal|quarter|viertel\W*j(ä|ae|a)hr", Rhythm(months=3)),
    (r"j(ä|ae|a)hr|year|annual|annum", Rhythm(months=12)),
    (r"monat|month", Rhythm(months=1)),
    (r"fortnight", Rhythm(days=14)),
    (rf"w(ö|oe|o)ch|week|{WEEKDAY}", Rhythm(days=7)),
    (r"t(ä|ae|a)g|\bday|daily", Rhythm(days=1)),
)
"""Part of a word → the time it stands for; "halbjährlich" comes before the "jährlich" inside it."""
WORDS = {
    "ein": 1, "eine": 1, "one": 1, "once": 1, "zwei": 2, "zweite": 2, "zweiten": 2, "zweiter": 2, "two": 2, "twice": 2,
    "other": 2, "second": 2, "bi": 2, "drei": 3, "dritte": 3, "dritten": 3, "three": 3, "third": 3, "vier": 4,
    "four": 4, "fünf": 5, "five": 5, "sechs": 6, "six": 6, "acht": 8, "eight": 8, "zehn": 10, "ten": 10, "zwölf": 12,
    "twelve": 12,
}  # fmt: skip
NUMBER = rf"(\d+|{'|'.join(sorted(WORDS, key=len, reverse=True))})"
TIMES = re.compile(rf"\b{NUMBER}\s*-?(?:×|x\b|\*|mal\b|times\b)|\b(twice|once)\b")
EVERY = re.compile(rf"\b(?:alle|every|each|jede[nrsm]?)\s+{NUMBER}\b")
FUSED = re.compile(rf"\b{NUMBER}\W?(?=j(?:ä|ae)hr|monat|w(?:ö|oe)ch|t(?:ä|ae)g|week|month|year|annual)")


def rhythm_of(text: str) -> Rhythm | None:
    """The rhythm a wording means, German or English: "2 × jährlich", "quarterly", "alle 14 Tage", "every other week".

    None where no date follows from it: "einmalig", "je Werkstattbesuch", "on churn", or a wording nobody can read.
    """
    words = text.strip().lower()
    if words.startswith(("einmalig", "one-off", "one-time")):
        return None
    unit = next((rhythm for part, rhythm in UNITS if re.search(part, words)), None)
    if unit is None:
        return None
    often, seldom = _number(TIMES.search(words)), _number(EVERY.search(words) or FUSED.search(words))
    if not (0 < often <= MOST and 0 < seldom <= MOST):
        return None
    return _shared(Rhythm(unit.months * seldom, unit.days * seldom), often)


def _number(found: re.Match[str] | None) -> int:
    if found is None:
        return 1
    word = next(group for group in found.groups() if group)
    return WORDS[word] if word in WORDS else int(word)


def _shared(rhythm: Rhythm, times: int) -> Rhythm:
    """A time that is shared out: twice a year is every six months, three times a month every ten days."""
    if rhythm.months % times == 0 and rhythm.days % times == 0:
        return Rhythm(rhythm.months // times, rhythm.days // times)
    return Rhythm(days=max(1, round(rhythm.in_days / times)))


def after(day: date, rhythm: Rhythm) -> date:
    """The day a rhythm later; of a shorter month its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + rhythm.months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(days=rhythm.days)


def end_of_month(period: str) -> date:
    """The last day of a period such as "2025-03"; raises ValueError for anything else."""
    year, month = (int(part) for part in period.split("-"))
    return date(year, month, monthrange(year, month)[1])
