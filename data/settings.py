"""Where things are kept: read from the environment when asked, never at import."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parent.parent


def database_url() -> str:
    """`DATABASE_URL` for SQLAlchemy; without it a SQLite file in `var/`, which needs no set-up.

    A plain `postgresql://` address is pointed at the installed driver, psycopg 3.
    """
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        folder = ROOT / "var"
        folder.mkdir(exist_ok=True)
        return f"sqlite:///{folder / 'werkstatt.db'}"
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return f"postgresql+psycopg://{url.removeprefix(prefix)}"
    return url
