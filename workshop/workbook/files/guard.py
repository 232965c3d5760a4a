"""What a file is and whether it is safe to parse, judged from its bytes before any parser sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Literal

from workshop.texts import Message, message
from workshop.workbook import refusals
from workshop.workbook.files.package import Package, open_package
from workshop.workbook.files.scan import SheetFacts

Format = Literal["xlsx", "xls", "ods", "xlsb", "csv", "zip"]

UPLOAD_LIMIT = 10_000_000
"""Bytes; the largest workbook of a real workshop we know has 0.7 MB."""
FORMAT_NAMES: dict[str, Message] = {
    "xlsx": message("an Excel workbook (.xlsx)"),
    "xls": message("an old Excel workbook (.xls)"),
    "ods": message("a LibreOffice workbook (.ods)"),
    "xlsb": message("a binary Excel workbook (.xlsb)"),
    "csv": message("a text table (CSV)"),
    "zip": message("a ZIP file with CSV tables"),
}
EXTENSIONS: dict[str, tuple[str, ...]] = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    "xls": (".xls", ".xlt"),
    "ods": (".ods", ".ots"),
    "xlsb": (".xlsb",),
    "csv": (".csv", ".txt", ".tsv"),
    "zip": (".zip",),
}
FOREIGN: tuple[tuple[bytes, Message], ...] = (
    (b"%PDF", message("a PDF file")),
    (b"{\\rtf", message("a text document (RTF)")),
    (b"\x89PNG", message("a picture")),
    (b"\xff\xd8\xff", message("a picture")),
    (b"GIF8", message("a picture")),
    (b"7z\xbc\xaf", message("a packed file that is not a ZIP file")),
    (b"Rar!", message("a packed file that is not a ZIP file")),
    (b"\x1f\x8b", message("a packed file that is not a ZIP file")),
)
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@dataclass(frozen=True)
class Checked:
    """A file that may be parsed: its format, the facts the scan found per sheet, and whether the name's ending lies."""

    format: Format
    mislabelled: bool = False
    sheets: dict[str, SheetFacts] = field(default_factory=dict)
    """Sheet name → facts; only for xlsx."""
    package: Package | None = None
    """The entries and the text boxes of a zip package."""


def check(content: bytes, name: str) -> Checked:
    """Judge an upload by its content; `name` serves for the sentences and to notice a wrong ending.

    Raises Refusal for everything that is no table or not safe to read, with the reason and the remedy.
    """
    check_size(len(content), name)
    if content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06"):
        package = open_package(content, name)
        return labelled(package_format(package, name), name, package)
    if content.startswith(OLE):
        return labelled(ole_format(content, name), name)
    refuse_foreign(content, name)
    return labelled("csv", name)


def check_size(size: int, name: str) -> None:
    """Refuse an empty or oversized upload; `size` in bytes."""
    if size == 0:
        raise refusals.empty_file(name)
    if size > UPLOAD_LIMIT:
        raise refusals.too_big(name, size, UPLOAD_LIMIT)


def labelled(format: Format, name: str, package: Package | None = None) -> Checked:
    """Add whether the ending of `name` belongs to another format."""
    mislabelled = PurePath(name).suffix.lower() not in EXTENSIONS[format]
    return Checked(format, mislabelled, package.facts if package else {}, package)


def package_format(package: Package, name: str) -> Format:
    """Which kind of workbook a zip package is, by the parts it has."""
    parts = {part.lower() for part in package.names}
    if "xl/workbook.xml" in parts:
        return "xlsx"
    if "xl/workbook.bin" in parts:
        return "xlsb"
    if "content.xml" in parts and "opendocument.spreadsheet" in package.mimetype:
        return "ods"
    if any(part.endswith(".csv") for part in parts):
        return "zip"
    if "word/document.xml" in parts or "opendocument.text" in package.mimetype:
        raise refusals.not_a_workbook(name, message("a text document (Word)"))
    if "ppt/presentation.xml" in parts:
        raise refusals.not_a_workbook(name, message("a presentation (PowerPoint)"))
    if "xl/workbook.xml" in package.declared.lower():
        raise refusals.damaged(name)
    raise refusals.not_a_workbook(name, message("a ZIP file without a workbook and without CSV tables"))


def ole_format(content: bytes, name: str) -> Format:
    """Old Excel, or one of the other things in the same container: a password-protected or a Word file."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise refusals.protected(name)
    if any(stream.encode("utf-16-le") in content for stream in ("Workbook", "Book")):
        return "xls"
    raise refusals.not_a_workbook(name, message("another Office document"))


def refuse_foreign(content: bytes, name: str) -> None:
    """Refuse what is neither a package nor a text table."""
    if is_lock_file(content, name):
        raise refusals.lock_file(name)
    for start, what in FOREIGN:
        if content.startswith(start):
            raise refusals.not_a_workbook(name, what)
    head = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<body")):
        raise refusals.not_a_workbook(name, message("a web page (HTML)"))
    if head.startswith(b"<"):
        raise refusals.not_a_workbook(name, message("an XML file"))
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")) and looks_binary(content[:4000]):
        raise refusals.not_a_workbook(name, message("a file of an unknown kind"))


def is_lock_file(content: bytes, name: str) -> bool:
    """Excel's owner file: a length byte, the owner's name, padded with blanks; its name starts with ~$."""
    padded = len(content) in (162, 165, 171) and content[0] < 55 and not content[1 + content[0] : 54].strip(b" \0")
    return len(content) < 1024 and ("~$" in name or padded)


def looks_binary(head: bytes) -> bool:
    """Control characters that no text has; NUL in every second byte is UTF-16 and fine."""
    zeros = head.count(0)
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\f\0\x1a")
    utf16 = zeros >= len(head) * 0.3 and (not any(head[1:200:2]) or not any(head[0:200:2]))
    return controls > len(head) * 0.02 or (zeros > len(head) * 0.02 and not utf16)
