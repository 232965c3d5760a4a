"""Storing what was filled in on a worksheet: cells from entries, new entries, ready ones, and measures made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from components.texts import current_language
from data.commands import Edit, edit
from data.store import load
from workshop.order import next_key
from workshop.records import WorksheetCell
from workshop.texts import Refusal, message
from workshop.worksheets.entries import cells_of, changes, preset_texts
from workshop.worksheets.measures import MADE, measure_of, measure_type
from workshop.worksheets.model import Preset, Sheet

CELLS = "worksheet_cells"
PREFIX = "E"
"""Beginning of the key of an entry in a list."""
Pair = tuple[WorksheetCell | None, WorksheetCell | None]


def store_pairs(workshop_id: str, pairs: Sequence[Pair]) -> None:
    """Store cells before and after as one change. Raises Refusal when somebody was faster."""
    if pairs:
        edit(workshop_id, CELLS, [Edit(before, after) for before, after in pairs])


def store_entry(
    workshop_id: str, sheet: Sheet, entry: str, before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    """Change texts of one entry, from what the person saw. Raises Refusal for a text that does not fit."""
    store_pairs(workshop_id, changes(sheet, entry, before, after))


def added(workshop_id: str, sheet: Sheet, rows: Sequence[Mapping[str, str]]) -> list[Pair]:
    """Cells of new entries with free keys, numbered after what is stored at this moment."""
    taken = list(cells_of(load(workshop_id), sheet)) if rows else []
    pairs: list[Pair] = []
    for row in rows:
        taken.append(next_key(taken, PREFIX))
        pairs += changes(sheet, taken[-1], {}, row)
    return pairs


def take_over(workshop_id: str, sheet: Sheet, preset: Preset) -> None:
    """Add a ready entry, in the person's language; what it says is theirs to change from then on."""
    store_pairs(workshop_id, added(workshop_id, sheet, [preset_texts(preset, current_language())]))


def make_measure(workshop_id: str, sheet: Sheet, entry: str) -> None:
    """Make a measure of an entry; the entry remembers which. Raises Refusal when it cannot be one (any more)."""
    dossier = load(workshop_id)
    texts = cells_of(dossier, sheet).get(entry, {})
    if not measure_type(sheet, texts):
        raise Refusal(message("This entry is a measure already, or says nothing yet that could be done."))
    key = next_key(list(dossier["measures"]["key"]), "M")
    edit(workshop_id, "measures", [Edit(None, measure_of(sheet, entry, texts, key))])
    store_pairs(workshop_id, [(None, WorksheetCell(worksheet=sheet.id, entry=entry, field=MADE, value=key))])
