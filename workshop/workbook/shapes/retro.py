"""Retrospectives of Parabol and scrumlr: notes become comments of touchpoints, tasks become measures."""

from __future__ import annotations

from workshop.workbook.files.sheets import Position, Sheet
from workshop.workbook.questions import Interview
from workshop.workbook.shapes.export import Export
from workshop.workbook.shapes.grid import Cell, Grid
from workshop.workbook.values.vocabulary import folded


def parabol_views(export: Export, taken: str, interview: Interview) -> list[Sheet]:
    """Reflections as comments of the touchpoint that their group names, tasks as measures at it."""
    tasks = [row for row in export.filled("content") if folded(export.text(row, "type")) == "task"]
    notes = [row for row in export.filled("content") if folded(export.text(row, "type")) == "reflection"]
    return [
        *comments(export, notes, "reflectiongroup", "content", "prompt"),
        *measures(export, tasks, "content", "reflectiongroup"),
    ]


def scrumlr_views(export: Export, taken: str, interview: Interview) -> list[Sheet]:
    """Notes as comments of the touchpoint that their column names, or each as a measure."""
    notes = list(export.filled("text"))
    if taken == "measures":
        return measures(export, notes, "text", "")
    return comments(export, notes, "column", "text", "")


def comments(export: Export, notes: list[int], group: str, text: str, prompt: str) -> list[Sheet]:
    """A view with one touchpoint a group; all notes of the group are its comment, each after its prompt."""
    groups: dict[str, list[int]] = {}
    for row in notes:
        groups.setdefault(export.text(row, group) or export.text(row, text), []).append(row)
    grid = Grid("touchpoints", ["name", "comment"], export.header(group or text))
    for name, rows in groups.items():
        first = rows[0]
        more = tuple(place for row in rows for place in cells_of(export, row, text, prompt, group))
        whole = "\n".join(note(export, row, text, prompt) for row in rows)
        home = export.place(first, group if export.text(first, group) else text)
        grid.add(Cell(home, name[:200]), Cell(export.place(first, text), whole, more))
    return [] if grid.empty else [grid.view(export.sheet, "notes")]


def note(export: Export, row: int, text: str, prompt: str) -> str:
    """What one note says, after what was asked."""
    asked = export.text(row, prompt) if prompt else ""
    return f"{asked} {export.text(row, text)}".strip()


def cells_of(export: Export, row: int, *headers: str) -> list[Position]:
    """The filled cells of a row that a comment is made of."""
    return [export.place(row, header) for header in headers if header and export.value(row, header) is not None]


def measures(export: Export, tasks: list[int], text: str, group: str) -> list[Sheet]:
    """A view with one measure a task, at the touchpoint of its group."""
    grid = Grid("measures", ["title", *(["touchpoint_keys"] if group else [])], export.header(text))
    for row in tasks:
        grid.add(export.cell(row, text), *([export.cell(row, group)] if group else []))
    return [] if grid.empty else [grid.view(export.sheet, "notes")]
