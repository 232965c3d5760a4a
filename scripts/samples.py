"""A database with the example workshops, for pictures and browser tests."""

from __future__ import annotations

from pathlib import Path

from components.samples import FOLDER, SAMPLES
from data.commands import keep
from scripts.running import using_database
from workshop.workbook.child import read_path


def sample_database(folder: Path) -> str:
    """Make it in `folder`; returns its address for `DATABASE_URL`."""
    url = f"sqlite:///{folder / 'werkstatt.db'}"
    with using_database(url):
        for file, *_ in SAMPLES.values():
            keep(read_path(FOLDER / file, language="de").bundle)
    return url
