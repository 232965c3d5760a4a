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
    named = set(dossier.touchpoints["department"].dropna()) | set(standards["department"].dropna())
    features = {level: standards["level"] == level for level in LEVELS}
    features |= {"trained": standards["status"].isin(KEPT), "live": standards["status"] == "live"}
    counts = pd.DataFrame(features).groupby(standards["department"]).sum()
    counts = counts.reindex([name for name in dossier.departments if name in named], fill_value=0).astype("int64")
    return (
        counts.rename_axis("department")
        .reset_index()
        .assign(complete=lambda table: (table["must"] > 0) & (table["wow"] > 0))
    )


def company_wide(dossier: Dossier) -> pd.DataFrame:
    """The standards that hold for every department, as in the frame "standards"."""
    standards = dossier["standards"]
    return standards[standards["department"].isna()]


def coverage_share(table: pd.DataFrame) -> float:
    """Share 0…1 of the departments of `coverage` with at least one Must and one Wow; NaN without departments."""
    return float(table["complete"].mean()) if len(table) else np.nan
