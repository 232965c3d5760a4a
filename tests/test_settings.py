"""Where things are kept and how the server is set, so that it carries a room full of people."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from components.server import SETTINGS
from data.settings import ROOT, database_url
from scripts.running import running_app


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_settings_file_says_what_the_app_needs(setting: str) -> None:
    section, name = setting.split(".")
    written = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert written[section][name] == SETTINGS[setting]


def test_a_server_that_is_set_otherwise_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STREAMLIT_RUNNER_POST_SCRIPT_GC", "true")
    with running_app(f"sqlite:///{tmp_path / 'werkstatt.db'}") as app:
        complaints = [line for line in app.lines if "should be" in line]
    assert len(complaints) == 1
    assert "runner.postScriptGC" in complaints[0]


def test_without_an_address_the_database_is_a_file_beside_the_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.settings.ROOT", tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert database_url() == f"sqlite:///{tmp_path / 'var' / 'werkstatt.db'}"
    assert (tmp_path / "var").is_dir()


@pytest.mark.parametrize("given", ["postgresql://u:p@host/db", "postgres://u:p@host/db", "  postgres://u:p@host/db\n"])
def test_a_plain_address_of_postgresql_uses_the_driver_that_is_installed(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", given)
    assert database_url() == "postgresql+psycopg://u:p@host/db"


def test_any_other_address_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://u:p@host/db?sslmode=require")
    assert database_url() == "postgresql+psycopg://u:p@host/db?sslmode=require"
