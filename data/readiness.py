"""Whether this process can do its work: the database answers, its tables are right, the disk has room."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from data.engine import AWAY, engine_for
from data.migrate import is_current
from data.settings import backup_folder, database_url

FREE = 200_000_000
"""Bytes that must be free where the data or the backups are: a day of votes is less, and a full disk takes none."""

log = logging.getLogger("werkstatt")


def missing() -> list[str]:
    """What is missing, of "database", "migrations", "disk"; nothing when all is well."""
    found = [] if has_room() else ["disk"]
    try:
        return found if is_current() else ["migrations", *found]
    except AWAY as error:
        log.warning("The database does not answer: %s", error)
        return ["database", *found]


def has_room(least: int = FREE) -> bool:
    """Whether the disks of the SQLite file and of the backups have room."""
    folders = [backup_folder()]
    url = engine_for(database_url()).url
    if url.drivername == "sqlite" and url.database:
        folders.append(Path(url.database).parent)
    return all(shutil.disk_usage(existing(folder)).free >= least for folder in folders)


def existing(folder: Path) -> Path:
    """The folder, or the one above it in which it will be made."""
    folder = folder.absolute()
    return next(path for path in (folder, *folder.parents) if path.is_dir())
