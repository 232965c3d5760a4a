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


def sign_in_allowed() -> tuple[str, ...]:
    """`SIGN_IN_ALLOWED`: who may sign in through the provider, addresses and domains with commas between them
    (`firma.example, ben@other.example`); without it nobody, because a provider may know half the world."""
    return _list_in("SIGN_IN_ALLOWED")


def create_allowed() -> tuple[str, ...]:
    """`CREATE_ALLOWED`: who of them may make workshops, written in the same way; without it all of them."""
    return _list_in("CREATE_ALLOWED") or sign_in_allowed()


def _list_in(name: str) -> tuple[str, ...]:
    entries = (entry.strip().lower().removeprefix("@") for entry in os.environ.get(name, "").split(","))
    return tuple(entry for entry in entries if entry)


def backup_folder() -> Path:
    """`BACKUP_FOLDER`, where backups go unless another folder is named; without it `var/backups`."""
    return Path(os.environ.get("BACKUP_FOLDER", "").strip() or ROOT / "var" / "backups")
