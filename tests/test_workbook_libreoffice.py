"""Saved again by LibreOffice, as .xlsx or as .ods, the export and the template are read without loss."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from workbook_files import reading_of

from workshop.dossier import Dossier, dossier_of
from workshop.workbook.context import context_of
from workshop.workbook.difference import compare
from workshop.workbook.export import export_workbook
from workshop.workbook.template import template_workbook

OFFICE = shutil.which("soffice")
SAMPLE = Path(__file__).parent.parent / "sample_workshops" / "hotel.xlsx"
FORMATS = ("xlsx", "ods")

pytestmark = [
    pytest.mark.skipif(not OFFICE, reason="LibreOffice (soffice) is not installed"),
    pytest.mark.xdist_group("libreoffice"),
]


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    """The hotel's workshop."""
    return dossier_of(reading_of(SAMPLE.read_bytes(), SAMPLE.name).bundle)


@pytest.fixture(scope="module")
def saved_again(dossier: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """File name → content, after LibreOffice opened and saved the export and the template in each format."""
    folder = tmp_path_factory.mktemp("office")
    sources = [folder / "export.xlsx", folder / "template.xlsx"]
    sources[0].write_bytes(export_workbook(dossier, "de"))
    sources[1].write_bytes(template_workbook("de"))
    for name in FORMATS:
        command = [str(OFFICE), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
        convert = ["--convert-to", name, "--outdir", str(folder / "out"), *map(str, sources)]
        subprocess.run([*command, *convert], check=True, capture_output=True, timeout=240)
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_saved_again_changes_nothing(saved_again: Mapping[str, bytes], dossier: Dossier, name: str) -> None:
    reading = reading_of(saved_again[f"export.{name}"], f"export.{name}", known=context_of(dossier))
    difference = compare(reading, dossier)
    assert {change.status for change in difference.changes} == {"unchanged"}
    assert (difference.missing, difference.questions, difference.workshop) == ({}, [], ())
    assert [problem.code for problem in reading.problems if problem.severity != "note"] == []
    assert difference.counts["unchanged"] == difference.counts["read"] > 0


@pytest.mark.parametrize("name", FORMATS)
def test_a_template_saved_again_says_what_it_said(saved_again: Mapping[str, bytes], name: str) -> None:
    before = reading_of(template_workbook("de"), "template.xlsx")
    after = reading_of(saved_again[f"template.{name}"], f"template.{name}")
    assert after.records == before.records
    assert [problem.code for problem in after.problems if problem.severity != "note"] == []
