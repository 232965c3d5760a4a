"""How opinions split: the three shares of votes of every touchpoint."""

from __future__ import annotations

import pandas as pd

from workshop.dossier import Dossier
from workshop.texts import Message, message
from workshop.views.heatmaps import way_of
from workshop.views.view import NO_VOTES, View, caption, named, shown

ORDERS = ("net_delight", "journey")


def vote_bars(dossier: Dossier, wave: str | None, order: str = "net_delight") -> View:
    """Shares disappointed, okay and delighted per touchpoint, worst first or in the customer's order.

    Frame: touchpoints with enough votes with the columns of `way_of` and disappointed_pct, okay_pct, delighted_pct
    (0…100).
    """
    rated = shown(way_of(dossier, wave))
    by = ["net_delight", "position"] if order == "net_delight" else ["position"]
    frame = rated.sort_values(by, ignore_index=True)
    shares = {f"{name}_pct": frame[name] / frame["n"] * 100 for name in ("disappointed", "okay", "delighted")}
    frame = frame.assign(**shares)
    return View(frame, bars_title(frame), caption(dossier, wave, message("Votes per touchpoint")), bars_alt(frame))


def bars_title(frame: pd.DataFrame) -> Message:
    """Which share of all votes is disappointed, and which is delighted."""
    if frame.empty:
        return NO_VOTES
    return message("{disappointed}% of the votes are disappointed, {delighted}% are delighted", **all_shares(frame))


def bars_alt(frame: pd.DataFrame) -> Message:
    """The shares of all votes, the worst and the best touchpoint."""
    if frame.empty:
        return NO_VOTES
    ordered = frame.sort_values("net_delight", kind="stable")
    worst, best = ordered.iloc[0], ordered.iloc[-1]
    return message(
        "Vote bars of {count} touchpoints: {disappointed}% disappointed, {okay}% okay, {delighted}% delighted. "
        "Worst: {worst}. Best: {best}.",
        count=len(frame), worst=named(worst["name"], worst), best=named(best["name"], best), **all_shares(frame),
    )  # fmt: skip


def all_shares(frame: pd.DataFrame) -> dict[str, int]:
    """The three shares of all votes together, in whole per cent."""
    sums = frame[["disappointed", "okay", "delighted"]].sum()
    return {str(name): round(count / sums.sum() * 100) for name, count in sums.items()}
