"""Which touchpoint is the first: what the room says, and the six that customers meet long before."""

from __future__ import annotations

import pandas as pd

from workshop.dossier import Dossier
from workshop.library import is_there, touchpoints_in
from workshop.texts import Message, Wording, message
from workshop.views.view import View
from workshop.worksheets.entries import cells_of
from workshop.worksheets.load import worksheets

SHEET = "first_contact"
INSIDE, BEFORE = "inside", "before"
GROUPS: dict[str, Message] = {
    INSIDE: message("What begins with us"),
    BEFORE: message("What comes before"),
}
"""Where a named first contact belongs: to the view from inside, or to what the customer does without us."""
PLACES: dict[str, Message | str] = {
    "there": message("in the journey"),
    "missing": message("not in the journey"),
    "": "",
}
COLUMNS = ["code", "group", "name", "count", "place"]


def first_contact_gap(dossier: Dossier) -> View:
    """Frame: one row an answer, what begins with us first: code, group (a key of `GROUPS`), name, count (how often
    named), place (of the six real first contacts: whether the journey has it, a key of `PLACES`). Empty without any
    answer."""
    counts = named(dossier)
    frame = pd.DataFrame(rows_of(dossier, counts) if counts else [], columns=COLUMNS)
    return View(frame, title_of(frame), caption_of(frame), alt_of(frame))


def named(dossier: Dossier) -> dict[str, float]:
    """Answer code → how often it was named; an answer without a number was named once."""
    if SHEET not in worksheets():
        return {}
    found: dict[str, float] = {}
    for texts in cells_of(dossier, worksheets()[SHEET]).values():
        if code := texts.get("answer"):
            found[code] = found.get(code, 0) + float(texts.get("count") or 1)
    return found


def rows_of(dossier: Dossier, counts: dict[str, float]) -> list[tuple[str, str, Wording, float, str]]:
    """The answers in their groups, the most named first; the six real ones always, in the customer's order."""
    choices = {choice.code: choice.label for choice in worksheets()[SHEET].field("answer").choices}
    real = {one.id.removeprefix("precontact_"): one for one in touchpoints_in("precontact")}
    inside = sorted((code for code in counts if code in choices and code not in real), key=lambda code: -counts[code])
    rows = [(code, INSIDE, choices[code], counts[code], "") for code in inside]
    for code, one in real.items():
        place = "there" if is_there(dossier, one) else "missing"
        rows.append((code, BEFORE, choices.get(code, one.name), counts.get(code, 0.0), place))
    return rows


def shares(frame: pd.DataFrame) -> tuple[int, int]:
    """Answers that begin with us, and all of them."""
    total = int(frame["count"].sum())
    return int(frame.loc[frame["group"] == INSIDE, "count"].sum()), total


def title_of(frame: pd.DataFrame) -> Message:
    """How many of the answers begin with us."""
    if frame.empty:
        return message("Nobody has been asked for the first touchpoint yet")
    ours, total = shares(frame)
    if ours == 0:
        return message("All {total} answers begin with the customer", total=total)
    return message("{ours} of {total} answers begin with us; the customer began earlier", ours=ours, total=total)


def caption_of(frame: pd.DataFrame) -> Message:
    """The question in full, and n."""
    return message(
        "“Which is the first touchpoint a customer has with your company?” · n = {n}",
        n=shares(frame)[1] if len(frame) else 0,
    )  # fmt: skip


def alt_of(frame: pd.DataFrame) -> Message:
    """The gap in figures."""
    ours, total = shares(frame) if len(frame) else (0, 0)
    missing = int((frame["place"] == "missing").sum())
    return message(
        "{ours} of {total} named first touchpoints begin with the company; {missing} of the 6 that come before are not "
        "in the journey.",
        ours=ours, total=total, missing=missing,
    )  # fmt: skip
