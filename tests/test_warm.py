"""The first seconds of a server: all modules are imported by one thread, and pages wait for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Thread

from streamlit.testing.v1 import AppTest

from components.warm import warming

ROOT = Path(__file__).parent.parent

MISSING_WHEN_WARM = """
import ast, sys
from pathlib import Path
from components.warm import import_first, warm_up

import_first()
warm_up()
imports = [node for file in Path("pages").rglob("*.py") for node in ast.walk(ast.parse(file.read_text("utf-8")))]
asked = {node.module for node in imports if isinstance(node, ast.ImportFrom)}
asked |= {alias.name for node in imports if isinstance(node, ast.Import) for alias in node.names}
print(len(asked), sorted(asked - set(sys.modules)))
"""


def test_no_page_imports_anything_for_the_first_time_once_the_server_is_warm() -> None:
    printed = subprocess.run(
        [sys.executable, "-c", MISSING_WHEN_WARM], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    asked, missing = printed.split(maxsplit=1)
    assert int(asked) > 50
    assert missing.strip() == "[]"


def test_a_page_that_comes_while_modules_are_imported_waits_and_is_drawn_then(app: AppTest) -> None:
    app.run()
    visit = Thread(target=app.run)
    with warming:
        visit.start()
        visit.join(1)
        assert visit.is_alive()
    visit.join(20)
    assert not visit.is_alive()
    assert [title.value for title in app.title] == ["Übersicht"]
    assert not app.exception
