"""An entry of a worksheet as a measure: criticism becomes a to-do in one click."""

from __future__ import annotations

from collections.abc import Mapping

from workshop.records import Measure
from workshop.worksheets.model import Sheet

MADE = "measure"
"""The field that remembers which measure an entry became."""
LONGEST = 200


def measure_type(sheet: Sheet, texts: Mapping[str, str]) -> str:
    """The type of the measure an entry would become; "" when it becomes none."""
    rule = sheet.measure
    if rule is None or not texts.get(rule.title) or texts.get(MADE):
        return ""
    return rule.types.get(texts.get(rule.by, ""), "") if rule.by else rule.type


def measure_of(sheet: Sheet, entry: str, texts: Mapping[str, str], key: str) -> Measure:
    """The measure an entry becomes, under this key. In: an entry for which `measure_type` names a type."""
    rule = sheet.measure
    if rule is None:
        raise ValueError(f"{sheet.id} has no rule for measures")
    touchpoint = texts.get(rule.touchpoint, "") if rule.touchpoint else entry if sheet.rows == "touchpoint" else ""
    title = " ".join(texts[rule.title].split())
    return Measure(
        key=key, title=title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…",
        touchpoint_keys=touchpoint, type=measure_type(sheet, texts),
    )  # fmt: skip
