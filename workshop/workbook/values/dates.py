"""Dates and months as people write them; a date that does not exist or is not certain is said, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal

from workshop.texts import Message, message
from workshop.workbook.files.sheets import Value, shown
from workshop.workbook.problems import Unreadable
from workshop.workbook.values.vocabulary import folded

Order = Literal["day", "month", ""]
"""What stands first in 03/04/2025; "" = not known."""
YEARS = range(1990, 2101)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
GERMAN_MONTHS = {"maer": "mar", "mrz": "mar", "mai": "may", "okt": "oct", "dez": "dec"}
LEADING = re.compile(r"^(bis|ab|am|spaetestens|until|by|from|on)\s+(zum\s+)?")
DAY_FIRST = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d{2})")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})([t ].*)?")
SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})")
RUN_TOGETHER = re.compile(r"((?:19|20|21)\d{2})(0[1-9]|1[0-2])(\d{2})")
NAMED = re.compile(r"(\d{1,2})\.?\s+([a-z]+)\.?,?\s+(\d{4})")
NAMED_FIRST = re.compile(r"([a-z]+)\.?\s+(\d{1,2}),?\s+(\d{4})")
NO_YEAR = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?")
NUMBERED_MONTH = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})[./](\d{4})")
NAMED_MONTH = re.compile(r"([a-z]+)\.?\s+(\d{4})")
SERIAL_ZERO = date(1899, 12, 30)
"""The day that Excel counts as 0, for every date since 1 March 1900."""


def read_date(value: Value, order: Order = "") -> date:
    """The day of a cell: an Excel date, 12.03.2025, 12.3.25, 2025-03-12, 20250312, 30/06/2025, 15. Mai 2025, …

    `order` decides 03/04/2025. Raises Unreadable: as an error for a day that does not exist, as a warning for what is
    no certain date.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = LEADING.sub("", folded(shown(value))) if not isinstance(value, bool) else ""
    if match := DAY_FIRST.fullmatch(text):
        return day(value, int(match[3]), int(match[2]), int(match[1]))
    if match := ISO.fullmatch(text):
        return day(value, int(match[1]), int(match[2]), int(match[3]))
    if match := SLASHES.fullmatch(text):
        return slashed(value, int(match[1]), int(match[2]), int(match[3]), order)
    if match := RUN_TOGETHER.fullmatch(text):
        return day(value, int(match[1]), int(match[2]), int(match[3]))
    if (match := NAMED.fullmatch(text)) and (month := month_number(match[2])):
        return day(value, int(match[3]), month, int(match[1]))
    if (match := NAMED_FIRST.fullmatch(text)) and (month := month_number(match[1])):
        return day(value, int(match[3]), month, int(match[2]))
    if match := NO_YEAR.fullmatch(text):
        raise without_year(value, int(match[2]), int(match[1]))
    raise uncertain(value, message("it is not a day of the calendar"))


def day(value: Value, year: int, month: int, number: int) -> date:
    """The date, or Unreadable when the calendar or common sense does not know it."""
    year += 2000 if year < 100 else 0
    try:
        found = date(year, month, number)
    except ValueError:
        raise impossible(value) from None
    if year not in YEARS:
        raise uncertain(value, message("the year {year} cannot be meant", year=str(year)))
    return found


def slashed(value: Value, first: int, second: int, year: int, order: Order) -> date:
    """30/06/2025 and 06/30/2025 are certain; for 03/04/2025 the order must be known."""
    if not order and is_ambiguous(value):
        raise uncertain(value, message("day and month could be swapped"))
    month_first = second > 12 or (order == "month" and first <= 12)
    return day(value, year, first, second) if month_first else day(value, year, second, first)


def is_ambiguous(value: Value) -> bool:
    """Whether day and month could be swapped: 03/04/2025, but neither 30/06/2025 nor 03/03/2025."""
    match = SLASHES.fullmatch(LEADING.sub("", folded(value))) if isinstance(value, str) else None
    return match is not None and int(match[1]) != int(match[2]) and max(int(match[1]), int(match[2])) <= 12


def order_in(values: Iterable[Value]) -> Order:
    """The order that a column's certain dates show; "" when they show none or both."""
    pairs = [SLASHES.fullmatch(LEADING.sub("", folded(v))) for v in values if isinstance(v, str)]
    day = any(m and int(m[1]) > 12 for m in pairs)
    month = any(m and int(m[2]) > 12 for m in pairs)
    return "" if day == month else "day" if day else "month"


def serial_day(value: Value) -> date | None:
    """The day that Excel means by a number such as 45747 or 45747.5; None when it can be none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 100_000:
        return None
    found = SERIAL_ZERO + timedelta(days=int(value))
    return found if found.year in YEARS else None


def without_year(value: Value, month: int, number: int) -> Unreadable:
    """15.4. lacks its year; 31.02. exists in no year."""
    try:
        date(2024, month, number)  # a leap year: 29.02. may exist
    except ValueError:
        return impossible(value)
    return uncertain(value, message("the year is missing"))


def impossible(value: Value) -> Unreadable:
    what = message(
        "“{value}” is a day that does not exist. Enter the right date, for example 28.02.2025.", value=shown(value)
    )
    return Unreadable("C07", what)


def uncertain(value: Value, why: Message) -> Unreadable:
    what = message(
        "“{value}” was not taken as a date: {why}. Enter day, month and year, for example 15.04.2025.",
        value=shown(value),
        why=why,
    )
    return Unreadable("C07", what, "warning")


def read_month(value: Value) -> str:
    """Year and month as 2025-03, from 2025-03, 03/2025, 3.2025, März 2025 or any date; raises Unreadable."""
    text = folded(str(value))
    if (match := NUMBERED_MONTH.fullmatch(text)) and isinstance(value, str):
        year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        if 1 <= int(month) <= 12:
            return f"{year}-{int(month):02d}"
    if (match := NAMED_MONTH.fullmatch(text)) and (number := month_number(match[1])):
        return f"{match[2]}-{number:02d}"
    try:
        return f"{read_date(value):%Y-%m}"
    except Unreadable:
        what = message("“{value}” is not a month. Enter year and month, for example 2025-03.", value=shown(value))
        raise Unreadable("C07", what) from None


def month_number(name: str) -> int:
    """1 to 12 for a German or English month name or its abbreviation; 0 for any other word."""
    start = next((english for german, english in GERMAN_MONTHS.items() if name.startswith(german)), name[:3])
    return MONTHS.index(start) + 1 if start in MONTHS else 0
