"""Scales on which others rate: which of them a column's numbers or words fit, what each is called, what it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import Literal

from workshop.scale import RATING_NAMES
from workshop.texts import Message, message
from workshop.workbook.values.vocabulary import load, normal_value

Purpose = Literal["rating", "five"]
"""What the values become: −1, 0, 1, or the relevance, impact or effort from 1 to 5."""
FIT = 0.9
"""This share of a column's numbers must lie on a scale for it to be offered; the others are named one by one."""
NAMES: dict[str, Message] = {
    "marks-de": message("German school marks"),
    "marks-ch": message("Swiss school marks"),
    "nps": message("recommendation (NPS)"),
    "percent": message("percent"),
    "fraction": message("percent as a share of 1"),
}
"""Scales that have a name; the others are called by their first and last step."""


@dataclass(frozen=True)
class NumberScale:
    """A scale of numbers, cut into spans of steps."""

    code: str
    spans: tuple[tuple[int, float, float], ...]
    """(meaning, first step, last step), the best meaning first."""
    up: bool
    """The highest number is the best."""
    header: str
    """Pattern of headers that propose it."""
    step: float

    @property
    def low(self) -> float:
        return min(low for _, low, _ in self.spans)

    @property
    def high(self) -> float:
        return max(high for _, _, high in self.spans)

    def holds(self, number: float) -> bool:
        return self.low <= number <= self.high

    def read(self, number: float) -> int | None:
        """What a number on the scale means; None when it lies outside.

        A number between two steps counts as the nearer one, half-way as the better one: on 1–5 with 5 as the best,
        4.5 reads as 5, 4.4 as 4, 2.5 as 3; a German mark of 1.5 reads as 1.
        """
        if not self.holds(number):
            return None
        best, towards_worse = (self.high, -1) if self.up else (self.low, 1)
        steps = ceil(round(abs(best - number) / self.step - 0.5, 6))
        nearest = best + towards_worse * steps * self.step
        return next(meaning for meaning, low, high in self.spans if low - 1e-6 <= nearest <= high + 1e-6)

    def label(self, purpose: Purpose) -> Message:
        """The scale and its cut in words: 1–5, 5 is best: 5 = delighted, 3–4 = okay, 1–2 = disappointed."""
        steps = [meant(spelled(low, high), meaning, purpose) for meaning, low, high in self.spans]
        name = NAMES.get(self.code) or spelled(self.low, self.high)
        best = f"{self.high if self.up else self.low:g}"
        if purpose == "five":
            return message("{scale}, {best} is most: {steps}", scale=name, best=best, steps=steps)
        return message("{scale}, {best} is best: {steps}", scale=name, best=best, steps=steps)


@dataclass(frozen=True)
class WordScale:
    """A scale of words or signs."""

    code: str
    meanings: dict[str, int]
    """Normalised word → meaning."""

    def label(self, purpose: Purpose, written: Mapping[str, str]) -> Message:
        """What those of its words mean that stand in the column. `written`: normalised word → as it stands there."""
        steps = []
        for meaning in sorted(set(self.meanings.values()), reverse=True):
            found = [written[word] for word, says in self.meanings.items() if says == meaning and word in written]
            steps += [meant(" / ".join(found), meaning, purpose)] if found else []
        return message("Read as {steps}", steps=steps)


def meant(steps: str, meaning: int, purpose: Purpose) -> Message:
    """3–4 = okay, or 7–8 = 4."""
    called = RATING_NAMES[meaning] if purpose == "rating" else str(meaning)
    return message("{steps} = {meaning}", steps=steps, meaning=called)


def spelled(low: float, high: float) -> str:
    """3–4, or 5 where both are the same; real minus signs."""
    first, last = f"{low:g}".replace("-", "−"), f"{high:g}".replace("-", "−")
    between = " … " if low < 0 else "–"
    return first if low == high else f"{first}{between}{last}"


@cache
def number_scales(purpose: Purpose) -> tuple[NumberScale, ...]:
    """All scales of numbers, in the order in which they are offered."""
    found = []
    for entry in load("scales.toml")[purpose]["numbers"]:
        spans = tuple((int(key), *span) for key, span in entry.items() if isinstance(span, list))
        up = entry["best"] == "high"
        found.append(NumberScale(entry["code"], spans, up, entry.get("header", ""), entry.get("step", 1)))
    return tuple(found)


@cache
def word_scales(purpose: Purpose, group: Literal["words", "signs"] = "words") -> tuple[WordScale, ...]:
    """All scales of words, or of signs, in the order in which they are offered."""
    return tuple(
        WordScale(
            entry["code"],
            {normal_value(w): int(key) for key, words in entry.items() if isinstance(words, list) for w in words},
        )
        for entry in load("scales.toml")[purpose].get(group, [])
    )


def fitting(numbers: Sequence[float], purpose: Purpose) -> list[NumberScale]:
    """The scales on which a column's numbers lie. Shares and percents are only offered for what looks like them."""
    whole = all(float(number).is_integer() for number in numbers)
    plausible = {"percent": max(numbers) > 10, "fraction": not whole}
    return [
        scale
        for scale in number_scales(purpose)
        if plausible.get(scale.code, True) and sum(map(scale.holds, numbers)) >= FIT * len(numbers)
    ]


def fitting_words(
    words: Iterable[str], purpose: Purpose, group: Literal["words", "signs"] = "words"
) -> list[WordScale]:
    """The scales that know most of these words. Words for a rating must be two at least, and be told apart."""
    given = set(words)
    found = {scale.code: given & scale.meanings.keys() for scale in word_scales(purpose, group)}
    most = max((len(known) for known in found.values()), default=0)
    clear = group == "signs" or purpose == "five"
    return [
        scale
        for scale in word_scales(purpose, group)
        if len(found[scale.code]) == most > 0
        and (clear or len({scale.meanings[word] for word in found[scale.code]}) > 1)
    ]


@cache
def symbols() -> dict[str, dict[str, str]]:
    """Symbol font (lower case) → letter → the picture it shows."""
    return dict(load("scales.toml")["symbols"])
