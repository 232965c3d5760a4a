"""What a sheet is about and what its columns mean: by exact names in two languages, everything else is named."""

from __future__ import annotations

import pytest
from workbook_files import JOURNEY, Rows, cells, reading_of, said

from workshop.labels import FIELD_LABELS
from workshop.texts import LANGUAGES, say
from workshop.workbook.layout.kinds import kind_of_table
from workshop.workbook.reading import Reading
from workshop.workbook.values.vocabulary import kinds, load, normal_header


def kind(name: str, *headers: str) -> str:
    return kind_of_table(name, headers)


def votes(reading: Reading) -> list[tuple[str, str, int | None]]:
    return [(r.participant, r.touchpoint, r.rating) for r in reading.records.get("ratings", [])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headers_of_the_export_are_known_in_both_languages(language: str) -> None:
    for name, entry in kinds().items():
        for field, label in FIELD_LABELS[name].items():
            assert entry.fields[normal_header(say(label, language))] == field, (name, field)


def test_no_header_stands_for_two_fields_of_a_kind() -> None:
    for name in kinds():
        listed = [normal_header(w) for words in load("headers.toml")[name]["fields"].values() for w in words]
        assert len(listed) == len(set(listed)), name


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Bewertung\n😞 😐 😀", "bewertung"),
        ("Touchpoint (Kontaktpunkt)", "touchpoint"),
        ("Budget in €", "budget"),
        ("Fortschritt in %", "fortschritt"),
        ("Maßnahme", "massnahme"),
        ("touchpoint_id", "touchpoint id"),
        ("Bis wann?", "bis wann"),
    ],
)
def test_headers_are_compared_without_units_line_breaks_and_signs(written: str, normal: str) -> None:
    assert normal_header(written) == normal


def test_the_columns_say_what_a_sheet_is_about() -> None:
    assert kind("Tabelle1", "Phase", "Touchpoint", "Bewertung") == "touchpoints"
    assert kind("Tabelle1", "Welle", "Teilnehmer", "Touchpoint-Nr.", "Bewertung") == "ratings"
    assert kind("Tabelle1", "Nr.", "Maßnahme", "Touchpoint", "Wer?", "Bis wann?") == "measures"
    assert kind("Tabelle1", "Level", "Standard", "Department") == "standards"
    assert kind("Tabelle1", "Kennzahl", "Formel", "Zielwert") == "kpis"
    assert kind("Tabelle1", "Kunde", "Anlass", "Kanal") == "conversations"


def test_the_name_of_the_sheet_decides_between_two_possible_kinds() -> None:
    headers = ("Touchpoint", "Maßnahme", "Verantwortlich", "Kanal", "Phase")
    assert kind("Kundenreise", *headers) == "touchpoints"
    assert kind("Maßnahmen 2025", *headers) == "measures"


def test_columns_that_are_too_common_do_not_make_a_sheet() -> None:
    assert kind("Adressen", "ID", "Name", "E-Mail") == ""
    assert kind("Umfrage", "Teilnehmer", "Abteilung", "Kommentar") == ""


def test_a_column_that_is_not_known_is_named_with_its_cells() -> None:
    problems = reading_of({"T": [[*JOURNEY[0], "Wetter"], ["T01", "Kauf", "Website", "Verkauf", "Regen"]]}).problems
    assert [(p.code, p.cell, p.original) for p in problems] == [("K04", "E1", "Regen")]
    assert "Die Spalte „Wetter“ wird nicht übernommen (gefüllte Zellen: 1)" in said(problems)[0]


def test_a_column_without_a_header_is_named() -> None:
    problems = reading_of({"T": [JOURNEY[0], ["T01", "Kauf", "Website", "Verkauf", "verwaist"]]}).problems
    assert [(p.code, p.cell) for p in problems] == [("K06", "E1")]


def test_of_columns_with_the_same_header_none_is_guessed() -> None:
    reading = reading_of(
        {"T": [[*JOURNEY[0], "Bewertung", "Bewertung"], ["T01", "Kauf", "Website", "V", "okay", "😀"]]}
    )
    assert cells(reading.problems) == ["E1", "F1"]
    assert votes(reading) == []


def test_english_headers_and_codes_are_read() -> None:
    rows = [["Stage", "Touchpoint", "Department", "Rating"], ["After the purchase", "Invoice", "Accounts", "delighted"]]
    reading = reading_of({"Journey": rows}, language="en")
    assert reading.records["touchpoints"][0].phase == "afterpurchase"
    assert votes(reading) == [("Room", "T01", 1)]


def test_one_rating_a_row_is_the_vote_of_the_room() -> None:
    rows = [["Phase", "Touchpoint", "Bewertung", "Relevanz (1–5)"], ["Kauf", "Beratung", "begeistert", 4]]
    (vote,) = reading_of({"T": rows}).records["ratings"]
    assert (vote.participant, vote.wave, vote.rating, vote.relevance) == ("Raum", "before", 1, 4)


def test_standards_and_a_measure_beside_a_touchpoint_become_records_of_their_own() -> None:
    header = ["Phase", "Touchpoint", "Abteilung", "Muss", "Wow", "To-do", "Wer?", "Bis wann?", "Budget (€)", "erl."]
    row = [
        "Kauf",
        "Annahme",
        "Werkstatt",
        "Begrüßung mit Namen",
        "Kaffee",
        "Schulung",
        "Fr. Groß",
        "30.06.2025",
        "1.500,00",
        "x",
    ]
    records = reading_of({"T": [header, row]}).records
    assert [(s.level, s.text, s.department, s.touchpoint) for s in records["standards"]] == [
        ("must", "Begrüßung mit Namen", "Werkstatt", "T01"),
        ("wow", "Kaffee", "Werkstatt", "T01"),
    ]
    (measure,) = records["measures"]
    assert (measure.title, measure.touchpoint_keys, measure.responsible) == ("Schulung", "T01", "Fr. Groß")
    assert (measure.budget, measure.status, str(measure.until_date)) == (1500, "done", "2025-06-30")


def test_a_dash_stands_for_no_measure_and_details_without_one_are_named() -> None:
    rows = [["Phase", "Touchpoint", "To-do", "Wer?"], ["Kauf", "A", "-", "-"], ["Kauf", "B", None, "Frau Klee"]]
    reading = reading_of({"T": rows})
    assert "measures" not in reading.records
    assert [(p.code, p.cell) for p in reading.problems] == [("Z08", "D3")]


CROSS: Rows = [
    ["Touchpoint", "P01", "P02", "P03", "Ø"],
    ["Website", "E", "O", "-", 1],
    ["Beratung", "B", "B", None, 2],
    ["Rechnung", "O", "E", "B", 3],
]


def test_a_cross_table_is_one_vote_a_cell() -> None:
    reading = reading_of({"Touchpoints": JOURNEY, "Bewertungen nachher": CROSS})
    assert votes(reading)[:4] == [("P01", "T01", -1), ("P02", "T01", 0), ("P03", "T01", None), ("P01", "T02", 1)]
    assert len(votes(reading)) == 8
    assert {r.wave for r in reading.records["ratings"]} == {"after"}


def test_computed_columns_of_a_cross_table_are_nobody() -> None:
    reading = reading_of({"Touchpoints": JOURNEY, "Matrix": CROSS})
    assert [p.key for p in reading.records["participants"]] == ["P01", "P02", "P03"]
    assert cells(reading.problems, severity="warning") == ["E1"]


def test_a_cross_table_alone_brings_its_touchpoints() -> None:
    reading = reading_of({"Matrix": CROSS})
    assert [t.name for t in reading.records["touchpoints"]] == ["Website", "Beratung", "Rechnung"]


def test_names_above_votes_are_pointed_out() -> None:
    named = [["Phase", "Touchpoint", "Anna", "Ben", "P03"], ["Kauf", "Beratung", "okay", "okay", "begeistert"]]
    problems = reading_of({"T": named}, answers={"shape/T/people": "names"}).problems
    assert "(Anna, Ben)" in said(problems)[0]


def test_a_cross_table_on_another_scale_is_one_error_and_no_vote() -> None:
    reading = reading_of({"T": [["Phase", "Touchpoint", "P1", "P2", "P3"], ["Kauf", "Beratung", 1, 4, 5]]})
    assert votes(reading) == []
    assert cells(reading.problems, severity="error") == ["C2"]
