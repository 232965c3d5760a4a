"""What only a person can know is asked in steps, once each, and every answer can be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from components.rooms import PAGES
from data.answers import list_remembered
from data.commands import delete_workshop
from data.store import list_workshops, load

Rows = Sequence[Sequence[object]]

JOURNEY: Rows = [
    ["Phase", "Touchpoint", "Abteilung", "Bewertung"],
    ["Vor dem Kauf", "Website", "Marketing", "okay"],
    ["Kauf", "Beratung", "Verkauf", "super"],
    ["Kauf", "Angebot", "Verkauf", "super"],
    ["Nach dem Kauf", "Rechnung", "Buchhaltung", "geht so"],
]
"""Four touchpoints, and two words nobody but their author knows as ratings."""


def xlsx(sheets: Mapping[str, Rows]) -> bytes:
    book, buffer = Workbook(), BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(buffer)
    return buffer.getvalue()


def upload(app: AppTest, rows: Rows | Mapping[str, Rows], name: str = "klein.xlsx") -> AppTest:
    app.run()
    app.switch_page(str(PAGES / "setup" / "upload.py")).run()
    app.file_uploader(key="workbook").upload(name, xlsx(rows if isinstance(rows, Mapping) else {"Touchpoints": rows}))
    app.run()
    assert not app.exception
    return app


def widget_of(app: AppTest, words: str) -> Any:
    """The one widget that answers the question in which these words occur."""
    found = [w for kind in ("pills", "radio", "selectbox") for w in app.get(kind) if words in w.label]
    assert len(found) == 1, [w.label for w in found]
    return found[0]


def press(app: AppTest, icon: str) -> AppTest:
    next(button for button in app.button if button.icon == f":material/{icon}:").click().run()
    assert not app.exception
    return app


def proceed(app: AppTest) -> AppTest:
    return press(app, "arrow_forward")


def leave_out_the_rest(app: AppTest) -> AppTest:
    next(button for button in app.button if button.label == "Alle übrigen auslassen").click().run()
    assert not app.exception
    return app


def step(app: AppTest) -> str:
    """The heading of the step that is shown, "" in the review."""
    return next((h.value for h in app.header), "")


def can_be_kept(app: AppTest) -> bool:
    return any(button.icon == ":material/check:" for button in app.button)


def said(app: AppTest) -> str:
    return "\n".join(part.value for kind in ("markdown", "caption", "info", "warning") for part in app.get(kind))


def stored_ratings() -> list[float]:
    ratings = load(list_workshops()[0].id).ratings["rating"]
    return sorted(ratings.dropna())


def test_a_workbook_that_raises_no_question_comes_straight_to_the_review(app: AppTest) -> None:
    upload(app, [*JOURNEY[:2]])
    assert can_be_kept(app)
    assert not [button for button in app.button if (button.key or "").startswith("step_")]


def test_an_unknown_rating_is_asked_once_and_not_once_a_cell(app: AppTest) -> None:
    upload(app, JOURNEY)
    assert step(app) == "Werte"
    assert not can_be_kept(app)
    widget_of(app, "super").set_value("1")
    widget_of(app, "geht so").set_value("0")
    proceed(app)
    press(app, "check")
    assert stored_ratings() == [0, 0, 1, 1]


def test_going_on_with_a_question_open_points_at_it(app: AppTest) -> None:
    upload(app, JOURNEY)
    widget_of(app, "super").set_value("1")
    proceed(app)
    assert step(app) == "Werte"
    assert "Noch offen: 1" in said(app)
    assert widget_of(app, "super").value == "1"


def test_what_is_not_answered_can_be_left_out_at_once(app: AppTest) -> None:
    upload(app, JOURNEY)
    widget_of(app, "super").set_value("1")
    leave_out_the_rest(app)
    press(app, "check")
    assert stored_ratings() == [0, 1, 1]


def test_a_step_that_is_done_can_be_answered_again(app: AppTest) -> None:
    upload(app, JOURNEY)
    widget_of(app, "super").set_value("1")
    widget_of(app, "geht so").set_value("0")
    proceed(app)
    assert can_be_kept(app)
    app.button(key="step_values").click().run()
    widget_of(app, "super").set_value("-1")
    proceed(app)
    press(app, "check")
    assert stored_ratings() == [-1, -1, 0, 0]


def look_at_assumed(app: AppTest, step: str) -> AppTest:
    """Open what was taken for granted, at one step."""
    app.session_state["assumed"] = True
    app.run()
    next(w for w in app.get("segmented_control") if (w.key or "").startswith("assumed")).set_value(step).run()
    assert not app.exception
    return app


def test_a_header_row_that_was_assumed_can_be_corrected_by_a_click(app: AppTest) -> None:
    upload(app, [JOURNEY[0], ["Wann", "Was", "Wer", "Wie"], JOURNEY[1]])
    leave_out_the_rest(app)
    look_at_assumed(app, "header")
    table = next(t for t in app.dataframe if "/header/" in (t.key or ""))
    assert list(table.value.iloc[:, 0]) == ["1", "2", "3"]
    app.session_state[table.key] = {"selection": {"rows": [1], "columns": [], "cells": []}}
    press(app, "refresh")
    assert step(app) == "Spalten"
    assert widget_of(app, "Wann")


def test_a_column_that_was_recognised_can_be_left_out(app: AppTest) -> None:
    upload(app, JOURNEY[:2])
    look_at_assumed(app, "columns")
    widget_of(app, "Abteilung").set_value("-")
    press(app, "refresh")
    press(app, "check")
    assert list(load(list_workshops()[0].id)["touchpoints"]["department"].fillna("")) == [""]


def test_a_workshop_that_was_deleted_meanwhile_is_named(app: AppTest) -> None:
    upload(app, JOURNEY[:2])
    press(app, "check")
    known = list_workshops()[0].id
    app.switch_page(str(PAGES / "setup" / "upload.py")).run()
    app.selectbox(key="upload_into").select(known).run()
    delete_workshop(known)
    app.file_uploader(key="workbook").upload("zweit.xlsx", xlsx({"Touchpoints": JOURNEY[:2]})).run()
    assert not app.exception


def test_a_second_file_begins_with_its_own_questions(app: AppTest) -> None:
    upload(app, JOURNEY)
    widget_of(app, "super").set_value("1")
    proceed(app)
    other = [*JOURNEY[:2], ["Kauf", "Anruf", "Verkauf", "mega"]]
    app.file_uploader(key="workbook").upload("andere.xlsx", xlsx({"Touchpoints": other})).run()
    assert not app.exception
    assert step(app) == "Werte"
    widget_of(app, "mega")


@pytest.mark.parametrize("text", ["*wichtig* :red[rot]", "$x$ <b>", "[a](b) `c`"])
def test_texts_of_the_file_are_shown_as_they_were_written(app: AppTest, text: str) -> None:
    upload(app, [["Phase", "Touchpoint", "Bewertung"], ["Kauf", "Anruf", text], ["Kauf", text, "okay"]])
    for sign in "*$[<`":
        if sign in text:
            assert f"\\{sign}" in said(app)


def next_file(app: AppTest, rows: Rows, name: str, into: str = "") -> AppTest:
    """Upload another file, after one was kept; `into` the workshop it is added to."""
    app.switch_page(str(PAGES / "setup" / "upload.py")).run()
    if into:
        app.selectbox(key="upload_into").select(into).run()
    app.file_uploader(key="workbook").upload(name, xlsx({"Touchpoints": rows})).run()
    assert not app.exception
    return app


def test_what_was_answered_once_holds_for_the_next_file_of_the_same_make(app: AppTest) -> None:
    upload(app, JOURNEY, "mai.xlsx")
    widget_of(app, "super").set_value("1")
    widget_of(app, "geht so").set_value("0")
    press(proceed(app), "check")
    next_file(app, JOURNEY, "juni.xlsx")
    assert can_be_kept(app)
    assert "Antworten von „mai\\.xlsx“ übernommen: 2" in said(app)
    press(app, "restart_alt")
    assert step(app) == "Werte"
    assert widget_of(app, "super").value is None


def test_a_remembered_answer_can_be_seen_and_forgotten(app: AppTest) -> None:
    upload(app, JOURNEY)
    widget_of(app, "super").set_value("1")
    press(leave_out_the_rest(app), "check")
    app.switch_page(str(PAGES / "setup" / "upload.py")).run()
    app.session_state["memory"] = True
    app.run()
    assert "super: **begeistert**" in said(app)
    press(app, "delete")
    assert list_remembered() == []


def test_a_file_that_is_added_says_field_by_field_what_changes(app: AppTest) -> None:
    upload(app, JOURNEY[:2])
    press(app, "check")
    known = list_workshops()[0].id
    changed = [JOURNEY[0], ["Vor dem Kauf", "Website", "Vertrieb", "okay"], ["Kauf", "Anruf", "Verkauf", "begeistert"]]
    next_file(app, changed, "zweit.xlsx", known)
    assert "Abteilung: Marketing :material/arrow_forward: **Vertrieb**" in said(app)
    assert "- Anruf" in said(app)
    press(app, "check")
    assert sorted(load(known)["touchpoints"]["department"]) == ["Verkauf", "Vertrieb"]


def test_an_import_can_be_undone_on_the_page_it_leads_to(app: AppTest) -> None:
    upload(app, JOURNEY[:2])
    press(app, "check")
    known = list_workshops()[0].id
    next_file(app, [JOURNEY[0], ["Kauf", "Anruf", "Verkauf", "okay"]], "zweit.xlsx", known)
    press(app, "check")
    assert len(load(known)["touchpoints"]) == 2
    press(app, "undo")
    assert list(load(known)["touchpoints"]["name"]) == ["Website"]


def test_the_offer_to_undo_an_import_does_not_follow_from_page_to_page(app: AppTest) -> None:
    upload(app, JOURNEY[:2])
    press(app, "check")
    assert [button for button in app.button if button.label == "Import rückgängig machen"]
    app.switch_page(str(PAGES / "setup" / "settings.py")).run()
    assert not [button for button in app.button if button.label == "Import rückgängig machen"]


def test_imports_are_listed_where_the_next_file_is_chosen(app: AppTest) -> None:
    upload(app, JOURNEY[:2], "erst.xlsx")
    press(app, "check")
    app.switch_page(str(PAGES / "setup" / "upload.py")).run()
    app.session_state["imports"] = True
    app.run()
    assert not app.exception
    assert "erst\\.xlsx" in said(app)


def test_a_file_that_says_nothing_new_cannot_be_kept(app: AppTest) -> None:
    upload(app, JOURNEY[:2])
    press(app, "check")
    next_file(app, JOURNEY[:2], "noch einmal.xlsx", list_workshops()[0].id)
    assert "Nichts zu übernehmen" in said(app)
    assert not can_be_kept(app)


def test_votes_without_a_measurement_go_to_the_one_that_is_chosen(app: AppTest) -> None:
    upload(app, JOURNEY[:2])
    press(app, "check")
    known = list_workshops()[0].id
    next_file(app, [JOURNEY[0], ["Vor dem Kauf", "Website", "Marketing", "begeistert"]], "zweit.xlsx", known)
    next(w for w in app.get("segmented_control") if "Messung" in w.label).set_value("after").run()
    assert not app.exception
    press(app, "check")
    assert load(known).ratings.set_index("wave")["rating"].to_dict() == {"before": 0, "after": 1}
