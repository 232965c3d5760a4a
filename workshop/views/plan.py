"""How far the plan is: measures by status, and money spent of the budget."""

from __future__ import annotations

import pandas as pd

from workshop.action.plan import Plan, plan
from workshop.dossier import Dossier
from workshop.labels import MEASURE_STATUS_LABELS
from workshop.texts import Message, message
from workshop.views.view import View

STATUS_ORDER = ("done", "in_progress", "open", "blocked")
NO_MEASURES = message("No measures yet")


def plan_strip(dossier: Dossier) -> View:
    """The plan as two bars.

    Frame: bar ("status" or "money"), part (a status, or spent, left, over), name (message), amount (measures or
    money); parts without an amount are left out, and so is the money bar when no measure has a budget.
    """
    summary = plan(dossier)
    rows = [
        ("status", status, MEASURE_STATUS_LABELS[status], float(summary.status[status]))
        for status in STATUS_ORDER
        if status in summary.status
    ]
    frame = pd.DataFrame(rows + money(summary), columns=["bar", "part", "name", "amount"])
    if frame.empty:
        return View(frame, NO_MEASURES, NO_MEASURES, NO_MEASURES)
    return View(frame, strip_title(summary), strip_caption(summary, dossier.workshop.currency), strip_alt(frame))


def money(summary: Plan) -> list[tuple[str, str, Message, float]]:
    """What is spent, what is left of the budget, and what is spent beyond it."""
    if not summary.budget > 0:
        return []
    spent = summary.spent if summary.spent == summary.spent else 0.0
    parts = [
        ("money", "spent", message("spent"), min(spent, summary.budget)),
        ("money", "left", message("left of the budget"), summary.budget - spent),
        ("money", "over", message("over budget"), spent - summary.budget),
    ]
    return [part for part in parts if part[3] > 0]


def strip_title(summary: Plan) -> Message:
    """How many measures are done."""
    return message("{done} of {count} measures are done", done=summary.status.get("done", 0), count=summary.n)


def strip_caption(summary: Plan, currency: str) -> Message:
    """Budget and what of it is spent, and how many single measures cost more than planned."""
    if not summary.budget > 0:
        return message("{count} measures, no budget named", count=summary.n)
    return message(
        "Budget {budget} {currency} · measures over budget: {over}",
        budget=round(summary.budget), currency=currency, over=len(summary.over_budget),
    )  # fmt: skip


def strip_alt(frame: pd.DataFrame) -> Message:
    """All parts in words."""
    parts = [message("{name} {amount}", name=r["name"], amount=round(r["amount"])) for _, r in frame.iterrows()]
    return message("Measures and budget: {parts}.", parts=parts)
