"""What a field of a worksheet may hold; a text that does not fit is refused with its reason."""

from __future__ import annotations

from datetime import date

from workshop.texts import Message, Refusal, message
from workshop.worksheets.model import Sheet, SheetField


def check(sheet: Sheet, field: SheetField, text: str) -> None:
    """Raise Refusal when a text does not fit its field; "" always does."""
    if text and (problem := problem_of(field, text)):
        raise Refusal(message("{sheet}: {problem}", sheet=sheet.title, problem=problem))


def problem_of(field: SheetField, text: str) -> Message | None:
    """What is wrong with a text in this field; None = nothing."""
    if len(text) > field.length:
        return message(
            "“{field}” may have at most {limit} characters, this has {n}. Shorten it: “{value}”",
            field=field.label, limit=field.length, n=len(text), value=text[:200],
        )  # fmt: skip
    if field.kind in ("choice", "many"):
        codes = {choice.code for choice in field.choices}
        unknown = [code for code in (text.split("|") if field.kind == "many" else [text]) if code not in codes]
        return _does_not_fit(field, unknown[0]) if unknown else None
    if field.kind in ("scale", "number"):
        return _problem_of_number(field, text)
    if field.kind == "date":
        return None if _is_date(text) else _does_not_fit(field, text)
    return _does_not_fit(field, text) if field.kind == "yes" and text != "yes" else None


def _problem_of_number(field: SheetField, text: str) -> Message | None:
    try:
        number = float(text)
    except ValueError:
        return _does_not_fit(field, text)
    if field.kind == "scale" and not field.min <= number <= field.max:
        return message(
            "“{field}” goes from {low} to {high}, not to {value}.",
            field=field.label, low=field.min, high=field.max, value=number,
        )  # fmt: skip
    if number < 0:
        return message("“{field}” cannot be below zero.", field=field.label)
    return None


def _does_not_fit(field: SheetField, text: str) -> Message:
    return message("“{field}”: “{value}” does not fit here.", field=field.label, value=text)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
