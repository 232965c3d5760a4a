"""The schedule: every measure with its dates as a bar, quick wins first, what is overdue, what waits for what."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pandas as pd

from workshop.action.measures import in_order
from workshop.dossier import Dossier
from workshop.labels import MEASURE_STATUS_LABELS
from workshop.texts import Message, message
from workshop.views.contact_matrix import is_day
from workshop.views.view import View
from workshop.worksheets.entries import cells_of
from workshop.worksheets.load import worksheets

COLUMNS = ["key", "tag", "title", "who", "start", "end", "status", "status_name", "late", "progress", "quick_win",
           "after", "waits", "today", "first", "last"]  # fmt: skip
"""after: keys of the measures that have to be finished first, waits: the same in short; late: days overdue, 0 when it
is not; first and last: ends of the time axis, the same in every row."""
OVERDUE = message("overdue")
NO_DATES = message("No measure has dates yet")
SHEET = "sequence"


def schedule(dossier: Dossier, day: str = "") -> View:
    """The measures with a start and an end, on a day (ISO; today when none is given). Frame: `COLUMNS`."""
    today = date.fromisoformat(day) if is_day(day) else datetime.now(UTC).date()
    measures = in_order(dossier["measures"])
    dated = measures.dropna(subset=["from_date", "until_date"])
    if dated.empty:
        return View(pd.DataFrame(columns=COLUMNS), NO_DATES, NO_DATES, NO_DATES)
    waits = predecessors(dossier)
    late = (pd.Timestamp(today) - dated["until_date"]).dt.days.where(dated["status"] != "done", 0).clip(lower=0)
    frame = pd.DataFrame({
        "key": dated["key"], "tag": dated["key"].map(tag_of), "title": dated["title"],
        "who": dated["accountable"].where(dated["accountable"] != "", dated["responsible"]),
        "start": dated["from_date"], "end": dated["until_date"], "status": dated["status"],
        "status_name": [
            OVERDUE if days else MEASURE_STATUS_LABELS[code] for days, code in zip(late, dated["status"], strict=True)
        ],
        "late": late.astype(int), "progress": progress(dated), "quick_win": dated["quick_win"],
        "after": [waits.get(key, []) for key in dated["key"]],
        "waits": [", ".join(tag_of(one) for one in waits.get(key, [])) or "–" for key in dated["key"]],
        "today": pd.Timestamp(today),
        "first": dated["from_date"].min(), "last": dated["until_date"].max(),
    }).reset_index(drop=True)  # fmt: skip
    return View(frame, title_of(frame), caption_of(frame, len(measures), today), alt_of(frame))


def tag_of(key: str) -> str:
    """The last part of a measure's key."""
    return key.rsplit("-", 1)[-1]


def progress(measures: pd.DataFrame) -> pd.Series[float]:
    """Share 0…1 of each measure that is done; by its status where nobody said."""
    told = measures["progress_pct"] / 100
    return told.where(measures["status"] != "done", 1.0).fillna(0.0).clip(0, 1)


def predecessors(dossier: Dossier) -> dict[str, list[str]]:
    """Measure → the measures that have to be finished first, as far as both exist."""
    known = set(dossier["measures"]["key"])
    cells = cells_of(dossier, worksheets()[SHEET]) if SHEET in worksheets() else {}
    named = {key: texts.get("after", "").split("|") for key, texts in cells.items() if key in known}
    return {key: found for key, keys in named.items() if (found := [one for one in keys if one in known - {key}])}


def out_of_order(dossier: Dossier) -> list[tuple[str, str]]:
    """Titles (measure, what it waits for) where the measure begins before the other one ends."""
    rows = dict(zip(dossier["measures"]["key"], dossier["measures"].to_dict("records"), strict=True))
    pairs = [(rows[key], rows[other]) for key, others in predecessors(dossier).items() for other in others]
    return [(str(one["title"]), str(other["title"])) for one, other in pairs if one["from_date"] < other["until_date"]]


def title_of(frame: pd.DataFrame) -> Message:
    """How many are overdue, else what ends next."""
    late = int((frame["late"] > 0).sum())
    if late:
        return message("Overdue: {late} of {count} measures", late=late, count=len(frame))
    running = frame[frame["status"] != "done"].sort_values("end", kind="stable")
    if running.empty:
        return message("All measures are done: {count}", count=len(frame))
    return message("Next to be finished: {title}", title=running["title"].iloc[0])


def caption_of(frame: pd.DataFrame, count: int, today: date) -> Message:
    """What is shown, on which day, and how many measures have no dates."""
    what = message("Quick wins first, then by start · n = {n} measures · today {day}", n=len(frame), day=today)
    rest = count - len(frame)
    return message("{what} · {rest} without dates", what=what, rest=rest) if rest else what


def alt_of(frame: pd.DataFrame) -> Message:
    """Every measure with its dates and status."""
    parts: list[Any] = [
        message("{title} {start} to {end}, {status}", title=r["title"], start=r["start"].date(), end=r["end"].date(),
                status=r["status_name"])
        for r in frame.to_dict("records")
    ]  # fmt: skip
    return message("{count} measures over time: {parts}.", count=len(frame), parts=parts)
