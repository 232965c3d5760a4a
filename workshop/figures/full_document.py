"""All figures of a workshop as plain JSON values: what `manage.py figures --all` prints."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from workshop.dossier import Dossier
from workshop.figures.all_figures import all_figures
from workshop.figures.comparison import Comparison
from workshop.figures.raters import RaterTotal
from workshop.texts import Message, say

LEFT_OUT = {(Comparison, "before"), (Comparison, "after"), (Comparison, "pairs"), (RaterTotal, "changes")}
"""What stands elsewhere in the document, and what would show a single person's votes."""
DIGITS = 6


def all_figures_document(dossier: Dossier, language: str) -> dict[str, Any]:
    """`all_figures` as JSON: tables as lists of rows, methods and sentences in a language, numbers to six decimals;
    None stands where nothing can be computed, never NaN."""
    document: dict[str, Any] = plain_value(all_figures(dossier), language)
    return document


def plain_value(value: Any, language: str) -> Any:
    """Any part of the figures as JSON takes it."""
    if isinstance(value, Message):
        return say(value, language)
    if is_dataclass(value):
        shown = [f.name for f in fields(value) if (type(value), f.name) not in LEFT_OUT]
        return {name: plain_value(getattr(value, name), language) for name in shown}
    if isinstance(value, pd.DataFrame):
        return [plain_value(row, language) for row in value.to_dict("records")]
    if isinstance(value, dict | pd.Series):
        return {str(key): plain_value(inner, language) for key, inner in value.items()}
    if isinstance(value, np.ndarray | list | tuple):
        return [plain_value(inner, language) for inner in value]
    return plain_scalar(value.item() if isinstance(value, np.generic) else value)


def plain_scalar(value: Any) -> Any:
    """A number, text or day; None for what is missing or no number."""
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, float):
        return round(value, DIGITS)
    return value.isoformat() if isinstance(value, date) else value
