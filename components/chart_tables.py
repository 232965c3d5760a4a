"""Charts as tables: the same figures, cell by cell, for screen readers and for those who like it exact."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.charts.cells import COUNTS, NO_VOTES_YET, STATES
from components.plain import plain
from workshop.dumbbell import GROUP_LABELS
from workshop.labels import FIELD_LABELS, PHASE_LABELS
from workshop.priorities import QUADRANT_LABELS
from workshop.scale import RATING_NAMES
from workshop.texts import Message, message, say, signed, spoken

Titles = dict[str, Message | str]

NET_DELIGHT = message("Net delight")
FIGURES: Titles = {"net_delight": NET_DELIGHT, "n": "n", **COUNTS}
PLACE: Titles = {"seq": message("No."), "name": message("Touchpoint")}
COLUMNS: dict[str, Titles] = {
    "overview": {"row_name": message("Department"), "column_name": message("Phase"), **FIGURES},
    "detail": {"row_name": message("Touchpoint"), "column_name": message("Column"), **FIGURES},
    "journey": {**PLACE, "phase": message("Phase"), "lane": message("Department"), **FIGURES},
    "curve": {**PLACE, **FIGURES, "ci_low": message("from"), "ci_high": message("to"), "earlier": message("earlier")},
    "votes": {**PLACE, **FIGURES},
    "relevance": {**PLACE, "relevance": message("Relevance"), "net_delight": NET_DELIGHT, "n": "n",
                  "quadrant": message("Field of the matrix")},
    "impact": {"tag": message("No."), "title": message("Measure"), "impact": message("Impact"),
               "effort": message("Effort"), "quick_win": FIELD_LABELS["measures"]["quick_win"]},
    "dumbbell": {"name": message("Touchpoint"), "group": message("Compared with before"),
                 "net_delight_before": message("before"), "net_delight_after": message("after"),
                 "change": message("Change in points"), "n_pairs": message("Pairs")},
    "transition": {"before": message("before"), "after": message("after"), "pairs": message("Pairs")},
    "plan": {"name": message("Part"), "amount": message("Measures or money")},
}  # fmt: skip
"""Chart → the columns of its frame that its table shows, with their titles, in order."""
POINTS = {"ci_low", "ci_high", "earlier", "net_delight_before", "net_delight_after", "change"}
CODES: dict[str, dict[Any, Message]] = {
    "phase": PHASE_LABELS, "quadrant": QUADRANT_LABELS, "group": GROUP_LABELS,
    "before": RATING_NAMES, "after": RATING_NAMES,
}  # fmt: skip


def chart_table(chart: str, frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """The frame of a chart as texts of a language under speaking titles; what is hidden in the chart says why."""
    titles = COLUMNS[chart]
    rows = frame.to_dict("records")
    cells = {
        say(title, language): [plain(cell_text(name, row, language)) for row in rows] for name, title in titles.items()
    }
    return pd.DataFrame(cells, columns=[say(title, language) for title in titles.values()])


def cell_text(name: str, row: dict[Any, Any], language: str) -> str:
    """One value as a reader writes it."""
    value = row[name]
    if name == "net_delight":
        hidden = value != value
        return say(STATES.get(str(row.get("state")), NO_VOTES_YET), language) if hidden else signed(value)
    if name in CODES:
        return say(CODES[name][value], language)
    if name in POINTS:
        return signed(value)
    if isinstance(value, float):
        return "–" if value != value else spoken(round(value, 2), language)
    return spoken(value, language)
