"""Reading XML parts as a stream, without building them: what is forbidden, how much is filled, what readers lose."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from xml.parsers import expat

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, coordinate_to_tuple, range_boundaries

from workshop.texts import Message, message

DEPTH_LIMIT = 256
CELL_LIMIT = 300_000
AREA_LIMIT = 3_000_000
COLUMN_LIMIT = 1_024
MERGE_LIMIT, MERGE_AREA_LIMIT = 20_000, 500_000
TEXT_LIMIT = 30_000_000
FAR = 1_000
"""So many empty rows between the table and a lone cell make that cell a stray one, not a huge table."""


class ForbiddenXml(Exception):
    """A DOCTYPE, an entity or absurd nesting."""


class TooMuch(Exception):
    """More content than can be read safely; `what` is the half sentence that says how much."""

    def __init__(self, what: Message) -> None:
        super().__init__(what.id)
        self.what = what


def too_many_columns(n: int) -> TooMuch:
    return TooMuch(message("the table has {n} columns, at most {limit} are allowed", n=n, limit=COLUMN_LIMIT))


def too_many_cells() -> TooMuch:
    return TooMuch(message("more than {limit} cells are filled", limit=CELL_LIMIT))


def spread_out(area: int) -> TooMuch:
    return TooMuch(message("the filled cells are spread over an area of {n} cells", n=area))


class XmlScan:
    """Feeds one part to expat and refuses what no spreadsheet program writes; subclasses look at elements."""

    def __init__(self) -> None:
        self.depth = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.parser.EntityDeclHandler = self.refuse
        self.parser.StartElementHandler = self.opened
        self.parser.EndElementHandler = self.closed

    def refuse(self, *_: object) -> None:
        raise ForbiddenXml

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise ForbiddenXml
        self.start(tag.rpartition(":")[2], attributes)

    def closed(self, tag: str) -> None:
        self.depth -= 1
        self.end(tag.rpartition(":")[2])

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens; `tag` without its prefix."""

    def end(self, tag: str) -> None:
        """An element closes."""

    def feed(self, chunk: bytes) -> None:
        self.parser.Parse(chunk, False)

    def close(self) -> None:
        self.parser.Parse(b"", True)


@dataclass
class SheetFacts:
    """What the scan of a sheet's XML finds: sizes, and what openpyxl or calamine would not tell."""

    elements: int = 0
    """Cell elements, also empty ones: they cost openpyxl as much as filled ones."""
    filled: int = 0
    errors: dict[str, str] = field(default_factory=dict)
    """Address → Excel error value."""
    uncalculated: list[str] = field(default_factory=list)
    """Addresses of formulas without a stored result."""


class SheetScan(XmlScan):
    """Counts what a worksheet holds; `lengths` are the lengths of the shared strings."""

    def __init__(self, lengths: list[int]) -> None:
        super().__init__()
        self.lengths = lengths
        self.facts = SheetFacts()
        self.rows: set[int] = set()
        self.last_column = 0
        self.merges = self.merged_area = self.text = 0
        self.address = self.type = self.value = ""
        self.has_value = self.has_formula = False
        self.parser.CharacterDataHandler = self.characters

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self.facts.elements += 1
            self.address, self.type = attributes.get("r", ""), attributes.get("t", "")
            self.value, self.has_value, self.has_formula = "", False, False
        elif tag in ("v", "is"):
            self.has_value = True
        elif tag == "f":
            self.has_formula = True
        elif tag == "mergeCell":
            self.merge(attributes.get("ref", ""))

    def characters(self, text: str) -> None:
        if self.has_value:
            self.value += text

    def end(self, tag: str) -> None:
        if tag != "c":
            return
        if self.has_value and self.value:
            self.count_filled()
        elif self.has_formula:
            self.facts.uncalculated.append(self.address)
        self.has_value = False

    def count_filled(self) -> None:
        """One more filled cell: where it stands, how much text it brings."""
        self.facts.filled += 1
        if self.facts.filled > CELL_LIMIT:
            raise too_many_cells()
        if self.address:
            letters, row = coordinate_from_string(self.address)
            self.rows.add(row)
            self.last_column = max(self.last_column, column_index_from_string(letters))
        if self.type == "e":
            self.facts.errors[self.address] = self.value
        shared = self.type == "s" and int(self.value) < len(self.lengths)
        self.text += self.lengths[int(self.value)] if shared else len(self.value)
        if self.text > TEXT_LIMIT:
            raise TooMuch(message("it holds more than {limit} characters of text", limit=TEXT_LIMIT))

    def merge(self, reference: str) -> None:
        first_column, first_row, last_column, last_row = range_boundaries(reference)
        self.merges += 1
        self.merged_area += (last_column - first_column + 1) * (last_row - first_row + 1)
        if self.merges > MERGE_LIMIT or self.merged_area > MERGE_AREA_LIMIT:
            raise TooMuch(message("too many cells are merged ({area})", area=reference))

    def close(self) -> None:
        super().close()
        if self.last_column > COLUMN_LIMIT:
            raise too_many_columns(self.last_column)
        area = last_row(self.rows) * self.last_column
        if area > AREA_LIMIT:
            raise spread_out(area)


def last_row(rows: set[int]) -> int:
    """The last filled row, not counting up to three stray ones far below."""
    ordered = sorted(rows)
    for _ in range(3):
        if len(ordered) > 1 and ordered[-1] - ordered[-2] > FAR:
            ordered.pop()
    return ordered[-1] if ordered else 0


class StringsScan(XmlScan):
    """Collects the length of every shared string."""

    def __init__(self) -> None:
        super().__init__()
        self.lengths: list[int] = []
        self.parser.CharacterDataHandler = self.characters

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "si":
            self.lengths.append(0)

    def characters(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class WorkbookScan:
    """Finds which part belongs to which sheet name."""

    def __init__(self) -> None:
        self.contents, self.relations = AttributeScan("sheet"), AttributeScan("Relationship")

    def parts(self) -> dict[str, str]:
        """Sheet name → path of its part, lower case."""
        targets = {r.get("Id", ""): r.get("Target", "") for r in self.relations.found}
        found = {}
        for sheet in self.contents.found:
            identifier = next((value for key, value in sheet.items() if key.rpartition(":")[2] == "id"), "")
            path = posixpath.normpath(posixpath.join("/xl", targets.get(identifier, ""))).lstrip("/")
            found[sheet.get("name", "")] = path.lower()
        return found


class AttributeScan(XmlScan):
    """Collects the attributes of every element with one tag."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag = tag
        self.found: list[dict[str, str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == self.tag:
            self.found.append(attributes)


class OdsScan(XmlScan):
    """Adds up what the repeat counts of a LibreOffice sheet stand for: filled cells, columns and area."""

    def __init__(self) -> None:
        super().__init__()
        self.row_repeat = self.row = self.column = self.filled = self.area = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table":
            self.row = 0
        elif tag == "table-row":
            self.row_repeat, self.column = int(attributes.get("table:number-rows-repeated", 1)), 0
            self.row += self.row_repeat
        elif tag in ("table-cell", "covered-table-cell"):
            repeat = int(attributes.get("table:number-columns-repeated", 1))
            self.column += repeat
            if "office:value-type" in attributes:
                self.count_filled(repeat)

    def count_filled(self, repeat: int) -> None:
        self.filled += repeat * self.row_repeat
        self.area = max(self.area, self.row * self.column)
        if self.column > COLUMN_LIMIT:
            raise too_many_columns(self.column)
        if self.filled > CELL_LIMIT:
            raise too_many_cells()
        if self.area > AREA_LIMIT:
            raise spread_out(self.area)


def position(address: str) -> tuple[int, int]:
    """Row and column of an address such as C3."""
    row, column = coordinate_to_tuple(address)
    return row, column
