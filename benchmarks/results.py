"""RESULTS.md: one chapter for each benchmark, replaced when that one is measured again."""

from __future__ import annotations

import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

RESULTS = Path(__file__).parent / "RESULTS.md"
DAY = re.compile(r"^\d{4}-\d\d-\d\d", re.MULTILINE)


def chapters() -> list[str]:
    """The chapters as they are."""
    old = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    return [chapter.strip() for chapter in re.split(r"^(?=# )", old, flags=re.MULTILINE) if chapter.strip()]


def keep(title: str, text: str) -> None:
    """Write a chapter; the others stay."""
    others = [chapter for chapter in chapters() if not chapter.startswith(f"# {title}\n")]
    RESULTS.write_text("\n\n".join([*others, f"# {title}\n\n{text.strip()}"]) + "\n", encoding="utf-8")


def keep_explained(title: str, explained: str | None, report: str) -> None:
    """Write a chapter that opens with how it was measured: a module's docstring without its first line."""
    keep(title, f"{(explained or '').split(chr(10) * 2, 1)[1].strip()}\n\n{report}")


def with_older_rows(title: str, report: str) -> str:
    """A report whose table ends with those rows of its chapter that were not measured again, each with its day unless
    that is today."""
    old = next((chapter for chapter in chapters() if chapter.startswith(f"# {title}\n")), "")
    day, measured = DAY.search(old), rows_in(report)
    kept = [line for name, line in rows_in(old).items() if name not in measured]
    lines = kept if day is None or day[0] in report else [dated(line, day[0]) for line in kept]
    return "\n".join([report, *lines])


def rows_in(text: str) -> dict[str, str]:
    """What a row of a table is about, in its first cell → the row."""
    lines = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| |")]
    return {line.split(" | ")[0]: line for line in lines}


def dated(line: str, day: str) -> str:
    """A row with the day it was measured, which stays when it is kept once more."""
    name, figure, *rest = line.split(" | ")
    return line if "measured on 20" in figure else " | ".join([name, f"{figure}; measured on {day}", *rest])


def machine(*libraries: str) -> str:
    """Date, machine and versions, without which no figure says anything."""
    versions = ", ".join(f"{name} {version(name)}" for name in libraries)
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores ({platform.machine()}), "
        f"load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}, {versions}"
    )
