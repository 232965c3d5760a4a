"""The facilitator's console: opening, pacing and revealing, with votes from phones in between."""

from __future__ import annotations

from datetime import timedelta

import pytest
from databases import small_bundle
from live_rooms import BERT, WORKSHOP, now, person, step
from streamlit.testing.v1 import AppTest

from components.live import who
from components.live.address import phone_address
from components.rooms import PAGES
from data.commands import keep
from data.live_leading import take_over
from data.live_room import room_of
from data.live_seats import leave
from data.live_votes import vote
from data.store import load

ANNA = "hash of Anna's link"


@pytest.fixture
def console(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The bakery's console, opened by a facilitator; AppTest has no cookies."""
    monkeypatch.setattr(who, "current_actor", lambda: ANNA)
    keep(small_bundle())
    app.run()
    return app.switch_page(str(PAGES / "live/console.py")).run()


def tap(page: AppTest, key: str) -> None:
    """Tap a button and let the page answer."""
    page.button(key=key).click().run()


def test_a_room_is_opened_rated_and_revealed_in_two_steps_with_one_button(console: AppTest) -> None:
    tap(console, "console_open")
    anna = person("Verkauf")
    tap(console, "console_next")
    vote(anna, "T1", rating=1)
    reached = []
    for _ in range(3):
        tap(console, "console_next")
        reached.append((now().stage.state, now().stage.reveal))
    assert reached == [("closed", 0), ("closed", 1), ("closed", 2)]
    assert not console.exception


def test_together_the_button_leads_to_the_next_touchpoint_and_back_leads_back(console: AppTest) -> None:
    tap(console, "console_open")
    console.radio(key="console_pace").set_value("together").run()
    tap(console, "console_start")
    places = [now().stage.touchpoint]
    for key in ("console_next_skip_next", "console_back_skip_previous"):
        tap(console, key)
        places.append(now().stage.touchpoint)
    assert places == ["T1", "T2", "T1"]
    assert not console.exception


def test_the_last_step_is_taken_back(console: AppTest) -> None:
    tap(console, "console_open")
    tap(console, "console_next")
    tap(console, "console_undo")
    assert now().stage.activity == "lobby"
    assert not console.exception


def test_a_countdown_runs_and_is_stopped(console: AppTest) -> None:
    tap(console, "console_open")
    tap(console, "console_next")
    tap(console, "console_countdown")
    running = now().stage.deadline
    tap(console, "console_stop_countdown")
    assert running is not None
    assert now().stage.deadline is None
    assert not console.exception


def test_who_was_too_slow_hears_what_is_going_on_and_changes_nothing(console: AppTest) -> None:
    tap(console, "console_open")
    step("lock", by=ANNA)  # in another window, after this one was drawn
    tap(console, "console_next")
    assert now().stage.activity == "lobby"
    assert "schneller" in console.error[0].value
    assert not console.exception


def test_who_does_not_lead_sees_everything_changes_nothing_and_can_take_over(console: AppTest) -> None:
    tap(console, "console_open")
    take_over(WORKSHOP, BERT)
    console.run()
    assert "Jemand anderes leitet" in console.info[0].value
    assert [metric.label for metric in console.metric] == ["Dabei", "Verbunden"]
    assert [button.key for button in console.main.button] == ["console_take_over"]
    tap(console, "console_take_over")
    assert leader() == ANNA
    assert console.button(key="console_next")
    assert not console.exception


def test_the_lead_is_handed_over_on_purpose_and_nobody_gets_it_by_itself(console: AppTest) -> None:
    tap(console, "console_open")
    assert leader() == ANNA
    tap(console, "console_give_up")
    assert leader() is None
    assert "leitet gerade niemand" in console.info[0].value
    assert [button.key for button in console.main.button] == ["console_take_over"]
    take_over(WORKSHOP, BERT)
    assert leader() == BERT


def test_who_lost_the_lead_meanwhile_is_told_and_changes_nothing(console: AppTest) -> None:
    tap(console, "console_open")
    take_over(WORKSHOP, BERT)
    tap(console, "console_next")
    assert "leitet jemand anderes" in console.error[0].value
    assert now().stage.activity == "lobby"


def test_a_leader_who_is_away_is_said_to_be(console: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    tap(console, "console_open")
    take_over(WORKSHOP, BERT)
    monkeypatch.setattr("data.live_leading.AWAY", timedelta(0))
    console.run()
    assert "nicht" in console.warning[0].value


def leader() -> str | None:
    """Whose room it is."""
    room = room_of(WORKSHOP)
    assert room is not None
    return room.conductor


def test_the_console_turns_the_pages_of_the_wall_and_undo_takes_back_no_page(console: AppTest) -> None:
    tap(console, "console_open")
    tap(console, "console_wall_standards")
    for _ in range(3):
        tap(console, "console_turn_chevron_right")
    tap(console, "console_turn_chevron_left")
    assert now().stage.page == 2
    tap(console, "console_undo")
    assert (now().stage.wall, now().stage.page) == ("auto", 0)
    assert not console.exception


@pytest.mark.parametrize(
    "steps",
    [
        [], [("start_rating",)], [("start_rating",), ("pause",)], [("start_rating",), ("close",)],
        [("start_rating", "", "together"), ("next",), ("reveal",), ("reveal",)], [("show", "heatmap")],
        [("start_classifying",), ("reveal",), ("reveal",)],
    ],
    ids=str,
)  # fmt: skip
def test_every_button_has_a_key_of_its_own(console: AppTest, steps: list[tuple[str, ...]]) -> None:
    tap(console, "console_open")
    for name, *arguments in steps:
        step(name, *arguments, by=ANNA)
    console.run()
    keys = [button.proto.shortcut for button in console.main.button if button.proto.shortcut]
    assert "w" in keys
    assert len(keys) == len(set(keys))


def test_joined_connected_and_answered_are_three_figures_and_missing_is_counted_by_department(
    console: AppTest,
) -> None:
    tap(console, "console_open")
    people = [person(home) for home in ("Verkauf", "Service") for _ in range(6)]
    tap(console, "console_next")
    for key in ("T1", "T2", "T3"):
        vote(people[0], key, rating=1)
    leave(people[-1])
    console.run()
    assert {metric.label: metric.value for metric in console.metric} == {
        "Dabei": "11",
        "Verbunden": "11",
        "Fertig": "1",
    }
    table = console.table[0].value
    assert list(table.columns) == ["Abteilung", "Verbunden", "Fertig", "Fehlen"]
    assert sorted(table["Fehlen"]) == ["**5**", "**5**"]


def test_somebody_on_paper_is_added_and_rated_by_the_facilitator(console: AppTest) -> None:
    tap(console, "console_open")
    tap(console, "console_next")
    tap(console, "console_add_person")
    console.selectbox(key="paper_touchpoint").set_value("T2").run()
    console.segmented_control(key="paper_rating").set_value(1).run()
    tap(console, "paper_enter")
    assert [status.value for status in console.error] == []
    assert ("P03", "T2", 1) in votes_now()
    assert console.selectbox(key="paper_touchpoint").value == "T3"
    assert not console.exception


def votes_now() -> set[tuple[str, str, int]]:
    """Who has rated what, and how."""
    rated = load(WORKSHOP).ratings
    return set(zip(rated["participant"], rated["touchpoint"], rated["rating"].astype("Int64"), strict=True))


def test_after_closing_the_console_offers_to_open_the_room(console: AppTest) -> None:
    tap(console, "console_open")
    tap(console, "console_close_room")
    assert not now().is_open
    assert console.button(key="console_open")
    assert not console.exception


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [("start_rating", "", "together")],
        [("start_rating",), ("reveal",)],
        [("start_rating",), ("reveal",), ("reveal",)],
        [("start_classifying",), ("reveal",), ("reveal",)],
        [("start_rating",), ("countdown", 60), ("set_wall", "countdown")],
        *(
            [("set_wall", wall)]
            for wall in ("heatmap", "curve", "votes", "comparison", "standards", "scenarios", "countdown", "blank")
        ),
    ],
    ids=str,
)
def test_the_wall_draws_whatever_the_console_wants(console: AppTest, steps: list[tuple[str, ...]]) -> None:
    tap(console, "console_open")
    for name, *arguments in steps:
        step(name, *arguments, by=ANNA)
    console.query_params["follow"] = "1"
    console.switch_page(str(PAGES / "live/projector.py")).run()
    assert not console.error
    assert not console.exception


@pytest.mark.parametrize(
    ("public", "opened", "address"),
    [
        ("https://workshop.example/", "http://localhost:8501/console", "https://workshop.example"),
        ("", "http://192.168.1.20:8501/console?w=X", "http://192.168.1.20:8501"),
        ("", "https://workshop.example/console", "https://workshop.example"),
    ],
)
def test_phones_get_the_address_that_is_set_or_the_facilitator_uses(public: str, opened: str, address: str) -> None:
    assert phone_address(public, opened) == address


def test_phones_never_get_an_address_that_is_the_phone_itself() -> None:
    assert not phone_address("", "http://127.0.0.1:8501/console").startswith("http://127.")
