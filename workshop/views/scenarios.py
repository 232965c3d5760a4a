"""The scenarios of the target strategy side by side: what each would mean, and which one is taken."""

from __future__ import annotations

import pandas as pd

from workshop.dossier import Dossier
from workshop.texts import Message, message
from workshop.views.view import View
from workshop.worksheets.entries import cells_of
from workshop.worksheets.load import worksheets
from workshop.worksheets.model import Sheet

SHEET = "scenarios"
COLUMNS = ["key", "name", "chosen", "field", "label", "text"]
"""One row for each scenario and question, scenario by scenario, the questions in the same order; "–" = no answer."""
NO_SCENARIOS = message("No scenarios to choose from yet")
UNNAMED = message("no name yet")
OPEN = "–"


def scenario_lanes(dossier: Dossier) -> View:
    """Every scenario with its answers; questions that no scenario answers are left out. Frame: `COLUMNS`."""
    sheet = worksheets()[SHEET]
    found = {key: texts for key, texts in cells_of(dossier, sheet).items() if set(texts) & set(sheet.names)}
    if not found:
        return View(pd.DataFrame(columns=COLUMNS), NO_SCENARIOS, NO_SCENARIOS, NO_SCENARIOS)
    asked = questions(sheet, found)
    names: dict[str, str | Message] = {key: texts.get("name") or UNNAMED for key, texts in found.items()}
    chosen = [key for key, texts in found.items() if texts.get("chosen")]
    rows = [
        (key, names[key], key in chosen, field, sheet.field(field).label, texts.get(field, OPEN))
        for key, texts in found.items()
        for field in asked
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    caption = message("Scenarios side by side · n = {n} · chosen: {chosen}", n=len(found), chosen=len(chosen))
    alt = message("{n} scenarios side by side: {names}.", n=len(found), names=list(names.values()))
    return View(frame, title_of([names[key] for key in chosen], len(found)), caption, alt)


def questions(sheet: Sheet, found: dict[str, dict[str, str]]) -> list[str]:
    """The fields that say something about a scenario, as far as any scenario has an answer; one at least."""
    asked = [field.name for field in sheet.fields if field.name not in ("name", "chosen")]
    return [name for name in asked if any(name in texts for texts in found.values())] or asked[:1]


def title_of(chosen: list[str | Message], n: int) -> Message:
    """Which one is taken, or that none is yet."""
    if not chosen:
        return message("{n} scenarios, none of them chosen yet", n=n)
    return message("Our way: {names}", names=chosen)
