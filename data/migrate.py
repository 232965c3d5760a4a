"""Bring a database to the newest tables; `python -m data.migrate "what changed"` writes the next migration."""

from __future__ import annotations

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from data.engine import writing
from data.settings import database_url

FOLDER = Path(__file__).parent / "migrations"


def migrate() -> None:
    """Apply every migration the database of `DATABASE_URL` lacks, in one transaction. Safe at each start."""
    with writing() as connection:
        command.upgrade(_config(connection), "head")


def is_current() -> bool:
    """Whether the database has every migration."""
    with writing() as connection:
        at = MigrationContext.configure(connection).get_current_revision()
    return at == ScriptDirectory.from_config(_config(None)).get_current_head()


def _config(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


if __name__ == "__main__":
    assert database_url()
    with writing() as open_connection:
        command.revision(_config(open_connection), sys.argv[1], autogenerate=True)
