"""From stored cells to a frame of entries, and from a changed entry back to cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from workshop.dossier import Dossier, given
from workshop.records import WorksheetCell
from workshop.worksheets.check import check
from workshop.worksheets.model import Preset, Sheet, SheetField, value_in

DTYPES = {"yes": "bool", "scale": "Int64", "number": "Float64", "date": "datetime64[ns]"}
"""Kind of field → type of its column; everything else holds texts, None when empty, or lists of codes."""
ONE = "one"
"""The entry of a worksheet about the workshop as a whole."""
PRESET = "preset"
"""The field that remembers which ready entry an entry was made from; no worksheet has a field of this name."""


def cells_of(dossier: Dossier, sheet: Sheet) -> dict[str, dict[str, str]]:
    """Entry → field → text, as stored; entries in the order of their keys, without empty cells."""
    cells = dossier["worksheet_cells"]
    mine = cells[(cells["worksheet"] == sheet.id) & (cells["value"] != "")]
    found: dict[str, dict[str, str]] = {}
    for entry, field, value in zip(mine["entry"], mine["field"], mine["value"], strict=True):
        found.setdefault(entry, {})[field] = value
    return dict(sorted(found.items(), key=lambda item: (len(item[0]), item[0])) if sheet.rows == "list" else found)


def entries(dossier: Dossier, sheet: Sheet, keys: Sequence[str] | None = None) -> pd.DataFrame:
    """One row an entry, indexed by its key, a column a field, typed by its kind (see `DTYPES`).

    `keys`: exactly these rows in this order, filled or not; None = the filled ones.
    """
    cells = cells_of(dossier, sheet)
    rows = list(cells) if keys is None else list(keys)
    columns = {
        field.name: pd.Series(
            [value_of(field, cells.get(row, {}).get(field.name, "")) for row in rows],
            index=rows, dtype=DTYPES.get(field.kind, "object"),
        )
        for field in sheet.fields
    }  # fmt: skip
    return pd.DataFrame(columns, index=pd.Index(rows, dtype="object", name="entry"))


def value_of(field: SheetField, text: str) -> Any:
    """A stored text as the value it stands for; None, False or [] when there is none, or none that fits."""
    match field.kind:
        case "yes":
            return text == "yes"
        case "many" | "departments" | "measures":
            return [code for code in text.split("|") if code]
        case "scale":
            return int(text) if text.lstrip("-").isdigit() else None
        case "number":
            return _number(text)
        case "date":
            return _date(text)
        case _:
            return text or None


def text_of(field: SheetField, value: Any) -> str:
    """A value as it is stored: codes, whole numbers without a point, dates as in ISO; "" for nothing."""
    if isinstance(value, list | tuple):
        return "|".join(map(str, value))
    plain = given(value)
    if plain is None or plain is False or plain == "":
        return ""
    if isinstance(plain, date):
        return plain.isoformat()[:10]
    return "yes" if plain is True else str(plain).strip() if field.kind != "number" else f"{float(plain):.15g}"


def changes(
    sheet: Sheet, entry: str, before: Mapping[str, str], after: Mapping[str, str]
) -> list[tuple[WorksheetCell | None, WorksheetCell | None]]:
    """What has to be stored so that an entry's texts change from `before` to `after`: cells before and after.

    Fields that `after` does not name stay. Raises Refusal when a text does not fit its field.
    """
    found: list[tuple[WorksheetCell | None, WorksheetCell | None]] = []
    for name, text in after.items():
        if name != PRESET:
            check(sheet, sheet.field(name), text)
        old, new = (cell_of(sheet, entry, name, value) for value in (before.get(name, ""), text))
        if old != new:
            found.append((old, new))
    return found


def removal(sheet: Sheet, entry: str, before: Mapping[str, str]) -> list[tuple[WorksheetCell | None, None]]:
    """What has to be stored so that an entry goes."""
    return [(cell_of(sheet, entry, name, text), None) for name, text in before.items() if text]


def cell_of(sheet: Sheet, entry: str, name: str, text: str) -> WorksheetCell | None:
    """A filled cell; None for an empty one, which is not stored."""
    return WorksheetCell(worksheet=sheet.id, entry=entry, field=name, value=text) if text.strip() else None


def preset_texts(preset: Preset, language: str) -> dict[str, str]:
    """The texts of an entry made from a ready one; it remembers which."""
    return {name: value_in(value, language) for name, value in preset.values.items()} | {PRESET: preset.id}


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _date(text: str) -> pd.Timestamp | None:
    found = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
    return None if pd.isna(found) else found
