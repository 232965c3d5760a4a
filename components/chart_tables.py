"""Charts as tables: the same figures, cell by cell, for screen readers and for those who like it exact."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.charts.cells import COUNTS, NO_VOTES_YET, STATES
from components.plain import plain
from workshop.figures.priorities import QUADRANT_LABELS
from workshop.labels import FIELD_LABELS, PHASE_LABELS
from workshop.scale import RATING_NAMES
from workshop.statistics.kano import KANO_LABELS
from workshop.texts import Message, message, say, signed, spoken
from workshop.views.dumbbell import GROUP_LABELS
from workshop.views.first_contact import GROUPS as CONTACT_GROUPS
from workshop.views.first_contact import PLACES
from workshop.views.handovers import AGREED, NO_HANDOVER
from workshop.views.staff_customers import GROUP_LABELS as GAP_LABELS
from workshop.views.wishes import MARKS
from workshop.views.wishes import NAMES as WISH_NAMES

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
    "handovers": {**PLACE, "lane": message("Department"), "from_lane": message("Comes from"),
                  "agreed": message("Hand-over"), "switch": message("Change of channel")},
    "wishes": {**PLACE, **WISH_NAMES},
    "first_contact": {"name": message("First touchpoint"), "group": message("Where it begins"),
                      "count": message("How often named"), "place": message("In our journey?")},
    "trend": {"name": message("Measurement"), "day": message("Held on"), "net_delight": NET_DELIGHT,
              "ci_low": message("from"), "ci_high": message("to"), "n": "n"},
    "gaps": {"name": message("Touchpoint"), "group": message("Room and customers"), "staff": message("in the room"),
             "n_staff": message("Votes of the room"), "customers": message("customers"),
             "n_customers": message("Votes of customers"), "gap": message("Gap in points"),
             "share_low": message("Share disappointed, difference from"), "share_high": message("to"),
             "delta": message("Cliff’s δ")},
    "self_image": {"name": message("Question"), "share": message("Yes in %"), "low": message("from"),
                   "high": message("to"), "n": "n"},
    "contacts": {"row_name": message("Customer"), "column_name": message("Role"),
                 "days": message("Days since the last conversation")},
    "kano": {"number": message("No."), "text": message("Feature"), "ruled": message("Category"),
             "mode": message("Largest category"), "cs_plus": "CS+", "cs_minus": "CS−", "n": "n"},
    "coverage": {"row_name": message("Department"), "column_name": message("Column"), "text": message("Standards")},
    "services": {"row_name": message("Service"), "column_name": message("Department"), "text": message("Known?")},
    "portfolio": {"name": message("Touchpoints"), "value": message("Count")},
    "individual": {**PLACE, "now": message("now"), "target": message("target")},
    "scenarios": {"name": message("Scenario"), "label": message("Question"), "text": message("Answer")},
    "ideas": {"name": message("Idea"), "value": message("Dots"), "tail": message("Dots and kind")},
    "schedule": {"tag": message("No."), "title": message("Measure"), "who": message("Accountable"),
                 "start": message("From"), "end": message("Until"), "status_name": message("Status"),
                 "late": message("Days overdue"), "waits": message("only after")},
    "load": {"name": message("Who"), "value": message("Open measures"), "tail": message("In detail")},
    "kpi": {"name": message("Month"), "value": message("Value"), "target": message("Target value")},
}  # fmt: skip
"""Chart → the columns of its frame that its table shows, with their titles, in order."""
POINTS = {"ci_low", "ci_high", "earlier", "net_delight_before", "net_delight_after", "change", "staff", "customers",
          "gap", "share_low", "share_high"}  # fmt: skip
CODES: dict[str, dict[Any, Any]] = {
    "phase": PHASE_LABELS, "quadrant": QUADRANT_LABELS, "group": GROUP_LABELS | GAP_LABELS | CONTACT_GROUPS,
    "ruled": KANO_LABELS, "mode": KANO_LABELS,
    "before": RATING_NAMES, "after": RATING_NAMES, "agreed": AGREED | {NO_HANDOVER: "–"}, "place": PLACES,
    **dict.fromkeys(WISH_NAMES, MARKS),
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
    if value is pd.NaT:
        return "–"
    if isinstance(value, float):
        return "–" if value != value else spoken(round(value, 2), language)
    return spoken(value, language)
