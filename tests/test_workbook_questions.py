"""What the file does not say is asked once, with the likeliest answer first, and the answer is gone by."""

from __future__ import annotations

import json

from workbook_files import JOURNEY, cells, reading_of, said

from workshop.texts import say
from workshop.workbook.questions import Question, key_of
from workshop.workbook.reading import Reading

ODD = [["Phase", "Touchpoint", "Wetter", "Abteilungen"], ["Kauf", "Beratung", "Regen", "Verkauf"]]


def asked(reading: Reading, key: str) -> Question:
    return next(question for question in reading.questions if question.key == key)


def open_keys(reading: Reading) -> list[str]:
    return [question.key for question in reading.open_questions]


def test_a_file_with_known_headers_asks_nothing() -> None:
    assert reading_of({"Touchpoints": JOURNEY}).open_questions == []


def test_a_column_nobody_knows_is_asked_with_its_values_beside_it() -> None:
    question = asked(reading_of({"T": ODD}), "columns/T/wetter")
    assert (question.open, question.samples, question.cells) == (True, ("Regen",), ("C1",))
    assert say(question.what, "de") == "Was steht in Spalte C, „Wetter“?"


def test_a_column_with_nearly_the_right_name_is_proposed_and_not_taken() -> None:
    reading = reading_of({"T": ODD})
    assert asked(reading, "columns/T/abteilungen").proposal == "department"
    assert reading.records["touchpoints"][0].department is None


def test_an_answer_decides_what_a_column_is() -> None:
    answers = {"columns/T/wetter": "comment", "columns/T/abteilungen": "department"}
    (touchpoint,) = reading_of({"T": ODD}, answers=answers).records["touchpoints"]
    assert (touchpoint.comment, touchpoint.department) == ("Regen", "Verkauf")


def test_a_column_that_was_left_out_on_purpose_is_still_named() -> None:
    reading = reading_of({"T": ODD}, answers={"columns/T/wetter": "-", "columns/T/abteilungen": "-"})
    assert reading.open_questions == []
    assert [(p.cell, p.severity) for p in reading.problems if p.code == "K04"] == [("C1", "note"), ("D1", "note")]


def test_an_answer_that_is_no_choice_leaves_the_question_open() -> None:
    assert "columns/T/wetter" in open_keys(reading_of({"T": ODD}, answers={"columns/T/wetter": "sonne"}))


def test_even_a_column_with_a_known_name_can_be_called_something_else() -> None:
    reading = reading_of({"T": JOURNEY}, answers={"columns/T/abteilung": "channel"})
    assert reading.records["touchpoints"][0].channel == "Marketing"


def test_which_of_two_columns_of_one_name_counts_is_asked_once() -> None:
    rows = [["Phase", "Touchpoint", "Bewertung", "Bewertung"], ["Kauf", "Beratung", "okay", "begeistert"]]
    question = asked(reading_of({"T": rows}), "columns/T/bewertung")
    assert (question.open, [c.code for c in question.choices]) == (True, ["C", "D", "-"])
    (vote,) = reading_of({"T": rows}, answers={question.key: "D"}).records["ratings"]
    assert vote.rating == 1


def test_the_header_row_is_shown_with_its_neighbours_and_may_be_another_one() -> None:
    rows = [
        ["Workshop Nord"],
        ["Phase", "Touchpoint"],
        ["Kauf", "Beratung"],
        ["Phase", "Touchpoint"],
        ["Kauf", "Abholung"],
    ]
    question = asked(reading_of({"T": rows}), "header/T")
    assert (question.proposal, question.open, question.rows[0]) == ("2", False, ("1", "Workshop Nord"))
    reading = reading_of({"T": rows}, answers={"header/T": "4"})
    assert [t.name for t in reading.records["touchpoints"]] == ["Abholung"]


def test_a_sheet_nobody_recognises_is_asked_when_nothing_else_is_there() -> None:
    ideas = {"Liste": [["Wo", "Idee"], ["Eingang", "Licht"], ["Kasse", "Blumen"]]}
    assert open_keys(reading_of(ideas)) == ["sheets/Liste"]
    chosen = reading_of(ideas, answers={"sheets/Liste": "touchpoints", "header/Liste": "1"})
    assert {"columns/Liste/wo", "columns/Liste/idee"} <= set(open_keys(chosen))
    answers = {
        "sheets/Liste": "touchpoints",
        "header/Liste": "1",
        "columns/Liste/wo": "name",
        "columns/Liste/idee": "wow",
    }
    reading = reading_of(ideas, answers=answers)
    assert [t.name for t in reading.records["touchpoints"]] == ["Eingang", "Kasse"]
    assert [s.text for s in reading.records["standards"]] == ["Licht", "Blumen"]


def test_a_sheet_without_the_column_it_needs_says_which_one() -> None:
    ideas = {"Liste": [["Wo", "Idee"], ["Eingang", "Licht"]]}
    answers = {"sheets/Liste": "touchpoints", "header/Liste": "1", "columns/Liste/wo": "-", "columns/Liste/idee": "wow"}
    reading = reading_of(ideas, answers=answers)
    assert reading.records == {}
    assert "Für „Touchpoint“ wurde keine Spalte gewählt" in said(reading.problems, severity="error")[0]


def test_beside_a_known_sheet_an_unknown_one_is_left_out_and_can_be_taken() -> None:
    book = {"Touchpoints": JOURNEY, "Ideen": [["Wo", "Idee"], ["Eingang", "Licht"]]}
    reading = reading_of(book)
    assert (reading.open_questions, [p.code for p in reading.problems]) == ([], ["B07"])
    assert asked(reading, "sheets/Ideen").taken == "-"


def test_questions_survive_the_journey_through_json() -> None:
    reading = reading_of({"T": ODD})
    assert Reading.from_json(json.loads(json.dumps(reading.to_json())), b"").questions == reading.questions


def test_files_of_the_same_making_are_known_again_whatever_they_hold() -> None:
    other = [JOURNEY[0], ["T07", "Kauf", "Abholung", "Verkauf"]]
    assert reading_of({"T": JOURNEY}).make == reading_of({"T": other}, "anders.xlsx").make
    assert reading_of({"T": JOURNEY}).make != reading_of({"T": ODD}).make


def test_groups_above_the_headers_tell_columns_of_one_name_apart() -> None:
    from openpyxl import Workbook
    from workbook_files import saved

    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["", "", "Messung", "", "Plan"],
        ["Phase", "Touchpoint", "Bewertung", "Relevanz", "To-do"],
        ["Kauf", "Beratung", "okay", 4, "Üben"],
    ):
        sheet.append(row)
    sheet.merge_cells("C1:D1")
    reading = reading_of(saved(book))
    assert reading.sheets[0].header_row == 2
    assert reading.sheets[0].balance["header"] == 7
    assert cells(reading.problems, severity="warning") == []


def test_the_key_of_a_question_does_not_break_at_a_slash() -> None:
    assert key_of("columns", "A/B", "wer") == "columns/A⁄B/wer"
