"""How far a workshop is: per step what is done and what is missing, in sentences with their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from workshop.control.kpis import overdue_values
from workshop.dossier import Dossier
from workshop.records import STEPS
from workshop.texts import Message, message


@dataclass(frozen=True)
class Point:
    """One thing of a step: what it says, whether it is done, and the page (below `pages/`) where it is done."""

    text: Message
    done: bool
    page: str


def progress(dossier: Dossier, today: date) -> dict[str, list[Point]]:
    """Step code → its points on a day, in the order in which a facilitator does them."""
    points = (_analysis(dossier), _target(dossier), _action(dossier), _control(dossier, today))
    return dict(zip(STEPS, points, strict=True))


def _analysis(dossier: Dossier) -> list[Point]:
    touchpoints, workshop = dossier.touchpoints, dossier.workshop
    homeless = int(touchpoints["department"].isna().sum())
    votes = _votes(dossier, dossier.waves[:1])
    return [
        _point(bool(workshop.scope_target_group and workshop.scope_product), "setup/settings.py",
               message("Target group and product chosen"),
               message("Choose target group and product")),
        _point(len(touchpoints) > 0, "analysis/touchpoints.py",
               message("{n} touchpoints", n=len(touchpoints)),
               message("List the touchpoints")),
        _point(len(touchpoints) > 0 and homeless == 0, "analysis/touchpoints.py",
               message("Departments assigned"),
               message("{n} without a department", n=homeless)),
        _point(votes > 0, "analysis/ratings.py",
               message("{n} votes, first measurement", n=votes),
               message("Rate the touchpoints")),
    ]  # fmt: skip


def _target(dossier: Dossier) -> list[Point]:
    standards, departments = dossier["standards"], set(dossier.touchpoints["department"].dropna())
    lack = {
        level: departments - set(standards.loc[standards["level"] == level, "department"]) for level in ("must", "wow")
    }
    agreed = int((standards["status"] != "proposed").sum())
    return [
        _point(bool(departments) and not lack["must"], "target/standards.py",
               message("A Must for every department"),
               message("{n} departments lack a Must", n=len(lack["must"]))),
        _point(bool(departments) and not lack["wow"], "target/standards.py",
               message("A Wow for every department"),
               message("{n} departments lack a Wow", n=len(lack["wow"]))),
        _point(len(standards) > 0 and agreed == len(standards), "target/standards.py",
               message("All {n} standards agreed", n=len(standards)),
               message("{n} of {total} standards agreed", n=agreed, total=len(standards))),
    ]  # fmt: skip


def _action(dossier: Dossier) -> list[Point]:
    measures = dossier["measures"]
    whole = measures["accountable"].ne("") & measures["until_date"].notna()
    return [
        _point(len(measures) > 0, "action/measures.py",
               message("{n} measures planned", n=len(measures)), message("Plan the first measure")),
        _point(bool(measures["quick_win"].any()), "action/measures.py",
               message("{n} quick wins", n=int(measures["quick_win"].sum())),
               message("Find a quick win")),
        _point(len(measures) > 0 and bool(whole.all()), "action/measures.py",
               message("All have a person and a date"),
               message("{n} lack a person or a date", n=int((~whole).sum()))),
    ]  # fmt: skip


def _control(dossier: Dossier, today: date) -> list[Point]:
    votes = _votes(dossier, dossier.waves[1:])
    done = int((dossier["measures"]["status"] == "done").sum())
    return [
        _point(done > 0, "action/measures.py",
               message("{n} measures done", n=done), message("No measure done yet")),
        _point(votes > 0, "analysis/ratings.py",
               message("{n} votes, later measurements", n=votes),
               message("Measure a second time")),
        *_figures_and_talks(dossier, today),
    ]  # fmt: skip


def _figures_and_talks(dossier: Dossier, today: date) -> list[Point]:
    """Whether the values of the KPIs and the conversations with customers are up to date."""
    kpis, talks = dossier["kpis"], dossier["conversations"]
    late = overdue_values(dossier, today)
    missed = int(((talks["status"] == "planned") & (talks["planned_on"] < pd.Timestamp(today))).sum())
    return [
        _point(len(kpis) > 0 and late == 0, "control/kpis.py",
               message("{n} KPIs up to date", n=len(kpis)),
               message("{n} values of KPIs due", n=late) if len(kpis) else message("Choose the first KPI")),
        _point(len(talks) > 0 and missed == 0, "control/conversations.py",
               message("{n} conversations on schedule", n=len(talks)),
               message("{n} conversations overdue", n=missed) if len(talks)
               else message("Plan the first conversation")),
    ]  # fmt: skip


def _point(done: bool, page: str, if_done: Message, if_missing: Message) -> Point:
    return Point(if_done if done else if_missing, done, page)


def _votes(dossier: Dossier, waves: list[str]) -> int:
    ratings: pd.DataFrame = dossier.ratings
    return int(ratings.loc[ratings["wave"].isin(waves), "rating"].notna().sum())
