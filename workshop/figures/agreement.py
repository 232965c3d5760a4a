"""How far the raters see the same thing: Krippendorff's alpha, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import krippendorff
import numpy as np
from numpy.typing import ArrayLike

from workshop.scale import RATINGS
from workshop.texts import Message, message

Level = Literal["nominal", "ordinal", "interval", "ratio"]

SHARED_VIEW = 0.667
"""From here on Krippendorff allows tentative conclusions; below, "the group sees it differently" (method §2.4)."""


@dataclass(frozen=True)
class Agreement:
    """An alpha, or None and the reason; `meaning` says it in words."""

    alpha: float | None
    meaning: Message


def agreement(counts: ArrayLike, level: Level = "ordinal", values: ArrayLike = RATINGS) -> Agreement:
    """Krippendorff's alpha of votes counted as touchpoints × levels; gaps are allowed (method §2.5).

    The library raises or divides by zero when no touchpoint has two votes or only one level occurs: there is no alpha
    then, and it is not 1. A low alpha is a finding about the room, not an error.
    """
    table = np.asarray(counts)
    shared = table[table.sum(axis=1) >= 2]
    if not len(shared):
        return Agreement(None, message("Agreement cannot be computed: no touchpoint has two votes yet."))
    if np.count_nonzero(shared.sum(axis=0)) < 2:
        return Agreement(None, message("Agreement cannot be computed: every vote says the same."))
    alpha = float(krippendorff.alpha(value_counts=shared, value_domain=values, level_of_measurement=level))
    if alpha < SHARED_VIEW:
        return Agreement(alpha, message("The group sees it differently (alpha {alpha}): talk about it.", alpha=alpha))
    return Agreement(alpha, message("The group sees it much alike (alpha {alpha}).", alpha=alpha))
