"""One engine per database, and the two ways to use it: reading and writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from data.settings import database_url


@cache
def engine_for(url: str) -> Engine:
    """The engine of one database address, made once per process and shared by all threads."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20)
    engine = create_engine(url, connect_args={"timeout": 8, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # Python's driver would open transactions late and by itself; we say BEGIN, below.
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 8000"):
        connection.execute(f"PRAGMA {pragma}")
    # SQLite's own knows no letter beyond z: who types “ä” would not find “Ärztehaus”.
    connection.create_function("lower", 1, lambda text: text and text.lower(), deterministic=True)


def _begin_sqlite(connection: Connection) -> None:
    # A write that begins as a read can fail at once with "database is locked"; taking the lock first waits instead.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading() -> Iterator[Connection]:
    """A connection to read with; every query inside sees the same state."""
    engine = engine_for(database_url())
    if engine.dialect.name == "postgresql":  # where each query would otherwise see a state of its own
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection:
        yield connection


@contextmanager
def writing() -> Iterator[Connection]:
    """One transaction: committed when the block ends, rolled back when it raises."""
    engine = engine_for(database_url()).execution_options(writes=True)
    with engine.begin() as connection:
        yield connection
