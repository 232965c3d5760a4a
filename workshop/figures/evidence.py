"""In words: what this many votes can show, what they speak for, and what they cannot carry. Never "proven"."""

from __future__ import annotations

from itertools import count
from math import ceil

from workshop.action.plan import MeasureEffect
from workshop.figures.intervals import ALPHA
from workshop.texts import Message, message, signed

TOO_FEW, NOT_ENOUGH, SPEAKS_FOR = "too_few", "not_enough", "speaks_for"


def smallest_p(changed: int) -> float:
    """The smallest two-sided p that `changed` votes can reach: all of them in one direction (method §2.5)."""
    return min(1.0, 2.0 ** (1 - changed))


NEEDED = next(votes for votes in count(1) if smallest_p(votes) < ALPHA)
"""Changed votes from which a test can speak at all: 6."""


def weight(p: float, changed: int) -> str:
    """What a test of `changed` votes or raters with p-value `p` is worth: `TOO_FEW`, `NOT_ENOUGH` or `SPEAKS_FOR`."""
    if changed < NEEDED:
        return TOO_FEW
    return SPEAKS_FOR if p < ALPHA else NOT_ENOUGH


def verdict(p: float, improved: int, worse: int, change: float) -> Message:
    """One touchpoint's change (points) in words, from its uncorrected exact p and its changed pairs."""
    counts = {"improved": improved, "worse": worse}
    found = weight(p, improved + worse)
    if found == TOO_FEW:
        return message("Too few changed votes to tell: {improved} better, {worse} worse.", **counts)
    if found == NOT_ENOUGH:
        return message("Not enough to tell a change from chance: {improved} better, {worse} worse.", **counts)
    if change > 0:
        return message("Speaks for an improvement: {improved} better, {worse} worse.", **counts)
    return message("Speaks for a decline: {improved} better, {worse} worse.", **counts)


def total_verdict(mean: float, p: float, raters: int) -> Message:
    """The change over all touchpoints in words, from the rater-level mean (points), exact p and number of raters."""
    found = weight(p, raters)
    if found == TOO_FEW:
        return message("Too few people voted both times to judge the total: {raters}, at least {needed} are needed.",
                       raters=raters, needed=NEEDED)  # fmt: skip
    # Rounded up, so that a tiny p is not spoken as "0 %".
    values = {"mean": signed(mean), "raters": raters, "percent": ceil(p * 10_000) / 100}
    if found == NOT_ENOUGH:
        return message(
            "Not enough to tell the total change from chance: {mean} points on average over {raters} people; "
            "chance alone brings that much in up to {percent} % of cases.", **values,
        )  # fmt: skip
    if mean > 0:
        return message(
            "Speaks for an improvement: {mean} points on average over {raters} people; "
            "chance alone brings that much in {percent} % of cases at most.", **values,
        )  # fmt: skip
    return message(
        "Speaks for a decline: {mean} points on average over {raters} people; "
        "chance alone brings that much in {percent} % of cases at most.", **values,
    )  # fmt: skip


def reach(raters: int, touchpoints: int) -> list[Message]:
    """What `raters` who voted both times on `touchpoints` touchpoints can show at all, as sentences."""
    if raters == 0:
        return [message("Nobody has voted in both measurements yet: there is nothing to compare.")]
    if raters < NEEDED:
        return [message("{raters} people voted both times. A change can only be judged from {needed} people on.",
                        raters=raters, needed=NEEDED)]  # fmt: skip
    single = message("With {raters} people who voted both times, a single touchpoint can speak for a change "
                     "from {needed} votes on that all moved in the same direction.",
                     raters=raters, needed=NEEDED)  # fmt: skip
    if smallest_p(raters) < ALPHA / max(touchpoints, 1):
        return [single]
    return [single, message("Among {touchpoints} touchpoints, some move by chance: taken alone, no single one of them "
                            "can carry a claim here. Look at the total and at a few key touchpoints named beforehand.",
                            touchpoints=touchpoints)]  # fmt: skip


def effect_in_words(effect: MeasureEffect) -> Message:
    """Touchpoints with a finished measure beside those without any, and why that is a hint only."""
    if effect.n_done == 0:
        return message("No touchpoint with a finished measure has votes from both measurements yet.")
    values = {"done": signed(effect.mean_done), "n_done": effect.n_done}
    if effect.n_none == 0:
        return message("Touchpoints with a finished measure ({n_done}): {done} points. There is none without a measure "
                       "to compare them with.", **values)  # fmt: skip
    return message(
        "Touchpoints with a finished measure ({n_done}): {done} points; without any ({n_none}): {none}. A hint, not "
        "the cause: the weakest were chosen, and those tend to recover on their own.",
        none=signed(effect.mean_none), n_none=effect.n_none, **values,
    )  # fmt: skip
