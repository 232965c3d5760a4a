"""The emotional curve: how the customer feels along the way, with its peak and its end."""

from __future__ import annotations

import pandas as pd

from workshop.dossier import Dossier
from workshop.texts import Message, message
from workshop.views.heatmaps import way_of
from workshop.views.included import IRRELEVANT
from workshop.views.view import NO_VOTES, View, caption, named, shown, wave_and_date


def emotional_curve(dossier: Dossier, wave: str | None, earlier: str | None = None) -> View:
    """Net delight of every touchpoint in the customer's order, and of an earlier wave beside it.

    Frame: the columns of `way_of`, earlier (points of the earlier wave, NaN without), mark ("peak", "end" or "").
    Touchpoints without enough votes keep their place and have no figure: a gap stays a gap.
    """
    frame = way_of(dossier, wave)
    frame = frame[frame["state"] != IRRELEVANT].reset_index(drop=True)
    frame = frame.assign(position=range(1, len(frame) + 1))
    before = way_of(dossier, earlier).set_index("key")["net_delight"] if earlier else pd.Series(dtype="float64")
    frame = frame.assign(earlier=frame["key"].map(before).astype("float64"), mark=marks(frame["net_delight"]))
    what = message("Net delight with 95% interval")
    if earlier:
        what = message("{what} · grey: {earlier}", what=what, earlier=wave_and_date(dossier, earlier))
    return View(frame, curve_title(frame), caption(dossier, wave, what), curve_alt(frame))


def marks(points: pd.Series[float]) -> list[str]:
    """ "peak" at the strongest figure, whatever its sign, "end" at the last one (Kahneman & Fredrickson 1993)."""
    known = points.dropna()
    if known.empty:
        return [""] * len(points)
    names = {known.index[-1]: "end"} | {known.abs().idxmax(): "peak"}
    return [names.get(index, "") for index in points.index]


def curve_title(frame: pd.DataFrame) -> Message:
    """How many touchpoints lie below the zero line, before and now."""
    rated = shown(frame)
    if rated.empty:
        return NO_VOTES
    below = int((rated["net_delight"] < 0).sum())
    if frame["earlier"].notna().any():
        then = int((frame["earlier"] < 0).sum())
        return message("Below the zero line: {then} touchpoints then, {now} now", then=then, now=below)
    return message("{below} of {count} touchpoints are below the zero line", below=below, count=len(rated))


def curve_alt(frame: pd.DataFrame) -> Message:
    """Peak and end in words."""
    rated = shown(frame)
    if rated.empty:
        return NO_VOTES
    peak, end = rated.iloc[int(rated["net_delight"].abs().argmax())], rated.iloc[-1]
    return message(
        "Emotional curve over {count} touchpoints. Strongest moment: {peak}. End: {end}.",
        count=len(rated), peak=named(peak["name"], peak), end=named(end["name"], end),
    )  # fmt: skip
