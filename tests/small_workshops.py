"""Small invented workshops for tests: votes as letters, one string a participant, one letter a touchpoint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from pandas import DataFrame

from workshop.dossier import Bundle, Dossier, frame_of
from workshop.records import (
    KINDS,
    PHASES,
    CustomerRating,
    Department,
    Measure,
    Participant,
    RatingRecord,
    Touchpoint,
    Wave,
    Workshop,
)

LETTERS = {"E": -1, "O": 0, "B": 1, "-": None}
"""As on the cross table of a flip chart: enttäuscht, okay, begeistert, no own contact."""


def small_bundle(
    votes: Mapping[str, Sequence[str]],
    relevance: Mapping[str, Sequence[str]] | None = None,
    customers: Mapping[str, Sequence[str]] | None = None,
    measures: Mapping[str, str] | None = None,
    touchpoints: int | None = None,
) -> Bundle:
    """Records of a workshop.

    votes: wave → one string of E, O, B, - per participant P1, P2, …; relevance: the same with digits (3 by
    default), - for none.
    customers: wave → one string per customer. measures: touchpoint keys → status. Touchpoints are T1, T2, … in turn in
    the departments Nord and Süd, as the participants are; their phases follow each other.
    """
    bundle = Bundle(Workshop(id="WS-TEST", company="Muster GmbH"))
    asked = [*votes.values(), *(customers or {}).values()]
    count = touchpoints or max((len(row) for rows in asked for row in rows), default=0)
    for seq, name in enumerate(("Nord", "Süd"), 1):
        bundle.add("departments", Department(name=name, seq=seq))
    for i in range(count):
        place = {"phase": PHASES[3 * i // count], "department": ("Nord", "Süd")[i % 2]}
        bundle.add("touchpoints", Touchpoint(key=f"T{i + 1}", seq=i + 1, name=f"Stelle {i + 1}", **place))
    for i in range(max((len(rows) for rows in votes.values()), default=0)):
        bundle.add("participants", Participant(key=f"P{i + 1}", department=("Nord", "Süd")[i % 2]))
    for seq, wave in enumerate(votes, 1):
        bundle.add("waves", Wave(key=wave, seq=seq))
        add_votes(bundle, wave, votes[wave], (relevance or {}).get(wave))
    for wave, rows in (customers or {}).items():
        add_customers(bundle, wave, rows)
    for i, (keys, status) in enumerate((measures or {}).items(), 1):
        bundle.add("measures", Measure(key=f"M{i}", title="Rückruf", touchpoint_keys=keys, status=status))
    return bundle


def add_votes(bundle: Bundle, wave: str, rows: Sequence[str], relevance: Sequence[str] | None) -> None:
    """One wave of the room's votes; "-" is kept as a vote without a rating."""
    for p, row in enumerate(rows):
        for t, letter in enumerate(row):
            weigh = "-" if letter == "-" else relevance[p][t] if relevance else "3"
            weight = int(weigh) if weigh.isdigit() else None
            record = RatingRecord(
                wave=wave, participant=f"P{p + 1}", touchpoint=f"T{t + 1}", rating=LETTERS[letter], relevance=weight
            )
            bundle.add("ratings", record)


def add_customers(bundle: Bundle, wave: str, rows: Sequence[str]) -> None:
    """One wave of customers' votes; "-" is no row at all."""
    for c, row in enumerate(rows):
        for t, letter in enumerate(row):
            if letter != "-":
                rating = LETTERS[letter]
                vote = CustomerRating(wave=wave, customer=f"{wave}-{c}", touchpoint=f"T{t + 1}", rating=rating)
                bundle.add("customer_ratings", vote)


def small_workshop(votes: Mapping[str, Sequence[str]], **more: object) -> Dossier:
    """`small_bundle` as a dossier."""
    return quick_dossier(small_bundle(votes, **more))  # type: ignore[arg-type]


def quick_dossier(bundle: Bundle) -> Dossier:
    """`dossier_of`, with the empty frames made once for all tests: frames are never changed in place."""
    assert bundle.workshop is not None
    filled = {kind: [record.model_dump() for record in bundle.of(kind)] for kind in KINDS}
    return Dossier(
        bundle.workshop, {kind: frame_of(kind, rows) if rows else empty(kind) for kind, rows in filled.items()}
    )


@cache
def empty(kind: str) -> DataFrame:
    """The frame of a kind nobody has recorded."""
    return frame_of(kind, [])
