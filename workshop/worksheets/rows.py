"""The rows of a worksheet that are there already: touchpoints, departments, personas, standards, hand-overs …"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha1
from itertools import pairwise
from typing import NamedTuple

from workshop.dossier import Dossier
from workshop.records import TOUCHPOINT_STATUSES
from workshop.worksheets.entries import ONE
from workshop.worksheets.model import Sheet

LONGEST = 100
"""Longest key of an entry, see `workshop.records.WorksheetCell`."""


class Thing(NamedTuple):
    """Something a worksheet has a row for: the key of its entry, what it is called, and what it belongs to."""

    key: str
    name: str
    beside: str = ""


class Handover(NamedTuple):
    """Two touchpoints in the customer's order whose departments differ."""

    key: str
    from_touchpoint: str
    to_touchpoint: str
    from_department: str
    to_department: str


def things_of(dossier: Dossier, sheet: Sheet) -> list[Thing]:
    """The rows of a worksheet that people fill but do not add; [] for lists, whose rows are their own."""
    make = THINGS.get(sheet.rows)
    return make(dossier) if make else []


def handovers(dossier: Dossier) -> list[Handover]:
    """Every place of the journey where the customer passes from one department to another.

    Touchpoints that are irrelevant, missing or without a department are passed over: nobody hands over there.
    """
    rows = dossier.touchpoints
    used = rows[(rows["status"] == TOUCHPOINT_STATUSES[0]) & rows["department"].notna()]
    stops = list(zip(used["key"], used["department"], strict=True))
    return [
        Handover(handover_key(one, other), one, other, home, next_home)
        for (one, home), (other, next_home) in pairwise(stops)
        if home != next_home
    ]


def handover_key(one: str, other: str) -> str:
    """The key of the passage between two touchpoints; another touchpoint in between makes it another passage."""
    key = f"{one}>{other}"
    return key if len(key) <= LONGEST else sha1(key.encode(), usedforsecurity=False).hexdigest()


def _touchpoints(dossier: Dossier) -> list[Thing]:
    rows = dossier.touchpoints
    shown = rows[rows["status"] != "irrelevant"]
    return [Thing(*row) for row in zip(shown["key"], shown["name"], shown["department"].fillna(""), strict=True)]


def _handovers(dossier: Dossier) -> list[Thing]:
    names = dict(zip(dossier.touchpoints["key"], dossier.touchpoints["name"], strict=True))
    return [
        Thing(p.key, f"{names[p.from_touchpoint]} → {names[p.to_touchpoint]}",
              f"{p.from_department} → {p.to_department}")
        for p in handovers(dossier)
    ]  # fmt: skip


def _conversations(dossier: Dossier) -> list[Thing]:
    """The conversations by customer and occasion, the newest first."""
    rows = dossier["conversations"].sort_values("planned_on", ascending=False, na_position="first", kind="stable")
    names = [
        " – ".join(part for part in (c, o) if part) for c, o in zip(rows["customer"], rows["occasion"], strict=True)
    ]
    return [Thing(*row) for row in zip(rows["key"], names, rows["internal_role"], strict=True)]


def _customers(dossier: Dossier) -> list[Thing]:
    """The customers that conversations are planned with, by their names."""
    rows = dossier["conversations"].drop_duplicates("customer")
    return [Thing(name[:LONGEST], name, beside) for name, beside in zip(rows["customer"], rows["segment"], strict=True)]


def _named(kind: str, key: str, name: str, beside: str = "") -> Callable[[Dossier], list[Thing]]:
    def things(dossier: Dossier) -> list[Thing]:
        rows = dossier[kind]
        extra = rows[beside].fillna("") if beside else [""] * len(rows)
        return [Thing(*row) for row in zip(rows[key], rows[name], extra, strict=True)]

    return things


THINGS: dict[str, Callable[[Dossier], list[Thing]]] = {
    "one": lambda dossier: [Thing(ONE, dossier.workshop.company)],
    "touchpoint": _touchpoints,
    "handover": _handovers,
    "department": _named("departments", "name", "name"),
    "persona": _named("personas", "key", "name", "segment"),
    "standard": _named("standards", "key", "text", "department"),
    "measure": _named("measures", "key", "title", "department"),
    "kpi": _named("kpis", "key", "name", "owner"),
    "conversation": _conversations,
    "customer": _customers,
}
"""Rows of a worksheet → the things they are about."""
