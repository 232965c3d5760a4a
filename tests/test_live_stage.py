"""The facilitator's steps: what is open when, who is quicker, what can be taken back. Numbers are those of the list of
scenarios of a live room."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from live_rooms import ANNA, BERT, WORKSHOP, now, opened, person, step

from data.live_leading import NotLeading, give_up, lead, take_over
from data.live_room import room_of
from data.live_signal import numbers_of
from data.live_stage import Overtaken, StageAt, command, course_of, last_step, undo_step
from data.live_status import earlier_rounds
from data.live_votes import vote, votes_of
from data.waves import close_wave
from workshop.live.presence import Group, fold
from workshop.live.stage import (
    PACES,
    STATES,
    WALLS,
    Course,
    Stage,
    Stop,
    describe,
    open_departments,
    open_touchpoints,
    seconds_left,
    takes_answers,
    wall_shows,
)
from workshop.live.steps import STEPS, restored
from workshop.live.way import Setting
from workshop.texts import Refusal, say

NOON = datetime(2026, 3, 29, 1, 59, 50, tzinfo=UTC)
"""Ten seconds before the clocks in Berlin change."""
COURSE = Course(
    (
        Stop("T1", "Schaufenster", "prepurchase", "Verkauf"),
        Stop("T2", "Theke", "purchase", "Verkauf"),
        Stop("T3", "Reklamation", "purchase", "Service"),
    ),
    ("before",),
    ("Verkauf", "Service"),
)
SETTING = Setting(COURSE, NOON)


def after(*steps: str | tuple[Any, ...], course: Course = COURSE) -> Stage:
    """The stage after some steps from the lobby."""
    stage = Stage()
    for name, *args in ((one,) if isinstance(one, str) else one for one in steps):
        stage = STEPS[name](stage, Setting(course, NOON), *args)
    return stage


def asked(stage: Stage) -> str:
    return " ".join(stop.key for stop in open_touchpoints(stage, COURSE))


@pytest.mark.parametrize(
    ("steps", "open_now"),
    [
        ([], ""),
        (["start_rating"], "T1 T2 T3"),
        ([("start_rating", "before", "phase")], "T1"),
        ([("start_rating", "before", "phase"), "next"], "T2 T3"),
        ([("start_rating", "before", "together", "T2")], "T2"),
        ([("start_rating", "before", "together", "T2"), "back"], "T1"),
        ([("start_rating", "before", "all", "", "Verkauf")], "T1 T2"),
        ([("start_rating", "before", "together", "", "Service")], "T3"),
        (["start_rating", "pause"], ""),
        (["start_rating", "pause", "resume"], "T1 T2 T3"),
        (["start_rating", "close"], ""),
        (["start_rating", "reveal"], ""),
        (["start_rating", ("set_pace", "together"), "next"], "T2"),
        (["start_rating", ("show", "heatmap")], ""),
        (["start_classifying"], ""),
    ],
)
def test_a_phone_may_rate_what_is_in_question_and_nothing_else(steps: list[Any], open_now: str) -> None:
    assert asked(after(*steps)) == open_now


@pytest.mark.parametrize(
    ("steps", "step"),
    [
        ([], "pause"),
        ([], "reveal"),
        ([], "close"),
        ([], "next"),
        ([], ("start_rating", "gone")),
        ([], ("start_rating", "before", "together", "T9")),
        ([], ("start_classifying", "Einkauf")),
        (["start_rating"], "next"),
        (["start_rating"], "hide"),
        (["start_rating"], "stop_countdown"),
        (["start_rating"], ("countdown", 4)),
        (["start_rating"], ("set_wall", "nothing known")),
        (["start_rating", "close"], "close"),
        (["start_rating", "reveal", "reveal"], "reveal"),
        (["start_rating", "reveal"], "resume"),
        ([("start_rating", "before", "together", "T3")], "next"),
        ([("start_rating", "before", "together", "T1")], "back"),
        (["lock"], "lock"),
    ],
)
def test_an_impossible_step_is_refused_with_a_sentence_in_german(steps: list[Any], step: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        after(*steps, step)
    assert say(refusal.value.message, "de") != str(refusal.value)


def test_the_result_comes_in_two_steps_and_ends_the_voting() -> None:
    stages = [after("start_rating", *["reveal"] * times) for times in range(3)]
    assert [wall_shows(stage) for stage in stages] == ["waiting", "count", "votes"]
    assert [stage.state for stage in stages] == ["open", "closed", "closed"]


def test_departments_classify_their_own_standards_and_the_company_wide_ones() -> None:
    everybody, one = after("start_classifying"), after(("start_classifying", "Service"))
    assert open_departments(everybody, "Verkauf") == ("Verkauf", None)
    assert open_departments(one, "Service") == ("Service",)
    assert open_departments(one, "Verkauf") == ()


def test_17_the_servers_clock_decides_with_two_seconds_of_grace_across_the_change_of_clocks() -> None:
    stage = after("start_rating", ("countdown", 30))
    assert takes_answers(stage, NOON + timedelta(seconds=31.9))
    assert not takes_answers(stage, NOON + timedelta(seconds=32.5))


def test_16_who_comes_late_sees_the_seconds_that_are_really_left() -> None:
    stage = after("start_rating", ("countdown", 30))
    assert seconds_left(stage, NOON + timedelta(seconds=25)) == 5
    assert seconds_left(stage, NOON + timedelta(seconds=99)) == 0


def test_a_paused_countdown_stands_still_and_goes_on_with_what_was_left() -> None:
    running = after("start_rating", ("countdown", 30))
    paused = STEPS["pause"](running, Setting(COURSE, NOON + timedelta(seconds=10)))
    resumed = STEPS["resume"](paused, Setting(COURSE, NOON + timedelta(minutes=5)))
    assert seconds_left(paused, NOON + timedelta(minutes=4)) == 20
    assert seconds_left(resumed, NOON + timedelta(minutes=5)) == 20


def test_going_back_to_a_deadline_that_has_passed_does_not_close_at_once() -> None:
    running = after("start_rating", ("countdown", 30))
    assert takes_answers(restored(running, NOON + timedelta(hours=1)), NOON + timedelta(hours=1))


def test_a_touchpoint_goes_on_in_the_round_it_has_reached() -> None:
    course = Course(COURSE.stops, COURSE.waves, COURSE.departments, {("before", "T2"): (1, NOON)})
    second = after(("start_rating", "before", "together", "T1"), "next", course=course)
    assert (second.touchpoint, second.round, second.since) == ("T2", 2, NOON)
    assert after(("start_rating", "before", "together", "T1"), "next", "next", course=course).round == 1


taps = st.sampled_from([
    *((name,) for name in STEPS if name not in ("set_pace",)),
    *(("set_pace", pace) for pace in PACES),
    *(("set_wall", wall) for wall in WALLS),
    ("start_rating", "before", "together"), ("start_rating", "before", "phase"), ("second_round", "T2"),
])  # fmt: skip


@given(st.lists(taps, max_size=12))
def test_whatever_is_tapped_the_stage_stays_one_that_can_be_shown_and_stored(tapped: list[tuple[Any, ...]]) -> None:
    stage = Stage()
    for name, *args in tapped:
        try:
            stage = STEPS[name](stage, SETTING, *args)
        except Refusal:
            continue
    assert Stage.from_json(json.loads(json.dumps(stage.as_json()))) == stage
    assert stage.state in STATES
    assert stage.reveal == 0 or stage.state == "closed"
    assert not takes_answers(stage, NOON) or stage.activity == "classifying" or open_touchpoints(stage, COURSE)
    assert say(describe(stage), "de")
    assert wall_shows(stage) in (*WALLS, "waiting", "count")


@given(st.lists(st.integers(0, 12), max_size=6))
def test_27_no_group_under_five_can_be_read_off_neither_directly_nor_by_subtraction(sizes: list[int]) -> None:
    groups = fold([Group((f"D{n}",), joined=size) for n, size in enumerate(sizes)])
    assert sum(group.joined for group in groups) == sum(sizes)
    assert len(groups) == 1 or all(group.joined >= 5 for group in groups)


# In the database


@pytest.fixture(autouse=True)
def _room(request: pytest.FixtureRequest) -> None:
    if "store" in request.fixturenames:
        request.getfixturevalue("store")
        opened()


def at_once(*commands: Callable[[], StageAt]) -> list[StageAt | Refusal]:
    """Press several buttons at the same instant; what each is told."""
    barrier = Barrier(len(commands))

    def press(press_button: Callable[[], StageAt]) -> StageAt | Refusal:
        barrier.wait()
        try:
            return press_button()
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(len(commands)) as room:
        return list(room.map(press, commands))


@pytest.mark.parametrize("pair", [("start_rating", "start_classifying"), ("close", "pause"), ("reveal", "next")])
def test_06_of_two_facilitators_who_press_at_once_one_moves_the_stage_and_the_other_is_told(
    store: str, pair: tuple[str, str]
) -> None:
    version = now().version if "start_rating" in pair else step("start_rating", "before", "together").version
    told = at_once(*(lambda name=name: command(WORKSHOP, version, name, actor=ANNA) for name in pair))  # type: ignore[misc]
    assert sorted(type(answer).__name__ for answer in told) == ["Overtaken", "StageAt"]
    assert now().version == version + 1
    (overtaken,) = [answer for answer in told if isinstance(answer, Overtaken)]
    assert overtaken.now == now()


def test_04_a_double_tap_on_next_moves_one_touchpoint(store: str) -> None:
    version = step("start_rating", "before", "together").version
    told = at_once(*[lambda: command(WORKSHOP, version, "next", actor=ANNA)] * 5)
    assert {answer.stage.touchpoint for answer in told if isinstance(answer, StageAt)} == {"T2"}
    assert now().version == version + 1


def test_06_who_does_not_lead_has_to_take_over_on_purpose(store: str) -> None:
    step("start_rating", by=ANNA)
    with pytest.raises(NotLeading):
        step("close", by=BERT)
    take_over(WORKSHOP, BERT)
    assert step("close", by=BERT).stage.state == "closed"
    with pytest.raises(NotLeading):
        step("resume", by=ANNA)


def test_07_a_facilitator_who_is_away_stays_the_leader_until_somebody_takes_over(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    step("start_rating", by=ANNA)
    assert lead(WORKSHOP, BERT).away is False
    monkeypatch.setattr("data.live_leading.AWAY", timedelta(0))
    seen = lead(WORKSHOP, BERT)
    assert (seen.mine, seen.nobody, seen.away) == (False, False, True)
    assert lead(WORKSHOP, ANNA).mine


def test_a_step_tells_every_screen_and_a_refused_one_tells_nobody(store: str) -> None:
    before = numbers_of(WORKSHOP)
    step("start_rating")
    assert numbers_of(WORKSHOP) == (before.stage + 1, before.votes)
    with pytest.raises(Refusal):
        step("next")
    assert numbers_of(WORKSHOP).stage == before.stage + 1


def test_what_only_the_wall_shows_is_told_to_the_wall_and_not_to_the_phones(store: str) -> None:
    before = numbers_of(WORKSHOP)
    step("set_wall", "standards")
    step("turn", 1)
    take_over(WORKSHOP, BERT)
    give_up(WORKSHOP, BERT)
    assert numbers_of(WORKSHOP) == (before.stage, before.votes + 4)


def test_only_who_leads_can_give_the_lead_up(store: str) -> None:
    step("start_rating", by=ANNA)
    give_up(WORKSHOP, BERT)
    assert lead(WORKSHOP, ANNA).mine
    give_up(WORKSHOP, ANNA)
    assert lead(WORKSHOP, BERT).nobody


def test_a_page_is_turned_back_to_the_first_when_something_else_is_on_the_wall() -> None:
    turned = after(("set_wall", "standards"), "turn", "turn")
    assert turned.page == 2
    for other in (("set_wall", "heatmap"), ("start_rating",), ("show", "votes")):
        assert after(("set_wall", "standards"), "turn", other).page == 0
    assert after(("start_rating",), "reveal", "reveal", "turn", "hide", "reveal", "reveal").page == 0


def test_steps_can_be_taken_back_one_by_one_but_not_into_an_earlier_opening(store: str) -> None:
    step("start_rating", "before", "together")
    step("next")
    step("lock")
    assert last_step(WORKSHOP) == "lock"
    assert not undo_step(WORKSHOP, now().version, actor=ANNA).stage.locked
    assert undo_step(WORKSHOP, now().version, actor=ANNA).stage.touchpoint == "T1"
    assert undo_step(WORKSHOP, now().version, actor=ANNA).stage == Stage()
    with pytest.raises(Refusal):
        undo_step(WORKSHOP, now().version, actor=ANNA)


def test_a_step_taken_from_a_stage_that_was_taken_back_is_too_late(store: str) -> None:
    version = step("start_rating").version
    undo_step(WORKSHOP, version, actor=ANNA)
    with pytest.raises(Overtaken):
        command(WORKSHOP, version, "close", actor=ANNA)


def test_a_second_round_keeps_the_votes_of_the_first_aside(store: str) -> None:
    anna, bert = person(), person()
    step("start_rating", "before", "together")
    vote(anna, "T1", rating=-1)
    vote(bert, "T1", rating=-1)
    step("reveal")
    assert step("second_round").stage.round == 2
    vote(anna, "T1", rating=1)
    first = earlier_rounds(WORKSHOP, "before", "T1")
    assert (set(first["round"]), sorted(first["rating"])) == ({1}, [-1, -1, -1, 1])  # with the two of the workbook
    assert votes_of(anna)["T1"].current
    assert not votes_of(bert)["T1"].current
    assert step("second_round").stage.round == 3


def test_a_second_round_is_taken_back_only_while_nobody_has_voted_in_it(store: str) -> None:
    anna = person()
    step("start_rating", "before", "together")
    vote(anna, "T1", rating=-1)
    undo_step(WORKSHOP, step("second_round").version, actor=ANNA)
    assert earlier_rounds(WORKSHOP, "before", "T1").empty
    assert now().stage.round == 1
    step("second_round")
    vote(anna, "T1", rating=0)
    with pytest.raises(Refusal, match="voted in this round"):
        undo_step(WORKSHOP, now().version, actor=ANNA)


def test_a_closed_measurement_cannot_be_rated_again(store: str) -> None:
    close_wave(WORKSHOP, "before")
    assert course_of(WORKSHOP).waves == ()
    with pytest.raises(Refusal):
        step("start_rating")


def test_a_stage_survives_the_process_that_made_it(store: str) -> None:
    stage = step("start_rating", "before", "together").stage
    stage = step("countdown", 30).stage
    room = room_of(WORKSHOP)
    assert room is not None
    assert (room.stage, room.conductor) == (stage, ANNA)
