"""The command line does what the pages do: import, check, export, figures, template, link."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from databases import small_bundle
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import update
from typer.testing import CliRunner, Result

import manage
from data.access import grant_of, make_link
from data.commands import Edit, edit, keep
from data.engine import writing
from data.imports import last_import, undo_import
from data.store import list_workshops, load
from data.tables import table
from data.visits import sign_in
from workshop.texts import Refusal

ROOT = Path(__file__).parent.parent
AUTO = ROOT / "sample_workshops" / "autohaus.xlsx"
BROKEN = ROOT / "sample_workshops" / "kaputt.xlsx"


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(manage.app, list(words), input=typed)


def test_an_account_is_added_listed_and_removed_and_its_password_is_shown_nowhere(database: str) -> None:
    word = "ein langes Wort"
    added = run("account", "add", "Anna@firma.example", "--name", "Anna", typed=f"{word}\n{word}\n")
    assert added.exit_code == 0
    assert grant_of(sign_in("anna@firma.example", word)) is not None
    listed = run("account", "list")
    assert listed.stdout.split("\t")[:4] == ["anna@firma.example", "password", "create", "0"]
    assert word not in added.output + listed.output
    assert run("account", "password", "anna@firma.example", typed="anderes Wort\nanderes Wort\n").exit_code == 0
    assert run("account", "remove", "anna@firma.example").exit_code == 0
    assert run("account", "list").stdout == ""


def test_all_links_are_void_at_once_only_when_somebody_is_sure(database: str) -> None:
    token = make_link()
    assert run("links", "revoke-all", typed="n\n").exit_code == 1
    assert grant_of(token) is not None
    assert run("links", "revoke-all", "--yes").exit_code == 0
    assert grant_of(token) is None


def test_a_workbook_is_imported_and_its_figures_are_printed_without_nan(database: str) -> None:
    assert run("import", str(AUTO)).exit_code == 0
    printed = run("figures", "WS-AUTO", "--json")
    assert printed.exit_code == 0
    assert json.loads(printed.stdout)["overall"]["before"]["n"] == 408


def test_all_figures_are_printed_with_their_methods_and_without_a_single_persons_votes(database: str) -> None:
    keep(small_bundle())
    printed = run("figures", "WS-TEST", "--all", "--json", "--language", "en").stdout
    found = json.loads(printed, parse_constant=pytest.fail)
    assert [wave["wave"] for wave in found["waves"]] == list(load("WS-TEST").waves)
    assert "weakest touchpoint" in printed
    assert "changes" not in printed
    assert run("figures", "WS-TEST", "--json").stdout.startswith('{"touchpoints":')


def test_an_export_imported_again_changes_nothing(database: str, tmp_path: Path) -> None:
    run("import", str(AUTO))
    assert run("export", "WS-AUTO", str(tmp_path / "out.xlsx")).exit_code == 0
    again = run("import", str(tmp_path / "out.xlsx"), "--into", "WS-AUTO")
    assert "0 neu, 0 geändert" in again.stdout


def exported(tmp_path: Path) -> tuple[Path, Workbook]:
    """A bakery's export, to be edited."""
    keep(small_bundle())
    file = tmp_path / "out.xlsx"
    run("export", "WS-TEST", str(file))
    return file, load_workbook(file)


def checked(file: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(run("check", str(file), "--into", "WS-TEST", "--json").stdout)
    return report


def test_a_sorted_export_with_one_changed_cell_changes_one_row(database: str, tmp_path: Path) -> None:
    file, book = exported(tmp_path)
    sheet = book["Touchpoints"]
    for number, row in enumerate(reversed(list(sheet.iter_rows(min_row=2, values_only=True))), start=2):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
    set_cell(sheet, "Kanal", "Brieftaube")
    book.save(file)
    rows = checked(file)["rows"]
    assert rows == {"read": 13, "new": 0, "changed": 1, "unchanged": 12, "skipped": 0, "held": 0}
    assert "0 neu, 1 geändert" in run("import", str(file), "--into", "WS-TEST").stdout
    assert list(load("WS-TEST").touchpoints["channel"]) == ["", "", "Brieftaube"]
    assert checked(file)["rows"]["unchanged"] == 13


def test_a_changed_property_of_the_workshop_is_stored_and_undone_with_its_import(database: str, tmp_path: Path) -> None:
    file, book = exported(tmp_path)
    next(row[1] for row in book["Workshop"].iter_rows() if row[0].value == "Ziel").value = "Mehr Stammkunden"
    book.save(file)
    assert checked(file)["rows"]["changed"] == 1
    run("import", str(file), "--into", "WS-TEST")
    assert load("WS-TEST").workshop.goal == "Mehr Stammkunden"
    last = last_import("WS-TEST")
    assert last is not None
    undo_import("WS-TEST", last.id)
    assert load("WS-TEST").workshop.goal == ""


def test_what_both_sides_changed_is_asked_and_an_answer_in_a_file_decides(database: str, tmp_path: Path) -> None:
    file, book = exported(tmp_path)
    set_cell(book["Touchpoints"], "Kanal", "Brieftaube")
    book.save(file)
    base = load("WS-TEST").records("touchpoints")[0]
    edit("WS-TEST", "touchpoints", [Edit(base, base.model_copy(update={"channel": "Rauchzeichen"}))])
    report = checked(file)
    question = next(q for q in report["questions"] if q["step"] == "difference")
    assert (report["status"], report["rows"]["changed"], question["proposal"]) == ("ask", 0, "workshop")
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({question["key"]: "file"}))
    run("import", str(file), "--into", "WS-TEST", "--answers", str(answers))
    assert load("WS-TEST").touchpoints["channel"].iloc[0] == "Brieftaube"


def set_cell(sheet: Worksheet, header: str, text: str) -> None:
    """Write into the first row below the header."""
    sheet.cell(2, [cell.value for cell in sheet[1]].index(header) + 1, text)


def test_check_stores_nothing_and_names_the_cells(database: str) -> None:
    report = run("check", str(BROKEN), "--json")
    assert report.exit_code == 0
    problems = json.loads(report.stdout)["problems"]
    assert all(problem["sheet"] and problem["message"] for problem in problems)
    assert list_workshops() == []


def test_a_file_that_is_no_workbook_is_refused_with_status_3_and_one_sentence(database: str, tmp_path: Path) -> None:
    file = tmp_path / "brief.pdf"
    file.write_bytes(b"%PDF-1.7 ...")
    refused = run("check", str(file), "--json")
    assert refused.exit_code == manage.REFUSED
    assert json.loads(refused.stdout)["status"] == "refused"
    assert "PDF" in json.loads(refused.stdout)["message"]


def test_a_template_is_read_without_any_problem(database: str, tmp_path: Path) -> None:
    run("template", str(tmp_path / "vorlage.xlsx"))
    report = json.loads(run("check", str(tmp_path / "vorlage.xlsx"), "--json").stdout)
    assert report["status"] in ("ok", "refused")
    assert [p for p in report["problems"] if p["severity"] != "note"] == []


def test_the_figures_of_a_workshop_that_is_not_there_are_a_sentence_not_a_traceback(
    database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["manage.py", "figures", "NOPE"])
    with pytest.raises(SystemExit) as ended:
        manage.main()
    assert ended.value.code == manage.REFUSED
    assert "NOPE" in capsys.readouterr().err


def test_a_link_lets_the_facilitator_in(database: str) -> None:
    printed = run("link", "--port", "8765").stdout.strip()
    assert printed.startswith("http://localhost:8765/s/")
    assert grant_of(printed.rsplit("/", 1)[1]) is not None


def test_a_second_import_of_the_same_workshop_is_refused(database: str) -> None:
    run("import", str(AUTO))
    second = run("import", str(AUTO))
    assert second.exception is not None
    assert "WS-AUTO" in str(second.exception)
    assert len(load("WS-AUTO").touchpoints) == 36


def test_what_is_stored_about_a_participant_is_written_and_deleted_when_it_was_confirmed(
    database: str, tmp_path: Path
) -> None:
    keep(small_bundle())
    file = tmp_path / "P1.xlsx"
    assert run("participant", "export", "WS-TEST", "P1", str(file)).exit_code == 0
    assert "P1" in {cell.value for row in load_workbook(file)["Teilnehmende"].iter_rows() for cell in row}
    command = ("participant", "delete", "WS-TEST", "P1", "--everything")
    assert CliRunner().invoke(manage.app, command, input="n\n").exit_code == 1
    assert list(load("WS-TEST")["participants"]["key"]) == ["P1", "P2"]
    assert run(*command, "--yes").exit_code == 0
    assert list(load("WS-TEST")["participants"]["key"]) == ["P2"]
    assert isinstance(run(*command, "--yes").exception, Refusal)


def test_nobody_is_deleted_without_saying_what_becomes_of_the_answers(database: str) -> None:
    keep(small_bundle())
    assert run("participant", "delete", "WS-TEST", "P1", "--yes").exit_code == 2
    assert list(load("WS-TEST")["participants"]["key"]) == ["P1", "P2"]


def test_what_is_over_its_time_is_named_and_then_deleted(database: str) -> None:
    keep(small_bundle())
    keep(small_bundle("WS-KEPT"))
    with writing() as connection:
        rows = table("workshops")
        connection.execute(update(rows).where(rows.c.id == "WS-TEST").values(keep_until=date(2026, 1, 31)))
    assert run("purge", "--dry-run").stdout == "WS-TEST\n"
    assert "WS-TEST: gelöscht, aufbewahrt bis 31.01.2026, 1" in run("purge").stdout
    assert [one.id for one in list_workshops()] == ["WS-KEPT"]
    assert run("purge").stdout == ""
