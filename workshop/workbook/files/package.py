"""A zip package opened with suspicion: every entry is inflated under a limit and its XML scanned before use."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from xml.parsers.expat import ExpatError

from workshop.texts import message
from workshop.workbook import refusals
from workshop.workbook.files.scan import SheetFacts, SheetScan
from workshop.workbook.files.xmlscan import (
    DrawingScan,
    ForbiddenXml,
    OdsScan,
    StrayCells,
    StringsScan,
    TooMuch,
    WorkbookScan,
    XmlScan,
)

ENTRY_LIMIT = 2_000
PART_LIMIT, TOTAL_LIMIT = 64_000_000, 128_000_000
"""Bytes after inflating, of one entry and of all."""
RATIO_LIMIT, RATIO_FROM = 300, 1_000_000
"""How many times larger an entry may be inflated than packed, once it exceeds RATIO_FROM bytes."""
CHUNK = 65_536


@dataclass(frozen=True)
class Package:
    """What a checked zip holds: entry names, the ODF mimetype, [Content_Types].xml, facts per sheet name."""

    names: list[str]
    mimetype: str
    declared: str
    facts: dict[str, SheetFacts]
    texts: list[str]
    """What its text boxes say."""


def open_package(content: bytes, name: str) -> Package:
    """Check every entry of a zip; raises Refusal when one is odd, too large, or holds a DOCTYPE."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            entries = file.infolist()
        check_names(entries, name)
        return scanned(content, entries, name)
    except (zipfile.BadZipFile, zlib.error, ExpatError, struct.error, UnicodeDecodeError, ValueError):
        raise refusals.damaged(name) from None
    except ForbiddenXml:
        raise refusals.forbidden(name, message("it contains XML definitions (DOCTYPE or ENTITY)")) from None
    except TooMuch as limit:
        raise refusals.too_much(name, limit.what) from None
    except StrayCells as stray:
        raise refusals.stray_cells(name, stray.cells) from None


def check_names(entries: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse too many entries, entries that point outside, doubled or encrypted ones."""
    if len(entries) > ENTRY_LIMIT:
        raise refusals.too_much(
            name, message("it consists of {n} parts, at most {limit} are allowed", n=len(entries), limit=ENTRY_LIMIT)
        )
    seen: set[str] = set()
    for entry in entries:
        path = PurePosixPath(entry.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in entry.filename or ":" in entry.filename:
            raise refusals.forbidden(name, message("a part in it is called “{part}”", part=entry.filename))
        if entry.filename.lower() in seen:
            raise refusals.forbidden(name, message("it holds the part “{part}” twice", part=entry.filename))
        if entry.flag_bits & 0x1:
            raise refusals.protected(name)
        seen.add(entry.filename.lower())


def scanned(content: bytes, entries: list[zipfile.ZipInfo], name: str) -> Package:
    """Inflate and scan all entries, the shared strings first because sheets refer to them."""
    small = {"mimetype": "", "[Content_Types].xml": ""}
    scans = Scans()
    total = 0
    for entry in sorted(entries, key=lambda e: not e.filename.lower().endswith("sharedstrings.xml")):
        scan = scans.scan_for(entry.filename)
        size = 0
        for chunk in inflate(content, entry, name):
            size += len(chunk)
            check_sizes(entry, size, total + size, name)
            if scan:
                scan.feed(chunk)
            if entry.filename in small and size < 100_000:
                small[entry.filename] += chunk.decode()
        if size != entry.file_size:
            raise refusals.forbidden(name, message("the part “{part}” lies about its size", part=entry.filename))
        if scan and size:  # parts of 0 bytes are normal in .ods
            scan.close()
        total += size
    names = [entry.filename for entry in entries]
    return Package(names, small["mimetype"], small["[Content_Types].xml"], scans.facts(), scans.texts)


class Scans:
    """The scans of one package's parts; those of the sheets need what that of the shared strings has found."""

    def __init__(self) -> None:
        self.strings, self.workbook = StringsScan(), WorkbookScan()
        self.sheets: dict[str, SheetScan] = {}
        self.texts: list[str] = []

    def scan_for(self, path: str) -> XmlScan | None:
        """The scan for one entry by its path; None for what is no XML."""
        lower = path.lower()
        if not lower.endswith((".xml", ".rels")):
            return None
        if lower == "xl/sharedstrings.xml":
            return self.strings
        if lower == "xl/workbook.xml":
            return self.workbook.contents
        if lower == "xl/_rels/workbook.xml.rels":
            return self.workbook.relations
        if re.fullmatch(r"xl/(worksheets/[^/]+|[^/]*sheet[^/]*)\.xml", lower):
            self.sheets[lower] = SheetScan(self.strings.lengths)
            return self.sheets[lower]
        if lower.startswith("xl/drawings/"):
            return DrawingScan(self.texts)
        return OdsScan() if lower == "content.xml" else XmlScan()

    def facts(self) -> dict[str, SheetFacts]:
        """Sheet name → what its scan found."""
        return {name: self.sheets[part].facts for name, part in self.workbook.parts().items() if part in self.sheets}


def check_sizes(entry: zipfile.ZipInfo, size: int, total: int, name: str) -> None:
    """Stop as soon as an entry or the whole outgrows its limit, whatever the file claims; sizes in bytes."""
    if size > PART_LIMIT or total > TOTAL_LIMIT:
        raise refusals.too_much(
            name, message("unpacked it has more than {limit} MB", limit=min(PART_LIMIT, total) // 1_000_000)
        )
    if size > RATIO_FROM and size > RATIO_LIMIT * max(entry.compress_size, 1):
        raise refusals.too_much(
            name, message("one part of it is packed to less than {ratio} of its size", ratio=f"1/{RATIO_LIMIT}")
        )


def inflate(content: bytes, entry: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """The bytes of an entry in pieces of at most CHUNK.

    Not through zipfile: that stops at the size the file declares, and a forged size would go unnoticed.
    """
    name_length, extra_length = struct.unpack_from("<HH", content, entry.header_offset + 26)
    start = entry.header_offset + 30 + name_length + extra_length
    end = start + entry.compress_size
    pieces = (content[i : min(i + CHUNK, end)] for i in range(start, end, CHUNK))
    if entry.compress_type == zipfile.ZIP_STORED:
        yield from pieces
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        for packed in pieces:  # piece by piece, because what is not consumed yet is copied every time
            while packed and (piece := stream.decompress(packed, CHUNK)):
                packed = stream.unconsumed_tail
                yield piece
        yield stream.flush()
    else:
        raise refusals.forbidden(name, message("the part “{part}” is packed in an unusual way", part=entry.filename))
