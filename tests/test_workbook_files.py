"""Fifty-three files as people and attackers send them: each is read or refused as expected, and every sentence fits.

The files lie in `workbooks/`, the large ones are made by `large_workbooks.py`.
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from large_workbooks import LARGE

from workshop.texts import Refusal, say
from workshop.workbook.files.child import read_upload
from workshop.workbook.reading import Reading

FOLDER = Path(__file__).parent / "workbooks"
LIMITS = {"seconds": 20, "megabytes": 1074}
"""1 GiB."""


@dataclass(frozen=True)
class Expected:
    """What a file has to become: a refusal with these words, or a reading with these problems and touchpoints."""

    refused: Sequence[str] = ()
    """Pieces of the German sentence; () = the file is read."""
    problems: Sequence[str] = ()
    """"C01 C2" = this code at this cell, "F05" = this code anywhere."""
    never: Sequence[str] = ()
    """Codes that must not come up."""
    touchpoints: int | None = None
    readers: dict[str, dict[str, int]] = field(default_factory=dict)
    """Sheet → reader → filled cells."""


def read_by_both(filled: int, sheet: str = "Touchpoints") -> dict[str, dict[str, int]]:
    return {sheet: {"openpyxl": filled, "calamine": filled}}


FILES: dict[str, Expected] = {
    # hostile: refused before a parser sees them, or read without harm
    "zipbomb_2gib_sheet.xlsx": Expected(["Entpackt hat sie mehr als 64 MB"]),
    "xml_billion_laughs_sheet.xlsx": Expected(["DOCTYPE oder ENTITY"]),
    "xxe_file.xlsx": Expected(["DOCTYPE oder ENTITY"]),
    "external_link.xlsx": Expected(problems=["C03 C2"], touchpoints=1, readers=read_by_both(6)),
    "dimension_lie.xlsx": Expected(touchpoints=1, readers=read_by_both(6)),
    "corner_cells.xlsx": Expected(["XFD1048576", "löschen Sie"]),
    "merge_whole_sheet.xlsx": Expected(["zu viele Zellen verbunden (A2:XFD1048576)"]),
    "entries_20000.xlsx": Expected(["20.005 Teilen"]),
    "path_traversal_entry.xlsx": Expected(["../../../../tmp/evil.txt"]),
    "formula_injection.xlsx": Expected(problems=["C02"], readers=read_by_both(71)),
    "encrypted_agile.xlsx": Expected(["Kennwort", "Arbeitsmappe schützen"]),
    "truncated_50pct.xlsx": Expected(["unvollständig"]),
    # too large, and what only looks so
    "stray_last_row.xlsx": Expected(problems=["B06 A1048576"], touchpoints=1, readers=read_by_both(7)),
    "rows_1048576_styled_empty.xlsx": Expected(["keine Zeilen darunter"]),
    "cols_16384.xlsx": Expected(["16.384 Spalten"]),
    "long_5MB_200k_rows.csv": Expected(["200.001 Zeilen"]),
    # something else than the name says
    "xls_renamed.xlsx": Expected(problems=["F05", "F09"], touchpoints=1, readers={"Touchpoints": {"calamine": 6}}),
    "xlsx_renamed.xls": Expected(problems=["F05"], touchpoints=1, readers=read_by_both(4, "Sheet")),
    "csv_renamed.xlsx": Expected(problems=["F05", "F08"], touchpoints=1, readers={"csv_renamed": {"csv": 6}}),
    "html_renamed.xls": Expected(["eine HTML-Datei"]),
    "pdf_renamed.xlsx": Expected(["eine PDF-Datei"]),
    "zero_bytes.xlsx": Expected(["leer (0 Byte)"]),
    "zip_without_workbook.xlsx": Expected(["eine ZIP-Datei ohne Mappe"]),
    "lockfile_~$Workshop.xlsx": Expected(["Sperrdatei"]),
    # other formats
    "plain.xls": Expected(problems=["F09"], never=["F05"], touchpoints=1, readers={"Touchpoints": {"calamine": 6}}),
    "plain.ods": Expected(problems=["F09"], never=["F05"], touchpoints=1, readers={"Touchpoints": {"calamine": 4}}),
    # contents
    "empty_workbook.xlsx": Expected(["ist leer"]),
    "header_only.xlsx": Expected(["keine Zeilen darunter"]),
    "duplicate_headers.xlsx": Expected(problems=["K05", "K06"], readers=read_by_both(16)),
    "headers_row7.xlsx": Expected(problems=["Z01 A12", "Z01 A13"], touchpoints=3, readers=read_by_both(29)),
    "merged_phases.xlsx": Expected(problems=["C04 A2:A4", "C12 D3", "C14 C2", "Z02"], readers=read_by_both(35)),
    "dates_text_de.xlsx": Expected(readers=read_by_both(58)),
    "numbers_de.xlsx": Expected(readers=read_by_both(78)),
    "control_chars.xlsx": Expected(problems=["C10 A2"], readers=read_by_both(23)),
    "cell_32767.xlsx": Expected(problems=["C11"], readers=read_by_both(6)),
    "error_cells.xlsx": Expected(
        problems=[*(f"C01 C{row}" for row in range(2, 11)), "F09"], readers={"Touchpoints": {"openpyxl": 30}}
    ),
    "booleans.xlsx": Expected(readers=read_by_both(45)),
    "leading_zeros.xlsx": Expected(touchpoints=4, readers=read_by_both(15)),
    "formulas_no_cache.xlsx": Expected(problems=["C02 B2", "C02 C2"], readers=read_by_both(8)),
    "ratings_vocab.xlsx": Expected(readers=read_by_both(114)),
    "wide_matrix.xlsx": Expected(problems=["Z01 A8"], readers=read_by_both(57, "Matrix")),
    "workshop_realistic_de.xlsx": Expected(touchpoints=5, readers=read_by_both(72, "Kundenreise")),
    "msforms_de.xlsx": Expected(readers=read_by_both(28)),
    # text tables
    "parabol_retro.csv": Expected(readers={"parabol_retro": {"csv": 22}}),
    "cp1252_semicolon.csv": Expected(problems=["F08"], touchpoints=2),
    "utf8sig_semicolon.csv": Expected(never=["F08"], touchpoints=1),
    "utf16_tab.csv": Expected(never=["F08"], touchpoints=1),
    "utf8_comma.csv": Expected(never=["F08", "Z07"], readers={"utf8_comma": {"csv": 6}}),
    "sep_line.csv": Expected(never=["F08"], touchpoints=1),
    "mixed_encoding.csv": Expected(problems=["F08 A3"], touchpoints=2),
    "broken_quotes.csv": Expected(problems=["Z07 A2"], touchpoints=3),
    "multiline_quotes.csv": Expected(never=["Z07"], touchpoints=2),
    "ambiguous_sep.csv": Expected(never=["F08"], touchpoints=2, readers={"ambiguous_sep": {"csv": 3}}),
}


def content_of(name: str) -> bytes:
    return LARGE[name]() if name in LARGE else (FOLDER / name).read_bytes()


def refusal_of(name: str) -> str:
    """The German sentence with which a file is refused."""
    with pytest.raises(Refusal) as refusal:
        read_upload(content_of(name), name, language="de", **LIMITS)
    return say(refusal.value.message, "de")


def found(reading: Reading) -> set[str]:
    """The codes of all problems, alone and with their cells."""
    return {p.code for p in reading.problems} | {f"{p.code} {p.cell}" for p in reading.problems}


def test_every_file_has_an_expectation() -> None:
    assert {path.name for path in FOLDER.iterdir()} | LARGE.keys() == FILES.keys()
    assert len(FILES) == 53


@pytest.mark.parametrize("name", [name for name, expected in FILES.items() if expected.refused])
def test_what_cannot_be_read_is_refused_with_the_reason_and_the_remedy(name: str) -> None:
    sentence = refusal_of(name)
    assert sentence.startswith(f"„{name}“ ")
    assert [piece for piece in FILES[name].refused if piece not in sentence] == []
    assert socket.gethostname() not in sentence


@pytest.mark.parametrize("name", [name for name, expected in FILES.items() if not expected.refused])
def test_what_can_be_read_is_read_and_says_what_is_special(name: str) -> None:
    expected = FILES[name]
    reading = read_upload(content_of(name), name, language="de", **LIMITS)
    codes = found(reading)
    assert [problem for problem in expected.problems if problem not in codes] == []
    assert [code for code in expected.never if code in codes] == []
    assert {sheet.name: sheet.readers for sheet in reading.sheets}.items() >= expected.readers.items()
    if expected.touchpoints is not None:
        assert reading.counts.get("touchpoints") == expected.touchpoints
    assert all(say(problem.message, "de") for problem in reading.problems)
