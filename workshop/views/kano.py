"""The Kano survey as a picture: how much each feature satisfies when it is there, and annoys when it is missing."""

from __future__ import annotations

from typing import Any

import pandas as pd

from workshop.dossier import Dossier
from workshop.figures.kano_survey import kano_survey
from workshop.statistics.kano import CATEGORIES, KANO_LABELS
from workshop.texts import Message, message
from workshop.views.view import View

COLUMNS = ["key", "number", "text", "n", "ruled", "mode", "cs_plus", "cs_minus", "dissatisfies"]
NO_KANO = message("No Kano answers yet")
CORNERS: dict[str, Message] = {
    "A": message("Wow: delights"),
    "O": message("The more, the better"),
    "I": message("Makes no difference"),
    "M": message("Must: taken for granted"),
}
"""Names of the four fields, by the category that lies there."""


def kano_map(dossier: Dossier) -> View:
    """Features by CS− (how much a missing one annoys, 0…1 to the right) and CS+ (how much it satisfies, 0…1 upward).

    Frame: `COLUMNS`; number is 1, 2, … in the order Must, performance, delight, indifferent, reverse, questionable, and
    within one by what annoys most. Features with fewer than `MIN_VOTES` answers are counted in the caption only.
    """
    survey = kano_survey(dossier)
    told = survey.dropna(subset=["cs_plus", "cs_minus"])
    frame = told.assign(
        key=told["feature"], dissatisfies=-told["cs_minus"].astype("float64"),
        cs_plus=told["cs_plus"].astype("float64"), order=[CATEGORIES.index(c) for c in told["ruled"]],
    )  # fmt: skip
    frame = frame.sort_values(["order", "dissatisfies", "key"], ascending=[True, False, True], ignore_index=True)
    frame = frame.assign(number=range(1, len(frame) + 1))[COLUMNS]
    return View(frame, title_of(frame), caption_of(survey, frame), alt_of(frame))


def title_of(frame: pd.DataFrame) -> Message:
    """How many features are taken for granted, and how many delight."""
    if frame.empty:
        return NO_KANO
    counts = frame["ruled"].value_counts()
    return message(
        "Taken for granted: {must} of {count} features; delighting: {wow}",
        must=int(counts.get("M", 0)), count=len(frame), wow=int(counts.get("A", 0)),
    )  # fmt: skip


def caption_of(survey: pd.DataFrame, frame: pd.DataFrame) -> Message:
    """Whose answers, how many, by which rule, and how many features have too few."""
    if survey.empty:
        return NO_KANO
    low, high = int(survey["n"].min()), int(survey["n"].max())
    n = str(low) if low == high else f"{low}–{high}"
    said = message("Kano survey, paired questions to customers · n = {n} per feature · category by M > O > A > I", n=n)
    rest = len(survey) - len(frame)
    return message("{what} · {rest} with too few answers", what=said, rest=rest) if rest else said


def alt_of(frame: pd.DataFrame) -> Message:
    """Every feature with its category and both coefficients."""
    if frame.empty:
        return NO_KANO
    parts = [part_of(row) for row in frame.to_dict("records")]
    return message("{count} features by CS+ and CS−: {parts}.", count=len(frame), parts=parts)


def part_of(row: dict[Any, Any]) -> Message:
    """One feature in words."""
    return message(
        "{name}: {category} (CS+ {plus}, CS− {minus}, n = {n})",
        name=row["text"], category=KANO_LABELS[row["ruled"]], plus=round(row["cs_plus"], 2),
        minus=round(row["cs_minus"], 2), n=int(row["n"]),
    )  # fmt: skip
