"""From a draft to a record: the record's own limits, each breach as a sentence at the cell that breaks it."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from workshop.checks import measure_problem
from workshop.labels import FIELD_LABELS
from workshop.records import STANDARD_TEXT, Record
from workshop.texts import Message, message
from workshop.workbook.drafts.drafts import Draft
from workshop.workbook.files.sheets import shown
from workshop.workbook.values.fields import MODELS


def record_of(draft: Draft) -> Record | None:
    """The record of a draft; None when an error held it back, which is then among the draft's problems."""
    if draft.failed:
        return None
    try:
        record = MODELS[draft.kind].model_validate(draft.values)
    except ValidationError as error:
        for detail in error.errors():
            explain(draft, str(detail["loc"][0]), detail["type"], detail.get("ctx", {}), detail["input"])
        return None
    if draft.kind == "measures" and (problem := measure_problem(draft.values)):
        backwards = "until_date" if dates_backwards(draft) else "accountable"
        draft.say(
            "V03" if backwards == "until_date" else "V04", "error", backwards, original(draft, backwards), problem
        )
        return None
    return record


def dates_backwards(draft: Draft) -> bool:
    start, end = draft.values.get("from_date"), draft.values.get("until_date")
    return bool(start and end and end < start)


def original(draft: Draft, field: str) -> str:
    value = draft.values.get(field)
    return shown(value) if value is not None else ""


def explain(draft: Draft, field: str, kind: str, limits: dict[str, Any], value: Any) -> None:
    """Turn one finding of pydantic into a problem of the draft."""
    if kind == "missing" or (kind == "string_too_short" and not value):
        draft.say("Z03", "error", field, "", missing(draft, field))
    elif kind == "string_too_long":
        draft.say("C15", "error", field, str(value), too_long(draft, field, len(value), limits["max_length"]))
    elif kind in ("greater_than_equal", "less_than_equal", "int_from_float"):
        draft.say("C15", "error", field, str(value), out_of_range(draft, field, value))
    else:
        what = message("“{value}” is not possible for “{field}”.", value=str(value), field=label(draft, field))
        draft.say("C15", "error", field, str(value), what)


def label(draft: Draft, field: str) -> Message:
    return FIELD_LABELS[draft.kind][field]


def missing(draft: Draft, field: str) -> Message:
    if draft.kind == "touchpoints" and field == "phase":
        return message("The phase is missing. Write Before the purchase, Purchase or After the purchase.")
    return message(
        "“{field}” is empty, but other cells of the row are filled. Fill it in, or clear the whole row.",
        field=label(draft, field),
    )


def too_long(draft: Draft, field: str, n: int, limit: int) -> Message:
    if draft.kind == "standards" and field == "text":
        return message(
            "The standard has {n} characters; it must be one sentence of at most {limit}. Shorten it.",
            n=n,
            limit=STANDARD_TEXT,
        )
    return message(
        "“{field}” has {n} characters, at most {limit} are possible. Shorten it.",
        field=label(draft, field),
        n=n,
        limit=limit,
    )


def out_of_range(draft: Draft, field: str, value: Any) -> Message:
    match field:
        case "relevance" | "impact" | "effort":
            return message(
                "“{value}” is not on the scale of “{field}”: enter 1, 2, 3, 4 or 5.",
                value=str(value),
                field=label(draft, field),
            )
        case "progress_pct":
            return message(
                "“{value}” is not possible for “{field}”: enter 0 to 100.", value=str(value), field=label(draft, field)
            )
        case _:
            return message(
                "“{value}” is not possible for “{field}”: it must not be below 0.",
                value=str(value),
                field=label(draft, field),
            )
