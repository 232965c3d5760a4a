"""What tests share: a fresh database of each kind, somebody who is let in, the example workshop."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from hypothesis import settings
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.app_test import TMP_DIR

from data.access import Grant
from data.commands import keep
from data.engine import engine_for
from data.settings import database_url
from workshop.dossier import Bundle

pytest_plugins = ["databases", "browsing"]

settings.register_profile("steady", derandomize=True)
settings.load_profile("steady")  # the same examples every time: a red test is about the change, not about luck

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "sample_workshops"


@pytest.fixture(scope="session", autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """AppTest opens a folder when it is imported and complains at the very end if nobody has closed it."""
    yield
    TMP_DIR.cleanup()


@pytest.fixture
def database(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A fresh SQLite database with all tables; caches are cleared, they live as long as the test process."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'werkstatt.db')}")
    st.cache_data.clear()
    st.cache_resource.clear()
    yield database_url()
    engine_for(database_url()).dispose()


@pytest.fixture(scope="session")
def auto_bundle() -> Bundle:
    """The car dealer's workshop as its workbook says it."""
    from workshop.workbook.files.child import read_upload

    path = SAMPLES / "autohaus.xlsx"
    return read_upload(path.read_bytes(), path.name, language="de", known=None).bundle


@pytest.fixture(scope="session")
def auto_template(sqlite_template: Path, auto_bundle: Bundle) -> tuple[Path, str]:
    """A SQLite file with the car dealer's workshop, to be copied, and the workshop's id."""
    path = shutil.copy(sqlite_template, sqlite_template.with_name("auto.db"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{path}")
        workshop_id = keep(auto_bundle)[0]
        engine_for(database_url()).dispose()
    return Path(path), workshop_id


@pytest.fixture
def auto(database: str, auto_template: tuple[Path, str], tmp_path: Path) -> str:
    """The car dealer's workshop in the database; its id."""
    file, workshop_id = auto_template
    shutil.copy(file, tmp_path / "werkstatt.db")
    return workshop_id


@pytest.fixture
def app(database: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app as a facilitator sees it, before its first run. AppTest has no cookies, so the one function that reads
    who is there is replaced."""
    monkeypatch.setattr("components.access.current_grant", lambda: Grant("facilitator"))
    return AppTest.from_file(str(ROOT / "components" / "every_run.py"), default_timeout=20)
