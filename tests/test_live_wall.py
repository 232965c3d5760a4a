"""What the wall says in words: standards in pages that can be read, votes round by round, and nobody's markup."""

from __future__ import annotations

import pytest
from live_rooms import ANNA, WORKSHOP, now, opened, person, step
from streamlit.testing.v1 import AppTest

from components.live import who
from components.live.wall_standards import HEADING, MOST, SPACE, Row, nothing_said, pages
from components.rooms import PAGES
from data.commands import Edit, edit
from data.live_room import open_room
from data.live_standards import classify, give_dots, propose
from data.live_votes import vote
from workshop.records import Department, Standard, Touchpoint
from workshop.texts import Refusal

LONG = "Wir rufen jeden Kunden am Tag nach der Übergabe an und fragen, ob alles so läuft, wie wir es versprochen haben."


def rows(count: int, text: str = "Wir grüßen jeden.") -> list[Row]:
    return [Row("must", f"{text} {number}", ()) for number in range(count)]


@pytest.mark.parametrize("sizes", [[3], [8], [9], [40], [4, 4], [5, 5], [1] * 12, [7, 2, 7], [8, 30, 1]])
@pytest.mark.parametrize("text", ["Wir grüßen jeden.", LONG])
def test_every_standard_is_on_one_page_under_its_department_and_no_page_is_too_full(
    sizes: list[int], text: str
) -> None:
    groups = [(f"Abteilung {number}", rows(size, text)) for number, size in enumerate(sizes)]
    found = pages(groups)
    alone = nothing_said(groups)
    assert [(name, row) for page in found for name, theirs in page for row in theirs] == [
        (name, row) for name, theirs in groups for row in theirs
    ]
    for page in found:
        assert sum(len(theirs) for _name, theirs in page) <= MOST
        assert sum(HEADING + sum(row.height(alone) for row in theirs) for _name, theirs in page) <= SPACE


def test_a_department_that_fits_on_a_page_is_not_torn_apart() -> None:
    found = pages([("Verkauf", rows(5)), ("Service", rows(6)), ("Lager", rows(2))])
    assert [[name for name, _rows in page] for page in found] == [["Verkauf"], ["Service", "Lager"]]


@pytest.fixture
def wall(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The wall that follows the bakery's room."""
    monkeypatch.setattr(who, "current_actor", lambda: ANNA)
    opened()
    return app


def on(wall: AppTest) -> str:
    """What is on the wall now."""
    wall.query_params["follow"] = "1"
    wall.run()
    wall.switch_page(str(PAGES / "live/projector.py")).run()
    assert not wall.exception
    return "\n".join(str(element.value) for element in wall.get("html") if 'class="wall' in str(element.value))


def test_standards_hang_under_their_departments_with_dots_and_from_five_on_with_votes(wall: AppTest) -> None:
    people = [person("Service") for _ in range(5)]
    step("start_classifying")
    for one in people:
        classify(one, "S1", "wow")
    give_dots(people[0], {"S1": 2})
    step("set_wall", "standards")
    drawn = on(wall)
    assert "<h1>Service</h1>" in drawn
    assert "★ Wow" in drawn
    assert "●●" in drawn
    assert "5\u00a0×\u00a0Wow" in drawn


def test_fewer_than_five_classifications_are_not_counted_out_on_the_wall(wall: AppTest) -> None:
    people = [person("Service") for _ in range(4)]
    step("start_classifying")
    for one in people:
        classify(one, "S1", "wow")
    step("set_wall", "standards")
    drawn = on(wall)
    assert "✓ Muss" in drawn
    assert "×" not in drawn


def test_the_result_of_one_touchpoint_shows_both_rounds_with_their_figures(wall: AppTest) -> None:
    people = [person("Verkauf") for _ in range(6)]
    step("start_rating", "before", "together", "T2")
    for one in people:
        vote(one, "T2", rating=-1)
    step("second_round")
    for one in people[:3]:
        vote(one, "T2", rating=1)
    step("reveal")
    step("reveal")
    drawn = on(wall)
    assert drawn.index("Runde 1") < drawn.index("Runde 2")
    assert "−100" in drawn  # all were disappointed in the first round
    assert "100 % enttäuscht" in drawn.replace("\u00a0", " ")
    assert "50 % begeistert" in drawn.replace("\u00a0", " ")


def test_fewer_than_five_votes_on_a_touchpoint_are_not_shown(wall: AppTest) -> None:
    people = [person("Verkauf") for _ in range(4)]
    step("start_rating", "before", "together", "T2")
    for one in people:
        vote(one, "T2", rating=-1)
    step("reveal")
    step("reveal")
    drawn = on(wall)
    assert "Theke" in drawn
    assert "%" not in drawn.replace("width:", "")


def test_what_the_wall_says_does_not_repeat_that_it_is_on_the_wall(wall: AppTest) -> None:
    person("Verkauf")
    step("start_rating")
    step("reveal")
    drawn = on(wall)
    assert "An der Wand" not in drawn
    assert "Die Bewertung ist geschlossen." in drawn


@pytest.mark.parametrize("steps", [[("start_rating", "", "together")], [("start_rating",), ("countdown", 60)]])
def test_a_pause_is_said_on_the_wall(wall: AppTest, steps: list[tuple[str, ...]]) -> None:
    person("Verkauf")
    for name, *arguments in steps:
        step(name, *arguments)
    step("pause")
    if len(steps) > 1:
        step("set_wall", "countdown")
    assert "Die Bewertung ist angehalten." in on(wall)


def test_markup_in_a_workbook_is_only_text_on_the_wall(wall: AppTest) -> None:
    evil = "<img src=x onerror=alert(1)>"
    edit(WORKSHOP, "departments", [Edit(None, Department(name=evil, seq=3))])
    point = Touchpoint(key="T1", seq=1, phase="prepurchase", name="Schaufenster", department="Verkauf")
    edit(WORKSHOP, "touchpoints", [Edit(point, point.model_copy(update={"name": evil}))])
    edit(WORKSHOP, "standards", [Edit(None, Standard(key="S2", level="wow", text=evil, department=evil))])
    person(evil)
    drawn = [on(wall)]
    step("start_rating", "", "together", "T1")
    drawn.append(on(wall))
    step("reveal")
    step("reveal")
    drawn.append(on(wall))
    step("set_wall", "standards")
    drawn.append(on(wall))
    assert all("&lt;img" in one and "<img src=x" not in one for one in drawn)


def test_a_refused_proposal_never_reaches_the_wall(wall: AppTest) -> None:
    anna = person("Verkauf")
    step("start_classifying")
    for text in ("<b>Fett</b> gedruckt", "Fett " * 2000, "🎉🎉"):
        with pytest.raises(Refusal):
            propose(anna, "wow", text)
    step("set_wall", "standards")
    drawn = on(wall)
    assert "Fett" not in drawn
    assert "🎉" not in drawn


def test_the_pages_turn_in_a_circle(wall: AppTest) -> None:
    for number in range(12):
        one = Standard(key=f"S{number + 10}", level="must", text=f"Satz Nummer {number}.", department="Verkauf")
        edit(WORKSHOP, "standards", [Edit(None, one)])
    step("set_wall", "standards")
    first = on(wall)
    assert "1/" in first
    pages_of_it = int(first.split("1/")[-1].split("<")[0])
    for _ in range(pages_of_it):
        step("turn", 1)
    assert on(wall) == first
    step("turn", -1)
    assert f"{pages_of_it}/{pages_of_it}" in on(wall)


def test_a_room_that_was_opened_anew_begins_on_the_first_page(wall: AppTest) -> None:
    step("set_wall", "standards")
    step("turn", 1)
    step("set_wall", "heatmap")
    assert now().stage.page == 0
    assert open_room(WORKSHOP).stage.page == 0
