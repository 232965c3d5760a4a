"""Net scores and customer scores: net delight, NPS, CSAT and CES, each with its rule, its interval and its n."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from scipy import stats

from workshop.figures.intervals import ALPHA, net_delight_interval
from workshop.scale import TENDENCY_VOTES
from workshop.statistics.results import BAD_COUNT, NO_VOTES, Estimate, estimate, known, no_estimate
from workshop.statistics.shares import share, sound
from workshop.texts import Message, message

NET = message("share delighted − share disappointed, adjusted Wald interval")
NPS = message("NPS: share of 9 and 10 − share of 0 to 6, adjusted Wald interval")
NO_ANSWERS = message("there are no valid answers")
TENDENCY = message("Fewer than {limit} votes: a tendency only.", limit=TENDENCY_VOTES)


@dataclass(frozen=True)
class NetSpread:
    """How much a net score scatters, in shares: variance of one vote, its root, and the standard error of the mean."""

    variance: float
    sd: float
    se: float | None
    """None without votes."""


def net_delight(disappointed: float, okay: float, delighted: float) -> Estimate:
    """Net delight of three vote counts, in points −100…+100, with the adjusted Wald interval (Rocks 2016).

    The figure stays as voted; for the interval three votes are added, ¾ to each end (method §2.4).
    """
    return net_score(disappointed, okay, delighted, NET)


def net_score(low: float, middle: float, high: float, method: Message) -> Estimate:
    """100 · (high − low) / n with its interval, whatever the three counts are called."""
    n = low + middle + high
    if not all(sound(count, n) for count in (low, middle, high)):
        return no_estimate(method, 0, BAD_COUNT, "points")
    if n == 0:
        return no_estimate(method, 0, NO_VOTES, "points")
    ends = net_delight_interval(low, high, n)
    return estimate(method, n, 100 * (high - low) / n, *ends, unit="points", notes=[TENDENCY][: n < TENDENCY_VOTES])


def net_spread(low: float, middle: float, high: float, n: float | None = None) -> NetSpread | None:
    """Variance b + e − (b − e)² of a net score, from counts, or from shares with `n` votes; None without any.

    The same algebra as NPS (method §2.4).
    """
    whole = low + middle + high
    if not (whole > 0 and min(low, middle, high) >= 0 and np.isfinite(whole)):
        return None
    e, b, votes = low / whole, high / whole, whole if n is None else n
    variance = max(0.0, b + e - (b - e) ** 2)
    return NetSpread(variance, variance**0.5, (variance / votes) ** 0.5 if votes > 0 else None)


@dataclass(frozen=True)
class Nps:
    """A Net Promoter Score with its three groups; answers that are no whole number from 0 to 10 are counted apart."""

    score: Estimate
    promoters: int
    passives: int
    detractors: int
    invalid: int


def nps(answers: Iterable[Any]) -> Nps:
    """Net Promoter Score of answers 0…10: promoters 9–10, passives 7–8, detractors 0–6 (Reichheld 2003)."""
    values, invalid = on_scale(answers, 0, 10)
    promoters, detractors = int((values >= 9).sum()), int((values <= 6).sum())
    passives = len(values) - promoters - detractors
    score = (
        net_score(detractors, passives, promoters, NPS) if len(values) else no_estimate(NPS, 0, NO_ANSWERS, "points")
    )
    return Nps(score, promoters, passives, detractors, invalid)


def csat(answers: Iterable[Any], points: int = 5, top: int = 2) -> Estimate:
    """Customer satisfaction: share of the `top` best answers on a scale of 1…`points`, by default 4 and 5 of 5."""
    rule = message("CSAT: share of {low} to {high} on a scale of 1 to {points}, Wilson interval",
                   low=points - top + 1, high=points, points=points)  # fmt: skip
    values, _ = on_scale(answers, 1, points)
    return renamed(share(int((values > points - top).sum()), len(values)), rule)


def ces(answers: Iterable[Any], *, high_is_easy: bool, rule: Literal["share", "mean"] = "share",
        points: int = 7) -> Estimate:  # fmt: skip
    """Customer effort of "… made it easy", 1…7: share of the three easiest answers, or the mean.

    `high_is_easy` must be said: some scales run the other way (7 = hard), and are turned round here, so that a high
    figure always means little effort.
    """
    values, _ = on_scale(answers, 1, points)
    values = values if high_is_easy else points + 1 - values
    turned = message("7 = easy") if high_is_easy else message("scale turned round: 1 = easy")
    if rule == "share":
        easiest = message("CES: share of the three easiest answers ({direction}), Wilson interval", direction=turned)
        return renamed(share(int((values > points - 3).sum()), len(values)), easiest)
    method = message("CES: mean ({direction}), t interval", direction=turned)
    if not len(values):
        return no_estimate(method, 0, NO_ANSWERS)
    return estimate(method, len(values), values.mean(), *student_interval(values))


def student_interval(values: Any) -> tuple[float, ...]:
    """95 % t interval of a mean, () with fewer than two values."""
    if len(values) < 2:
        return ()
    reach = float(stats.t.ppf(1 - ALPHA / 2, len(values) - 1)) * float(values.std(ddof=1)) / len(values) ** 0.5
    return float(values.mean()) - reach, float(values.mean()) + reach


def on_scale(answers: Iterable[Any], low: int, high: int) -> tuple[Any, int]:
    """The whole numbers from low to high, and how many other answers there were (gaps are none)."""
    values = known(answers)
    valid = values[(values >= low) & (values <= high) & (values == np.round(values))]
    return valid, len(values) - len(valid)


def renamed(found: Estimate, method: Message) -> Estimate:
    """A share under the name of its rule."""
    return Estimate(method, found.n, found.value, found.low, found.high, found.unit, found.reason, found.notes)
