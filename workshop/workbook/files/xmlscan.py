"""XML parts read as a stream, without building them: what is forbidden, and how much they hold."""

from __future__ import annotations

import posixpath
from xml.parsers import expat

from workshop.texts import Message, message

DEPTH_LIMIT = 256
CELL_LIMIT = 400_000
AREA_LIMIT = 3_000_000
COLUMN_LIMIT = 1_024
LONGEST_SHAPE = 10_000
"""Characters quoted of one text box."""


class ForbiddenXml(Exception):
    """A DOCTYPE, an entity or absurd nesting."""


class TooMuch(Exception):
    """More content than can be read safely; `what` is the half sentence that says how much."""

    def __init__(self, what: Message) -> None:
        super().__init__(what.id)
        self.what = what


class StrayCells(Exception):
    """A cell or two so far to the right that nothing else can be read; `cells` are their addresses."""

    def __init__(self, cells: list[str]) -> None:
        super().__init__(*cells)
        self.cells = cells


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
        self.start(tag.rpartition(":")[2] if ":" in tag else tag, attributes)

    def closed(self, tag: str) -> None:
        self.depth -= 1
        self.end(tag.rpartition(":")[2] if ":" in tag else tag)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens; `tag` without its prefix."""

    def end(self, tag: str) -> None:
        """An element closes."""

    def feed(self, chunk: bytes) -> None:
        self.parser.Parse(chunk, False)

    def close(self) -> None:
        self.parser.Parse(b"", True)


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


class DrawingScan(XmlScan):
    """Collects what the text boxes and shapes of a drawing say, adding each to `texts`."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self.texts = texts
        self.inside = False
        self.parser.CharacterDataHandler = self.characters

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "txBody":
            self.texts.append("")
        self.inside = tag == "t"

    def end(self, tag: str) -> None:
        if tag == "p" and self.texts:
            self.texts[-1] += "\n"
        elif tag == "txBody" and not self.texts[-1].strip():
            self.texts.pop()
        elif tag == "txBody":
            self.texts[-1] = self.texts[-1].strip()

    def characters(self, text: str) -> None:
        if self.inside and self.texts and len(self.texts[-1]) < LONGEST_SHAPE:
            self.texts[-1] += text


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
