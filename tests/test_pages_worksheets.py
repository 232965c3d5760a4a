"""The facilitator goes into depth: worksheets as tables, forms and cards, ready entries, measures, the library."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from components.plain import plain
from components.rooms import PAGES
from data.commands import keep
from data.store import load
from tests.filled_worksheets import filled_in
from tests.small_workshops import small_bundle
from workshop.records import Persona
from workshop.worksheets.load import sheets_of

WORKSHOP = "WS-TEST"
VOTES = {"before": ["EEB", "EOB", "EEB", "EOB", "OOB", "OEB"]}


def cells(worksheet: str) -> dict[tuple[str, str], str]:
    frame = load(WORKSHOP)["worksheet_cells"]
    mine = frame[frame["worksheet"] == worksheet]
    return {(row["entry"], row["field"]): row["value"] for row in mine.to_dict("records")}


@pytest.fixture
def depth(app: AppTest) -> Iterator[AppTest]:
    """The page of worksheets of the first step; no exception whatever a test does there."""
    bundle = small_bundle(VOTES)
    bundle.add("personas", Persona(key="PE01", name="Petra"))
    keep(bundle)
    app.run()
    yield app.switch_page(str(PAGES / "analysis/worksheets.py")).run()
    assert not app.exception


def open_sheet(app: AppTest, group: str, sheet: str, page: str = "") -> AppTest:
    name = f"analysis_{page}"
    if not page:
        app.session_state[f"sheet_group_{name}"] = group
    app.session_state[f"sheet_more_{name}"] = True
    app.run()
    app.session_state[f"sheet_{name}_{group}"] = sheet
    return app.run()


def edit_table(app: AppTest, sheet: str, **what: object) -> AppTest:
    empty = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    app.session_state[f"sheet_{sheet}_{WORKSHOP}_de_0"] = empty | what
    return app.run()


def test_a_new_row_of_a_list_is_stored_at_once(depth: AppTest) -> None:
    open_sheet(depth, "together", "barriers")
    edit_table(depth, "barriers", added_rows=[{"barrier": "Zwei Systeme", "touchpoint": "T2"}])
    assert cells("barriers") == {("E01", "barrier"): "Zwei Systeme", ("E01", "touchpoint"): "T2"}


def test_a_matrix_has_a_row_for_each_touchpoint_and_keeps_what_is_chosen(depth: AppTest) -> None:
    open_sheet(depth, "experience", "seven_wishes")
    edit_table(depth, "seven_wishes", edited_rows={1: {"fast": "violated"}})
    assert cells("seven_wishes") == {("T2", "fast"): "violated"}
    assert any("schnell" in header.value for header in depth.header)


def test_undo_takes_the_last_entry_back(depth: AppTest) -> None:
    open_sheet(depth, "experience", "seven_wishes")
    edit_table(depth, "seven_wishes", edited_rows={1: {"fast": "kept"}})
    next(button for button in depth.button if button.label == "Rückgängig").click().run()
    assert cells("seven_wishes") == {}


def test_what_does_not_fit_is_said_and_not_stored(depth: AppTest) -> None:
    open_sheet(depth, "experience", "brand")
    edit_table(depth, "brand", edited_rows={0: {"brand_fit": 9}})
    assert "1 bis 5" in depth.error[0].value
    assert cells("brand") == {}


def test_a_form_stores_each_field_when_it_is_left(depth: AppTest) -> None:
    open_sheet(depth, "stance", "stance")
    next(box for box in depth.text_input if "Motto" in box.label).set_value("Erst der Kunde").run()
    assert cells("stance") == {("one", "motto"): "Erst der Kunde"}
    next(box for box in depth.text_input if "Motto" in box.label).set_value("").run()
    assert cells("stance") == {}


def test_a_ready_entry_is_taken_over_once(depth: AppTest) -> None:
    open_sheet(depth, "stance", "phrases")
    depth.session_state["presets_phrases"] = True
    depth.run()
    depth.button(key="preset_phrases_not_responsible").click().run()
    assert cells("phrases")[("E01", "phrase")] == "Dafür bin ich nicht zuständig."
    assert "preset_phrases_not_responsible" not in {button.key for button in depth.button}


def test_criticism_becomes_a_measure_with_one_click(depth: AppTest) -> None:
    open_sheet(depth, "experience", "keep_drop_better")
    row = {"list": "drop", "text": "Umfrage nach jedem Besuch", "touchpoint": "T1"}
    edit_table(depth, "keep_drop_better", added_rows=[row])
    from components.worksheets.storing import make_measure
    from workshop.worksheets.load import worksheets

    make_measure(WORKSHOP, worksheets()["keep_drop_better"], "E01")
    measure = load(WORKSHOP)["measures"].iloc[0]
    assert (measure["title"], measure["type"]) == ("Umfrage nach jedem Besuch", "remove")
    depth.run()


def test_a_moment_of_truth_is_taken_over_as_a_record(depth: AppTest) -> None:
    open_sheet(depth, "experience", "moments")
    depth.session_state["presets_moments"] = True
    depth.run()
    depth.button(key="preset_moments_hotline").click().run()
    assert load(WORKSHOP)["moments_of_truth"]["contact_reason"].tolist() == ["Beschwerde über die überlastete Hotline"]


@pytest.mark.parametrize(("file", "page"), [("analysis/worksheets.py", ""), ("analysis/personas.py", "personas")])
def test_every_worksheet_of_a_page_opens(depth: AppTest, file: str, page: str) -> None:
    depth.switch_page(str(PAGES / file)).run()
    for sheet in sheets_of("analysis", page):
        open_sheet(depth, sheet.group, sheet.id, page)
        assert not depth.exception
        assert plain(sheet.title.de) in [header.value for header in depth.header]


def test_the_library_adds_a_touchpoint_where_it_belongs(depth: AppTest) -> None:
    depth.switch_page(str(PAGES / "analysis/touchpoints.py")).run()
    depth.session_state["touchpoint_view"] = "library"
    depth.run()
    depth.button(key="library_precontact_thought").click().run()
    rows = load(WORKSHOP).touchpoints
    assert rows["name"].iloc[0].startswith("Erster Gedanke")
    assert rows["seq"].tolist() == [1, 2, 3, 4]
    assert depth.button(key="library_precontact_thought").disabled


def test_the_hints_name_the_blind_spot_before_the_purchase(depth: AppTest) -> None:
    assert any(plain("Radar-Check") in text.value for text in depth.markdown)


def test_a_filled_worksheet_shows_its_picture(app: AppTest) -> None:
    bundle = small_bundle(VOTES)
    bundle.records["worksheet_cells"] = filled_in(bundle)
    keep(bundle)
    app.run()
    app.switch_page(str(PAGES / "analysis/worksheets.py")).run()
    assert "3 von 4" in "".join(header.value for header in app.header)
    assert app.get("vega_lite_chart")
    assert not app.exception
