"""Fixtures for tests of the store: a fresh database of each kind, SQLite and PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest

from data.engine import engine_for
from data.migrate import migrate
from data.settings import database_url, with_driver
from data.tables import Table
from scripts.postgres import database_at, new_database, running_postgres
from workshop.dossier import Bundle
from workshop.records import Department, Measure, Participant, RatingRecord, Standard, Touchpoint, Wave, Workshop


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and nothing in them, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrated(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server of our own with a migrated database `tests`; it ends with the tests."""
    with running_postgres(durable=False) as server:  # these databases need not survive a power cut
        migrated(new_database(server, "tests"))
        yield server


@pytest.fixture
def postgres_database(postgres_server: str) -> str:
    """The address of a PostgreSQL database with all tables and nothing in them: the same one for all tests, emptied,
    which takes a tenth of the time of making another."""
    url, names = database_at(postgres_server, "tests"), ", ".join(Table.metadata.tables)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET lock_timeout = '10s'")  # somebody left a transaction open: an error, no endless wait
        connection.execute(f"TRUNCATE {names} RESTART IDENTITY")
    return url


ON_POSTGRES = (pytest.mark.postgres, pytest.mark.xdist_group("postgres"))
"""One server is enough: these tests are run by the same one of several test processes."""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=ON_POSTGRES)])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A fresh database with all tables, once of each kind; its address is in `DATABASE_URL`."""
    if request.param == "sqlite":
        copy = shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "werkstatt.db")
        url = f"sqlite:///{copy}"
    else:
        url = request.getfixturevalue("postgres_database")
    monkeypatch.setenv("DATABASE_URL", url)
    yield url
    engine_for(database_url()).dispose()


def migrated(url: str) -> None:
    """Make all tables in an empty database and let go of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        migrate()
        engine_for(database_url()).dispose()


def small_bundle(workshop_id: str = "WS-TEST") -> Bundle:
    """A workshop of an invented bakery: three touchpoints, two departments, two people, one measurement."""
    return Bundle(
        Workshop(id=workshop_id, company="Bäckerei Beispiel"),
        {
            "departments": [Department(name="Verkauf", seq=1), Department(name="Service", seq=2)],
            "waves": [Wave(key="before", seq=1)],
            "touchpoints": [
                Touchpoint(key="T1", seq=1, phase="prepurchase", name="Schaufenster", department="Verkauf"),
                Touchpoint(key="T2", seq=2, phase="purchase", name="Theke", department="Verkauf"),
                Touchpoint(key="T3", seq=3, phase="afterpurchase", name="Reklamation", department="Service"),
            ],
            "participants": [Participant(key="P1", department="Verkauf"), Participant(key="P2", department="Service")],
            "ratings": [
                RatingRecord(wave="before", participant="P1", touchpoint="T1", rating=1, relevance=4),
                RatingRecord(wave="before", participant="P2", touchpoint="T1", rating=-1, relevance=5),
            ],
            "standards": [Standard(key="S1", level="must", text="Wir grüßen jeden.", department="Service")],
            "measures": [
                Measure(key="M1", title="Klingel anbringen", department="Service", until_date=date(2026, 3, 1))
            ],
        },
    )


@pytest.fixture
def elsewhere(store: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of another database of the same kind, without any table."""
    if store.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'elsewhere.db'}"
        return
    server = request.getfixturevalue("postgres_server")
    yield from passing_database(server)


def passing_database(server: str) -> Iterator[str]:
    """A database of its own on a server, which goes when it is no longer needed."""
    url = database_at(server, "elsewhere")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE elsewhere")
        try:
            yield url
        finally:
            engine_for(with_driver(url)).dispose()
            connection.execute("DROP DATABASE elsewhere WITH (FORCE)")
