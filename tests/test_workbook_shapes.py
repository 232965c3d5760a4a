"""A table that is not one record a row is recognised, asked about once, and read as the person says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from workbook_files import JOURNEY, Rows, book_of, cells, reading_of, said, saved, xlsx

from workshop.texts import say
from workshop.workbook.questions import Question
from workshop.workbook.reading import Reading

WORKBOOKS = Path(__file__).parent / "workbooks"


def shapes(reading: Reading) -> list[Question]:
    """The questions about layouts that somebody has to answer."""
    return [q for q in reading.questions if q.step == "shape" and q.open]


def votes(reading: Reading) -> list[tuple[str, str, int | None]]:
    return [(r.participant, r.touchpoint, r.rating) for r in reading.records.get("ratings", [])]


def names(reading: Reading) -> list[str]:
    return [t.name for t in reading.records.get("touchpoints", [])]


def balanced(reading: Reading) -> bool:
    return all(sum(s.balance.values()) == max(s.readers.values(), default=0) for s in reading.sheets)


CODED: Rows = [
    ["Phase", "Touchpoint", "P01", "P02", "P03", "Ø", "enttäuscht", "okay", "begeistert"],
    ["Kauf", "Beratung", "okay", "okay", "begeistert", 0.3, 0, 2, 1],
    ["Kauf", "Rechnung", "okay", "enttäuscht", None, -0.5, 1, 1, 0],
]
NAMED: Rows = [
    ["Phase", "Touchpoint", "Anna", "Ben", "Cem"],
    ["Kauf", "Beratung", "okay", "okay", "begeistert"],
    ["Kauf", "Rechnung", "okay", "enttäuscht", None],
]


def test_codes_above_votes_are_people_without_a_question() -> None:
    reading = reading_of({"T": CODED})
    assert shapes(reading) == []
    assert votes(reading)[:3] == [("P01", "T01", 0), ("P02", "T01", 0), ("P03", "T01", 1)]


def test_averages_and_counts_are_nobody_and_are_named() -> None:
    reading = reading_of({"T": CODED})
    assert [p.key for p in reading.records["participants"]] == ["P01", "P02", "P03"]
    assert [p.cell for p in reading.problems if p.code == "K04"] == ["F1", "G1", "H1", "I1"]


def test_counts_that_agree_with_the_votes_need_no_word() -> None:
    assert [p for p in reading_of({"T": CODED}).problems if p.code == "K07"] == []


def test_counts_that_contradict_the_votes_are_one_warning_with_their_cells() -> None:
    wrong = [CODED[0], [*CODED[1][:6], 3, 0, 0], CODED[2]]
    (warning,) = [p for p in reading_of({"T": wrong}).problems if p.code == "K07"]
    assert (warning.cell, warning.original) == ("G2", "G2, H2, I2")


def test_names_above_votes_are_asked_about_once_and_their_votes_wait() -> None:
    reading = reading_of({"T": NAMED})
    (question,) = shapes(reading)
    assert (question.key, question.code, question.proposal) == ("shape/T/people", "K07", "numbers")
    assert question.cells == ("C1", "D1", "E1")
    assert question.rows[1] == ("2", "Kauf", "Beratung", "okay", "okay", "begeistert")
    assert votes(reading) == []
    assert names(reading) == ["Beratung", "Rechnung"]
    assert cells(reading.problems, severity="error") == ["C1"]


def test_names_can_be_replaced_by_numbers_and_appear_nowhere() -> None:
    reading = reading_of({"T": NAMED}, answers={"shape/T/people": "numbers"})
    assert [p.key for p in reading.records["participants"]] == ["P01", "P02", "P03"]
    assert "Anna" not in str(reading.records)


def test_a_name_has_the_same_number_on_every_sheet() -> None:
    turned = [["Touchpoint", "Cem", "Anna", "Ben"], ["Beratung", "begeistert", "okay", "enttäuscht"]]
    sheets = {"Vorher": NAMED, "Nachher": turned}
    answers = {"shape/Vorher/people": "numbers", "shape/Nachher/people": "numbers"}
    after = [r for r in reading_of(sheets, answers=answers).records["ratings"] if r.wave == "after"]
    assert [(r.participant, r.rating) for r in after] == [("P03", 1), ("P01", 0), ("P02", -1)]


def test_columns_that_are_no_persons_are_left_out_as_the_person_said() -> None:
    reading = reading_of({"T": NAMED}, answers={"shape/T/people": "-"})
    assert votes(reading) == []
    assert "wie Sie es gesagt haben" in said([p for p in reading.problems if p.code == "K07"])[0]


def test_years_and_quarters_above_numbers_are_no_codes() -> None:
    years = [["Phase", "Touchpoint", "2023", "2024", "2025"], ["Kauf", "Beratung", 1, 0, 1]]
    assert [q.code for q in shapes(reading_of({"T": years}))] == ["K07"]


def test_people_below_two_measurements_vote_in_both() -> None:
    book = book_of(
        {
            "T": [
                [None, "Vorher", None, "Nachher"],
                ["Touchpoint", "P01", "P02", "P01", "P02"],
                ["Beratung", "okay", "okay", "begeistert", "okay"],
            ]
        }
    )
    book["T"].merge_cells("B1:C1")
    book["T"].merge_cells("D1:E1")
    ratings = reading_of(saved(book)).records["ratings"]
    assert [(r.wave, r.participant, r.rating) for r in ratings] == [
        ("before", "P01", 0),
        ("before", "P02", 0),
        ("after", "P01", 1),
        ("after", "P02", 0),
    ]


def test_the_wide_matrix_asks_once_and_warns_of_its_counts() -> None:
    content = (WORKBOOKS / "wide_matrix.xlsx").read_bytes()
    assert [q.key for q in shapes(reading_of(content))] == ["shape/Matrix/people"]
    reading = reading_of(content, answers={"shape/Matrix/people": "names"})
    assert [p.cell for p in reading.problems if p.code == "K07" and p.severity == "warning"] == ["K3"]
    assert balanced(reading)


COUNTED: Rows = [
    ["Phase", "Touchpoint", "enttäuscht", "okay", "begeistert"],
    ["Kauf", "Beratung", 1, 2, 0],
    ["Kauf", "Rechnung", 0, 0, 2],
]


def test_numbers_of_votes_are_asked_about() -> None:
    reading = reading_of({"T": COUNTED})
    assert [(q.key, q.proposal) for q in shapes(reading)] == [("shape/T/counts", "votes")]
    assert votes(reading) == []
    assert names(reading) == ["Beratung", "Rechnung"]


def test_each_count_becomes_that_many_anonymous_votes() -> None:
    reading = reading_of({"T": COUNTED}, answers={"shape/T/counts": "votes"})
    found = [(t, r) for _, t, r in votes(reading)]
    assert found == [("T01", -1), ("T01", 0), ("T01", 0), ("T02", 1), ("T02", 1)]
    assert [p.key for p in reading.records["participants"]] == [f"Anonym {n} vorher" for n in (1, 2, 3)]
    assert balanced(reading)
    assert reading.sheets[0].balance["ignored_column"] == 0


def test_unknown_voters_of_two_measurements_are_never_the_same() -> None:
    both = {"Vorher": COUNTED, "Nachher": [row[1:] for row in COUNTED]}
    answers = {"shape/Vorher/counts": "votes", "shape/Nachher/counts": "votes"}
    ratings = reading_of(both, answers=answers).records["ratings"]
    people = {wave: {r.participant for r in ratings if r.wave == wave} for wave in ("before", "after")}
    assert not people["before"] & people["after"]


def test_columns_called_so_without_whole_numbers_count_nothing() -> None:
    worded = [COUNTED[0], ["Kauf", "Beratung", "lange Wartezeit", "Auskunft", "Blumen"]]
    assert [q.key for q in shapes(reading_of({"T": worded}))] == []


MAP: Rows = [
    ["Kundenreise"],
    ["Phase", "Vor dem Kauf", None, "Kauf"],
    ["Touchpoint", "Website", "Messe", "Beratung"],
    ["Kanal", "Web", "Vor Ort", "Telefon"],
    ["Barrieren", "lange Ladezeit", None, "Rückruf fehlt"],
    ["Zufriedenheit", "okay", "begeistert", "enttäuscht"],
    ["Wichtigkeit", 3, 4, 5],
]


def map_content() -> bytes:
    book = book_of({"Karte": MAP})
    book["Karte"].merge_cells("B2:C2")
    return saved(book)


def test_it_is_asked_about_and_turning_is_proposed() -> None:
    (question,) = shapes(reading_of(map_content()))
    assert (question.key, question.code, question.proposal) == ("shape/Karte/turn", "B04", "turn")


def test_turned_it_has_one_touchpoint_a_column() -> None:
    reading = reading_of(map_content(), answers={"shape/Karte/turn": "turn"})
    found = [(t.name, t.phase, t.channel, t.comment) for t in reading.records["touchpoints"]]
    assert found == [
        ("Website", "prepurchase", "Web", "lange Ladezeit"),
        ("Messe", "prepurchase", "Vor Ort", ""),
        ("Beratung", "purchase", "Telefon", "Rückruf fehlt"),
    ]
    assert [(r.rating, r.relevance) for r in reading.records["ratings"]] == [(0, 3), (1, 4), (-1, 5)]
    assert balanced(reading)


def test_a_problem_in_it_has_the_address_of_the_file() -> None:
    wrong = [*MAP[:5], ["Zufriedenheit", "okay", "begeistert", "hmpf"], MAP[6]]
    reading = reading_of({"Karte": wrong}, answers={"shape/Karte/turn": "turn"})
    assert "D6" in [p.cell for p in reading.problems]


def test_without_a_row_of_touchpoints_the_columns_are_the_touchpoints() -> None:
    bare = [[None, "Information", "Lieferung"], ["Kanal", "Web", "Post"], ["Zufriedenheit", "okay", "okay"]]
    assert names(reading_of({"K": bare}, answers={"shape/K/turn": "turn"})) == ["Information", "Lieferung"]


def test_a_list_of_standards_is_no_map() -> None:
    upright = [["Art", "Standard"], ["Muss", "Begrüßung"], ["Wow", "Kaffee"], ["No-Go", "Warten lassen"]]
    assert shapes(reading_of({"T": JOURNEY, "Standards": upright})) == []


STACKED: Rows = [
    *JOURNEY,
    [],
    ["Maßnahmen"],
    ["Maßnahme", "Touchpoint", "Wer?", "Bis wann?"],
    ["Schulung", "T01", "Frau Klee", "01.02.2026"],
]
BESIDE: Rows = [
    ["Phase", "Touchpoint", "Bewertung", None, "Touchpoint", "Maßnahme", "Wer?"],
    ["Kauf", "Beratung", "okay", None, "Rechnung", "Neues Layout", "Frau Klee"],
    ["Kauf", "Rechnung", "begeistert"],
]


@pytest.mark.parametrize(
    ("rows", "ranges"), [(STACKED, ("A1:D4", "A6:D8")), (BESIDE, ("A1:C3", "E1:G3"))], ids=["stacked", "beside"]
)
def test_they_are_asked_about_with_their_ranges(rows: Rows, ranges: Any) -> None:
    reading = reading_of({"T": rows})
    (question,) = shapes(reading)
    assert (question.key, question.code, question.cells) == ("shape/T/tables", "B03", ranges)
    assert reading.records == {} or "touchpoints" not in reading.records


@pytest.mark.parametrize(
    ("rows", "measure", "touchpoints"),
    [(STACKED, "T01", ["Website", "Beratung", "Rechnung"]), (BESIDE, "T02", ["Beratung", "Rechnung"])],
    ids=["stacked", "beside"],
)
def test_all_of_them_are_read_each_by_itself(rows: Rows, measure: str, touchpoints: list[str]) -> None:
    reading = reading_of({"T": rows}, answers={"shape/T/tables": "all"})
    assert [m.touchpoint_keys for m in reading.records["measures"]] == [measure]
    assert names(reading) == touchpoints
    assert balanced(reading)


def test_one_of_them_may_be_enough() -> None:
    reading = reading_of({"T": STACKED}, answers={"shape/T/tables": "1"})
    assert "measures" not in reading.records
    assert balanced(reading)


def test_an_empty_row_inside_a_table_divides_nothing() -> None:
    assert shapes(reading_of({"T": [*JOURNEY[:2], [], *JOURNEY[2:]]})) == []


def test_a_to_do_behind_an_empty_column_rather_belongs_to_its_row() -> None:
    wide = [["Phase", "Touchpoint", None, "Maßnahme", "Wer?"], ["Kauf", "Beratung", None, "Schulung", "Frau Klee"]]
    assert [q.proposal for q in shapes(reading_of({"T": wide}))] == ["rows"]


def test_a_header_merged_over_several_columns_divides_nothing() -> None:
    book = book_of({"T": [["Touchpoint", None, "Maßnahme"], ["Beratung", None, "Schulung"]]})
    book["T"].merge_cells("A1:B1")
    book["T"].merge_cells("A2:B2")
    assert shapes(reading_of(saved(book))) == []


def test_a_table_that_shall_stay_out_is_named() -> None:
    reading = reading_of({"T": JOURNEY, "Karte": MAP}, answers={"shape/Karte/turn": "-"})
    assert len(names(reading)) == 3
    assert ("Karte", "B04", "note") in [(p.sheet, p.code, p.severity) for p in reading.problems]


def test_a_layout_may_be_read_as_it_is() -> None:
    reading = reading_of({"T": COUNTED}, answers={"shape/T/counts": "rows"})
    assert len(names(reading)) == 2
    assert not any(q.key.startswith("shape/") and q.open for q in reading.questions)


@pytest.mark.parametrize("rows", [NAMED, COUNTED, MAP, STACKED, BESIDE])
def test_every_question_is_asked_in_german_too(rows: Rows) -> None:
    for question in shapes(reading_of(xlsx({"T": rows}))):
        assert say(question.what, "de") != say(question.what, "en")
