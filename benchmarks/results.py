"""RESULTS.md: one chapter for each benchmark, replaced when that one is measured again."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).parent / "RESULTS.md"


def keep(title: str, text: str) -> None:
    """Write a chapter; the others stay."""
    old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    chapters = [chapter.strip() for chapter in re.split(r"^(?=# )", old, flags=re.MULTILINE) if chapter.strip()]
    others = [chapter for chapter in chapters if not chapter.startswith(f"# {title}\n")]
    RESULTS.write_text("\n\n".join([*others, f"# {title}\n\n{text.strip()}"]) + "\n", encoding="utf-8")


def keep_explained(title: str, explained: str | None, report: str) -> None:
    """Write a chapter that opens with how it was measured: a module's docstring without its first line."""
    keep(title, f"{(explained or '').split(chr(10) * 2, 1)[1].strip()}\n\n{report}")


def machine(*libraries: str) -> str:
    """Date, machine and versions, without which no figure says anything."""
    versions = ", ".join(f"{name} {version(name)}" for name in libraries)
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores ({platform.machine()}), "
        f"load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}, {versions}"
    )
