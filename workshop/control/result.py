"""Before and after in one card: who voted both times, what moved, what it speaks for and what it cannot show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workshop.action.plan import MeasureEffect, measure_effect
from workshop.dossier import Dossier
from workshop.figures.comparison import Counts, compare
from workshop.figures.evidence import effect_in_words, reach, total_verdict
from workshop.figures.evidence_tests import many_in_words
from workshop.figures.raters import RaterTotal, bootstrap_interval, dropouts, rater_total
from workshop.scale import MIN_VOTES, RATINGS
from workshop.texts import Message, message
from workshop.views.dumbbell import dumbbell_of

DIRECTION_LABELS: dict[str, Message] = {
    "improved": message("improved"),
    "same": message("as before"),
    "worse": message("worse"),
}


@dataclass(frozen=True)
class ControlSummary:
    """Two waves in one card. Everything is paired: only people who voted both times count, unless it says otherwise."""

    raters: int
    """People with at least one touchpoint rated in both waves."""
    dropouts: int
    """People who voted before and not after."""
    pairs: int
    """Votes with a partner in the other wave; improved + same + worse."""
    improved: int
    same: int
    worse: int
    total: RaterTotal
    low: float
    high: float
    """95 % interval of the mean change over raters, points; NaN with fewer than `MIN_VOTES` raters."""
    effect: MeasureEffect
    """With and without a finished measure; all votes, paired or not."""
    changes: pd.DataFrame
    """`dumbbell`."""
    transitions: pd.DataFrame
    """`transition_frame` of all touchpoints together; all zero with fewer than `MIN_VOTES` raters."""
    title: Message
    """The biggest gain."""
    worst: Message | None
    """The biggest loss; None when nothing got worse."""
    caption: Message
    """Who is counted and who is not."""
    verdict: Message
    """What the total speaks for."""
    reach: list[Message]
    """What this many people can show and what not."""
    effect_in_words: Message


def control_summary(dossier: Dossier, before: str | None, after: str | None) -> ControlSummary:
    """Everything the control page says about two waves (keys as in `Dossier.waves`)."""
    comparison = compare(dossier, before, after)
    total = rater_total(comparison.pairs)
    changes, touchpoints = dumbbell_of(dossier, comparison), comparison.touchpoints
    raters, gone = len(total.changes), len(dropouts(dossier, before, after))
    low, high = bootstrap_interval(total.changes) if raters >= MIN_VOTES else (np.nan, np.nan)
    enough = (touchpoints["n_before"] >= MIN_VOTES) & (touchpoints["n_after"] >= MIN_VOTES)
    effect = measure_effect(dossier, touchpoints["delta"].where(enough).set_axis(touchpoints["key"]))
    pairs, improved, same, worse = (int(touchpoints[name].sum()) for name in ("n_pairs", "improved", "same", "worse"))
    return ControlSummary(
        raters, gone, pairs, improved, same, worse, total, low, high, effect, changes,
        transitions=transition_frame(comparison.overall if raters >= MIN_VOTES else np.zeros((3, 3), dtype=np.int64)),
        title=biggest_gain(changes),
        worst=biggest_loss(changes),
        caption=message("{raters} people voted both times, {dropouts} only before; {pairs} pairs of votes",
                        raters=raters, dropouts=gone, pairs=pairs),
        verdict=total_verdict(total.mean, total.signflip_p, raters),
        reach=[*reach(raters, int((touchpoints["n_pairs"] > 0).sum())), *told_together(touchpoints, raters)],
        effect_in_words=effect_in_words(effect),
    )  # fmt: skip


def told_together(touchpoints: pd.DataFrame, raters: int) -> list[Message]:
    """How many touchpoints look changed alone, and how many when all of them are tested at once; [] for so few people
    that each figure would be one person's."""
    if raters < MIN_VOTES:
        return []
    return [many_in_words(touchpoints["signflip_p"], touchpoints["bh_p"], touchpoints["holm_p"])]


def biggest_gain(changes: pd.DataFrame) -> Message:
    """The title of the page: what moved most for the better."""
    if (changes["group"] == "not_comparable").all():
        return message("Before and after cannot be compared yet")
    gains = changes[changes["group"] == "better"]
    return gains["title"].iloc[0] if len(gains) else message("No touchpoint got better")


def biggest_loss(changes: pd.DataFrame) -> Message | None:
    """What got worse most, for the block of its own."""
    losses = changes[changes["group"] == "worse"]
    return losses["title"].iloc[0] if len(losses) else None


def transition_frame(matrix: Counts) -> pd.DataFrame:
    """A 3×3 matrix as nine rows: before, after (−1, 0, 1), pairs, direction (a key of `DIRECTION_LABELS`)."""
    cells = [(b, a, int(matrix[i, j])) for i, b in enumerate(RATINGS) for j, a in enumerate(RATINGS)]
    frame = pd.DataFrame(cells, columns=["before", "after", "pairs"])
    directions = ["improved" if a > b else "worse" if a < b else "same" for b, a, _ in cells]
    return frame.assign(direction=directions)
