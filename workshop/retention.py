"""How long a workshop is kept: its last day, and when its facilitator is told."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

MONTHS = (6, 12, 24)
"""What is offered, beside no end at all."""
TOLD_BEFORE = 30
"""So many days before the end the overview says so."""


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_left(last: date | None, today: date) -> int | None:
    """Days until the last one, 0 on it; None = it is kept without end."""
    return None if last is None else (last - today).days


def ends_soon(last: date | None, today: date) -> bool:
    """Whether the facilitator is to be told."""
    left = days_left(last, today)
    return left is not None and left <= TOLD_BEFORE


def longer(last: date, today: date) -> date:
    """The last day after one click on “keep it longer”: a year more, from today when that is over."""
    return months_after(max(last, today), 12)
