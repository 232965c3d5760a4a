"""The phone's page: who may open it, what it shows in each step, and that it never shows what is not its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from live_rooms import WORKSHOP, opened, person, step
from streamlit.testing.v1 import AppTest

from components.look import PALETTES
from components.rooms import PAGES
from data.commands import Edit, edit
from data.live_room import close_room
from data.live_seats import join, leave, list_seats
from data.live_standards import propose
from data.live_votes import vote
from workshop.records import Standard, Touchpoint

SCRIPT = Path(__file__).parent.parent / "components" / "static" / "phone.js"
DOOR = "Bitte kommen Sie über Ihren Link herein"
NOTHING_ASKED = {"sections": None, "proposal": None}


@pytest.fixture
def room(database: str) -> str:
    """The bakery's room, open; its code."""
    return opened()


@pytest.fixture
def phone(app: AppTest, room: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app on the phone of somebody of the department Verkauf, who has a seat and no link."""
    monkeypatch.setattr("components.access.current_grant", lambda: None)
    hold(person("Verkauf"), monkeypatch)
    return app


def hold(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the phone a seat's cookie, which AppTest cannot: the one function that reads it is replaced."""
    monkeypatch.setattr("components.live.who.seat_token", lambda: token)


def at_room(app: AppTest) -> AppTest:
    """The phone's page, freshly opened."""
    app.run()
    app.switch_page(str(PAGES / "live/room.py")).run()
    assert not app.exception
    return app


def shown(app: AppTest) -> dict[str, Any]:
    """What is sent to the phone."""
    protos = [element.proto for element in at_room(app).get("bidi_component")]
    found: dict[str, Any] = next(json.loads(proto.bytes) for proto in protos if proto.component_name == "phone")
    return found


def asked(sent: dict[str, Any]) -> list[str]:
    return [item["key"] for section in sent["sections"] for item in section["items"]]


def test_a_seat_opens_the_phones_page_and_no_other(phone: AppTest) -> None:
    phone.run()
    assert [title.value for title in phone.title] == [DOOR]
    phone.switch_page(str(PAGES / "analysis/heatmap.py")).run()
    assert [title.value for title in phone.title] == [DOOR]
    assert not at_room(phone).title


def test_without_a_seat_the_phones_page_is_closed(phone: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    hold("forged", monkeypatch)
    assert [title.value for title in at_room(phone).title] == [DOOR]


def test_a_facilitator_without_a_seat_is_told_what_the_page_is_for(
    app: AppTest, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold("", monkeypatch)
    assert "Teilnehmenden" in at_room(app).info[0].value


def test_who_has_left_is_told_to_come_in_again(phone: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    token = person()
    hold(token, monkeypatch)
    at_room(phone)
    leave(token)
    assert [title.value for title in phone.run().title] == [DOOR]


def test_the_first_thing_is_the_choice_of_a_department(
    phone: AppTest, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(join(room, "a browser"), monkeypatch)
    step("start_rating")
    sent = shown(phone)
    assert sent["door"] | {"title": ""} == {
        "needed": True, "named": False, "title": "", "nameLabel": "Ihr Name", "nameMost": 60, "change": "",
        "hint": "In welcher Abteilung arbeiten Sie?", "departments": [["Verkauf", "Verkauf"], ["Service", "Service"]],
    }  # fmt: skip
    assert sent["sections"] is None


def test_a_named_room_asks_for_a_name(app: AppTest, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(join(opened(anonymity="named"), "a browser"), monkeypatch)
    assert shown(app)["door"]["named"]


def test_an_anonymous_room_calls_nobody_by_a_pseudonym(
    app: AppTest, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(anonymity="anonymous")
    hold(person("Service"), monkeypatch)
    assert shown(app)["who"] == "Service"


def test_the_department_can_be_changed_until_something_is_started(phone: AppTest) -> None:
    assert shown(phone)["door"]["change"] == "Abteilung ändern"
    step("start_rating")
    assert shown(phone)["door"] is None


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ([], "Sie sind dabei. Gleich geht es los."),
        ([("show",)], "Schauen Sie nach vorn."),
        ([("start_rating",), ("close",)], "Geschlossen, Ihre Antworten sind da. Schauen Sie nach vorn."),
        ([("start_rating",), ("reveal",)], "Schauen Sie nach vorn."),
        ([("start_rating",), ("reveal",), ("reveal",)], "Schauen Sie nach vorn."),
        ([("start_classifying", "Service")], "Jetzt ist „Service“ an der Reihe. Schauen Sie nach vorn."),
        ([("start_classifying",), ("close",)], "Geschlossen, Ihre Antworten sind da. Schauen Sie nach vorn."),
    ],
    ids=lambda value: "-".join(one[0] for one in value) if isinstance(value, list) else "",
)  # fmt: skip
def test_with_nothing_to_answer_there_is_one_calm_sentence(
    phone: AppTest, steps: list[tuple[str, ...]], sentence: str
) -> None:
    for name, *args in steps:
        step(name, *args)
    sent = shown(phone)
    assert sent["sentence"] == sentence
    assert {part: sent[part] for part in NOTHING_ASKED} == NOTHING_ASKED
    assert not sent["open"]


def test_a_closed_room_says_so(phone: AppTest) -> None:
    step("start_rating")
    close_room(WORKSHOP)
    assert shown(phone)["sentence"] == "Der Raum ist geschlossen. Danke, dass Sie dabei waren."


@pytest.mark.parametrize(
    ("args", "touchpoints"),
    [
        (("", "all"), ["T1", "T2", "T3"]),
        (("", "phase", "purchase"), ["T2"]),
        (("", "together", "T3"), ["T3"]),
        (("", "all", "", "Service"), ["T3"]),
    ],
    ids=["all", "phase", "together", "department"],
)
def test_who_comes_late_lands_in_the_current_step(
    phone: AppTest, args: tuple[str, ...], touchpoints: list[str]
) -> None:
    step("start_rating", *args)
    sent = shown(phone)
    assert asked(sent) == touchpoints
    assert sent["open"]


def test_touchpoints_stand_under_their_phases_with_three_levels_and_no_own_contact(phone: AppTest) -> None:
    step("start_rating")
    sent = shown(phone)
    assert [section["title"] for section in sent["sections"]] == ["Vor dem Kauf", "Beim Kauf", "Nach dem Kauf"]
    rating, relevance = sent["fields"]
    faces = [(option.get("symbol"), option["label"], option["value"]) for option in rating["options"]]
    assert faces == [
        ("▼", "enttäuscht", -1), ("●", "okay", 0), ("▲", "begeistert", 1),
        (None, "kein eigener Kontakt", "no_own_contact"),
    ]  # fmt: skip
    assert [option["value"] for option in relevance["options"]] == [1, 2, 3, 4, 5]


def test_relevance_is_asked_only_where_the_room_asks_it(
    app: AppTest, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(asks_relevance=False)
    hold(person(), monkeypatch)
    step("start_rating")
    assert [field["field"] for field in shown(app)["fields"]] == ["rating"]


def test_ones_own_answers_are_shown_after_a_reload(phone: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    step("start_rating")
    mine = person()
    hold(mine, monkeypatch)
    vote(mine, "T1", rating=-1)
    vote(mine, "T1", relevance=4)
    vote(mine, "T2", missing_reason="no_own_contact")
    sent = shown(phone)
    assert sent["answers"] == {
        "T1": {"rating": -1, "relevance": 4}, "T2": {"rating": "no_own_contact", "relevance": None}
    }  # fmt: skip
    assert sent["counts"] == "rating"


@pytest.mark.parametrize("steps", [[], ["close"], ["reveal"], ["reveal", "reveal"]], ids=len)
def test_no_phone_is_ever_sent_a_figure_or_an_answer_of_others(phone: AppTest, steps: list[str]) -> None:
    step("start_rating")
    others = [person(home) for home in ("Verkauf", "Service", "Service", "Verkauf", "Verkauf")]
    for other in others:
        vote(other, "T1", rating=1)
    for name in steps:
        step(name)
    sent = shown(phone)
    assert sent["answers"] == {}
    everything = json.dumps(sent)
    for seat in list_seats(WORKSHOP):
        assert seat.participant == sent["who"].split(" · ")[0] or f'"{seat.participant}"' not in everything
    assert not phone.get("vega_lite_chart")
    assert not phone.get("arrow_data_frame")


def test_a_pause_keeps_the_list_in_its_place_and_takes_no_answers(phone: AppTest) -> None:
    step("start_rating")
    step("countdown", 60)
    step("pause")
    sent = shown(phone)
    assert asked(sent) == ["T1", "T2", "T3"]
    assert not sent["open"]
    assert sent["pause"] == "Pause"
    assert 50 < sent["left"] <= 60


def test_a_second_round_asks_for_a_fresh_answer_and_no_relevance(
    phone: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    step("start_rating", "", "together", "T1")
    mine = person()
    hold(mine, monkeypatch)
    vote(mine, "T1", rating=1)
    step("second_round")
    sent = shown(phone)
    assert (asked(sent), sent["answers"], sent["mark"]) == (["T1"], {}, ["before", 2])
    assert [field["field"] for field in sent["fields"]] == ["rating"]


def test_each_department_has_its_own_proposals_and_the_companys(
    phone: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    step("start_classifying")
    propose(person("Verkauf"), "wow", "Wir backen nachts.")
    assert [item["name"] for section in shown(phone)["sections"] for item in section["items"]] == ["Wir backen nachts."]
    hold(person("Service"), monkeypatch)
    assert asked(shown(phone)) == ["S1"]


def test_a_touchpoint_or_a_standard_that_was_renamed_is_shown_by_its_new_name_at_once(phone: AppTest) -> None:
    step("start_rating")
    assert names(shown(phone))[0] == "Schaufenster"
    old = Touchpoint(key="T1", seq=1, phase="prepurchase", name="Schaufenster", department="Verkauf")
    edit(WORKSHOP, "touchpoints", [Edit(old, old.model_copy(update={"name": "Auslage"}))])
    assert names(shown(phone))[0] == "Auslage"
    step("start_classifying")
    new = Standard(key="S2", level="must", text="Wir lächeln.", department="Verkauf")
    edit(WORKSHOP, "standards", [Edit(None, new)])
    assert names(shown(phone)) == ["Wir lächeln."]
    edit(WORKSHOP, "standards", [Edit(new, new.model_copy(update={"text": "Wir lächeln alle."}))])
    assert names(shown(phone)) == ["Wir lächeln alle."]


def names(sent: dict[str, Any]) -> list[str]:
    return [item["name"] for section in sent["sections"] for item in section["items"]]


def test_without_a_proposal_there_is_room_for_the_first_one(phone: AppTest) -> None:
    step("start_classifying")
    sent = shown(phone)
    assert sent["sections"] == []
    assert sent["proposal"]["most"] == 140
    assert sent["proposal"]["levels"] == [["nogo", "No-Go"], ["must", "Muss"], ["wow", "Wow"]]


def test_the_phone_speaks_the_language_somebody_chose(phone: AppTest) -> None:
    phone.query_params["lang"] = "en"
    assert shown(phone)["sentence"] == "You are in. It starts in a moment."


def test_the_phone_has_the_colours_of_the_charts() -> None:
    script = SCRIPT.read_text(encoding="utf-8").lower()
    for palette in PALETTES.values():
        for colour in (palette.disappointed, palette.okay, palette.delighted, palette.muted, palette.line):
            assert colour.lower() in script or short(colour) in script


def short(colour: str) -> str:
    """#AABBCC as #abc, where that is the same."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"#{red[0]}{green[0]}{blue[0]}".lower() if all(x[0] == x[1] for x in (red, green, blue)) else colour
