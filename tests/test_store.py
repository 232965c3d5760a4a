"""What is kept is kept whole, comes back as it was, and goes as a whole; on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from databases import small_bundle
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from data.access import make_link
from data.commands import Edit, create_workshop, delete_workshop, edit, keep
from data.engine import reading, writing
from data.migrate import is_current, migrate
from data.rows import rows_of
from data.store import list_workshops, load
from data.tables import Table, table
from workshop.dossier import dossier_of
from workshop.records import KINDS, RatingRecord, Touchpoint, Workshop
from workshop.texts import Refusal, say


def rows_in(name: str) -> int:
    with reading() as connection:
        return connection.execute(select(func.count()).select_from(table(name))).scalar_one()


def rows_everywhere() -> dict[str, int]:
    return {name: n for name in Table.metadata.tables if (n := rows_in(name))}


def test_the_migrations_make_exactly_the_tables(store: str) -> None:
    with reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Table.metadata) == []


def test_migrating_again_changes_nothing(store: str) -> None:
    keep(small_bundle())
    migrate()
    assert is_current()
    assert rows_in("touchpoints") == 3


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_record_has_a_column(kind: str) -> None:
    assert set(KINDS[kind].model_fields) <= set(table(kind).columns.keys())


def test_every_field_of_a_workshop_has_a_column() -> None:
    assert set(Workshop.model_fields) <= set(table("workshops").columns.keys())


def test_a_kept_workshop_comes_back_as_it_was(store: str) -> None:
    expected = dossier_of(small_bundle())
    keep(small_bundle())
    loaded = load("WS-TEST")
    assert loaded.workshop == expected.workshop
    for kind in KINDS:
        fields = list(KINDS[kind].model_fields)
        assert sorted(map(str, loaded[kind][fields].to_dict("records"))) == sorted(
            map(str, expected[kind][fields].to_dict("records"))
        ), kind


def test_a_bundle_is_kept_whole_or_not_at_all(store: str) -> None:
    bundle = small_bundle()
    bundle.add("ratings", RatingRecord(wave="before", participant="P1", touchpoint="T-UNKNOWN", rating=1))
    with pytest.raises((Refusal, IntegrityError)):
        keep(bundle)
    assert rows_everywhere() == {}


def test_a_bundle_kept_twice_changes_nothing(store: str) -> None:
    keep(small_bundle())
    before = rows_everywhere()
    _, kept = keep(small_bundle(), into="WS-TEST")
    assert (kept.new, kept.changed) == (0, 0)
    assert rows_everywhere() == before


def test_a_bundle_that_has_grown_says_what_is_new_and_what_changed(store: str) -> None:
    keep(small_bundle())
    bundle = small_bundle()
    bundle.add("touchpoints", Touchpoint(key="T4", seq=4, phase="afterpurchase", name="Kundenkarte"))
    bundle.of("touchpoints")[0].name = "Neues Schaufenster"
    _, kept = keep(bundle, into="WS-TEST")
    assert (kept.new, kept.changed) == (1, 1)


def test_a_new_workshop_with_a_name_that_is_taken_is_refused(store: str) -> None:
    keep(small_bundle())
    with pytest.raises(Refusal, match="WS-TEST"):
        keep(small_bundle())
    with pytest.raises(Refusal, match="WS-TEST"):
        create_workshop(Workshop(id="WS-TEST", company="Andere"))


def test_a_bundle_into_a_workshop_that_is_not_there_is_refused(store: str) -> None:
    with pytest.raises(Refusal, match="WS-NONE"):
        keep(small_bundle(), into="WS-NONE")


def test_reading_a_workshop_that_is_not_there_names_it(store: str) -> None:
    with pytest.raises(Refusal) as refused:
        load("WS-NONE")
    assert "WS-NONE" in say(refused.value.message, "de")


def test_a_rating_cannot_refer_to_the_touchpoint_of_another_workshop(store: str) -> None:
    keep(small_bundle())
    other = small_bundle("WS-OTHER")
    other.add("touchpoints", Touchpoint(key="T9", seq=9, phase="purchase", name="Nur hier"))
    keep(other)
    vote = {"workshop_id": "WS-TEST", "wave": "before", "participant": "P1", "touchpoint": "T9", "missing_reason": ""}
    with pytest.raises(IntegrityError), writing() as connection:
        connection.execute(insert(table("ratings")).values(vote))


def test_deleting_a_workshop_removes_everything_of_it_and_nothing_else(store: str) -> None:
    keep(small_bundle("WS-OTHER"))
    remaining = rows_everywhere()
    keep(small_bundle())
    make_link("projector", workshop_id="WS-TEST")
    standard = small_bundle().of("standards")[0]
    edit("WS-TEST", "standards", [Edit(standard, None)])
    delete_workshop("WS-TEST")
    assert rows_everywhere() == remaining
    assert [listed.id for listed in list_workshops()] == ["WS-OTHER"]


def test_deleting_a_workshop_that_is_not_there_is_refused(store: str) -> None:
    with pytest.raises(Refusal, match="WS-NONE"):
        delete_workshop("WS-NONE")


def test_what_is_read_together_is_of_one_moment(store: str) -> None:
    keep(small_bundle())
    shop = small_bundle().of("touchpoints")[0]
    with reading() as connection:
        before = rows_of(connection, "touchpoints", "WS-TEST")
        edit("WS-TEST", "touchpoints", [Edit(shop, shop.model_copy(update={"name": "Neue Theke"}))])
        assert rows_of(connection, "touchpoints", "WS-TEST") == before
    assert load("WS-TEST").touchpoints["name"].iloc[0] == "Neue Theke"


def companies(**asked: Any) -> list[str]:
    return [listed.company for listed in list_workshops(**asked)]


@pytest.fixture
def four_workshops(store: str) -> None:
    for number, company in enumerate(("Ärztehaus Nord", "Bäckerei 100 % Korn", "Bäckerei Süd", "Bärenapotheke")):
        create_workshop(Workshop(id=f"WS-{number}", company=company))


@pytest.mark.usefixtures("four_workshops")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ärzte", ["Ärztehaus Nord"]),
        ("ÄRZTE", ["Ärztehaus Nord"]),
        ("süd bäck", ["Bäckerei Süd"]),
        ("ws-3", ["Bärenapotheke"]),
        ("0 %", ["Bäckerei 100 % Korn"]),
        ("_", []),
        ("bäcker", ["Bäckerei Süd", "Bäckerei 100 % Korn"]),
        ("", ["Bärenapotheke", "Bäckerei Süd", "Bäckerei 100 % Korn", "Ärztehaus Nord"]),
    ],
)
def test_a_workshop_is_found_by_parts_of_its_names_in_any_case(words: str, found: list[str]) -> None:
    assert companies(words=words) == found


@pytest.mark.usefixtures("four_workshops")
def test_a_short_list_of_workshops_has_the_wanted_one_and_the_newest() -> None:
    assert companies(first="WS-0", limit=3) == ["Ärztehaus Nord", "Bärenapotheke", "Bäckerei Süd"]
    assert companies(first="WS-GONE", limit=2) == ["Bärenapotheke", "Bäckerei Süd"]
