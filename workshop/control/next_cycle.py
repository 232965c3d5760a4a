"""What goes on from one cycle to the next, with its keys: the journey, the people, the standards, what is not done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workshop.dossier import Bundle, Dossier
from workshop.records import Workshop

KEPT = (
    "departments", "personas", "touchpoints", "participants", "standards", "measures", "kpis", "kpi_values",
    "conversations", "moments_of_truth", "worksheet_cells",
)  # fmt: skip
"""Kinds that go on. Left behind: measurements, all votes and answers, and measures that are done."""
LEFT = ("review_meetings", "decisions", "next_measurement", "standard_reviews", "measure_reviews")
"""Worksheets about the cycle that has ended; they stay with it."""


def next_bundle(dossier: Dossier, new_id: str) -> Bundle:
    """The records with which the next cycle begins, at its first step, under a new short name.

    Raises ValidationError when the name is empty or too long.
    """
    workshop = Workshop.model_validate(dossier.workshop.model_dump() | {"id": new_id, "current_step": "analysis"})
    bundle = Bundle(workshop)
    for kind in KEPT:
        for record in dossier.records(kind):
            if goes_on(kind, record):
                bundle.add(kind, record)
    return bundle


def goes_on(kind: str, record: Any) -> bool:
    """Whether a record of a kind that goes on does so itself."""
    if kind == "measures":
        return bool(record.status != "done")
    return kind != "worksheet_cells" or record.worksheet not in LEFT


def next_id(taken: Iterable[str], current: str) -> str:
    """A free short name for the next cycle: WS-AUTO-2 after WS-AUTO, WS-AUTO-3 after WS-AUTO-2."""
    used = set(taken)
    head, dash, digits = current.rpartition("-")
    stem, number = (head, int(digits)) if dash and digits.isdigit() and len(digits) < 4 else (current, 1)
    while True:
        number += 1
        name = f"{stem[: 39 - len(str(number))]}-{number}"
        if name not in used:
            return name
