"""Where things are kept: read from the environment when asked, never at import."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parent.parent


def database_url() -> str:
    """`DATABASE_URL` for SQLAlchemy; without it a SQLite file in `var/`, which needs no set-up."""
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        folder = ROOT / "var"
        folder.mkdir(exist_ok=True)
        return f"sqlite:///{folder / 'werkstatt.db'}"
    return with_driver(url)


def with_driver(url: str) -> str:
    """A plain `postgresql://` address pointed at the installed driver, psycopg 3; others as they are."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return f"postgresql+psycopg://{url.removeprefix(prefix)}"
    return url


def backup_folder() -> Path:
    """`BACKUP_FOLDER`, where backups go unless another folder is named; without it `var/backups`."""
    return Path(os.environ.get("BACKUP_FOLDER", "").strip() or ROOT / "var" / "backups")
