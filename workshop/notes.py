"""What worksheets say where a figure needs it: their cells by entry and field, and numbers as people write them."""

from __future__ import annotations

from workshop.dossier import Dossier


def notes_of(dossier: Dossier, worksheet: str) -> dict[str, dict[str, str]]:
    """Entry → field → text of one worksheet; {} when nothing is filled in."""
    cells = dossier["worksheet_cells"]
    mine = cells[(cells["worksheet"] == worksheet) & (cells["value"] != "")]
    found: dict[str, dict[str, str]] = {}
    for entry, field, value in zip(mine["entry"], mine["field"], mine["value"], strict=True):
        found.setdefault(entry, {})[field] = value
    return found


def number_in(text: str) -> float | None:
    """A number, with a point or a comma; None when there is none."""
    try:
        return float(text.strip().replace("−", "-").replace(",", "."))
    except ValueError:
        return None
