"""Standardised or individual: how each touchpoint is today and how it should be, from 0 to 100."""

from __future__ import annotations

import pandas as pd

from workshop.dossier import Dossier
from workshop.texts import Message, message
from workshop.views.included import planned
from workshop.views.view import View
from workshop.worksheets.entries import entries
from workshop.worksheets.load import worksheets

SHEET = "individual"
COLUMNS = ["key", "seq", "name", "now", "target", "change"]
NOTHING = message("No touchpoint judged yet")


def individuality(dossier: Dossier) -> View:
    """Touchpoints with a now or a target, in the customer's order. Frame: `COLUMNS`; now, target 0…100 or NaN."""
    places = planned(dossier)
    found = entries(dossier, worksheets()[SHEET], list(places["key"])) if SHEET in worksheets() else pd.DataFrame()
    if found.empty:
        return View(pd.DataFrame(columns=COLUMNS), NOTHING, NOTHING, NOTHING)
    now, target = (found[name].astype("float64").to_numpy() for name in ("now", "target"))
    frame = places[["key", "seq", "name"]].assign(now=now, target=target, change=target - now)
    frame = frame[frame[["now", "target"]].notna().any(axis=1)].reset_index(drop=True)[COLUMNS]
    if frame.empty:
        return View(frame, NOTHING, NOTHING, NOTHING)
    caption = message("0 = all by the script, 100 = all by the customer · n = {n} touchpoints", n=len(frame))
    return View(frame, title_of(frame), caption, alt_of(frame))


def title_of(frame: pd.DataFrame) -> Message:
    """How many shall become more individual."""
    more = int((frame["change"] > 0).sum())
    return message("To become more individual: {n} of {all} touchpoints", n=more, all=len(frame))


def alt_of(frame: pd.DataFrame) -> Message:
    """Both figures of every touchpoint."""
    parts = [
        message("{name} {now} → {target}", name=row["name"], now=shown(row["now"]), target=shown(row["target"]))
        for row in frame.to_dict("records")
    ]
    return message("{parts}.", parts=parts)


def shown(value: float) -> str:
    """A figure, or a dash when there is none."""
    return "–" if value != value else f"{value:.0f}"
