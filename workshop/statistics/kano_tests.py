"""Two tests of a Kano count: are the four main categories equally frequent, and do the two largest stand apart?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from scipy import stats

from workshop.statistics.results import Outcome, no_outcome, outcome
from workshop.texts import Message, message

ORDER = ("M", "O", "A", "I", "R")
"""The categories that can be the largest ones; contradictory answers (Q) only count for n."""
FONG = 1.65

NO_ANSWERS = message("nobody answered both questions")
NONE_COUNTS = message("no answer says must-be, performance, delight or indifferent")


@dataclass(frozen=True)
class Fong:
    """Fong's test: are the two largest categories apart? |m₁ − m₂| against 1.65 · √((m₁ + m₂)(2n − m₁ − m₂) / 2n)."""

    difference: int | None
    critical: float | None
    apart: bool | None
    """None where it cannot be computed."""
    sentence: Message


def largest(numbers: Mapping[str, float]) -> list[str]:
    """The categories but Q, largest first, ties in the order of `ORDER`."""
    return sorted(ORDER, key=lambda category: -numbers[category])


def even(numbers: Mapping[str, float]) -> Outcome:
    """χ² of M, O, A, I against equal numbers: statistic, p, df 3."""
    method, counts = message("χ² test of equal M, O, A and I"), [numbers.get(category, 0.0) for category in "MOAI"]
    n = sum(counts)
    if n == 0:
        return no_outcome(method, 0, NONE_COUNTS)
    statistic = sum((count - n / 4) ** 2 for count in counts) / (n / 4)
    few = message("Fewer than {least} answers: this test is an approximation for larger numbers.", least=20)
    return outcome(method, n, statistic, stats.chi2.sf(statistic, 3), df=3, notes=[few] if n < 20 else [])


def fong(numbers: Mapping[str, float], n: float) -> Fong:
    """Fong's test of the two largest of M, O, A, I and R; n counts all answers (Fong 1996)."""
    if n == 0:
        return Fong(None, None, None, message("Not computable, because {reason}.", reason=NO_ANSWERS))
    first, second = (numbers[name] for name in largest(numbers)[:2])
    critical = FONG * sqrt((first + second) * (2 * n - first - second) / (2 * n))
    apart = first > second and first - second >= critical
    values = {"difference": round(first - second), "critical": round(critical, 1), "n": int(n)}
    said = (
        message("The largest category stands apart (Fong's test: {difference} against {critical}, n = {n}).", **values)
        if apart else
        message("The two largest categories cannot be told apart (Fong's test: {difference} against {critical}, "
                "n = {n}): look at the segments one by one.", **values)
    )  # fmt: skip
    return Fong(round(first - second), critical, apart, said)
