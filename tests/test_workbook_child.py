"""A file is read in a process of its own: whatever it does there, the server gets an answer in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from workbook_files import JOURNEY, reading_of, xlsx, zipped

from workshop.texts import Refusal, say
from workshop.workbook.compared.context import Context
from workshop.workbook.files.child import read_path, read_upload
from workshop.workbook.reading import Reading
from workshop.workbook.report import check_report, refusal_report


def journey(reading: Reading) -> Reading:
    """The reading after it went from one process to another."""
    return Reading.from_json(json.loads(json.dumps(reading.to_json())), reading.details.pack())


BROKEN = [*JOURNEY, ["T03", "Kauf", "Vertrag", "Verkauf"]]
MEASURES = [["Maßnahme", "Von", "Bis"], ["Schulen", "30.06.2025", "01.05.2025"]]


def test_the_child_reads_what_this_process_would() -> None:
    content = xlsx({"Touchpoints": BROKEN, "Maßnahmen": MEASURES})
    assert read_upload(content, "datei.xlsx", language="de") == reading_of(content)


def test_a_reading_is_the_same_after_a_journey_through_json() -> None:
    reading = reading_of({"Touchpoints": BROKEN, "Maßnahmen": MEASURES})
    again = journey(reading)
    assert again == reading
    assert [say(p.message, "de") for p in again.problems] == [say(p.message, "de") for p in reading.problems]
    assert again.records["touchpoints"][0].model_fields_set == reading.records["touchpoints"][0].model_fields_set


def test_a_refusal_of_the_child_arrives_with_its_sentence() -> None:
    with pytest.raises(Refusal) as refusal:
        read_upload(zipped({"brief.txt": "x"}), "brief.xlsx", language="de")
    assert "„brief.xlsx“ ist keine Arbeitsmappe" in say(refusal.value.message, "de")


def test_a_child_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(Refusal) as refusal:
        read_upload(xlsx({"T": JOURNEY}), "lang.xlsx", language="de", seconds=0.01)
    assert "ließ sich nicht in 0,01 Sekunden lesen" in say(refusal.value.message, "de")


def test_a_child_without_enough_memory_dies_alone() -> None:
    many = [*JOURNEY, *([f"T{n:05}", "Kauf", f"Touchpoint {n}", "Verkauf"] for n in range(20_000))]
    with pytest.raises(Refusal) as refusal:
        read_upload(xlsx({"T": many}), "gross.xlsx", language="de", megabytes=20)
    assert "„gross.xlsx“ ließ sich nicht lesen" in say(refusal.value.message, "de")


def test_an_oversized_file_does_not_even_reach_the_child() -> None:
    with pytest.raises(Refusal, match="at most 10 MB"):
        read_upload(b"x" * 10_000_001, "x.xlsx", language="de", seconds=0)


def test_the_child_knows_the_workshop_a_file_is_added_to() -> None:
    known = Context("WS-1", {"touchpoints": {"T01": "Website"}})
    content = xlsx({"Nachher": [["Touchpoint", "Bewertung"], ["Website", "okay"]]})
    reading = read_upload(content, "zwei.xlsx", language="de", known=known)
    assert [(r.wave, r.touchpoint) for r in reading.records["ratings"]] == [("after", "T01")]


def test_a_folder_of_csv_tables_is_read_as_one_workshop(tmp_path: Path) -> None:
    (tmp_path / "touchpoints.csv").write_text("workshop_id,touchpoint_id,phase,name\nWS-X,T1,purchase,Kasse\n")
    (tmp_path / "notes.txt").write_text("no table")
    reading = read_path(tmp_path, language="de")
    assert reading.workshop
    assert (reading.workshop.id, len(reading.records["touchpoints"])) == ("WS-X", 1)
    assert reading.problems == []


def test_a_path_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="There is no file"):
        read_path(tmp_path / "fehlt.xlsx", language="de")


def test_the_report_is_plain_json_with_sentences() -> None:
    report = json.loads(json.dumps(check_report(reading_of({"Touchpoints": BROKEN}), "de")))
    rows = {"read": 4, "new": 3, "changed": 0, "unchanged": 0, "skipped": 0, "held": 1}
    assert (report["status"], report["rows"]) == ("ok", rows)
    assert report["sheets"][0]["mapping"]["A"] == "key"
    assert report["sheets"][0]["balance"]["sum"] == 20
    assert report["problems"][0]["message"].startswith("Blatt „Touchpoints“, A5: „T03“ kommt")
    assert report["records"] == {"departments": 3, "touchpoints": 3}


def test_the_report_of_a_refused_file_says_why() -> None:
    with pytest.raises(Refusal) as refusal:
        reading_of(b"%PDF")
    report = refusal_report("x.pdf", refusal.value, "de")
    assert report["status"] == "refused"
    assert "eine PDF-Datei" in report["message"]
