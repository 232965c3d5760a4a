"""Records fit together or their row is held back, with one sentence that names cell, value and remedy."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from workbook_files import JOURNEY, Rows, cells, reading_of, said, xlsx, zipped

from workshop.texts import Refusal, say
from workshop.workbook.compared.context import Context
from workshop.workbook.reading import Reading

KNOWN = Context(
    "WS-1",
    {
        "touchpoints": {"T01": "Website", "T02": "Beratung", "T03": "Rechnung"},
        "departments": {"Verkauf": "Verkauf"},
        "participants": {"P01": "P01"},
        "waves": {"before": ""},
        "measures": {"M01": "Startseite kürzen"},
    },
)
VOTES = ["Messung", "Teilnehmer", "Touchpoint-Nr.", "Bewertung", "Relevanz"]
MEASURES = ["Nr.", "Maßnahme", "Touchpoints", "Rechenschaftspflichtig", "Von", "Bis", "Budget"]
STANDARDS = ["Stufe", "Standard", "Abteilung", "Touchpoint-Nr."]


def with_journey(name: str, *rows: list[Any]) -> Reading:
    """A journey of three touchpoints and one more sheet."""
    return reading_of({"Touchpoints": JOURNEY, name: rows})


def errors(reading: Reading) -> list[tuple[str, str]]:
    return [(p.cell, p.code) for p in reading.problems if p.severity == "error"]


def of(reading: Reading, kind: str) -> list[Any]:
    return reading.records.get(kind, [])


def test_an_unknown_rating_holds_its_row_back() -> None:
    reading = with_journey(
        "Bewertungen", VOTES, ["vorher", "P01", "T01", "super", 4], ["vorher", "P01", "T02", "okay", 4]
    )
    assert errors(reading) == [("D2", "C05")]
    assert [(r.touchpoint, r.rating) for r in of(reading, "ratings")] == [("T02", 0)]


def test_a_vote_on_an_unknown_touchpoint_is_answered_with_what_may_be_meant() -> None:
    reading = with_journey("Bewertungen", VOTES, ["vorher", "P01", "Beratnug", "okay", 4])
    assert said(reading.problems) == [
        "Blatt „Bewertungen“, C2: „Beratnug“ steht nicht auf dem Blatt „Touchpoints“. Meinen Sie „Beratung“? "
        "Schreiben Sie es an beiden Stellen gleich."
    ]


def test_nothing_is_made_for_the_sake_of_a_row_that_is_held_back() -> None:
    reading = with_journey("Bewertungen", VOTES, ["nachher", "P09", "T99", "okay", 4])
    assert (of(reading, "participants"), of(reading, "waves")) == ([], [])


def test_a_touchpoint_may_be_meant_by_its_name() -> None:
    reading = with_journey("Bewertungen", VOTES, ["vorher", "P01", "beratung", "okay", 4])
    assert of(reading, "ratings")[0].touchpoint == "T02"


def test_a_name_that_two_touchpoints_have_is_not_guessed() -> None:
    twice = [*JOURNEY, ["T04", "Kauf", "Website", "Verkauf"]]
    reading = reading_of({"Touchpoints": twice, "Bewertungen": [VOTES, ["vorher", "P01", "Website", "okay", 4]]})
    assert "Schreiben Sie statt des Namens die Nummer" in said(reading.problems)[0]


def test_a_relevance_of_seven_is_not_on_the_scale() -> None:
    rows = [["vorher", "P01", f"T0{n}", "okay", n] for n in (1, 2)]
    reading = with_journey("Bewertungen", VOTES, *rows, ["vorher", "P01", "T03", "okay", 7])
    assert errors(reading) == [("E4", "C15")]


def test_a_vote_given_twice_counts_once_and_is_named() -> None:
    reading = with_journey("Bewertungen", VOTES, ["vorher", "P01", "T01", "okay", 4], ["vorher", "P01", "T01", "😀", 4])
    assert errors(reading) == [("C3", "V02")]
    assert "Blatt „Bewertungen“, C2" in said(reading.problems)[0]


def test_a_number_and_a_word_that_contradict_each_other_are_named() -> None:
    header = ["wave", "rater_id", "touchpoint_id", "rating", "rating_label"]
    reading = with_journey(
        "ratings", header, ["before", "P01", "T01", 1, "okay"], ["before", "P01", "T02", None, "okay"]
    )
    assert errors(reading) == [("E2", "V06")]
    assert of(reading, "ratings")[0].rating == 0


def test_why_there_is_no_rating_may_stand_in_place_of_it() -> None:
    reading = with_journey("Bewertungen", VOTES, ["vorher", "P01", "T01", "kein eigener Kontakt", None])
    vote = of(reading, "ratings")[0]
    assert (vote.rating, vote.missing_reason) == (None, "no_own_contact")


def test_a_standard_of_141_characters_is_too_long() -> None:
    reading = with_journey(
        "Standards", STANDARDS, ["Muss", "x" * 141, "Verkauf", "T02"], ["Wow", "y" * 140, None, None]
    )
    assert errors(reading) == [("B2", "C15")]
    assert "Der Standard hat 141 Zeichen; er soll ein Satz von höchstens 140 sein." in said(reading.problems)[0]
    assert len(of(reading, "standards")) == 1


def test_an_end_before_its_start_is_named_with_both_days() -> None:
    reading = with_journey("Maßnahmen", MEASURES, ["M1", "Schulen", "T02", "Meier", "30.06.2025", "01.05.2025", 10])
    assert errors(reading) == [("F2", "V03")]
    assert "01.05.2025" in said(reading.problems)[0]
    assert "30.06.2025" in said(reading.problems)[0]


@pytest.mark.parametrize("people", ["Meier und Schulze", "A / B", "A; B", "Meier & Schulze"])
def test_two_accountable_people_are_one_too_many(people: str) -> None:
    reading = with_journey("Maßnahmen", MEASURES, ["M1", "Schulen", "T02", people, None, None, None])
    assert errors(reading) == [("D2", "V04")]


def test_the_31st_of_february_holds_its_measure_back() -> None:
    reading = with_journey("Maßnahmen", MEASURES, ["M1", "Schulen", "T02", "Meier", "31.02.2025", None, None])
    assert errors(reading) == [("E2", "C07")]
    assert of(reading, "measures") == []


def test_a_date_without_a_year_leaves_the_measure_without_that_date() -> None:
    reading = with_journey("Maßnahmen", MEASURES, ["M1", "Schulen", "T02", "Meier", "15.4.", "30.06.2025", "ca. 300"])
    assert cells(reading.problems, severity="warning") == ["E2", "G2"]
    (measure,) = of(reading, "measures")
    assert (measure.from_date, measure.until_date, measure.budget) == (None, date(2025, 6, 30), None)


def test_a_measure_may_name_several_touchpoints() -> None:
    reading = with_journey(
        "Maßnahmen", MEASURES, ["M1", "Schulen", "T02; Website|T03", "Meier", None, None, "1.500,00 €"]
    )
    assert of(reading, "measures")[0].touchpoint_keys == "T02|T01|T03"


def test_a_touchpoint_without_a_name_holds_its_row_back() -> None:
    reading = reading_of({"T": [*JOURNEY, ["T04", "Kauf", None, "Verkauf"]]})
    assert errors(reading) == [("C5", "Z03")]
    assert (reading.sheets[0].kept, reading.sheets[0].held) == (3, 1)


def test_a_number_used_twice_is_named_with_the_first_place() -> None:
    reading = reading_of({"T": [*JOURNEY, ["T03", "Kauf", "Vertrag", "Verkauf"]]})
    assert errors(reading) == [("A5", "V02")]
    assert "Blatt „T“, A4" in said(reading.problems)[0]


def test_what_stands_beside_a_touchpoint_that_is_held_back_is_held_back_with_it() -> None:
    reading = reading_of(
        {"T": [["Phase", "Touchpoint", "Bewertung", "Muss"], ["Irgendwann", "Website", "okay", "Nie leer"]]}
    )
    assert errors(reading) == [("A2", "C15")]
    assert reading.records == {}


def test_departments_are_made_when_touchpoints_participants_or_standards_mention_them() -> None:
    reading = with_journey("Teilnehmende", ["Teilnehmer", "Abteilung"], ["P01", "Verkauf"], ["P02", "Werkstatt"])
    names = [d.name for d in of(reading, "departments")]
    assert names == ["Marketing", "Verkauf", "Buchhaltung", "Werkstatt"]


def test_one_department_written_in_two_ways_stays_one() -> None:
    reading = with_journey("Standards", STANDARDS, ["Muss", "Immer freundlich.", "VERKAUF", "T02"])
    assert of(reading, "standards")[0].department == "Verkauf"


def test_a_measure_of_an_unknown_department_is_held_back() -> None:
    header = ["Maßnahme", "Abteilung"]
    reading = with_journey("Maßnahmen", header, ["Schulen", "Verkaufen"])
    assert errors(reading) == [("B2", "V01")]


def test_participants_come_from_their_votes_with_their_department() -> None:
    header = ["Messung", "Teilnehmer", "Abteilung", "Touchpoint-Nr.", "Bewertung"]
    reading = with_journey("Bewertungen", header, ["vorher", "P01", "Verkauf", "T01", "okay"])
    assert [(p.key, p.department) for p in of(reading, "participants")] == [("P01", "Verkauf")]


def test_a_voter_who_is_not_on_the_list_of_participants_is_named() -> None:
    sheets = {
        "Touchpoints": JOURNEY,
        "Teilnehmende": [["Teilnehmer", "Abteilung"], ["P01", "Verkauf"]],
        "Bewertungen": [VOTES, ["vorher", "P02", "T01", "okay", 4]],
    }
    assert errors(reading_of(sheets)) == [("B2", "V01")]


def test_waves_are_known_by_many_words_and_dated_by_their_votes() -> None:
    header = [*VOTES, "Datum"]
    rows = [
        ["vorher", "P01", "T01", "okay", 4, "12.03.2025"],
        ["nachher", "P01", "T01", "okay", 4, "08.10.2025"],
        ["Sommer", "P01", "T01", "okay", 4, None],
    ]
    waves = of(with_journey("Bewertungen", header, *rows), "waves")
    assert [(w.key, w.seq, w.held_on) for w in waves] == [
        ("before", 1, date(2025, 3, 12)),
        ("after", 2, date(2025, 10, 8)),
        ("Sommer", 3, None),
    ]


def test_votes_without_a_wave_belong_to_the_one_that_was_asked_for() -> None:
    rows = [["Teilnehmer", "Touchpoint", "Bewertung"], ["P01", "Website", "okay"]]
    reading = reading_of({"Touchpoints": JOURNEY, "Stimmen": rows}, default_wave="after")
    assert of(reading, "ratings")[0].wave == "after"


def test_the_days_of_both_waves_may_stand_with_the_workshop() -> None:
    header = ["workshop_id", "company", "date_before", "date_after"]
    reading = with_journey("workshops", header, ["WS-X", "Musterfirma", "2025-03-12", "2025-10-08"])
    assert reading.workshop
    assert reading.workshop.id == "WS-X"
    assert [(w.key, str(w.held_on)) for w in of(reading, "waves")] == [
        ("before", "2025-03-12"),
        ("after", "2025-10-08"),
    ]


def test_without_a_workshop_sheet_the_files_name_stands_in() -> None:
    workshop = reading_of({"T": JOURNEY}, "Workshop Frühjahr 2025.xlsx").workshop
    assert workshop
    assert (workshop.id, workshop.company, workshop.language) == (
        "WORKSHOP-FRÜHJAHR-2025",
        "Workshop Frühjahr 2025",
        "de",
    )


def test_several_workshops_in_one_file_are_refused() -> None:
    rows = "workshop_id,touchpoint_id,phase,name\nWS-A,T1,purchase,a\nWS-B,T2,purchase,b\n"
    with pytest.raises(Refusal) as refusal:
        reading_of(zipped({"touchpoints.csv": rows}), "alles.zip")
    assert "mehrere Workshops (WS-A, WS-B)" in say(refusal.value.message, "de")


def test_missing_numbers_are_given_in_order_and_avoid_those_that_are_taken() -> None:
    rows: Rows = [["Nr.", "Phase", "Touchpoint"], [None, "Kauf", "A"], ["T02", "Kauf", "B"], [None, "Kauf", "C"]]
    assert [t.key for t in of(reading_of({"Touchpoints": rows}), "touchpoints")] == ["T01", "T02", "T03"]


def test_numbers_of_cells_stay_as_they_are_written() -> None:
    rows: Rows = [
        ["Nr.", "Phase", "Touchpoint"],
        ["0012", "Kauf", "A"],
        ["1E5", "Kauf", "B"],
        [1, "Kauf", "C"],
        [2.0, "Kauf", "D"],
    ]
    assert [t.key for t in of(reading_of({"Touchpoints": rows}), "touchpoints")] == ["0012", "1E5", "1", "2"]


def test_a_second_measurement_is_added_to_a_known_workshop() -> None:
    rows = [VOTES, ["nachher", "P01", "T02", "begeistert", 5], ["nachher", "P02", "Rechnung", "okay", 3]]
    reading = reading_of({"Bewertungen": rows}, known=KNOWN)
    assert reading.workshop is None
    assert [(r.wave, r.participant, r.touchpoint) for r in of(reading, "ratings")] == [
        ("after", "P01", "T02"),
        ("after", "P02", "T03"),
    ]
    assert [w.key for w in of(reading, "waves")] == ["after"]
    assert [p.key for p in of(reading, "participants")] == ["P02"]


def test_a_list_of_known_touchpoints_with_votes_does_not_describe_them_anew() -> None:
    reading = reading_of(
        {"Nachher": [["Touchpoint", "Bewertung"], ["Website", "okay"], ["Kasse", "okay"]]}, known=KNOWN
    )
    assert of(reading, "touchpoints") == []
    assert [(r.touchpoint, r.wave) for r in of(reading, "ratings")] == [("T01", "after")]
    assert errors(reading) == [("A3", "V01")]


def test_what_is_known_keeps_its_number() -> None:
    rows = [["Maßnahme", "Status"], ["Startseite kürzen", "erledigt"], ["Neue Vorlage", "offen"]]
    assert [m.key for m in of(reading_of({"Maßnahmen": rows}, known=KNOWN), "measures")] == ["M01", "M02"]


def test_a_record_knows_which_fields_the_workbook_had() -> None:
    rows = [["Maßnahme", "Status"], ["Startseite kürzen", "erledigt"]]
    (measure,) = of(reading_of({"Maßnahmen": rows}, known=KNOWN), "measures")
    assert measure.model_fields_set == {"key", "title", "status"}


def test_a_to_do_that_stands_twice_is_pointed_out() -> None:
    journey = [["Phase", "Touchpoint", "To-do"], ["Kauf", "Beratung", "Schulung Telefon"]]
    reading = reading_of({"T": journey, "Maßnahmen": [["Maßnahme"], ["Schulung am Telefon"], ["Plakate"]]})
    assert [(p.sheet, p.cell, p.code) for p in reading.problems] == [("Maßnahmen", "A2", "Z04")]
    assert len(of(reading, "measures")) == 3


def test_amounts_in_another_currency_are_named() -> None:
    sheets = {
        "Workshop": [["company", "currency"], ["Musterfirma", "EUR"]],
        "Touchpoints": JOURNEY,
        "measures": [["title", "budget", "currency"], ["a", 10, "EUR"], ["b", 10, "GBP"]],
    }
    assert [(p.cell, p.code) for p in reading_of(sheets).problems] == [("C3", "V07")]


def test_problems_come_in_the_order_of_the_sheets_and_rows() -> None:
    journey = [*JOURNEY, [None, "Kauf", None, "x"], [None, "Bald", "y", None]]
    rows = [VOTES, ["vorher", "P01", "T09", "okay", 4], ["vorher", "P01", "T01", "naja", 4]]
    reading = reading_of(xlsx({"Bewertungen": rows, "Touchpoints": journey}))
    assert [(p.sheet, p.cell) for p in reading.problems] == [
        ("Bewertungen", "C2"),
        ("Bewertungen", "D3"),
        ("Touchpoints", "C5"),
        ("Touchpoints", "B6"),
    ]
