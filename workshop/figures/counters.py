"""Fewer disappointments and more delight: two goals, two counters (method §1.1, no. 19)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workshop.dossier import Dossier
from workshop.scale import DELIGHTED, DISAPPOINTED, MIN_VOTES
from workshop.texts import Message, message


@dataclass(frozen=True)
class Counter:
    """The share of one answer among all votes before and after, in whole percent."""

    name: Message
    before: int
    after: int
    n_before: int
    n_after: int

    @property
    def values(self) -> dict[str, Any]:
        return {"before": self.before, "after": self.after, "n_before": self.n_before, "n_after": self.n_after}


def counters(dossier: Dossier, before: str, after: str) -> tuple[Counter, Counter] | None:
    """The two counters of two measurements; None when one of them has too few people."""
    votes = dossier.ratings.dropna(subset=["rating"])
    sides = [votes[votes["wave"] == wave] for wave in (before, after)]
    if any(side["participant"].nunique() < MIN_VOTES for side in sides):
        return None

    def counter(name: Message, level: int) -> Counter:
        first, second = (round(100 * float((side["rating"] == level).mean())) for side in sides)
        return Counter(name, first, second, len(sides[0]), len(sides[1]))

    return counter(message("Disappointed"), DISAPPOINTED), counter(message("Delighted"), DELIGHTED)
