"""What first: touchpoints by relevance and quality, measures by impact and effort."""

from __future__ import annotations

from typing import Any

import pandas as pd

from workshop.dossier import Dossier
from workshop.figures.priorities import FIXED, QUADRANT_LABELS, crosshair, priorities, quadrants
from workshop.figures.ranking import touchpoint_table
from workshop.texts import Message, message, signed
from workshop.views.view import NO_VOTES, View, caption

NAMED = 8
"""How many touchpoints of the matrix are named (method §3.3)."""


def relevance_quality(dossier: Dossier, wave: str | None, fixed: bool = False) -> View:
    """Touchpoints by quality (net delight) and relevance; the eight of highest priority carry a rank.

    The lines between the quadrants run through the means, or, for comparing waves, where they always are.
    Frame: key, seq, name, n, net_delight, relevance (1–5), quadrant (key of `QUADRANT_LABELS`), rank (1–8 or NaN),
    and the lines line_relevance and line_net_delight, the same in every row.
    """
    table = touchpoint_table(dossier, wave)
    lines = FIXED if fixed else crosshair(table)
    first = priorities(table, limit=NAMED)["key"]
    ranks = {key: rank for rank, key in enumerate(first, start=1)}
    points = quadrants(table, lines)
    frame = points[["key", "seq", "name", "n", "net_delight", "relevance", "quadrant"]].assign(
        rank=points["key"].map(ranks).astype("float64"),
        line_relevance=lines.relevance,
        line_net_delight=lines.net_delight,
    )
    what = message("Relevance and net delight")
    if len(frame):
        cross = {"relevance": round(lines.relevance, 1), "points": signed(lines.net_delight)}
        what = message("Lines at relevance {relevance} and net delight {points}", **cross)
    return View(frame, first_of(frame), caption(dossier, wave, what), matrix_alt(frame))


def first_of(frame: pd.DataFrame) -> Message:
    """The touchpoint of highest priority."""
    if frame.empty:
        return NO_VOTES
    ranked = frame.dropna(subset=["rank"]).sort_values("rank")
    if ranked.empty:
        return message("Nobody is disappointed anywhere")
    return message("Act here first: {name}", name=ranked["name"].iloc[0])


def matrix_alt(frame: pd.DataFrame) -> Message:
    """How many touchpoints lie in which quadrant."""
    if frame.empty:
        return NO_VOTES
    counts = frame["quadrant"].value_counts()
    parts = [message("{name}: {count}", name=QUADRANT_LABELS[q], count=int(counts.get(q, 0))) for q in QUADRANT_LABELS]
    return message("{count} touchpoints by relevance and net delight. {parts}.", count=len(frame), parts=parts)


def impact_effort(dossier: Dossier) -> View:
    """Measures by impact and effort, quick wins first.

    Frame: key, tag (the key's last part), short (its number alone, where that tells measures apart), title, impact,
    effort (1–5), quick_win, place (1, 2, … in the order of the list). Measures without both figures are counted in
    the caption.
    """
    measures = dossier["measures"]
    rated = measures.dropna(subset=["impact", "effort"])
    frame = rated[["key", "title", "impact", "effort", "quick_win"]].assign(
        tag=rated["key"].str.rsplit("-", n=1).str[-1]
    )
    digits = frame["tag"].str.extract(r"0*(\d+)$", expand=False)
    clear = digits.notna().all() and digits.is_unique
    frame = frame.assign(short=digits if clear else frame["tag"])
    order = ["quick_win", "impact", "effort", "key"]
    frame = frame.sort_values(order, ascending=[False, False, True, True], ignore_index=True)
    frame = frame.assign(place=range(1, len(frame) + 1))
    return View(frame, wins(frame), plan_caption(measures, rated), measures_alt(frame))


def wins(frame: pd.DataFrame) -> Message:
    """How many measures pay off quickly."""
    if frame.empty:
        return message("No measure with impact and effort yet")
    return message("{wins} of {count} measures are quick wins", wins=int(frame["quick_win"].sum()), count=len(frame))


def plan_caption(measures: pd.DataFrame, rated: pd.DataFrame) -> Message:
    """What is shown, and how many measures are not."""
    what = message("Impact and effort of {count} measures, 1 to 5, as estimated", count=len(rated))
    rest = len(measures) - len(rated)
    return message("{what} · {rest} not estimated yet", what=what, rest=rest) if rest else what


def measures_alt(frame: pd.DataFrame) -> Message:
    """The quick wins by name."""
    if frame.empty:
        return message("No measure with impact and effort yet")
    quick: list[Any] = list(frame.loc[frame["quick_win"], "title"])
    return message("{count} measures by impact and effort. Quick wins: {quick}.", count=len(frame), quick=quick or "–")
