"""Building a view cell by cell: rows below a header that our own column names make up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from workshop.labels import FIELD_LABELS
from workshop.texts import say
from workshop.workbook.files.sheets import Position, Sheet, Value, rearranged
from workshop.workbook.shapes.asking import name_of


@dataclass(frozen=True)
class Cell:
    """One cell of a view: where it stands in the file, and what it says when that is not what stands there."""

    home: Position | None
    value: Value | None = None
    more: tuple[Position, ...] = ()
    """Further cells of the file whose text is part of it."""


class Grid:
    """A view that grows row by row below the names of the fields of one kind of record."""

    def __init__(self, kind: str, fields: list[str], header: Position, notes: dict[str, str] | None = None) -> None:
        """`header`: the cell of the file's header that problems of the whole column point to; `notes`: field → what
        stands in brackets behind its name, such as the scale that the question gives."""
        self.kind = kind
        self.cells: list[list[Cell | None]] = []
        labels = [say(FIELD_LABELS[kind][name], "de") for name in fields]
        behind = [f" ({note})" if (note := (notes or {}).get(name, "")) else "" for name in fields]
        self.add(*(Cell(header, label + note) for label, note in zip(labels, behind, strict=True)))

    def head(self, label: str, home: Position) -> None:
        """One more column, with this header."""
        self.cells[0].append(Cell(home, label))

    def header_cells(self, homes: Sequence[Position]) -> None:
        """The cells of the file that the header of the last column stands for."""
        self.cells[0][-1] = replace(self.cells[0][-1] or Cell(None), more=tuple(homes))

    def add(self, *cells: Cell | None) -> None:
        """One more row."""
        self.cells.append(list(cells))

    @property
    def empty(self) -> bool:
        return len(self.cells) < 2

    def view(self, sheet: Sheet, shape: str, part: str = "") -> Sheet:
        """The view of `sheet`; `part` tells the views of one sheet apart in the keys of questions."""
        places = {(r, c): cell for r, row in enumerate(self.cells, 1) for c, cell in enumerate(row, 1) if cell}
        origin = {place: cell.home for place, cell in places.items() if cell.home}
        written = {place: cell.value for place, cell in places.items() if cell.value is not None}
        view = rearranged(sheet, origin, shape, written)
        view.kind = self.kind
        view.tag = f"{name_of(sheet)} {part or self.kind}"
        view.joined = {p: [sheet.home(more) for more in cell.more] for p, cell in places.items() if cell.more}
        return view


@dataclass
class Touchpoints:
    """The touchpoints that a layout names in its headers or groups, each once, as a view of its own."""

    header: Position
    names: dict[str, Cell] = field(default_factory=dict)

    def add(self, name: str, cell: Cell) -> None:
        self.names.setdefault(name, cell)

    def view(self, sheet: Sheet, shape: str) -> Sheet:
        grid = Grid("touchpoints", ["name"], self.header)
        for cell in self.names.values():
            grid.add(cell)
        return grid.view(sheet, shape)


def without(sheet: Sheet, columns: Collection[int], row: int) -> Sheet:
    """The sheet without these columns from a row on; everything else stays where it is."""
    if not columns:
        return sheet
    cells = {(r, c): v for (r, c), v in sheet.cells.items() if c not in columns or r < row}
    errors = {(r, c): v for (r, c), v in sheet.errors.items() if c not in columns or r < row}
    return replace(sheet, cells=cells, errors=errors)
