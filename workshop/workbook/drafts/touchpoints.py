"""What a touchpoint needs beyond its cells: a phase, a place in the journey, and whether its row only refers to it."""

from __future__ import annotations

from itertools import groupby

from workshop.labels import PHASE_LABELS
from workshop.texts import message
from workshop.workbook.compared.context import Context
from workshop.workbook.drafts.drafts import Draft
from workshop.workbook.files.sheets import few
from workshop.workbook.layout.table import Table
from workshop.workbook.problems import Problem
from workshop.workbook.values.vocabulary import folded

ASSUMED_PHASE = "purchase"


def is_reference(table: Table, tables: list[Table], known: Context) -> bool:
    """Whether the rows of a touchpoint table only point to touchpoints that are described elsewhere.

    So it is with votes of a second measurement: no phases, and the touchpoints are known from another sheet or from
    the workshop the file is added to. Taking such rows as descriptions would overwrite what is known.
    """
    if table.kind != "touchpoints" or "phase" in table.fields:
        return False
    described = [t for t in tables if t.kind == "touchpoints" and "phase" in t.fields and t.rows]
    if described or known.of("touchpoints"):
        return True
    return table is not next(t for t in tables if t.kind == "touchpoints")


def complete(drafts: list[Draft], known: Context) -> None:
    """Fill in the phase and the order that a touchpoint's row does not give, and say so."""
    order = {folded(name): n for n, name in enumerate(known.of("touchpoints").values(), start=1)}
    last = len(order)
    for _, group in groupby(drafts, key=lambda draft: id(draft.table)):
        rows = list(group)
        complete_phases(rows)
        for draft in rows:
            if draft.values.get("seq") is None:
                place = order.get(folded(str(draft.values.get("name", "")))) if order else None
                last = last + 1 if place is None else last
                draft.values["seq"] = place or last


def complete_phases(rows: list[Draft]) -> None:
    """An empty phase is that of the row above; a table without phases is put into one, and its person told."""
    table = rows[0].table
    if "phase" not in table.fields:
        for draft in rows:
            draft.values["phase"] = ASSUMED_PHASE
        table.problems.append(no_phases(table))
        return
    above, taken = "", []
    for draft in rows:
        empty = table.value(draft.row, "phase") is None
        if empty and above:
            draft.values["phase"] = above
            taken.append(draft.address("phase"))
        elif not empty:
            above = draft.values.get("phase", "")
    if taken:
        what = message("The phase is empty; that of the row above was taken: {cells}.", cells=few(taken))
        table.problems.append(Problem("C04", "note", table.sheet.name, taken[0], "", "", what))


def no_phases(table: Table) -> Problem:
    what = message(
        "There is no column “Phase”; every touchpoint was put into “{phase}”. Add the column with "
        "Before the purchase, Purchase or After the purchase.",
        phase=PHASE_LABELS[ASSUMED_PHASE],
    )
    return Problem(
        "K03", "warning", table.sheet.name, table.sheet.address(table.header_row, 1), "", ASSUMED_PHASE, what
    )
