"""Who has promised what: standards per department, and which department lacks a Must or a Wow."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workshop.dossier import Dossier
from workshop.records import LEVELS

KEPT = ("trained", "live")


def coverage(dossier: Dossier) -> pd.DataFrame:
    """One row per department that is responsible for a touchpoint or has a standard, in the departments' order.

    Columns: department, nogo, must, wow (number of standards), trained (those trained or lived), live, and complete
    (at least one Must and one Wow). Company-wide standards count for no department: see `company_wide`.
    """
    standards = dossier["standards"]
    counts = pd.crosstab(standards["department"], standards["level"])
    states = pd.crosstab(standards["department"], standards["status"])
    named = set(dossier.touchpoints["department"].dropna()) | set(standards["department"].dropna())
    table = pd.DataFrame({"department": [name for name in dossier.departments if name in named]})
    counts, states = (c.reindex(table["department"], fill_value=0) for c in (counts, states))
    counts, states = counts.reindex(columns=LEVELS, fill_value=0), states.reindex(columns=KEPT, fill_value=0)
    table = table.assign(**{level: counts[level].to_numpy() for level in LEVELS})
    table = table.assign(trained=states.sum(axis=1).to_numpy(), live=states["live"].to_numpy())
    return table.assign(complete=(table["must"] > 0) & (table["wow"] > 0))


def company_wide(dossier: Dossier) -> pd.DataFrame:
    """The standards that hold for every department, as in the frame "standards"."""
    standards = dossier["standards"]
    return standards[standards["department"].isna()]


def coverage_share(table: pd.DataFrame) -> float:
    """Share 0…1 of the departments of `coverage` with at least one Must and one Wow; NaN without departments."""
    return float(table["complete"].mean()) if len(table) else np.nan
