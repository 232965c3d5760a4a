"""Exports of survey and workshop tools are recognised and offered as what they are; names stay out."""

from __future__ import annotations

from pathlib import Path

import pytest
from workbook_files import JOURNEY, Rows, reading_of, said

from workshop.workbook.questions import Question
from workshop.workbook.reading import Reading

WORKBOOKS = Path(__file__).parent / "workbooks"
FORMS = (WORKBOOKS / "msforms_de.xlsx").read_bytes()
GOOGLE: Rows = [
    ["Zeitstempel", "Wie heißen Sie?", "Bitte bewerten Sie [Hotline]", "Bitte bewerten Sie [Rechnung]", "Abteilung"],
    ["12.03.2025 09:00", "Anna Beispiel", "okay", "begeistert", "Laden"],
    ["12.03.2025 09:05", "Ben Beispiel", "enttäuscht", "okay", "Büro"],
]
LIME: Rows = [
    ["Antwort ID", "Datum Abgeschickt", "Letzte Seite", "Hotline", "Rechnung", "Alter"],
    [7, "2025-03-12", 3, "okay", "begeistert", 45],
    [9, "2025-03-12", 3, "okay", "okay", 33],
]
MONKEY: Rows = [
    ["Respondent ID", "Collector ID", "Email Address", "Bitte bewerten Sie", None, "Sonst noch etwas?"],
    [None, None, None, "Hotline", "Rechnung", "Open-Ended Response"],
    [11223344556, 99, "a@example.org", "okay", "begeistert", "nett"],
    [11223344557, 99, "b@example.org", "enttäuscht", "okay", None],
]
QUALTRICS: Rows = [
    ["StartDate", "EndDate", "Status", "Q1_1", "Q1_2"],
    ["Start Date", "End Date", "Response Type", "Bitte bewerten Sie - Hotline", "Bitte bewerten Sie - Rechnung"],
    ['{"ImportId":"startDate"}', '{"ImportId":"endDate"}', '{"ImportId":"s"}', '{"ImportId":"a"}', '{"ImportId":"b"}'],
    ["2025-03-12", "2025-03-12", "IP", "okay", "begeistert"],
]
PLAIN: Rows = [
    ["Teilnehmer", "Hotline", "Rechnung", "Website"],
    ["P01", "okay", "begeistert", "okay"],
    ["P02", "enttäuscht", "okay", None],
]


def shapes(reading: Reading) -> list[Question]:
    return [q for q in reading.questions if q.step == "shape" and q.open]


def names(reading: Reading) -> list[str]:
    return [t.name for t in reading.records.get("touchpoints", [])]


def balanced(reading: Reading) -> bool:
    return all(sum(s.balance.values()) == max(s.readers.values(), default=0) for s in reading.sheets)


def taken(reading: Reading) -> dict[str, str]:
    """Question about a column → what it goes by."""
    return {q.key.rpartition("/")[2]: q.taken for q in reading.questions if "/survey/" in q.key}


@pytest.mark.parametrize(
    ("rows", "tool"),
    [(GOOGLE, "Google Forms"), (LIME, "LimeSurvey"), (MONKEY, "SurveyMonkey"), (QUALTRICS, "Qualtrics")],
)
def test_a_survey_tool_is_recognised_and_nothing_is_read_before_the_answer(rows: Rows, tool: str) -> None:
    reading = reading_of({"S": rows})
    (question,) = shapes(reading)
    assert (question.key, question.code) == ("shape/S/survey", "B05")
    assert question.what.values["tool"] == tool
    assert reading.records == {}
    assert balanced(reading)


@pytest.mark.parametrize("rows", [GOOGLE, MONKEY, QUALTRICS])
def test_rows_of_a_question_are_touchpoints_and_header_rows_are_no_answers(rows: Rows) -> None:
    reading = reading_of({"S": rows}, answers={"shape/S/survey": "staff"})
    assert names(reading) == ["Hotline", "Rechnung"]
    first = [(r.touchpoint, r.rating) for r in reading.records["ratings"]][:2]
    assert first == [("T01", 0), ("T02", 1)]
    assert balanced(reading)


def test_people_are_numbered_and_nobody_is_the_same_in_two_measurements() -> None:
    people = {
        wave: [p.key for p in reading_of({"S": GOOGLE}, answers={"shape/S/survey": "staff"}, default_wave=wave)
               .records["participants"]]
        for wave in ("before", "after")
    }  # fmt: skip
    assert people == {"before": ["TN 1 vorher", "TN 2 vorher"], "after": ["TN 1 nachher", "TN 2 nachher"]}


def test_the_number_of_an_answer_survives_sorting() -> None:
    reading = reading_of({"S": LIME}, answers={"shape/S/survey": "staff"})
    assert [p.key for p in reading.records["participants"]] == ["TN 7 vorher", "TN 9 vorher"]


def test_names_and_addresses_stay_out_and_are_said_without_their_contents() -> None:
    for rows, cell in ((GOOGLE, "B1"), (MONKEY, "C1")):
        reading = reading_of({"S": rows}, answers={"shape/S/survey": "staff"})
        (note,) = [p for p in reading.problems if p.cell == cell]
        assert (note.code, note.severity, note.original) == ("K04", "note", "")
        assert "sagt, wer geantwortet hat" in said([note])[0]
        assert "Beispiel" not in str(reading.records)
        assert "@" not in str(reading.records)


def test_a_name_can_be_switched_on() -> None:
    answers = {"shape/S/survey": "staff", "shape/S/survey/wie heissen sie": "participant"}
    people = reading_of({"S": GOOGLE}, answers=answers).records["participants"]
    assert [p.key for p in people] == ["Anna Beispiel", "Ben Beispiel"]


def test_the_department_of_those_who_answered_is_kept() -> None:
    people = reading_of({"S": GOOGLE}, answers={"shape/S/survey": "staff"}).records["participants"]
    assert [p.department for p in people] == ["Laden", "Büro"]


def test_age_is_no_rating_and_named() -> None:
    reading = reading_of({"S": LIME}, answers={"shape/S/survey": "staff"})
    assert taken(reading) == {"hotline": "touchpoint", "rechnung": "touchpoint", "alter": "-"}
    assert "F1" in [p.cell for p in reading.problems if p.code == "K04"]


def test_microsoft_forms_are_answers_of_customers_where_they_are_asked_to_recommend() -> None:
    reading = reading_of(FORMS)
    assert [(q.key, q.proposal) for q in shapes(reading)] == [("shape/Touchpoints/survey", "customers")]
    reading = reading_of(FORMS, answers={"shape/Touchpoints/survey": "customers"})
    assert names(reading) == ["Wie bewerten Sie die Website?", "Hotline", "Rechnung"]
    found = [(r.customer, r.touchpoint, r.rating) for r in reading.records["customer_ratings"]]
    assert found[:2] == [("Kunde 1", "T02", 1), ("Kunde 1", "T03", 0)]
    assert balanced(reading)


def test_recommendation_and_several_choices_rate_no_touchpoint() -> None:
    reading = reading_of(FORMS, answers={"shape/Touchpoints/survey": "staff"})
    out = [header for header, use in taken(reading).items() if use == "-"]
    assert out == ["e mail", "wie wahrscheinlich ist es dass sie uns weiterempfehlen", "welche kanaele nutzen sie"]


def test_one_person_a_row_is_recognised_without_a_tool() -> None:
    (question,) = shapes(reading_of({"T": PLAIN}))
    assert (question.key, question.proposal) == ("shape/T/survey", "staff")
    reading = reading_of({"T": PLAIN}, answers={"shape/T/survey": "staff"})
    found = [(r.participant, r.touchpoint, r.rating) for r in reading.records["ratings"]]
    assert found == [
        ("P01", "T01", 0), ("P01", "T02", 1), ("P01", "T03", 0), ("P02", "T01", -1), ("P02", "T02", 0),
    ]  # fmt: skip


def test_a_list_of_votes_is_no_survey() -> None:
    votes = [["Teilnehmer", "Touchpoint", "Bewertung"], ["P01", "T01", "okay"], ["P02", "T01", "begeistert"]]
    assert shapes(reading_of({"T": JOURNEY, "Bewertungen": votes})) == []


PARABOL = (WORKBOOKS / "parabol_retro.csv").read_bytes()
CLAPER = "Name,Multiple choice,Slide #,enttäuscht,okay,begeistert\nHotline,No,3,1,2,4\n".encode()
ARSNOVA = (
    "\ufeffFrage Nr.;Fragentext;Typ;Teilnehmende;Details\n"
    '1;Hotline;SC;10;"enttäuscht: 3 (30%) | okay: 5 (50%) | begeistert: 2 (20%)"\n'
    '2;Lieblingsfarbe;SC;8;"rotbraun: 3 (30%) | blau: 5 (50%)"\n'
    "\nRang;Nickname;Code;Punkte\n1;Fux;abc;7\n"
).encode()
VOICES = (
    b"date,score,verbatim,stage\n2026-05-02,1,Setup was painless,Onboarding\n"
    b"2026-05-03,0,,onboarding\n2026-05-04,-1,Nobody answered,Support\n"
)
SCRUMLR = (
    b"note_id,author_id,author,text,column_id,column,rank,stack\n"
    b"1,a,Anna,zu langsam,c1,Hotline,1,\n2,b,Ben,sehr nett,c1,Hotline,2,\n"
)
QUESTIONS = b"Frage,Zeitstempel,Antwort,Favorit,Richtig/Falsch,Score,Kategorie,\r\nWarum so lange?,2025,,,,3,,\r\n"


def read(content: bytes, tool: str, choice: str) -> Reading:
    reading = reading_of(content, "export.csv", answers={f"shape/csv/{tool}": choice})
    assert balanced(reading)
    return reading


@pytest.mark.parametrize(
    ("content", "key", "proposal"),
    [
        (PARABOL, "parabol", "notes"),
        (CLAPER, "claper_poll", "votes"),
        (ARSNOVA, "arsnova_results", "votes"),
        (VOICES, "voice_of_customer", "voices"),
        (SCRUMLR, "scrumlr", "notes"),
        (QUESTIONS, "particify_questions", "-"),
    ],
)
def test_the_export_of_a_tool_is_offered_as_what_it_is(content: bytes, key: str, proposal: str) -> None:
    reading = reading_of(content, "export.csv")
    assert [(q.key, q.proposal) for q in shapes(reading)] == [(f"shape/csv/{key}", proposal)]
    assert reading.records == {}


def test_reflections_become_comments_and_tasks_measures() -> None:
    reading = read(PARABOL, "parabol", "notes")
    (touchpoint,), (measure,) = reading.records["touchpoints"], reading.records["measures"]
    assert (touchpoint.name, touchpoint.comment) == (
        "Warteschleife",
        "Was hat genervt? Hotline: zu lange\nWartezeit",
    )
    assert (measure.title, measure.touchpoint_keys) == ("Zweite Leitung", "T01")
    assert "Anna" not in str(reading.records)


def test_the_author_of_a_note_is_named_as_left_out_without_the_name() -> None:
    notes = [p for p in read(PARABOL, "parabol", "notes").problems if p.cell == "B2"]
    assert [(p.code, p.original) for p in notes] == [("K04", "")]


def test_notes_of_one_column_are_one_touchpoint_or_a_measure_each() -> None:
    (touchpoint,) = read(SCRUMLR, "scrumlr", "notes").records["touchpoints"]
    assert (touchpoint.name, touchpoint.comment) == ("Hotline", "zu langsam\nsehr nett")
    measures = read(SCRUMLR, "scrumlr", "measures").records["measures"]
    assert [m.title for m in measures] == ["zu langsam", "sehr nett"]


@pytest.mark.parametrize(
    ("content", "tool", "levels"),
    [(CLAPER, "claper_poll", (1, 2, 4)), (ARSNOVA, "arsnova_results", (3, 5, 2))],
)
def test_numbers_of_a_poll_become_so_many_votes(content: bytes, tool: str, levels: tuple[int, ...]) -> None:
    reading = read(content, tool, "votes")
    ratings = [r.rating for r in reading.records["ratings"]]
    assert names(reading) == ["Hotline"]
    assert tuple(ratings.count(level) for level in (-1, 0, 1)) == levels


def test_a_poll_about_something_else_and_the_ranking_are_named() -> None:
    reading = read(ARSNOVA, "arsnova_results", "votes")
    assert {("K04", "E3"), ("B03", "A5")} <= {(p.code, p.cell) for p in reading.problems}
    assert "Fux" not in str(reading.records)


def test_voices_of_customers_are_ratings_of_their_stage_and_conversations() -> None:
    reading = read(VOICES, "voice_of_customer", "voices")
    assert names(reading) == ["Onboarding", "Support"]
    found = [(r.customer, r.touchpoint, r.rating) for r in reading.records["customer_ratings"]]
    assert found == [("Kunde 1", "T01", 1), ("Kunde 2", "T01", 0), ("Kunde 3", "T02", -1)]
    said_so = [(c.touchpoint, c.customer_statement) for c in reading.records["conversations"]]
    assert said_so == [("T01", "Setup was painless"), ("T02", "Nobody answered")]


def test_questions_from_the_audience_may_become_measures() -> None:
    reading = read(QUESTIONS, "particify_questions", "measures")
    assert [m.title for m in reading.records["measures"]] == ["Warum so lange?"]
