"""Standards at a touchpoint: which ones stand on a worksheet, how the room classifies them, what is to be minded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from workshop.dossier import Dossier
from workshop.records import LEVELS, STANDARD_STATUSES, Standard
from workshop.texts import Message, message

CORSET = 3
"""More Must standards than this at one touchpoint stifle the will to do more (method §1.1, no. 10)."""

LEVEL_QUESTIONS: dict[str, Message] = {
    "nogo": message("What must never happen here?"),
    "must": message("What must always happen here?"),
    "wow": message("What would delight here?"),
}
ZONE_LABELS: dict[str, Message] = {
    "painpoint": message("painpoint"),
    "lovepoint": message("lovepoint"),
    "divided": message("divided"),
    "mediocre": message("mediocre"),
}
"""Names of the zones of `workshop.scale.zone` that have one."""


def standards_of(dossier: Dossier) -> tuple[Standard, ...]:
    """The standards as records, company-wide ones first, then in the departments' order."""
    frame = dossier["standards"]
    columns = frame.astype("object").where(frame.notna(), None)
    names = list(columns.columns)
    rows = [dict(zip(names, row, strict=True)) for row in columns.itertuples(index=False, name=None)]
    order = {name: place for place, name in enumerate(dossier.departments)}
    records = [Standard.model_validate(row) for row in rows]
    return tuple(
        sorted(records, key=lambda one: -1 if one.department is None else order.get(one.department, len(order)))
    )


def worksheet(
    standards: Iterable[Standard], touchpoint: str, responsible: str | None, department: str | None
) -> list[Standard]:
    """The standards that hold at a touchpoint, in their order: the company-wide ones and those of departments.

    `responsible`: the touchpoint's department; its standards for all touchpoints hold here too. `department`: only
    this one's standards beside the company-wide; None = of every department.
    """

    def holds(one: Standard) -> bool:
        here, everywhere = one.touchpoint == touchpoint, one.touchpoint is None
        if one.department is None:
            return here or everywhere
        asked = department is None or one.department == department
        return asked and (here or (everywhere and one.department == (department or responsible)))

    return [one for one in standards if holds(one)]


def next_status(status: str) -> str | None:
    """What follows on proposed → agreed → trained → live; None after live."""
    place = STANDARD_STATUSES.index(status) + 1
    return STANDARD_STATUSES[place] if place < len(STANDARD_STATUSES) else None


def worksheet_hints(standards: Iterable[Standard], touchpoint: str, name: str, zone: str) -> list[Message]:
    """What a facilitator should mind at a touchpoint with this name and zone (see `workshop.scale.zone`).

    Too many Must standards; a Wow although the touchpoint disappoints and none of its Must standards is lived: a Wow
    never makes up for a broken Must (method §2.2).
    """
    here = [one for one in standards if one.touchpoint == touchpoint]
    musts = [one for one in here if one.level == "must"]
    hints = []
    if len(musts) > CORSET:
        corset = message(
            "“{name}” has {n} Must standards. So tight a corset stifles goodwill: "
            "keep the {limit} that matter most to the customer.",
            name=name, n=len(musts), limit=CORSET,
        )  # fmt: skip
        hints.append(corset)
    delights, kept = any(one.level == "wow" for one in here), any(one.status == "live" for one in musts)
    if zone == "painpoint" and delights and not kept:
        first = message(
            "Must first: “{name}” still disappoints, and none of its Must standards is lived yet. "
            "A Wow does not make up for that.",
            name=name,
        )
        hints.append(first)
    return hints


def votes_by_department(dossier: Dossier, standard: str) -> pd.DataFrame:
    """How the people in the room classify one standard.

    One row per department with participants, in the departments' order, those without a department last (None):
    columns department, people (number of participants), nogo, must, wow (votes).
    """
    votes, people = dossier["standard_votes"], dossier["participants"]
    cast = votes[votes["standard"] == standard]
    levels = dict(zip(cast["participant"], cast["level"], strict=True))
    groups: dict[str | None, list[str]] = {name: [] for name in (*dossier.departments, None)}
    for key, home in zip(people["key"], people["department"], strict=True):
        groups[home].append(levels.get(key, ""))
    rows = [
        {"department": name, "people": len(given), **{level: given.count(level) for level in LEVELS}}
        for name, given in groups.items()
        if given
    ]
    return pd.DataFrame(rows, columns=["department", "people", *LEVELS])


def tallies(dossier: Dossier) -> dict[str, Counter[str]]:
    """Votes per level for each standard that was classified."""
    votes = dossier["standard_votes"]
    counts: dict[str, Counter[str]] = {}
    for key, level in zip(votes["standard"], votes["level"], strict=True):
        counts.setdefault(key, Counter())[level] += 1
    return counts


def majority(counts: Mapping[str, int]) -> str | None:
    """The level with the most votes; None without votes and when two levels share the first place."""
    ranked = sorted(((n, level) for level, n in counts.items() if n > 0), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def by_gaps(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of `workshop.figures.coverage.coverage`, those that lack most first: Must and Wow, then a No-Go."""
    lacks = (
        (table["must"] == 0).astype(int) * 4 + (table["wow"] == 0).astype(int) * 2 + (table["nogo"] == 0).astype(int)
    )
    return table.assign(lacks=lacks).sort_values("lacks", ascending=False, kind="stable").drop(columns="lacks")


def coverage_messages(table: pd.DataFrame) -> list[Message]:
    """What the rows of `workshop.figures.coverage.coverage` say, the gravest first: who lacks a Must, who a Wow, or
    nobody."""
    without = {level: table.loc[table[level] == 0, "department"].tolist() for level in ("must", "wow")}
    said = [_without(level, names, len(table)) for level, names in without.items() if names]
    return said or [message("All departments have a Must and a Wow")]


def _without(level: str, names: list[str], total: int) -> Message:
    if level == "must" and len(names) == 1:
        return message("1 of {total} departments has no Must yet: {name}", total=total, name=names[0])
    if level == "must":
        return message("{n} of {total} departments have no Must yet: {names}", n=len(names), total=total, names=names)
    if len(names) == 1:
        return message("1 of {total} departments has no Wow yet: {name}", total=total, name=names[0])
    return message("{n} of {total} departments have no Wow yet: {names}", n=len(names), total=total, names=names)
