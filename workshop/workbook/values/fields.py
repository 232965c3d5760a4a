"""What the fields of records hold, and a single cell as a text, a code, or yes or no."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, get_args

from annotated_types import MaxLen, MinLen
from pydantic.fields import FieldInfo

from workshop.labels import CODE_LABELS, FIELD_LABELS
from workshop.records import KINDS, Record, Workshop
from workshop.texts import Message, message
from workshop.workbook.files.sheets import Value, shown
from workshop.workbook.problems import Unreadable
from workshop.workbook.values.vocabulary import code_words, normal_value, word_set

MODELS: dict[str, type[Record]] = {"workshop": Workshop, **KINDS}
RATING_FIELDS = {("ratings", "rating"), ("customer_ratings", "rating"), ("conversations", "sentiment")}
MONTH_FIELDS = {("kpi_values", "period"), ("kpis", "baseline_period")}
FIVE_FIELDS = {"relevance", "impact", "effort"}
"""Fields from 1 to 5, which others rate up to 10 or as high, medium and low."""
MONEY_FIELDS = {"budget", "spent"}
CUT_FROM = 2_000
"""Texts of fields with this limit are cut and said; shorter limits are rules of the method and hold the row back."""


@cache
def plain_type(kind: str, field: str) -> type:
    """date, bool, int, float or str: what a field of a record holds when it holds anything."""
    return next(iter(bare_types(MODELS[kind].model_fields[field].annotation) - {type(None)}))


def bare_types(annotation: Any) -> set[type]:
    """{int, NoneType} for `Annotated[int, …] | None`."""
    inner = [a for a in get_args(annotation) if isinstance(a, type) or get_args(a)]
    return set().union(*(bare_types(a) for a in inner)) if inner else {annotation}


def limit_of(kind: str, field: str) -> int | None:
    """The longest text a field takes, in characters; None when it has no limit."""
    info: FieldInfo = MODELS[kind].model_fields[field]
    return next((m.max_length for m in info.metadata if isinstance(m, MaxLen)), None)


def may_be_blank(kind: str, field: str) -> bool:
    """Whether a field holds a text that may be "" (no code, no reference that is None, no least length)."""
    info: FieldInfo = MODELS[kind].model_fields[field]
    coded = field in CODE_LABELS.get(kind, {}) or info.default is None
    return plain_type(kind, field) is str and not coded and not any(isinstance(m, MinLen) for m in info.metadata)


def text_of(value: Value) -> str:
    """A cell as text; a whole number keeps no decimals, a date is written as in ISO so that it stays a date."""
    if isinstance(value, str):  # nearly every cell
        return value
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else shown(value)


def read_code(kind: str, field: str, value: Value) -> str | None:
    """The code for a word; None for a sign that stands for nothing. Raises Unreadable with the words that are known."""
    known, word = code_words(kind, field), normal_value(shown(value))
    if word in known:
        return known[word]
    if word in word_set("missing"):
        return None
    raise Unreadable("C15", not_allowed(kind, field, value))


def not_allowed(kind: str, field: str, value: Value) -> Message:
    return message(
        "“{value}” is not possible for “{field}”. Possible are: {choices}.",
        value=shown(value),
        field=FIELD_LABELS[kind][field],
        choices=list(CODE_LABELS[kind][field].values()),
    )


def read_flag(kind: str, field: str, value: Value) -> bool:
    """Yes or no, from ja/nein, yes/no, x, ✓, TRUE, 1/0. Raises Unreadable for anything else."""
    word = normal_value(value)
    if isinstance(value, bool):
        return value
    if word in word_set("yes"):
        return True
    if word in word_set("no") or word in word_set("missing"):
        return False
    raise Unreadable(
        "C15",
        message(
            "“{value}” is neither yes nor no for “{field}”. Write yes or no, or put an x.",
            value=shown(value),
            field=FIELD_LABELS[kind][field],
        ),
    )
