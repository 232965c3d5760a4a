"""Which touchpoints a chart shows when some are marked irrelevant: the one place where that is decided.

What was measured stays: with votes a touchpoint is shown like every other, or an earlier measurement would change with
a mark that came later. Without votes the map alone shows it, by name, as a candidate for dropping. What is agreed and
planned leaves it out.
"""

from __future__ import annotations

import pandas as pd

from workshop.dossier import Dossier

IRRELEVANT = "irrelevant"


def planned(dossier: Dossier) -> pd.DataFrame:
    """The touchpoints that agreements and plans are about: all but the irrelevant ones."""
    rows = dossier.touchpoints
    return rows[rows["status"] != IRRELEVANT]


def measured(table: pd.DataFrame) -> pd.DataFrame:
    """Of a table of touchpoints with `status` and `n`: all but the irrelevant ones that nobody rated."""
    return table[(table["status"] != IRRELEVANT) | (table["n"] > 0)]
