"""What need not be listed in a workbook: departments, waves and participants that others mention."""

from __future__ import annotations

from workshop.records import Department, Participant, Record, Wave
from workshop.workbook.drafts.drafts import Draft
from workshop.workbook.problems import Unreadable
from workshop.workbook.values.fields import read_code

CREATING = {
    "departments": {"touchpoints", "participants", "standards"},
    "participants": {"ratings"},
    "waves": {"ratings", "customer_ratings", "self_images"},
}
"""Kind that comes into being → kinds of record whose mention is enough."""
WAVE_ORDER = {"before": 1, "after": 2}


def new_record(kind: str, key: str, place: int, draft: Draft, department: str | None) -> Record:
    """The department, wave or participant called `key` that `draft` mentions, as number `place` of its kind."""
    match kind:
        case "departments":
            return Department(name=key, seq=place)
        case "waves":
            return Wave(key=key, seq=WAVE_ORDER.get(key) or max(place, len(WAVE_ORDER) + 1))
        case _:
            return Participant(key=key, department=department, perspective=perspective_of(draft))


def perspective_of(draft: Draft) -> str:
    """The perspective a vote's row gives for its participant; staff when it gives none."""
    if "perspective" not in draft.extra:
        return "staff"
    try:
        return read_code("participants", "perspective", draft.extra["perspective"]) or "staff"
    except Unreadable as trouble:
        draft.unreadable("perspective", draft.extra["perspective"], trouble)
        return "staff"
