"""What an example brings beside its workbook: answers to the Kano questions and filled-in worksheets."""

from __future__ import annotations

import tomllib

from workshop.dossier import Bundle
from workshop.records import KanoResponse, WorksheetCell
from workshop.worksheets.check import check
from workshop.worksheets.entries import cell_of
from workshop.worksheets.load import worksheets


def add_beside(bundle: Bundle, content: str) -> None:
    """Add to a workbook's bundle what a TOML text says beside it: `[[kano]]` with feature, text and a pair of digits
    for each respondent, and `[worksheets.<sheet>.<entry>]` with texts as they are stored.

    Raises KeyError for a worksheet or field that does not exist, Refusal for a text that does not fit its field.
    """
    given = tomllib.loads(content)
    for asked in given.get("kano", []):
        for number, (there, missing) in enumerate(asked["answers"].split(), start=1):
            bundle.add("kano_responses", KanoResponse(
                feature=asked["feature"], text=asked["text"], respondent=f"CK{number:02d}",
                functional=int(there), dysfunctional=int(missing),
            ))  # fmt: skip
    for name, rows in given.get("worksheets", {}).items():
        for entry, texts in rows.items():
            for cell in cells(name, entry, texts):
                bundle.add("worksheet_cells", cell)


def cells(name: str, entry: str, texts: dict[str, str]) -> list[WorksheetCell]:
    """One entry of a worksheet as it is stored."""
    sheet = worksheets()[name]
    for field, text in texts.items():
        check(sheet, sheet.field(field), text)
    made = [cell_of(sheet, entry, field, text) for field, text in texts.items()]
    return [cell for cell in made if cell]
