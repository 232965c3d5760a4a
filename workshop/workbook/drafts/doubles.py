"""Measures that look like the same one twice: a to-do beside its touchpoint and again on the measures sheet."""

from __future__ import annotations

from rapidfuzz import fuzz

from workshop.texts import message
from workshop.workbook.drafts.drafts import Draft
from workshop.workbook.values.vocabulary import folded

ALIKE = 90
"""Token-set similarity in percent from which two titles are shown to the person."""


def say_doubles(drafts: list[Draft]) -> None:
    """Point out measures of the measures sheet whose title resembles a to-do beside a touchpoint; both are kept."""
    measures = [d for d in drafts if d.kind == "measures" and not d.failed]
    todos = [d for d in measures if d.parent]
    for measure in (d for d in measures if not d.parent):
        title = " ".join(str(measure.values["title"]).split())
        twin = next(
            (t for t in todos if fuzz.token_set_ratio(folded(title), folded(str(t.values["title"]))) >= ALIKE), None
        )
        if twin:
            what = message(
                "“{title}” looks like the to-do “{other}” (sheet “{sheet}”, {cell}). If it is the same, delete one of "
                "them.",
                title=title,
                other=" ".join(str(twin.values["title"]).split()),
                sheet=twin.table.sheet.name,
                cell=twin.address("title"),
            )
            measure.say("Z04", "warning", "title", title, what)
