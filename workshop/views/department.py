"""One department at a glance: its figure, its strong and weak touchpoints, its standards, to-dos and hand-overs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from workshop.dossier import Dossier
from workshop.figures.journey import overall
from workshop.figures.ranking import lovepoints, painpoints, touchpoint_table
from workshop.records import LEVELS, STANDARD_STATUSES
from workshop.scale import MIN_VOTES
from workshop.worksheets.entries import cells_of
from workshop.worksheets.load import worksheets
from workshop.worksheets.rows import handovers

NAMED = 3
"""So many lovepoints and painpoints."""
SHEET = "handovers"


@dataclass(frozen=True)
class Point:
    """A touchpoint that delights or disappoints; at least `MIN_VOTES` votes."""

    name: str
    net_delight: float
    n: int


@dataclass(frozen=True)
class Passage:
    """A hand-over to this department that is not fully agreed."""

    giver: str
    """The department that owes something."""
    at: str
    """The own touchpoint at which it arrives."""
    agreed: str
    """A key of `workshop.views.handovers.AGREED`."""
    lost: str
    """What gets lost there, in the room's words."""


@dataclass(frozen=True)
class Glance:
    """What a head of department sees; figures are None with fewer than `MIN_VOTES` votes."""

    net_delight: float | None
    n: int
    """Votes behind it; 0 when they are too few to be shown."""
    change: float | None
    """Against the measurement before, in points."""
    company: float | None
    """The whole company's figure, where the rest of it has enough votes too."""
    lovepoints: list[Point]
    painpoints: list[Point]
    standards: pd.DataFrame
    """The rows of the frame "standards" that are the department's, No-Go first, then Muss, then Wow."""
    measures: pd.DataFrame
    """The rows of the frame "measures" that are the department's, by due date; done ones come last."""
    passages: list[Passage]


def glance(dossier: Dossier, department: str) -> Glance:
    """A department as it stands in the last measurement that has votes."""
    rated = set(dossier.ratings.loc[dossier.ratings["rating"].notna(), "wave"])
    held = [wave for wave in dossier.waves if wave in rated]
    table = touchpoint_table(dossier, held[-1] if held else None)
    own = table[table["department"] == department]
    now, n = figure(own)
    earlier = touchpoint_table(dossier, held[-2]) if len(held) > 1 else None
    then = figure(earlier[earlier["department"] == department])[0] if earlier is not None else None
    others, _ = figure(table[table["department"] != department])
    return Glance(
        net_delight=now, n=n, change=None if now is None or then is None else now - then,
        company=None if now is None or others is None else figure(table)[0],
        lovepoints=points(lovepoints(own, NAMED)), painpoints=points(painpoints(own, NAMED)),
        standards=own_standards(dossier, department), measures=own_measures(dossier, department),
        passages=passages(dossier, department),
    )  # fmt: skip


def figure(table: pd.DataFrame) -> tuple[float | None, int]:
    """Net delight over the touchpoints of a table and its votes; (None, 0) when they are too few."""
    total = overall(table)
    return (float(total["net_delight"]), int(total["n"])) if total["n"] >= MIN_VOTES else (None, 0)


def points(table: pd.DataFrame) -> list[Point]:
    """The rows of a touchpoint table in words and numbers."""
    rows = zip(table["name"], table["net_delight"], table["n"], strict=True)
    return [Point(str(name), float(net), int(n)) for name, net, n in rows]


def own_standards(dossier: Dossier, department: str) -> pd.DataFrame:
    """The department's standards by level."""
    rows = dossier["standards"]
    mine = rows[rows["department"] == department]
    order = mine["level"].map({level: place for place, level in enumerate(LEVELS)})
    return mine.assign(order=order).sort_values(["order", "key"], kind="stable").drop(columns="order")


def own_measures(dossier: Dossier, department: str) -> pd.DataFrame:
    """The department's measures: what is open first, then by due date."""
    rows = dossier["measures"]
    mine = rows[rows["department"] == department]
    ordered = mine.assign(over=mine["status"] == "done").sort_values(["over", "until_date", "key"], kind="stable")
    return ordered.drop(columns="over")


def late(measures: pd.DataFrame, today: date) -> int:
    """How many measures are overdue."""
    return int(((measures["until_date"] < pd.Timestamp(today)) & (measures["status"] != "done")).sum())


def passages(dossier: Dossier, department: str) -> list[Passage]:
    """What others owe: the hand-overs to this department that are not fully agreed, in the customer's order."""
    cells = cells_of(dossier, worksheets()[SHEET])
    names = dict(zip(dossier.touchpoints["key"], dossier.touchpoints["name"], strict=True))
    return [
        Passage(one.from_department, str(names[one.to_touchpoint]), said.get("agreed", ""), said.get("lost", ""))
        for one in handovers(dossier)
        if one.to_department == department and (said := cells.get(one.key, {})).get("agreed") != "yes"
    ]


def counts(dossier: Dossier, department: str, today: date) -> tuple[int, int, int]:
    """How many standards are lived, how many to-dos are open, and how many of those are late."""
    seen = glance(dossier, department)
    live = int((seen.standards["status"] == STANDARD_STATUSES[-1]).sum())
    return live, int((seen.measures["status"] != "done").sum()), late(seen.measures, today)
