"""The template and an export saved again by LibreOffice, as .xlsx and as .ods, still say the same."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from generated_workshops import ODD_TEXTS
from workbook_files import reading_of

from workshop.dossier import Bundle, Dossier, dossier_of
from workshop.records import KINDS, Measure, Workshop
from workshop.workbook.compared.context import context_of
from workshop.workbook.compared.difference import compare
from workshop.workbook.files.sheets import clean
from workshop.workbook.out.export import export_workbook
from workshop.workbook.out.template import template_workbook
from workshop.workbook.reading import Reading

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed"),
    pytest.mark.xdist_group("libreoffice"),
]
FORMATS = ("xlsx", "ods")


def odd() -> Dossier:
    """A workshop of texts that a spreadsheet is tempted to change."""
    bundle = Bundle(Workshop(id="0012", company="1E5"))
    for n, text in enumerate(dict.fromkeys(clean(text)[0] for text in ODD_TEXTS if 0 < len(text) <= 200), start=1):
        measure = Measure(
            key=f"{n:04d}", title=text, budget=n / 100, from_date=date(1900, 3, n % 31 + 1), quick_win=n % 2 == 0
        )
        bundle.add("measures", measure)
    return dossier_of(bundle)


@pytest.fixture(scope="module")
def dossiers(auto_bundle: Bundle) -> dict[str, Dossier]:
    return {"sample": dossier_of(auto_bundle), "odd": odd()}


@pytest.fixture(scope="module")
def saved_again(dossiers: dict[str, Dossier], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two exports and the template in every format, as LibreOffice writes them in one run a format."""
    folder = tmp_path_factory.mktemp("libreoffice")
    sources = {f"{name}.xlsx": export_workbook(dossier, "de") for name, dossier in dossiers.items()}
    sources["template.xlsx"] = template_workbook("de")
    (folder / "given").mkdir()
    for name, content in sources.items():
        (folder / "given" / name).write_bytes(content)
    for format in FORMATS:
        given = [str(folder / "given" / name) for name in sources]
        command = [OFFICE or "", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        subprocess.run(
            [*command, "--convert-to", format, "--outdir", str(folder), *given],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
    return folder


def read(folder: Path, name: str, known: Dossier | None = None) -> Reading:
    return reading_of((folder / name).read_bytes(), name, known=context_of(known) if known else None)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", ["sample", "odd"])
def test_an_export_saved_by_libreoffice_comes_back_without_a_difference(
    saved_again: Path, dossiers: dict[str, Dossier], name: str, format: str
) -> None:
    dossier = dossiers[name]
    reading = read(saved_again, f"{name}.{format}", dossier)
    assert [problem for problem in reading.problems if problem.severity != "note"] == []
    assert reading.open_questions == []
    assert {kind: reading.records.get(kind, []) for kind in KINDS} == {kind: dossier.records(kind) for kind in KINDS}
    difference = compare(reading, dossier)
    assert {change.status for change in difference.changes} == {"unchanged"}
    assert (difference.missing, difference.questions, difference.workshop) == ({}, [], ())


@pytest.mark.parametrize("format", FORMATS)
def test_the_template_saved_by_libreoffice_is_read_as_before(saved_again: Path, format: str) -> None:
    before = reading_of(template_workbook("de"), "template.xlsx")
    again = read(saved_again, f"template.{format}")
    assert [problem for problem in again.problems if problem.severity != "note"] == []
    assert again.records == before.records
    assert again.open_questions == []
