"""Many tests at once: which of them stay below 5 % when all are looked at together, and whether any could."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from workshop.figures.intervals import ALPHA
from workshop.figures.paired_tests import benjamini_hochberg, holm
from workshop.statistics.results import gap_or_number


def corrected(p_values: Mapping[str, Any] | Sequence[Any]) -> pd.DataFrame:
    """p-values of one family, corrected after Holm (to claim) and Benjamini–Hochberg (to explore).

    Out: one row a test, in its order: name, p, holm_p, bh_p (0…1), claim and explore (below 5 % after correction).
    A test without a p (None) is no member of the family: its figures are missing, and it makes no other one dearer.
    """
    named = p_values if isinstance(p_values, Mapping) else {str(i): p for i, p in enumerate(p_values, 1)}
    p = np.array([gap_or_number(value) for value in named.values()], dtype=float)
    p = np.where((p >= 0) & (p <= 1), p, np.nan)
    tested, figures = ~np.isnan(p), {"holm_p": np.full(len(p), np.nan), "bh_p": np.full(len(p), np.nan)}
    figures["holm_p"][tested], figures["bh_p"][tested] = holm(p[tested]), benjamini_hochberg(p[tested])
    table = pd.DataFrame({"name": list(named), "p": p, **figures})
    return table.assign(claim=table["holm_p"] <= ALPHA, explore=table["bh_p"] <= ALPHA)


def holm_can_claim(least_p: float, tests: int) -> bool:
    """Whether the best possible p of one test could stay below 5 % after Holm among `tests` tests."""
    return least_p * max(tests, 1) <= ALPHA
