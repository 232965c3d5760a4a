"""Which kind of records a table holds: by its sheet's name and its headers."""

from __future__ import annotations

from collections.abc import Iterable

from workshop.workbook.values.vocabulary import kinds, listed_headers, normal_header


def kind_of_table(name: str, headers: Iterable[str]) -> str:
    """The kind that a sheet's name and headers speak for; "" when no kind has all it needs.

    A name that says the kind decides when the sheet has what that kind needs; then fields that settle a kind together
    (a phase and a touchpoint); then the most known columns.
    """
    normal = {normal_header(h) for h in headers}
    named = named_kind(name)
    scores: dict[str, int] = {}
    for kind, entry in kinds().items():
        fields = {entry.fields[h] for h in normal if h in entry.fields}
        telling = normal & (entry.fields.keys() | entry.extras.keys()) - listed_headers("vague_headers")
        if set(entry.needs) <= fields and (kind == named if entry.only_by_name else telling):
            extras = {entry.extras[h] for h in normal if h in entry.extras}
            settled = bool(entry.decisive) and set(entry.decisive) <= fields
            scores[kind] = 2 * len(fields) + len(extras) + 50 * settled + 100 * (kind == named)
    return max(scores, key=lambda kind: scores[kind], default="")


def named_kind(name: str) -> str:
    """The kind a sheet's name stands for, as a whole or in one of its words ("Maßnahmen Service"); "" for none."""
    normal = normal_header(name)
    for part in (normal, *normal.split()):
        for kind, entry in kinds().items():
            if part in entry.sheets:
                return kind
    return ""
