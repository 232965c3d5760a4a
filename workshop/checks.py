"""Checks of a record that need more than one field: the same for a workbook, a page and storage."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from workshop.texts import Message, message

SEVERAL = re.compile(r"\s*(?:;|/|&|\+|,|\bund\b|\band\b|\n)\s*", re.IGNORECASE)
"""What stands between two names in one cell."""


def accountable_people(text: str) -> list[str]:
    """The people named in an "accountable" field: "Meier und Schulze" → ["Meier", "Schulze"]."""
    return [name for name in SEVERAL.split(text.strip()) if name]


def measure_problem(measure: Mapping[str, Any]) -> Message | None:
    """What is wrong with a measure as a whole, or None: its dates run backwards, or two people are accountable."""
    start, end = measure.get("from_date"), measure.get("until_date")
    if start and end and end < start:
        return message(
            "“{title}” ends on {end}, before it starts on {start}. Swap the dates or correct one of them.",
            title=measure["title"], start=start, end=end,
        )  # fmt: skip
    people = accountable_people(measure.get("accountable") or "")
    if len(people) > 1:
        return message(
            "“{title}” has {count} people accountable ({people}). Exactly one answers for a measure; "
            "enter the others as responsible or consulted.",
            title=measure["title"], count=len(people), people=people,
        )  # fmt: skip
    return None
