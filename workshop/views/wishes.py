"""The seven customer wishes: where they are kept, and which of them is violated most."""

from __future__ import annotations

import pandas as pd

from workshop.dossier import Dossier
from workshop.records import WISHES
from workshop.texts import Message, message
from workshop.views.included import planned
from workshop.views.view import View
from workshop.worksheets.entries import cells_of
from workshop.worksheets.load import worksheets

SHEET = "seven_wishes"
NAMES: dict[str, Message] = {
    "simple": message("simple"),
    "convenient": message("easy access"),
    "best_solution": message("best solution"),
    "fast": message("fast"),
    "help": message("help"),
    "good_feeling": message("good feeling"),
    "shareable": message("worth telling"),
}
"""The wishes in short, for the head of a column."""
KEPT, VIOLATED = "kept", "violated"
MARKS: dict[str, Message | str] = {KEPT: message("kept"), VIOLATED: message("violated"), "": "–"}


def wish_matrix(dossier: Dossier) -> View:
    """Touchpoints × wishes. Frame: one row a touchpoint with at least one mark, in the customer's order: key, seq,
    name, and a column for each wish that holds a key of `MARKS`; its `attrs` carry the counts of the whole matrix,
    violations and kept (wish → touchpoints), which a slide with some of its rows shows as well."""
    cells = cells_of(dossier, worksheets()[SHEET]) if SHEET in worksheets() else {}
    rows = planned(dossier)
    used = rows[rows["key"].isin(list(cells))][["key", "seq", "name"]].reset_index(drop=True)
    marks = {wish: [cells[key].get(wish, "") for key in used["key"]] for wish in WISHES if wish}
    frame = used.assign(**marks)
    frame.attrs |= {"violations": violations(frame), "kept": kept(frame)}
    return View(frame, title_of(frame), caption_of(frame, dossier), alt_of(frame))


def violations(frame: pd.DataFrame) -> dict[str, int]:
    """Wish → touchpoints at which it is violated, the most often violated first."""
    found = {wish: int((frame[wish] == VIOLATED).sum()) for wish in NAMES}
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def kept(frame: pd.DataFrame) -> dict[str, int]:
    """Wish → touchpoints at which it is kept."""
    return {wish: int((frame[wish] == KEPT).sum()) for wish in NAMES}


def title_of(frame: pd.DataFrame) -> Message:
    """The wish that is violated most often."""
    if frame.empty:
        return message("No wish has been checked yet")
    (worst, count), *_ = violations(frame).items()
    if count == 0:
        return message("None of the seven wishes is violated at {n} touchpoints", n=len(frame))
    return message("Violated most often: {wish}, at {count} of {n} touchpoints", wish=NAMES[worst], count=count,
                   n=len(frame))  # fmt: skip


def caption_of(frame: pd.DataFrame, dossier: Dossier) -> Message:
    """How many touchpoints somebody has looked at."""
    return message(
        "The seven customer wishes · {n} of {all} touchpoints checked by the room", n=len(frame),
        all=len(planned(dossier)),
    )  # fmt: skip


def alt_of(frame: pd.DataFrame) -> Message:
    """Both counts of every wish."""
    bad, good = violations(frame), kept(frame)
    told = [message("{wish}: {bad} violated, {good} kept", wish=NAMES[w], bad=bad[w], good=good[w]) for w in bad]
    return message("Matrix of {n} touchpoints and 7 wishes. {wishes}.", n=len(frame), wishes=told)
