"""Ratings and values of other makes: asked once per scale, word or column, mapped visibly, the original kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from workbook_files import JOURNEY, book_of, reading_of, said, saved

from workshop.texts import say
from workshop.workbook.files.sheets import Sheet
from workshop.workbook.interpret import interpret
from workshop.workbook.questions import Question
from workshop.workbook.reading import Reading
from workshop.workbook.values.scale_headers import proposed
from workshop.workbook.values.scales import fitting, number_scales

VOCABULARY = Path(__file__).parent / "workbooks" / "ratings_vocab.xlsx"
SCALE = "values/Touchpoints/bewertung/scale"
UP, DOWN = {"1": -1, "2": -1, "3": 0, "4": 0, "5": 1}, {"1": 1, "2": 0, "3": 0, "4": -1, "5": -1}
MARKS_DE = {"1": 1, "2": 0, "3": 0, "4": -1, "5": -1, "6": -1}
MARKS_CH = {"6": 1, "5": 0, "4": 0, "3": -1, "2": -1, "1": -1}


def rated(values: list[Any], header: str = "Bewertung", **answers: str) -> Reading:
    """Touchpoints with one rating each; answers go by the last part of their question's key."""
    rows = [["Phase", "Touchpoint", header], *(["Kauf", f"T{n}", value] for n, value in enumerate(values))]
    return answered({"Touchpoints": rows}, answers)


def answered(sheets: dict[str, Any], answers: dict[str, str]) -> Reading:
    """A reading whose questions are answered by the last part of their key."""
    keys = {question.key: question.key.rsplit("/", 1)[-1] for question in reading_of(sheets).questions}
    return reading_of(sheets, answers={key: answers[part] for key, part in keys.items() if part in answers})


def votes(reading: Reading) -> list[int | None]:
    return [record.rating for record in reading.records.get("ratings", [])]


def asked(reading: Reading) -> list[Question]:
    """The open questions about values."""
    return [q for q in reading.questions if q.step == "values" and q.open]


def codes(question: Question) -> list[str]:
    return [choice.code for choice in question.choices]


def measures(*rows: list[Any], **answers: str) -> Reading:
    header = ["Maßnahme", "Touchpoint", "Fällig", "Budget", "Status", "Wirkung", "Quick Win"]
    filled = [[*row, *[None] * (len(header) - len(row))] for row in rows]
    return answered({"Touchpoints": JOURNEY, "Maßnahmen": [header, *filled]}, answers)


def test_of_56_spellings_the_sure_ones_are_taken_and_the_others_asked_once() -> None:
    names = {n: row[1] for n, row in enumerate(load_workbook(VOCABULARY).active.values, start=1)}
    reading = reading_of(VOCABULARY.read_bytes(), "ratings_vocab.xlsx")
    open_questions = asked(reading)
    scales = [q for q in open_questions if q.code == "C06"]
    slips = [q for q in open_questions if q.proposal]
    words = [q for q in open_questions if q.code == "C05" and not q.proposal]
    assert len(votes(reading)) == 27
    assert [(s.key.rsplit("/")[-1], s.samples) for s in scales] == [
        ("signs", ("--", "-", "0", "+", "++")),
        ("scale", ("1", "2", "3", "4", "5", "6")),
    ]
    assert [(q.samples, q.proposal) for q in slips] == [(("begeistet",), "1")]
    assert [s for q in words for s in q.samples] == [
        *("enttäuscht (3x)", "3x begeistert, 2x okay", "gut", "o", "(+)", "+/-", "hoch", "niedrig"),
        *("A", "B", "C", "Muss", "top", "flop", "okay/begeistert"),
    ]
    assert len(names) - 1 == 27 + 11 + 1 + 15 + len(["?", "k.A."])


@pytest.mark.parametrize(
    ("code", "header", "meanings"),
    [
        ("1-5-up", "Bewertung (1–5)", UP),
        ("1-5-up", "Bewertung (Sterne)", UP),
        ("1-5-down", "Bewertung (1 = sehr gut, 5 = schlecht)", DOWN),
        ("1-5-down", "Bewertung (Note 1–5)", DOWN),
        ("marks-de", "Bewertung (Schulnote)", MARKS_DE),
        ("marks-ch", "Bewertung (6 = sehr gut, 1 = schlecht)", MARKS_CH),
        ("1-3-up", "Bewertung (1–3)", {"1": -1, "2": 0, "3": 1}),
        ("1-3-down", "Bewertung (1 = gut, 3 = schlecht)", {"1": 1, "2": 0, "3": -1}),
        ("1-7-up", "Bewertung (1 bis 7)", {"1": -1, "3": -1, "4": 0, "5": 0, "6": 1, "7": 1}),
        ("-2-2", "Bewertung (-2 bis +2)", {"-2": -1, "-1": -1, "0": 0, "1": 1, "2": 1}),
        ("0-10", "Bewertung (1–10)", {"1": -1, "4": -1, "5": 0, "8": 0, "9": 1, "10": 1}),
        ("nps", "Bewertung (NPS 0–10)", {"0": -1, "6": -1, "7": 0, "8": 0, "9": 1, "10": 1}),
        ("percent", "Bewertung (%)", {"0": -1, "39": -1, "40": 0, "79": 0, "80": 1, "100": 1}),
        ("fraction", "Bewertung (Prozent)", {"0": -1, "0,39": -1, "0,4": 0, "0,79": 0, "0,8": 1, "1": 1}),
    ],
)
def test_a_scale_of_numbers_is_proposed_by_the_header_and_read_as_answered(
    code: str, header: str, meanings: dict[str, int]
) -> None:
    values = list(meanings)
    (question,) = asked(rated(values, header))
    assert (question.proposal, votes(rated(values, header))) == (code, [])
    assert votes(rated(values, header, scale=code)) == list(meanings.values())


@pytest.mark.parametrize(
    ("part", "code", "meanings"),
    [
        ("signs", "signs-expectation", {"--": -1, "-": -1, "0": 0, "+": 1, "++": 1}),
        ("signs", "signs-five", {"--": -1, "–": -1, "o": 0, "+": 0, "++": 1}),
        ("words", "letters-first-best", {"A": 1, "B": 0, "C": -1}),
        ("words", "letters-last-best", {"A": -1, "B": 0, "C": 1}),
        ("words", "letters-five", {"A": 1, "B": 0, "D": -1, "E": -1}),
        ("words", "high-best", {"hoch": 1, "mittel": 0, "niedrig": -1}),
        ("words", "low-best", {"hoch": -1, "mittel": 0, "gering": 1}),
        ("words", "tick-delighted", {"✓": 1, "x": -1}),
        ("words", "tick-okay", {"ja": 0, "nein": -1}),
        ("words", "cross-delighted", {"x": 1, "☐": -1}),
        ("scale", "1-5-up", {"★": -1, "★★★☆☆": 0, "⭐⭐⭐⭐⭐": 1}),
        ("scale", "1-5-up", {"1/5": -1, "3 von 5": 0, "5 Sterne": 1}),
    ],
)
def test_signs_letters_ticks_and_stars_are_one_question_a_column(
    part: str, code: str, meanings: dict[str, int]
) -> None:
    values = list(meanings)
    (question,) = asked(rated(values))
    assert question.key == f"values/Touchpoints/bewertung/{part}"
    assert question.code == "C06"
    assert votes(rated(values, **{part: code})) == list(meanings.values())


def test_only_scales_that_fit_the_values_are_offered() -> None:
    offered = {c.code for c in number_scales("rating")} - {s.code for s in fitting([1, 4, 6], "rating")}
    assert offered == {"1-5-up", "1-5-down", "1-3-up", "1-3-down", "-2-2", "percent", "fraction"}


def test_a_choice_says_its_cut_in_words() -> None:
    (question,) = asked(rated([1, 3, 5]))
    assert say(question.label("1-5-up"), "de") == "1–5, 5 ist das Beste: 5 = begeistert, 3–4 = okay, 1–2 = enttäuscht"


def test_numbers_are_never_taken_without_an_answer() -> None:
    reading = rated([1, 2, 5, "okay"], "Bewertung (1 = sehr gut)")
    assert votes(reading) == [0]
    assert [(p.severity, p.code, p.cell) for p in reading.problems] == [("error", "C06", "C2")]


def test_once_answered_one_note_says_how_every_value_was_read() -> None:
    (note,) = rated([1, 3, 5], scale="1-5-up").problems
    assert (note.severity, note.code, note.original, note.taken) == ("note", "C06", "1 · 3 · 5", "1-5-up")
    assert "1 = enttäuscht, 3 = okay, 5 = begeistert. Zellen: C2, C3, C4." in say(note.what, "de")


def test_halves_count_as_the_better_step() -> None:
    assert votes(rated(["4,5", "4,4", "2,5", "2,4", 1], scale="1-5-up")) == [1, 0, 0, -1, -1]
    assert votes(rated(["1,5", "1,6", "3,5", "3,6", 6], scale="marks-de")) == [1, 0, 0, -1, -1]


def test_a_number_outside_the_chosen_scale_is_named_at_its_cell() -> None:
    reading = rated([*[1, 3, 5] * 4, 50], scale="1-5-up")
    assert [(p.cell, p.code) for p in reading.errors] == [("C14", "C06")]
    assert len(votes(reading)) == 12


def test_cells_that_the_person_leaves_out_bring_no_vote_and_one_note() -> None:
    reading = rated([1, 3, "okay"], scale="-")
    assert votes(reading) == [0]
    assert said(reading.problems) == [
        "Blatt „Touchpoints“, C2: Wie von Ihnen entschieden weggelassen: 1 · 3. Zellen: C2, C3."
    ]


def test_a_dash_is_a_gap_beside_numbers_and_a_vote_beside_signs() -> None:
    assert votes(rated([1, "-", 5], scale="1-5-up")) == [-1, 1]
    assert votes(rated(["-", "++"], signs="signs-expectation")) == [-1, 1]


@pytest.mark.parametrize(
    ("header", "code"),
    [("Bewertung", ""), ("Bewertung (1–5)", "1-5-up"), ("Note", "1-5-down"), ("1 = unzufrieden", "1-5-up")],
)
def test_the_headers_words_decide_what_is_proposed(header: str, code: str) -> None:
    scales = [scale for scale in number_scales("rating") if scale.code in ("1-5-up", "1-5-down")]
    assert proposed(scales, header) == code


@pytest.mark.parametrize("header", ["Bewertung (−1 bis 1)", "Bewertung (-1 = enttäuscht, 0 = okay, 1 = begeistert)"])
def test_our_own_scale_in_a_header_asks_nothing(header: str) -> None:
    assert votes(rated([0, 1], header)) == [0, 1]


@pytest.mark.parametrize(
    ("word", "proposal"),
    [("super", ""), ("begeistet", "1"), ("😞😞", "-1"), ("okay / 😀", ""), ("gut", ""), ("x", "")],
)
def test_an_unknown_word_is_asked_once_however_often_it_stands_there(word: str, proposal: str) -> None:
    reading = rated([word, "okay", word])
    (question,) = asked(reading)
    assert (question.code, question.cells, question.proposal) == ("C05", ("C2", "C4"), proposal)
    assert codes(question) == ["1", "0", "-1", "missing", "-"]
    assert [(p.severity, p.cell) for p in reading.problems] == [("error", "C2")]
    assert votes(reading) == [0]


def test_an_answered_word_is_taken_and_said() -> None:
    reading = rated(["super", "okay", "SUPER!"], super="1")
    assert votes(reading) == [1, 0, 1]
    assert said(reading.problems) == ["Blatt „Touchpoints“, C2: „super“ wurde als „begeistert“ übernommen: C2, C4."]


def test_a_word_may_mean_that_nobody_rated() -> None:
    assert votes(rated(["nie dort", "okay"], **{"nie dort": "missing"})) == [0]


def test_a_sure_word_is_taken_visibly_and_can_be_changed() -> None:
    reading = rated(["zufrieden", "😀"])
    assert [(q.samples, q.proposal, q.settled) for q in reading.questions if q.step == "values"] == [
        (("zufrieden",), "0", True),
        (("😀",), "1", True),
    ]
    assert [(p.severity, p.original, p.taken) for p in reading.problems] == [
        ("note", "zufrieden", "0"),
        ("note", "😀", "1"),
    ]
    assert votes(rated(["zufrieden"], zufrieden="1")) == [1]


@pytest.mark.parametrize(
    ("answer", "taken"), [("each", [1, 1, 1, 0, 0, -1, -1]), ("most", [1, -1]), ("mean", [1, -1]), ("-", [])]
)
def test_counts_in_a_cell_become_votes_or_one_rating_as_chosen(answer: str, taken: list[int]) -> None:
    values = ["3x begeistert, 2x okay", "enttäuscht (2x)"]
    (question,) = asked(rated(values))
    assert codes(question) == ["each", "most", "mean", "-"]
    assert votes(rated(values, counts=answer)) == taken


def test_single_votes_of_a_cell_have_no_names() -> None:
    records = rated(["2x okay, 1x begeistert"], counts="each").records["ratings"]
    assert [r.participant for r in records] == ["Raum", "Raum 2", "Raum 3"]


def test_three_numbers_are_counts_where_the_header_names_the_three_ratings() -> None:
    header = "Bewertung\n😞 / 😐 / 😀"
    assert votes(rated(["0 / 1 / 3", "2 / 1 / 0"], header, counts="most")) == [1, -1]
    assert [q.code for q in asked(rated(["0 / 1 / 3"]))] == ["C05"]


def test_all_columns_of_a_cross_table_are_one_question() -> None:
    people = ["P01", "P02", "P03"]
    rows = [["Touchpoint", *people], ["Website", 1, 2, 3], ["Beratung", 3, "x", 1]]
    reading = answered({"Touchpoints": JOURNEY, "Matrix": rows}, {"scale": "1-3-down", "x": "missing"})
    assert [r.rating for r in reading.records["ratings"]] == [1, 0, -1, -1, None, 1]
    assert [q.key for q in reading.questions if q.step == "values"] == [
        "values/Matrix/people/scale",
        "values/Matrix/people/x",
    ]


def test_the_letters_of_a_symbol_font_are_asked_with_the_picture_they_show() -> None:
    cells = {(1, 1): "Phase", (1, 2): "Touchpoint", (1, 3): "Bewertung"}
    cells |= {place: v for n in (2, 3) for place, v in {(n, 1): "Kauf", (n, 2): f"T{n}", (n, 3): "J"}.items()}
    sheet = Sheet("Touchpoints", cells, fonts={(2, 3): "Wingdings"})
    smiley, letter = asked(interpret([sheet], "a.xlsx", language="de"))
    assert (smiley.code, smiley.cells, smiley.proposal) == ("C13", ("C2",), "1")
    assert (letter.code, letter.cells, letter.proposal) == ("C05", ("C3",), "")


@pytest.mark.parametrize(
    ("header", "values", "part", "code", "taken"),
    [
        ("Relevanz (1–10)", [1, 2, "7,5", 9], "scale", "0-10", [1, 1, 4, 5]),
        ("Relevanz", [8, 9, 10, 3], "scale", "0-10", [4, 5, 5, 2]),
        ("Relevanz (1 = sehr wichtig)", [1, 2, 5], "scale", "1-5-down", [5, 4, 1]),
        ("Relevanz (1–3)", [1, 2, 3], "scale", "1-3-up", [1, 3, 5]),
        ("Relevanz", ["hoch", "mittel", "niedrig"], "words", "three-levels", [5, 3, 1]),
    ],
)
def test_relevance_on_another_scale_is_asked_once(
    header: str, values: list[Any], part: str, code: str, taken: list[int]
) -> None:
    assert len(asked(rated(values, header))) == 1
    records = rated(values, header, **{part: code}).records["ratings"]
    assert [record.relevance for record in records] == taken


def test_while_its_scale_is_open_a_relevance_is_not_taken_and_the_rating_is() -> None:
    rows = [["Phase", "Touchpoint", "Bewertung", "Relevanz (1–10)"], ["Kauf", "A", "okay", 9]]
    reading = reading_of({"Touchpoints": rows})
    assert [(r.rating, r.relevance) for r in reading.records["ratings"]] == [(0, None)]
    assert [(p.severity, p.code, p.cell) for p in reading.problems] == [("warning", "C06", "D2")]


def test_phases_of_a_journey_of_its_own_are_known_or_proposed_by_their_place() -> None:
    names = ["Information", "Anfrage", "Beratung", "Angebot", "Kauf", "Montage", "Nutzung", "Empfehlung"]
    rows = [["Phase", "Touchpoint"], *([name, f"T{n}"] for n, name in enumerate(names))]
    reading = reading_of({"Touchpoints": rows})
    phases = {q.samples[0]: (q.proposal, q.settled) for q in reading.questions if q.step == "values"}
    assert phases == {
        "Information": ("prepurchase", True),
        "Anfrage": ("prepurchase", True),
        "Beratung": ("prepurchase", False),
        "Angebot": ("prepurchase", False),
        "Montage": ("afterpurchase", False),
        "Nutzung": ("afterpurchase", True),
        "Empfehlung": ("afterpurchase", True),
    }
    assert [t.phase for t in reading.records["touchpoints"]] == [
        *["prepurchase"] * 2,
        "purchase",
        *["afterpurchase"] * 2,
    ]


def test_only_the_rows_of_an_open_phase_are_held_back() -> None:
    rows = [["Phase", "Touchpoint"], ["Kauf", "A"], ["Irgendwann", "B"], ["Irgendwann", "C"]]
    reading = reading_of({"Touchpoints": rows})
    assert [t.name for t in reading.records["touchpoints"]] == ["A"]
    assert [(p.code, p.cell) for p in reading.errors] == [("C15", "A3")]
    assert len(answered({"Touchpoints": rows}, {"irgendwann": "purchase"}).records["touchpoints"]) == 3
    assert len(answered({"Touchpoints": rows}, {"irgendwann": "-"}).records["touchpoints"]) == 1


def test_an_unknown_status_is_asked_and_its_row_comes_in_meanwhile() -> None:
    reading = measures(["Schulen", "T02", None, None, "schwebend"], ["Malen", "T02", None, None, "erledgt"])
    first, second = asked(reading)
    assert codes(first) == ["open", "in_progress", "done", "blocked", "-"]
    assert (first.proposal, second.proposal) == ("", "done")
    assert len(reading.records["measures"]) == 2
    answer = measures(["Schulen", "T02", None, None, "schwebend"], schwebend="blocked")
    assert answer.records["measures"][0].status == "blocked"


def test_neither_yes_nor_no_is_asked() -> None:
    row = ["Schulen", "T02", None, None, None, None, "Jein"]
    assert codes(asked(measures(row))[0]) == ["yes", "no", "-"]
    assert measures(row, jein="yes").records["measures"][0].quick_win is True


@pytest.mark.parametrize(("order", "meant"), [("day", date(2025, 4, 3)), ("month", date(2025, 3, 4))])
def test_whether_day_or_month_stands_first_is_asked_once_a_column(order: str, meant: date) -> None:
    rows = [["A", "T01", "03/04/2025"], ["B", "T01", "04/04/2025"], ["C", "T01", "03/04/2025"]]
    (question,) = asked(measures(*rows))
    assert (question.code, question.cells) == ("C07", ("C2", "C4"))
    days = [m.until_date for m in measures(*rows, order=order).records["measures"]]
    assert days == [meant, date(2025, 4, 4), meant]


def test_a_certain_date_of_the_column_settles_the_order() -> None:
    reading = measures(["A", "T01", "03/04/2025"], ["B", "T01", "30/06/2025"])
    assert asked(reading) == []
    assert reading.records["measures"][0].until_date == date(2025, 4, 3)


def test_a_number_in_a_date_column_is_asked_and_shown_as_the_day_it_would_be() -> None:
    rows = [["A", "T01", 45747], ["B", "T01", 45747.5], ["C", "T01", 20250331]]
    (question,) = asked(measures(*rows))
    assert (question.samples, question.proposal) == (("45747", "45747.5"), "serial")
    assert "45747 = 31.03.2025" in say(question.label("serial"), "de")
    days = [m.until_date for m in measures(*rows, serial="serial").records["measures"]]
    assert days == [date(2025, 3, 31)] * 3


def test_thousands_or_decimals_is_asked_once_where_the_column_does_not_show_it() -> None:
    sheets = {"Touchpoints": JOURNEY, "KPIs": [["KPI", "Zielwert"], ["Anrufe", "1.500"], ["Besuche", "2,250"]]}
    (question,) = asked(reading_of(sheets))
    assert (question.code, question.cells) == ("C09", ("B2", "B3"))
    assert [k.target for k in answered(sheets, {"comma": "decimal"}).records["kpis"]] == [1500, 2.25]
    assert [k.target for k in answered(sheets, {"comma": "thousands"}).records["kpis"]] == [1.5, 2250]


def test_an_amount_of_money_has_no_three_decimals_and_one_note_says_so() -> None:
    reading = measures(["A", "T01", None, "1.500"], ["B", "T01", None, "1,500"], ["C", "T01", None, "ca. 300"])
    assert [m.budget for m in reading.records["measures"]] == [1500, 1500, None]
    assert [(p.code, p.severity, p.cell) for p in reading.problems] == [
        ("C09", "note", "D2"),
        ("C08", "warning", "D4"),
    ]


def test_a_value_that_is_not_taken_leaves_its_field_alone() -> None:
    (measure,) = measures(["A", "T01", "KW 20", 300]).records["measures"]
    assert "until_date" not in measure.model_fields_set
    assert "budget" in measure.model_fields_set


def test_the_answers_hold_for_the_next_file_of_the_same_make() -> None:
    answers = {SCALE: "1-5-up"}
    rows = [["Phase", "Touchpoint", "Bewertung"], ["Nutzung", "Anderes", 4], ["Kauf", "Neues", 5]]
    content = saved(book_of({"Touchpoints": rows}))
    assert votes(reading_of(content, "zweite.xlsx", answers=answers)) == [0, 1]
