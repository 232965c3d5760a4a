"""Numbers for what has none: T01, S01, M01 … in the order of the workbook, the same each time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from workshop.workbook.compared.context import NAMED_BY, Context
from workshop.workbook.drafts.drafts import Draft
from workshop.workbook.values.vocabulary import folded

PREFIXES = {
    "touchpoints": "T",
    "personas": "PE",
    "standards": "S",
    "measures": "M",
    "kpis": "K",
    "conversations": "C",
    "moments_of_truth": "MOT",
}


def number(drafts: Sequence[Draft], known: Context) -> None:
    """Give every draft without a key the key of the known entry of the same name, else the next free number.

    A number that an export held is not free even if its row is gone: votes may still refer to what was deleted.
    """
    exported = next((draft.table.interview.exported for draft in drafts), None)
    waiting: dict[str, list[Draft]] = {kind: [] for kind in PREFIXES}
    taken: dict[str, set[str]] = {kind: set(known.of(kind)) for kind in PREFIXES}
    if exported:
        taken = {kind: keys | exported.names.get(kind, frozenset()) for kind, keys in taken.items()}
    for draft in drafts:
        if draft.kind in PREFIXES:
            waiting[draft.kind].append(draft)
            taken[draft.kind].add(str(draft.values.get("key", "")))
    for kind, unnumbered in waiting.items():
        numbered = {str(draft.values.get("key")) for draft in unnumbered}
        named = {folded(name): key for key, name in known.of(kind).items() if key not in numbered}
        free = (key for n in count(1) if (key := f"{PREFIXES[kind]}{n:02d}") not in taken[kind])
        for draft in unnumbered:
            if not draft.values.get("key"):
                name = folded(str(draft.values.get(NAMED_BY[kind], ""))) if named else ""
                draft.values["key"] = (not draft.fresh and named.pop(name, "")) or next(free)
