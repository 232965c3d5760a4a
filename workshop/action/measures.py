"""Measures as a list to act on: their order, what is overdue or too dear, and which ones are quick wins by the rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from workshop.action.plan import Plan, day, plan
from workshop.dossier import Dossier
from workshop.texts import Message, message

QUICK_IMPACT, QUICK_EFFORT, QUICK_DAYS = 4, 2, 30
"""A quick win has at least this impact and at most this effort (1–5), and takes at most so many days (method §2.6)."""
NEXT_STATUS = {"open": "in_progress", "in_progress": "done", "blocked": "in_progress"}
"""What one click makes of a status; what is done stays done."""


def in_order(measures: pd.DataFrame) -> pd.DataFrame:
    """The frame "measures" with quick wins first, then by start; what has no start comes last."""
    return measures.sort_values(["quick_win", "from_date", "key"], ascending=[False, True, True], kind="stable")


def overdue(measures: pd.DataFrame, today: date) -> pd.DataFrame:
    """The rows whose end has passed and that are not done, the oldest first."""
    late = measures[(measures["until_date"] < pd.Timestamp(today)) & (measures["status"] != "done")]
    return late.sort_values("until_date", kind="stable")


def over_budget(measures: pd.DataFrame) -> pd.DataFrame:
    """The rows that have cost more than their budget, the dearest excess first."""
    dear = measures[measures["spent"] > measures["budget"]]
    return dear.loc[(dear["spent"] - dear["budget"]).sort_values(ascending=False, kind="stable").index]


def quick_win_candidates(measures: pd.DataFrame) -> pd.DataFrame:
    """The unfinished rows that fulfil the rule for a quick win and are not marked as one; without dates none does."""
    days = (measures["until_date"] - measures["from_date"]).dt.days
    easy = (measures["impact"] >= QUICK_IMPACT) & (measures["effort"] <= QUICK_EFFORT) & (days <= QUICK_DAYS)
    return measures[easy & ~measures["quick_win"] & (measures["status"] != "done")]


@dataclass(frozen=True)
class Standing:
    """Where the plan stands: its message, what is late or too dear in words, and quick wins to take over."""

    title: Message
    money: Message
    warnings: list[Message]
    candidates: list[tuple[str, str]]
    """Key and title of each measure that is a quick win by the rule and not marked as one."""


def standing(dossier: Dossier, today: date) -> Standing:
    """What a facilitator tells the room about the plan on a day."""
    measures, currency = dossier["measures"], dossier.workshop.currency
    late, easy = overdue(measures, today), quick_win_candidates(measures)
    warnings = [late_line(row) for _, row in late.iterrows()]
    warnings += [dear_line(row, currency) for _, row in over_budget(measures).iterrows()]
    candidates = list(zip(easy["key"], easy["title"], strict=True))
    return Standing(plan_message(measures, len(late)), money_line(plan(dossier), currency), warnings, candidates)


def plan_message(measures: pd.DataFrame, late: int) -> Message:
    """What the plan says: how many measures are done, and how many of the others are overdue."""
    done, total = int((measures["status"] == "done").sum()), len(measures)
    if done == total:
        return message("All {total} measures are done", total=total) if total > 1 else message("The measure is done")
    if late:
        return message("{done} of {total} measures are done, {late} overdue", done=done, total=total, late=late)
    return message("{done} of {total} measures are done, none is overdue", done=done, total=total)


def money_line(total: Plan, currency: str) -> Message:
    """Budget and cost of the whole plan in whole units; an amount that nobody named is 0 here."""
    budget, spent = (0 if amount != amount else round(amount) for amount in (total.budget, total.spent))
    return message(
        "Budget {budget} {currency}, spent {spent} {currency}", budget=budget, spent=spent, currency=currency
    )


def late_line(row: pd.Series[Any]) -> Message:
    """One overdue measure: what was due when, and who answers for it."""
    who = row["accountable"] or row["responsible"] or message("nobody yet")
    until = day(row["until_date"])
    return message("“{title}” was due on {until} (accountable: {who})", title=row["title"], until=until, who=who)


def dear_line(row: pd.Series[Any], currency: str) -> Message:
    """One measure that costs more than its budget."""
    spent, budget = round(row["spent"]), round(row["budget"])
    return message(
        "“{title}” has cost {spent} {currency} instead of {budget} {currency}",
        title=row["title"], spent=spent, budget=budget, currency=currency,
    )  # fmt: skip
