"""Which tables a database has: the revision of its schema, and those that this version of the app knows."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from workshop.texts import Refusal, message

FOLDER = Path(__file__).parent / "migrations"


def revision_of(connection: Connection) -> str:
    """The revision of a database's tables, "" when there are none."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def newest_revision() -> str:
    """The one this version of the app works with."""
    return str(ScriptDirectory.from_config(config_for(None)).get_current_head())


def check_known(revision: str) -> None:
    """Raise Refusal for a revision of a newer version of the app; "" is no tables yet, which is fine."""
    known = {script.revision for script in ScriptDirectory.from_config(config_for(None)).walk_revisions()}
    if revision and revision not in known:
        raise Refusal(
            message(
                "The data was written by a newer version of the app (tables {revision}, known here up to {newest}). "
                "Install that version.",
                revision=revision,
                newest=newest_revision(),
            )
        )


def config_for(connection: Connection | None) -> Config:
    """What alembic has to know: where the migrations are, and the connection to apply them on."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
