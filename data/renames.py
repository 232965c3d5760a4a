"""A department that gets another name keeps its worksheets, which know it by its name and not by a reference."""

from __future__ import annotations

from sqlalchemy import Connection, and_, delete, or_, update

from data.tables import table
from workshop.worksheets.load import worksheets


def rename_in_worksheets(connection: Connection, workshop_id: str, old: str, new: str) -> None:
    """Rename a department where it is what an entry is about and where it is what a field says."""
    cells, sheets = table("worksheet_cells"), worksheets().values()
    here = cells.c.workshop_id == workshop_id
    about = cells.c.worksheet.in_([sheet.id for sheet in sheets if sheet.rows == "department"])
    connection.execute(delete(cells).where(here, about, cells.c.entry == new))  # left of one that was deleted
    connection.execute(update(cells).where(here, about, cells.c.entry == old).values(entry=new))
    chosen = [
        and_(cells.c.worksheet == sheet.id, cells.c.field == field.name)
        for sheet in sheets
        for field in sheet.fields
        if field.kind == "department"
    ]
    if chosen:
        connection.execute(update(cells).where(here, or_(*chosen), cells.c.value == old).values(value=new))
