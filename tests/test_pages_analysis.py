"""The Ist-Analyse: the touchpoint list is edited in place, the room's votes are entered."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from components.rooms import PAGES
from data.commands import Edit, create_workshop, edit
from data.store import load
from workshop.records import Department, Participant, Touchpoint, Workshop

NAMES = ["Website", "Anruf", "Angebot", "Rechnung"]


def small_workshop() -> str:
    create_workshop(Workshop(id="WS", company="Bäckerei Kornblum", language="de"))
    edit("WS", "departments", [Edit(None, Department(name="Laden", seq=1))])
    edit("WS", "touchpoints", [
        Edit(None, Touchpoint(key=f"T{i:02d}", seq=i, phase="purchase", name=name, department="Laden"))
        for i, name in enumerate(NAMES, start=1)
    ])  # fmt: skip
    edit("WS", "participants", [Edit(None, Participant(key=f"P0{i}", department="Laden")) for i in (1, 2)])
    return "WS"


def opened(app: AppTest, page: str) -> AppTest:
    app.run()
    return app.switch_page(str(PAGES / page)).run()


def changes(app: AppTest, editor: str, **what: object) -> AppTest:
    """Do in a table what a person does; AppTest has no hands for one, its state is set instead."""
    empty = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    app.session_state[editor] = {**empty, **what}
    return app.run()


def test_a_touchpoint_is_renamed_in_place(app: AppTest, database: str) -> None:
    small_workshop()
    opened(app, "analysis/touchpoints.py")
    changes(app, "touchpoints_list_WS_de_0", edited_rows={1: {"name": "Telefonat"}})
    assert not app.exception
    assert list(load("WS").touchpoints["name"]) == ["Website", "Telefonat", "Angebot", "Rechnung"]


def test_another_number_moves_a_touchpoint_and_pushes_the_others(app: AppTest, database: str) -> None:
    small_workshop()
    opened(app, "analysis/touchpoints.py")
    changes(app, "touchpoints_list_WS_de_0", edited_rows={3: {"seq": 1}})
    assert not app.exception
    assert list(load("WS").touchpoints["name"]) == ["Rechnung", "Website", "Anruf", "Angebot"]
    assert list(load("WS").touchpoints["seq"]) == [1, 2, 3, 4]


def test_a_new_row_becomes_the_last_touchpoint_of_the_journey(app: AppTest, database: str) -> None:
    small_workshop()
    opened(app, "analysis/touchpoints.py")
    changes(app, "touchpoints_list_WS_de_0", added_rows=[{"name": "Dankeskarte", "phase": "afterpurchase"}])
    assert not app.exception
    last = load("WS").touchpoints.iloc[-1]
    assert (last["key"], last["seq"], last["name"]) == ("T05", 5, "Dankeskarte")


def test_deleting_a_touchpoint_can_be_undone(app: AppTest, database: str) -> None:
    small_workshop()
    opened(app, "analysis/touchpoints.py")
    changes(app, "touchpoints_list_WS_de_0", deleted_rows=[0])
    assert list(load("WS").touchpoints["name"]) == NAMES[1:]
    next(button for button in app.button if button.icon == ":material/undo:").click().run()
    assert not app.exception
    assert list(load("WS").touchpoints["name"]) == NAMES


def test_votes_entered_by_the_facilitator_are_stored_at_once(app: AppTest, database: str) -> None:
    small_workshop()
    opened(app, "analysis/ratings.py")
    key = "votes_WS_before_rating_de_0"
    changes(app, key, edited_rows={0: {"P01": "▼", "P02": "▲"}, 1: {"P01": "–"}})
    assert not app.exception
    votes = load("WS").ratings.set_index(["touchpoint", "participant"])
    assert votes["rating"].to_dict()["T01", "P01"] == -1
    assert votes["rating"].to_dict()["T01", "P02"] == 1
    assert votes["missing_reason"].to_dict()["T02", "P01"] == "no_own_contact"


def test_relevance_is_stored_beside_the_vote(app: AppTest, database: str) -> None:
    small_workshop()
    opened(app, "analysis/ratings.py")
    changes(app, "votes_WS_before_rating_de_0", edited_rows={0: {"P01": "▼"}})
    app.session_state["rating_what"] = "relevance"
    app.run()
    changes(app, "votes_WS_before_relevance_de_0", edited_rows={0: {"P01": "5"}})
    assert not app.exception
    vote = load("WS").ratings.iloc[0]
    assert (vote["rating"], vote["relevance"]) == (-1, 5)


def test_people_are_added_by_number(app: AppTest, database: str) -> None:
    small_workshop()
    page = opened(app, "analysis/ratings.py")
    page.session_state["add_people"] = True
    page.run()
    page.number_input[0].set_value(3)
    next(b for b in page.button if "FormSubmitter:people" in (b.key or "")).click().run()
    assert not app.exception
    assert list(load("WS")["participants"]["key"]) == ["P01", "P02", "P03", "P04", "P05"]


def test_coming_back_to_a_table_takes_nothing_back(app: AppTest, database: str) -> None:
    small_workshop()
    opened(app, "analysis/touchpoints.py")
    changes(app, "touchpoints_list_WS_de_0", edited_rows={1: {"name": "Telefonat"}})
    for page in ("setup/overview.py", "analysis/touchpoints.py"):
        app.switch_page(str(PAGES / page)).run()
    app.session_state["lang"] = "en"
    app.run()
    assert not app.exception
    assert list(load("WS").touchpoints["name"]) == ["Website", "Telefonat", "Angebot", "Rechnung"]


def test_votes_stay_when_the_page_shows_relevance_and_votes_again(app: AppTest, database: str) -> None:
    small_workshop()
    opened(app, "analysis/ratings.py")
    changes(app, "votes_WS_before_rating_de_0", edited_rows={0: {"P01": "▼"}})
    for what in ("relevance", "rating"):
        app.session_state["rating_what"] = what
        app.run()
    assert not app.exception
    assert load("WS").ratings["rating"].tolist() == [-1]


def test_three_rows_added_at_once_are_three_touchpoints(app: AppTest, database: str) -> None:
    small_workshop()
    opened(app, "analysis/touchpoints.py")
    changes(app, "touchpoints_list_WS_de_0", added_rows=[{"name": name} for name in ("X", "Y", "Z")])
    assert not app.exception
    assert list(load("WS").touchpoints["name"]) == [*NAMES, "X", "Y", "Z"]


def test_an_edit_right_after_adding_a_row_is_kept(app: AppTest, database: str) -> None:
    small_workshop()
    opened(app, "analysis/touchpoints.py")
    changes(app, "touchpoints_list_WS_de_0", added_rows=[{"name": "Dankeskarte"}])
    changes(app, "touchpoints_list_WS_de_1", edited_rows={0: {"name": "Startseite"}})
    assert not app.exception
    assert list(load("WS").touchpoints["name"]) == ["Startseite", *NAMES[1:], "Dankeskarte"]


def test_what_somebody_typed_survives_a_change_by_somebody_else(app: AppTest, database: str) -> None:
    small_workshop()
    opened(app, "analysis/touchpoints.py")
    first = load("WS").touchpoints.iloc[0]
    base = Touchpoint(key="T01", seq=1, phase="purchase", name=first["name"], department="Laden")
    edit("WS", "touchpoints", [Edit(base, base.model_copy(update={"channel": "Web"}))])
    changes(app, "touchpoints_list_WS_de_0", edited_rows={0: {"name": "Startseite"}})
    assert not app.exception
    stored = load("WS").touchpoints.iloc[0]
    assert (stored["name"], stored["channel"]) == ("Startseite", "Web")


def test_an_emptied_cell_removes_the_vote(app: AppTest, database: str) -> None:
    small_workshop()
    opened(app, "analysis/ratings.py")
    changes(app, "votes_WS_before_rating_de_0", edited_rows={0: {"P01": "▼"}})
    changes(app, "votes_WS_before_rating_de_0", edited_rows={0: {"P01": None}})
    assert not app.exception
    assert load("WS").ratings.empty


def test_a_cell_typed_while_its_table_is_being_replaced_is_kept(app: AppTest, database: str) -> None:
    small_workshop()
    opened(app, "analysis/touchpoints.py")
    changes(app, "touchpoints_list_WS_de_0", edited_rows={1: {"seq": 1}})  # moves a row: another table takes its place
    changes(app, "touchpoints_list_WS_de_0", edited_rows={1: {"seq": 1}, 2: {"name": "Dankeskarte"}})
    names = list(load("WS").touchpoints["name"])
    assert names.count("Dankeskarte") == 1
    assert len(names) == len(set(names))
    app.run()
    assert list(load("WS").touchpoints["name"]) == names


def test_a_late_cell_that_is_refused_is_said_once_and_asked_no_more(app: AppTest, database: str) -> None:
    small_workshop()
    opened(app, "analysis/touchpoints.py")
    changes(app, "touchpoints_list_WS_de_0", edited_rows={1: {"seq": 1}})
    changes(app, "touchpoints_list_WS_de_0", edited_rows={1: {"seq": 1}, 2: {"phase": "nirgends"}})
    assert len(app.error) == 1
    app.run()
    assert not app.error
