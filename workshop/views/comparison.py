"""Before and after as views: what moved at each touchpoint, and who moved where."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workshop.control.result import biggest_gain, transition_frame
from workshop.dossier import Dossier
from workshop.figures.comparison import compare, pair_up, transition_counts
from workshop.scale import MIN_VOTES, RATING_NAMES
from workshop.texts import Message, message, signed
from workshop.views.dumbbell import GROUPS, dumbbell_of
from workshop.views.included import measured
from workshop.views.view import View, how_many, perspective_of, voters, wave_and_date

NOT_YET = message("Before and after cannot be compared yet")
WHO_COUNTS = message("Only people who voted both times are compared, from five on")


def before_after(dossier: Dossier, before: str | None, after: str | None) -> View:
    """Every touchpoint before and after, of the people who voted both times. Frame:
    `workshop.views.dumbbell.dumbbell`."""
    frame = dumbbell_of(dossier, compare(dossier, before, after if after != before else None))
    frame = without_unrated(dossier, frame)
    frame = frame if (frame["group"] != "not_comparable").any() else frame.iloc[:0]
    if frame.empty:
        return View(frame, NOT_YET, WHO_COUNTS, NOT_YET)
    return View(frame, biggest_gain(frame), pairs_caption(dossier, before, after), dumbbell_alt(frame))


def without_unrated(dossier: Dossier, frame: pd.DataFrame) -> pd.DataFrame:
    """A dumbbell without the irrelevant touchpoints that nobody rated either time."""
    votes = frame["n_before"] + frame["n_after"]
    status = frame["touchpoint"].map(dossier.touchpoints.set_index("key")["status"])
    kept = frame.loc[measured(pd.DataFrame({"status": status, "n": votes})).index].reset_index(drop=True)
    return kept.assign(place=range(1, len(kept) + 1))


def dumbbell_alt(frame: pd.DataFrame) -> Message:
    """How many touchpoints got better and worse, and the biggest moves."""
    counts = frame["group"].value_counts()
    moved = frame[frame["group"].isin(["better", "worse"])]
    moved = moved.loc[moved["change"].abs().sort_values(ascending=False, kind="stable").index].head(3)
    return message(
        "{better} touchpoints better, {same} as before, {worse} worse. Biggest moves: {moves}.",
        **{group: int(counts.get(group, 0)) for group in GROUPS[:3]},
        moves=[f"{row['name']} {signed(row['change'])}" for _, row in moved.iterrows()] or "–",
    )


def pairs_caption(dossier: Dossier, before: str | None, after: str | None) -> Message:
    """The two waves with their dates, and whose votes are compared."""
    pairs = pair_up(dossier.ratings, before, after)
    people = dossier["participants"]
    both = people[people["key"].isin(pairs["participant"])]
    return message(
        "Net delight ○ {before} → ● {after} · {people}, both times · {perspective}",
        before=wave_and_date(dossier, before), after=wave_and_date(dossier, after),
        people=how_many(len(both)), perspective=perspective_of(both),
    )  # fmt: skip


def transitions(dossier: Dossier, before: str | None, after: str | None) -> View:
    """Who moved where: all pairs of votes by answer before and after.

    Frame: nine rows before, after (−1, 0, 1), pairs, direction (improved, same, worse); empty with too few people.
    """
    pairs = pair_up(dossier.ratings, before, after if after != before else None)
    keys = list(dossier.touchpoints["key"])
    if pairs["participant"].nunique() < MIN_VOTES:
        return View(transition_frame(np.zeros((3, 3), dtype=np.int64)).iloc[:0], NOT_YET, WHO_COUNTS, NOT_YET)
    frame = transition_frame(transition_counts(pairs, keys).sum(axis=0))
    gone = len(set(voters(dossier, before)["key"]) - set(pairs["participant"]))
    small_print = message(
        "Pairs of votes: rows {before}, columns {after} · n = {pairs} pairs · {gone} people only before",
        before=wave_and_date(dossier, before), after=wave_and_date(dossier, after),
        pairs=int(frame["pairs"].sum()), gone=gone,
    )  # fmt: skip
    return View(frame, moves_title(frame), small_print, moves_alt(frame))


def moves_title(frame: pd.DataFrame) -> Message:
    """How many votes moved up, and how many down."""
    return message("{improved} votes better, {worse} worse, {same} as before", **sums(frame))


def moves_alt(frame: pd.DataFrame) -> Message:
    """The two largest moves in words."""
    moved = frame[frame["direction"] != "same"].sort_values("pairs", ascending=False, kind="stable").head(2)
    moves = [
        message("{before} to {after}: {pairs}", before=RATING_NAMES[row["before"]], after=RATING_NAMES[row["after"]],
                pairs=int(row["pairs"]))
        for _, row in moved.iterrows()
    ]  # fmt: skip
    return message(
        "{improved} votes better, {worse} worse, {same} as before. Most often {moves}.", moves=moves, **sums(frame)
    )


def sums(frame: pd.DataFrame) -> dict[str, int]:
    """Pairs by direction."""
    totals = frame.groupby("direction")["pairs"].sum()
    return {direction: int(totals.get(direction, 0)) for direction in ("improved", "same", "worse")}
