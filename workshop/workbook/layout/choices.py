"""The choices of a column question: the likely fields first, then all others of the kind, then "do not import"."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.labels import EXTRA_LABELS, FIELD_LABELS, KIND_LABELS
from workshop.texts import Message, message
from workshop.workbook.questions import LEFT_OUT, Choice

KINDS_FIRST = ("touchpoints", "ratings", "measures", "standards", "customer_ratings", "conversations", "kpis")
"""What a sheet most often holds."""


def field_label(kind: str, name: str) -> Message:
    """What a field, or an extra of headers.toml, is called."""
    return FIELD_LABELS[kind].get(name) or EXTRA_LABELS.get(kind, {}).get(name) or message("for checking only")


def field_choices(kind: str, first: Sequence[str]) -> tuple[Choice, ...]:
    """Everything a column of this kind can be; `first` leads."""
    others = [name for name in (*FIELD_LABELS[kind], *EXTRA_LABELS.get(kind, {})) if name not in first]
    known = tuple(Choice(name, field_label(kind, name)) for name in (*first, *others))
    return (*known, Choice(LEFT_OUT, message("do not import")))


def kind_choices() -> tuple[Choice, ...]:
    """Everything a sheet can hold."""
    others = [kind for kind in KIND_LABELS if kind not in KINDS_FIRST]
    return (
        *(Choice(kind, KIND_LABELS[kind]) for kind in (*KINDS_FIRST, *others)),
        Choice(LEFT_OUT, message("do not import")),
    )
