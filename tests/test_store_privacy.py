"""What is stored about a person can be handed over and deleted, and is looked for in every column of every table."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from databases import small_bundle
from live_rooms import WORKSHOP, opened, person, step
from sqlalchemy import ForeignKeyConstraint, select

from data.answers import remember
from data.commands import Edit, edit, keep
from data.engine import reading
from data.forgetting import forget, without
from data.import_rows import Source
from data.imports import list_imports, why_not
from data.live_room import close_room, open_room
from data.live_seats import seat_of
from data.live_standards import give_dots, propose
from data.live_votes import vote
from data.people import OWN, About, stored_about
from data.store import load
from data.tables import Table, table
from data.waves import close_wave, reopen_wave
from workshop.dossier import Bundle
from workshop.figures.document import figures
from workshop.records import Measure, Participant, RatingRecord, Wave
from workshop.texts import Refusal

NAME = "Anna Beispielhuber"


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables."""
    with reading() as connection:
        return {
            name: [dict(row) for row in connection.execute(select(one)).mappings()]
            for name, one in Table.metadata.tables.items()
        }


def found_in(*secrets: str) -> list[str]:
    """Where a text stands, in any column of any table: as a value, or within one."""
    return [
        f"{name}.{column} = {value!r}"
        for name, rows in everything().items()
        for row in rows
        for column, value in row.items()
        for secret in secrets
        if secret in str(value) and (len(secret) > 4 or f"'{secret}'" in repr([value]))
    ]


def a_workshop_day() -> tuple[str, str]:
    """A named room: Anna rates, proposes and gives dots, five others rate; all came in with a workbook before, the
    measurement is closed, and a second one is open. Anna's token and pseudonym."""
    opened(anonymity="named")
    anna = person("Verkauf", NAME)
    others = [person("Verkauf", f"Gast {letter}") for letter in "BCDEF"]
    key = str(seat_of(anna).participant)  # type: ignore[union-attr]
    step("start_rating", "before", "all")
    for token in (anna, *others):
        vote(token, "T1", rating=-1, relevance=4)
    vote(anna, "T2", rating=1)
    step("start_classifying")
    give_dots(anna, {propose(anna, "wow", "Wir backen nachts."): 3})
    edit(WORKSHOP, "participants", [functioned(key, "Filialleiterin")])
    person_in_file = Participant(key=key, department="Verkauf", function="Chefin am Morgen")
    again = Bundle(None, {
        "participants": [person_in_file],
        "ratings": [RatingRecord(wave="before", participant=key, touchpoint="T3", rating=0)],
        "measures": [Measure(key="M7", title="Teig", department="Verkauf", responsible=NAME)],
    })  # fmt: skip
    keep(again, into=WORKSHOP, source=Source(f"Antworten von {NAME}.xlsx", "make", {}))
    remember("make", "stimmen.xlsx", {f"people/Blatt 1/{NAME}": "person"})
    close_wave(WORKSHOP, "before")
    edit(WORKSHOP, "waves", [Edit(None, Wave(key="after", seq=2))])
    step("start_rating", "after", "all")
    vote(anna, "T1", rating=1)
    return anna, key


def functioned(key: str, function: str) -> Edit:
    now = Participant(key=key, department="Verkauf")
    return Edit(now, now.model_copy(update={"function": function}))


def test_every_table_with_rows_of_a_participant_is_known_here() -> None:
    refers = {
        one.name for one in Table.metadata.tables.values() for rule in one.constraints
        if isinstance(rule, ForeignKeyConstraint) and rule.referred_table.name == "participants"
    }  # fmt: skip
    assert refers | {"participants"} == set(OWN)
    for name, column in OWN.items():
        assert column in table(name).c


def test_everything_stored_about_a_person_is_handed_over(store: str) -> None:
    _anna, key = a_workshop_day()
    about: About = stored_about(WORKSHOP, key)
    assert about.name == NAME
    assert {name: len(rows) for name, rows in about.rows.items()} == {
        "participants": 1, "seats": 1, "wave_participants": 1, "ratings": 4, "earlier_ratings": 0,
        "standard_votes": 1, "dots": 1,
    }  # fmt: skip
    assert (about.count("ratings", closed=True), about.count("ratings", closed=False)) == (3, 1)
    assert [(row["source"][:9], row["kind"]) for row in about.logged] == [
        ("", "participants"), ("", "participants"), ("Antworten", "participants"), ("Antworten", "ratings"),
    ]  # fmt: skip
    assert [(one.table, one.title, one.field) for one in about.mentions] == [("measures", "M7", "responsible")]
    assert "token_hash" not in str(about.rows)


def test_who_is_deleted_is_found_in_no_column_of_any_table(store: str) -> None:
    anna, key = a_workshop_day()
    measure = next(one for one in load(WORKSHOP).records("measures") if one.key == "M7")
    edit(WORKSHOP, "measures", [Edit(measure, measure.model_copy(update={"responsible": "das Team"}))])
    assert len(found_in(key, NAME, "Filialleiterin", "Chefin am Morgen")) > 10
    forget(WORKSHOP, key, keep_answers=False)
    assert found_in(key, NAME, "Filialleiterin", "Chefin am Morgen") == []
    assert seat_of(anna) is None
    assert len(everything()["ratings"]) == 2 + 5
    assert everything()["dots"] == everything()["standard_votes"] == []


def test_a_name_in_the_plan_stays_for_people_to_change_and_goes_from_the_history(store: str) -> None:
    _anna, key = a_workshop_day()
    forget(WORKSHOP, key, keep_answers=False)
    assert found_in(NAME) == [f"measures.responsible = {NAME!r}"]


def test_answers_that_stay_lead_to_nobody_and_the_closed_figures_stay_the_same(store: str) -> None:
    anna, key = a_workshop_day()
    before = closed_figures(figures(load(WORKSHOP)))
    assert before["overall"]["n"] == 10
    forget(WORKSHOP, key, keep_answers=True)
    assert found_in(key, "Filialleiterin", "Chefin am Morgen") == []
    assert [row for row in found_in(NAME) if not row.startswith("measures.")] == []
    assert closed_figures(figures(load(WORKSHOP))) == before
    assert seat_of(anna) is None
    rows = everything()
    nameless = [row["key"] for row in rows["participants"] if row["key"].startswith("A")]
    assert len(nameless) == 1
    theirs = [row for row in rows["ratings"] if row["participant"] == nameless[0]]
    assert {(row["wave"], row["touchpoint"], row["rated_at"]) for row in theirs} == {
        ("before", "T1", None), ("before", "T2", None), ("before", "T3", None),
    }  # fmt: skip
    assert [row["dots"] for row in rows["dots"]] == [3]
    assert {row["department"] for row in rows["wave_participants"] if row["participant"] == nameless[0]} == {"Verkauf"}


def closed_figures(found: dict[str, Any]) -> dict[str, Any]:
    """Every figure of the closed measurement: of touchpoints, phases, departments, how far people agree."""
    points = {key: one["before"] for key, one in found["touchpoints"].items()}
    agreed = {name: value for name, value in found["krippendorff_alpha"].items() if name.startswith("before")}
    rest = {name: value for name, value in found.items() if name.endswith("_before")}
    return {"overall": found["overall"]["before"], "touchpoints": points, "alpha": agreed} | rest


def test_who_is_one_of_few_in_a_department_stays_without_it(store: str) -> None:
    keep(small_bundle())
    close_wave(WORKSHOP, "before")
    forget(WORKSHOP, "P2", keep_answers=True)
    people = {row["key"]: row["department"] for row in everything()["participants"]}
    assert people.pop("P1") == "Verkauf"
    assert list(people.values()) == [None]
    assert {row["department"] for row in everything()["wave_participants"]} == {"Verkauf", None}


def test_in_an_open_measurement_nothing_stays(store: str) -> None:
    keep(small_bundle())
    forget(WORKSHOP, "P2", keep_answers=True)
    assert [row["key"] for row in everything()["participants"]] == ["P1"]
    assert [row["participant"] for row in everything()["ratings"]] == ["P1"]


def test_nobody_is_deleted_twice(store: str) -> None:
    keep(small_bundle())
    forget(WORKSHOP, "P2", keep_answers=False)
    before = everything()
    for deed in (lambda: forget(WORKSHOP, "P2", keep_answers=True), lambda: stored_about(WORKSHOP, "P2")):
        with pytest.raises(Refusal, match="P2"):
            deed()
    assert everything() == before


def test_an_import_that_brought_a_deleted_person_can_still_be_undone(store: str) -> None:
    keep(small_bundle())
    more = Bundle(None, {"participants": [Participant(key="P8"), Participant(key="P9")]})
    keep(more, into=WORKSHOP, source=Source("leute.xlsx", "make", {}))
    forget(WORKSHOP, "P9", keep_answers=False)
    assert why_not(WORKSHOP, list_imports(WORKSHOP)[0].id) is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Anna Beispielhuber fragt", "… fragt"),
        ("ANNA BEISPIELHUBER", "…"),
        ("Anna Beispielhubers", None),
        ("Anna", None),
    ],
)
def test_a_name_is_replaced_as_a_word(text: str, left: str | None) -> None:
    assert without({"a": [text, 1, None]}, [NAME]) == {"a": [left or text, 1, None]}


@pytest.mark.parametrize("way", ["close", "reopen first"])
def test_after_an_anonymous_room_no_table_leads_from_a_person_to_an_answer(store: str, way: str) -> None:
    """Everything a person brought in before, and everything with a time or a place in a list, is looked for."""
    opened(anonymity="anonymous")
    tokens = [person("Verkauf", NAME) for _ in range(6)]
    keys = [str(seat_of(token).participant) for token in tokens]  # type: ignore[union-attr]
    step("start_rating", "before", "all")
    for number, token in enumerate(tokens):
        vote(token, "T1", rating=number % 3 - 1)
    edit(WORKSHOP, "participants", [functioned(keys[0], "Filialleiterin")])
    brought = Bundle(None, {"participants": [Participant(key=keys[1], department="Verkauf", function="Lehrling")]})
    keep(brought, into=WORKSHOP, source=Source("leute.xlsx", "make", {}))
    close_wave(WORKSHOP, "before")
    if way == "reopen first":
        reopen_wave(WORKSHOP, "before")
    step("start_classifying")
    give_dots(tokens[0], {propose(tokens[0], "wow", "Wir backen nachts."): 3})
    close_room(WORKSHOP)
    assert found_in(*keys, NAME, "Filialleiterin", "Lehrling") == []
    rows = everything()
    assert rows["seats"] == rows["imports"] == []
    theirs = [row for row in rows["ratings"] if row["participant"] not in ("P1", "P2")]
    assert {row["rated_at"] for row in theirs} == {None}
    assert sorted(row["rating"] for row in theirs) == [-1, -1, 0, 0, 1, 1]
    people = [row["key"] for row in rows["participants"] if row["key"] not in ("P1", "P2")]
    assert people == sorted(people)


def test_what_was_deleted_does_not_linger_in_the_file(database: str) -> None:
    _anna, key = a_workshop_day()
    forget(WORKSHOP, key, keep_answers=False)
    measure = next(one for one in load(WORKSHOP).records("measures") if one.key == "M7")
    edit(WORKSHOP, "measures", [Edit(measure, None)])
    path = Path(database.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE changes SET before = NULL WHERE kind = 'measures'")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    assert NAME.encode() not in path.read_bytes()


def test_a_person_can_come_in_again_after_being_deleted(store: str) -> None:
    _anna, key = a_workshop_day()
    forget(WORKSHOP, key, keep_answers=False)
    assert seat_of(person("Verkauf", "Neu")) is not None
    assert open_room(WORKSHOP, anonymity="named").is_open
