"""Kano: what a feature is to customers, from the paired questions "if it is there" and "if it is not"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from workshop.statistics.kano_tests import NO_ANSWERS, NONE_COUNTS, Fong, even, fong, largest
from workshop.statistics.results import Estimate, Outcome, estimate, finite, gap_or_number, no_estimate
from workshop.texts import Message, message

CATEGORIES = ("M", "O", "A", "I", "R", "Q")
KANO_LABELS: dict[str, Message] = {
    "M": message("must-be (M)"),
    "O": message("performance (O)"),
    "A": message("delight (A)"),
    "I": message("indifferent (I)"),
    "R": message("reverse (R)"),
    "Q": message("questionable (Q)"),
}
TABLE = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
"""Rows functional, columns dysfunctional answer: 1 like, 2 must-be, 3 neutral, 4 live with, 5 dislike."""
SHORT_TABLE = ("AAO", "IIM", "IIM")
"""The short form: 1 like, 2 neutral, 3 dislike."""
NEAR = 0.05
"""Two categories whose shares differ by no more are judged by M > O > A > I (Matzler et al. 1996)."""


@dataclass(frozen=True)
class Kano:
    """A feature by both decision rules, with its coefficients and tests."""

    counts: dict[str, int]
    """Answers per category of `CATEGORIES`."""
    n: int
    mode: str | None
    """The largest category; ties in the order of `CATEGORIES`; None without answers."""
    ruled: str | None
    """The category by M > O > A > I where the two largest are near each other, otherwise the largest."""
    rule: Message
    """Which rule decided `ruled`."""
    tied: list[str]
    """All categories that share the first place, when there are several: the feature has two peaks."""
    total_strength: Estimate
    """(M + O + A) / n: how much the feature matters at all (Lee & Newcomb 1997)."""
    category_strength: Estimate
    """Largest − second largest share of M, O, A, I and R."""
    cs_plus: Estimate
    """(A + O) / (A + O + M + I): how much it satisfies when it is there, 0…1 (Berger et al. 1993)."""
    cs_minus: Estimate
    """−(O + M) / (A + O + M + I): how much it dissatisfies when it is missing, −1…0."""
    even: Outcome
    """χ² of M, O, A and I against equal numbers, df 3."""
    fong: Fong


def classify(functional: Any, dysfunctional: Any, form: Literal[5, 3] = 5) -> str | None:
    """The category of one person's pair of answers; None when one of them is missing or not on the scale."""
    table, row, column = TABLE if form == 5 else SHORT_TABLE, gap_or_number(functional), gap_or_number(dysfunctional)
    if row in range(1, form + 1) and column in range(1, form + 1):
        return table[int(row) - 1][int(column) - 1]
    return None


def kano_counts(pairs: Iterable[tuple[Any, Any]], form: Literal[5, 3] = 5) -> dict[str, int]:
    """Answers per category from pairs (functional, dysfunctional); incomplete pairs are left out."""
    found = [classify(functional, dysfunctional, form) for functional, dysfunctional in pairs]
    return {category: found.count(category) for category in CATEGORIES}


def kano(counts: Mapping[str, float], near: float = NEAR) -> Kano:
    """Everything Kano says about one feature, from the answers per category (absent ones are 0; percentages will do).

    R and Q count for n and for the strengths, not for the coefficients; Q not for the two largest categories.
    """
    numbers = {category: max(0.0, gap_or_number(counts.get(category, 0)) or 0.0) for category in CATEGORIES}
    numbers = {category: value if value == value else 0.0 for category, value in numbers.items()}
    n = sum(numbers.values())
    order = sorted(CATEGORIES, key=lambda category: -numbers[category])  # stable: ties stay in their order
    mode = order[0] if n > 0 and finite(n) else None
    tied = [category for category in CATEGORIES if mode and numbers[category] == numbers[mode]]
    ruled, rule = decided(numbers, n, mode, near)
    return Kano(
        {category: int(number) for category, number in numbers.items()} if mode else dict.fromkeys(CATEGORIES, 0),
        int(n) if mode else 0, mode, ruled, rule, tied if len(tied) > 1 else [],
        *strengths(numbers, n if mode else 0.0), *coefficients(numbers if mode else {}), even(numbers if mode else {}),
        fong(numbers, n if mode else 0.0),
    )  # fmt: skip


def decided(numbers: Mapping[str, float], n: float, mode: str | None, near: float) -> tuple[str | None, Message]:
    """The category by M > O > A > I between the two largest, and what decided."""
    if mode is None:
        return None, message("Not computable, because {reason}.", reason=NO_ANSWERS)
    if mode == "Q":
        return mode, message("Most answers contradict each other: ask again in other words.")
    first, second = largest(numbers)[:2]
    gap = (numbers[first] - numbers[second]) / n
    if gap > near + 1e-9:
        return first, message("largest category")
    rule = message("the two largest are within {points} percentage points, so M > O > A > I decides",
                   points=round(100 * near))  # fmt: skip
    return min(first, second, key=CATEGORIES.index), rule


def strengths(numbers: Mapping[str, float], n: float) -> tuple[Estimate, Estimate]:
    """Total and category strength."""
    total, category = message("total strength (M + O + A) / n"), message("category strength, largest − second largest")
    if n == 0:
        return no_estimate(total, 0, NO_ANSWERS, "share"), no_estimate(category, 0, NO_ANSWERS, "share")
    first, second = (numbers[name] for name in largest(numbers)[:2])
    matters = numbers["M"] + numbers["O"] + numbers["A"]
    return estimate(total, n, matters / n, unit="share"), estimate(category, n, (first - second) / n, unit="share")


def coefficients(numbers: Mapping[str, float]) -> tuple[Estimate, Estimate]:
    """CS+ and CS−; n without R and Q."""
    plus, minus = (
        message("satisfies when there: CS+ = (A + O) / (A + O + M + I)"),
        message("annoys when missing: CS− = −(O + M) / (A + O + M + I)"),
    )
    m, o, a, i = (numbers.get(category, 0.0) for category in "MOAI")
    n = m + o + a + i
    if n == 0:
        return no_estimate(plus, 0, NONE_COUNTS), no_estimate(minus, 0, NONE_COUNTS)
    return estimate(plus, n, (a + o) / n), estimate(minus, n, -(o + m) / n)
