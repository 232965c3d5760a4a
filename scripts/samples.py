"""A database with the example workshops, for pictures and browser tests."""

from __future__ import annotations

from pathlib import Path

from components.samples import SAMPLES, sample_bundle
from data.commands import keep
from scripts.running import using_database


def sample_database(folder: Path) -> str:
    """Make it in `folder`; returns its address for `DATABASE_URL`."""
    url = f"sqlite:///{folder / 'werkstatt.db'}"
    with using_database(url):
        for sample in SAMPLES:
            keep(sample_bundle(sample, "de"))
    return url
