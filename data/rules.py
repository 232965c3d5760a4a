"""The rules that storage enforces whoever asks: references, dates, one accountable person, nothing pulled away."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select

import data.live_tables  # noqa: F401  the tables that refer to records too
from data.rows import Row, rows_of, title_of
from data.tables import table
from workshop.checks import measure_problem
from workshop.labels import FIELD_LABELS, KIND_LABELS
from workshop.records import identity
from workshop.texts import Refusal, message

REFERENCES: dict[str, dict[str, str]] = {
    "touchpoints": {"department": "departments"},
    "participants": {"department": "departments"},
    "standards": {"department": "departments", "touchpoint": "touchpoints"},
    "measures": {"department": "departments"},
    "conversations": {"touchpoint": "touchpoints"},
    "moments_of_truth": {"touchpoint": "touchpoints"},
    "kpi_values": {"kpi": "kpis"},
    "ratings": {"wave": "waves", "participant": "participants", "touchpoint": "touchpoints"},
    "customer_ratings": {"wave": "waves", "touchpoint": "touchpoints"},
    "self_images": {"wave": "waves"},
    "standard_votes": {"participant": "participants", "standard": "standards"},
    "wave_touchpoints": {"wave": "waves", "touchpoint": "touchpoints"},
    "wave_participants": {"wave": "waves"},
    "seats": {"participant": "participants"},
    "earlier_ratings": {"wave": "waves", "participant": "participants", "touchpoint": "touchpoints"},
    "rounds": {"wave": "waves", "touchpoint": "touchpoints"},
    "dots": {"participant": "participants", "standard": "standards"},
}
"""Which field of a kind names a record of which other kind."""

REMEMBERED = message("closed measurement")

LABELS = KIND_LABELS | {
    "wave_touchpoints": REMEMBERED,
    "wave_participants": REMEMBERED,
    "seats": message("seat in the live room"),
    "earlier_ratings": message("rating of an earlier round"),
    "rounds": message("round of votes"),
    "dots": message("dots"),
}


def check_edit(connection: Connection, workshop_id: str, kind: str, before: Row | None, after: Row | None) -> None:
    """Raise Refusal when an edit breaks a rule, before anything is written."""
    if after is None:
        check_unused(connection, workshop_id, kind, before or {})
        return
    for field, target in REFERENCES.get(kind, {}).items():
        if after[field] is not None and after[field] not in _known(connection, workshop_id, target):
            raise Refusal(
                message("“{value}” is not known in this workshop. Add it first, or choose another.", value=after[field])
            )
    if kind == "measures" and (problem := measure_problem(after)):
        raise Refusal(problem)


def check_unused(connection: Connection, workshop_id: str, kind: str, record: Row) -> None:
    """Raise Refusal when others refer to a record that is to be deleted, and say how many of which."""
    key = record[identity(kind)[0]]
    for user, fields in REFERENCES.items():
        for field in (name for name, target in fields.items() if target == kind):
            rows = table(user)
            used = select(func.count()).where(rows.c.workshop_id == workshop_id, rows.c[field] == key)
            if count := connection.execute(used).scalar_one():
                raise Refusal(
                    message(
                        "“{name}” cannot be deleted: it still has {count} × {kind}. Move or delete those first; "
                        "a touchpoint that is no longer wanted can be set to “irrelevant” instead.",
                        name=title_of(record),
                        count=count,
                        kind=LABELS[user],
                    )
                )


def conflict(kind: str, title: str, field: str, *, theirs: Any, mine: Any) -> Refusal:
    """Two people changed the same field: both values, for a person to decide."""
    return Refusal(
        message(
            "“{title}”: somebody else has changed “{field}” meanwhile. There it says “{theirs}”, you wrote “{mine}”. "
            "The page now shows theirs; enter yours again if it is to stand.",
            title=title,
            field=FIELD_LABELS[kind][field],
            theirs=theirs,
            mine=mine,
        )
    )


def _known(connection: Connection, workshop_id: str, kind: str) -> set[str]:
    return {row[identity(kind)[0]] for row in rows_of(connection, kind, workshop_id)}
