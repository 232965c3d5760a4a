"""The house keeps its order: imports run one way, Streamlit stays above, SQL below, every file says its one job."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = ["workshop", "data", "components", "pages", "cli", "app"]
"""From the ground up; `app.py` and `manage.py` share the top floor. Each may import what is on or below its own."""
LIBRARIES = {
    "streamlit": {"components", "pages", "app"},
    "sqlalchemy": {"data"},
    "sqlmodel": {"data"},
    "alembic": {"data"},
}
"""Libraries that belong to some floors only."""
HOUSE = sorted(
    path
    for pattern in ("app.py", "manage.py", *(f"{floor}/**/*.py" for floor in FLOORS))
    for path in ROOT.glob(pattern)
)
TOOLS = sorted([*ROOT.glob("scripts/**/*.py"), *ROOT.glob("benchmarks/**/*.py")])


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def floor_of(path: Path) -> str:
    first = path.relative_to(ROOT).parts[0]
    return "app" if first in ("app.py", "manage.py") else first


def imported(path: Path) -> set[str]:
    """Top-level names of everything a file imports, wherever in the file; a relative import is its own package."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(path.relative_to(ROOT).parts[0] if node.level else str(node.module).split(".")[0])
    return names


@pytest.mark.parametrize("path", HOUSE, ids=name_of)
def test_imports_run_one_way(path: Path) -> None:
    above = set(FLOORS[FLOORS.index(floor_of(path)) + 1 :]) | {"scripts", "benchmarks", "tests"}
    assert not imported(path) & above


@pytest.mark.parametrize("path", HOUSE, ids=name_of)
def test_streamlit_stays_above_and_sql_below(path: Path) -> None:
    strangers = {name for name, floors in LIBRARIES.items() if floor_of(path) not in floors}
    assert not imported(path) & strangers


def test_no_page_lies_directly_in_the_folder_of_pages() -> None:
    """Streamlit serves `pages/*.py` by itself after a restart, without the frame and past its door."""
    assert not list((ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("path", [*HOUSE, *TOOLS], ids=name_of)
def test_a_file_opens_with_a_sentence_about_its_job(path: Path) -> None:
    sentence = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n\n")[0]
    assert sentence, "says nothing on top"
    assert len(sentence.split()) >= 2
