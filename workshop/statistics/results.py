"""What a statistic answers: a figure with its interval or a test with its p, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from workshop.texts import Message, message, signed

Floats = NDArray[np.float64]
Unit = Literal["share", "points", "number"]
Alternative = Literal["two-sided", "greater", "less"]
"""What a test looks for: any difference, `after` above `before`, or `after` below it."""

LIMIT = 1e12
"""No answer and no count is larger; squares of such numbers still fit."""
NO_VOTES = message("there are no votes")
BAD_COUNT = message("a count is negative, not a whole number or larger than its total")
TOO_LARGE = message("the numbers are too large or too small to calculate with")


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval. No number in it is ever NaN or infinite: None stands for "there is none"."""

    method: Message
    n: int
    """What it rests on: votes, pairs, people or touchpoints, as the method says."""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: Unit = "number"
    """share: 0…1 (a difference −1…+1); points: −100…+100."""
    reason: Message | None = None
    """Why there is no value, as a sentence."""
    notes: tuple[Message, ...] = ()

    @property
    def sentence(self) -> Message:
        """The figure in words, with its method and n; or why there is none."""
        if self.value is None:
            return message("{reason} ({method}, n = {n})", reason=self.reason, method=self.method, n=self.n)
        value = in_unit(self.value, self.unit)
        if self.low is None or self.high is None:
            return message("{value} ({method}, n = {n})", value=value, method=self.method, n=self.n)
        low, high = in_unit(self.low, self.unit), in_unit(self.high, self.unit)
        return message(
            "{value}, 95% interval {low} to {high} ({method}, n = {n})",
            value=value, low=low, high=high, method=self.method, n=self.n,
        )  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """A test with its p. No number in it is ever NaN or infinite: None stands for "there is none"."""

    method: Message
    n: int
    """What it rests on: pairs, people or votes, as the method says."""
    statistic: float | None = None
    p: float | None = None
    df: float | None = None
    effect: float | None = None
    """How much, beside how sure; what it is stands in each function's docstring."""
    low: float | None = None
    high: float | None = None
    """95 % interval of the effect."""
    least_p: float | None = None
    """The smallest p that so few votes can reach at all, where that can be said."""
    reason: Message | None = None
    """Why there is no p, as a sentence."""
    notes: tuple[Message, ...] = ()


def estimate(method: Message, n: float, value: Any, *ends: Any, unit: Unit = "number",
             notes: Iterable[Message] = ()) -> Estimate:  # fmt: skip
    """An estimate from computed numbers; one that is not finite makes it not computable."""
    numbers = [finite(number) for number in (value, *ends)]
    if None in numbers:
        return no_estimate(method, n, TOO_LARGE, unit)
    low, high = numbers[1:] if ends else (None, None)
    return Estimate(method, int(n), numbers[0], low, high, unit, None, tuple(notes))


def no_estimate(method: Message, n: float, reason: Message, unit: Unit = "number") -> Estimate:
    """An estimate that cannot be computed; `reason` is a clause."""
    return Estimate(method, int(n), unit=unit, reason=because(reason))


def outcome(method: Message, n: float, statistic: Any, p: Any, *, notes: Iterable[Message] = (),
            **more: Any) -> Outcome:  # fmt: skip
    """A test's outcome from computed numbers; a statistic or p that is not finite makes it not computable."""
    found, chance = finite(statistic), finite(p)
    if found is None or chance is None:
        return no_outcome(method, n, TOO_LARGE)
    others: dict[str, Any] = {name: None if number is None else finite(number) for name, number in more.items()}
    return Outcome(method, int(n), found, min(1.0, max(0.0, chance)), notes=tuple(notes), **others)


def no_outcome(method: Message, n: float, reason: Message) -> Outcome:
    """A test that cannot be computed; `reason` is a clause."""
    return Outcome(method, int(n), reason=because(reason))


def because(reason: Message) -> Message:
    """A reason as a sentence; the clause stands after "because" ("weil": its verb comes last in German)."""
    return message("Not computable, because {reason}.", reason=reason)


def finite(value: Any) -> float | None:
    """A number as a plain float without negative zero; None for NaN and infinity."""
    number = float(value)
    return number + 0.0 if isfinite(number) else None


def gap_or_number(value: Any) -> float:
    """A vote as a float; NaN for whatever is none: None, "", "–", pandas' missing values, numbers beyond any scale."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return np.nan
    return number if abs(number) <= LIMIT else np.nan


def matrix_of(rows: Iterable[Iterable[Any]]) -> Floats:
    """Rows of votes as a matrix, NaN where somebody did not vote; short rows are filled with gaps."""
    cells = [[gap_or_number(value) for value in row] for row in rows]
    width = max(map(len, cells), default=0)
    filled: Floats = np.array([row + [np.nan] * (width - len(row)) for row in cells], dtype=float)
    return filled.reshape(len(cells), width)


def known(values: Iterable[Any]) -> Floats:
    """The valid votes of a row; gaps are left out."""
    numbers = np.array([gap_or_number(value) for value in values], dtype=float)
    valid: Floats = numbers[~np.isnan(numbers)]
    return valid


def in_unit(value: float, unit: Unit) -> str | float:
    """A figure as it stands in a sentence: 37 %, +12, or a number with two decimals."""
    if unit == "share":
        return f"{round(100 * value)} %"
    return signed(value) if unit == "points" else float(value)
