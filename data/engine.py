"""One engine per database, and the two ways to use it: reading and writing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from selectors import EVENT_READ, DefaultSelector
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError, InterfaceError, OperationalError, TimeoutError

from data.settings import database_url

PATIENCE = 8.0
"""Seconds a write waits for another one on SQLite; `?timeout=` in the address sets another time."""
CACHE = 512
"""KB of a SQLite file that each connection keeps; of its own it takes 2 MB, and there are up to thirty. Any write by
another connection empties it, and what is read again comes from the system's cache."""
FRESH = 1.0
"""Seconds after its last use for which a connection to PostgreSQL is taken to be there still."""
AWAY = (OperationalError, InterfaceError, TimeoutError)
"""What is raised while the database is locked for too long, full or gone: nothing was stored, and trying again helps
once it is back."""


@cache
def engine_for(url: str) -> Engine:
    """The engine of one database address, made once per process and shared by all threads."""
    # Errors are logged, and what was to be stored is nobody's business there: answers, hashes of tokens.
    if not url.startswith("sqlite"):
        engine = create_engine(url, pool_size=10, max_overflow=20, pool_use_lifo=True, hide_parameters=True)
        event.listen(engine, "checkin", _note_use)
        event.listen(engine, "checkout", partial(_make_sure, engine))
        return engine
    patience = float(str(make_url(url).query.get("timeout", PATIENCE)))
    options = {"timeout": patience, "check_same_thread": False}
    engine = create_engine(url, pool_size=20, pool_use_lifo=True, connect_args=options, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _note_use(_connection: Any, record: Any) -> None:
    record.info["used"] = time.monotonic()


def _make_sure(engine: Engine, connection: Any, record: Any, _checkout: Any) -> None:
    # As `pool_pre_ping`, which would ask before each query: half of what a short one takes.
    try:
        if time.monotonic() - record.info.get("used", 0.0) > FRESH or _is_told_something(connection):
            engine.dialect.do_ping(connection)
    except engine.dialect.loaded_dbapi.Error as error:
        raise DisconnectionError from error  # the pool then takes a new one


def _is_told_something(connection: Any) -> bool:
    # An idle connection hears from its server only when that ends it.
    with DefaultSelector() as listening:
        listening.register(connection, EVENT_READ)
        return bool(listening.select(0))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # Python's driver would open transactions late and by itself; we say BEGIN, below.
    connection.isolation_level = None
    # What was deleted is overwritten: a person who was deleted is to be in no copy of the file either.
    settings = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON")
    for pragma in (*settings, f"cache_size = -{CACHE}"):
        connection.execute(f"PRAGMA {pragma}")
    # SQLite's own knows no letter beyond z: who types “ä” would not find “Ärztehaus”.
    connection.create_function("lower", 1, lambda text: text and text.lower(), deterministic=True)


def _begin_sqlite(connection: Connection) -> None:
    # A write that begins as a read can fail at once with "database is locked"; taking the lock first waits instead.
    options = connection.get_execution_options()
    if not options.get("single"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


@contextmanager
def reading(url: str = "") -> Iterator[Connection]:
    """A connection to read with, of another database when an address is given; every query inside sees the same
    state."""
    engine = engine_for(url or database_url())
    if engine.dialect.name == "postgresql":  # where each query would otherwise see a state of its own
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection:
        yield connection


@contextmanager
def asking() -> Iterator[Connection]:
    """A connection for one query, which needs no transaction around it: what every run of every phone asks costs a
    third of `reading` this way."""
    with _engine_with(database_url(), "single").connect() as connection:
        yield connection


@contextmanager
def writing(url: str = "") -> Iterator[Connection]:
    """One transaction: committed when the block ends, rolled back when it raises."""
    url = url or database_url()
    with _turn(url), _engine_with(url, "writes").begin() as connection:
        yield connection


@cache
def _engine_with(url: str, option: str) -> Engine:
    engine = engine_for(url).execution_options(**{option: True})
    if option == "single" and engine.dialect.name == "postgresql":  # begin and end would each be a message of its own
        engine = engine.execution_options(isolation_level="AUTOCOMMIT")
    return engine


@contextmanager
def _turn(url: str) -> Iterator[None]:
    """Wait for one's turn to write to SQLite. It would wait by itself, but by asking again and again with pauses of up
    to 100 ms, in which others overtake. Whoever has waited too long here asks there."""
    if not url.startswith("sqlite"):
        yield
        return
    turn = _turns(url)
    mine = turn.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if mine:
            turn.release()


@cache
def _turns(url: str) -> Lock:
    del url  # each database has its own
    return Lock()
