"""Every room of the house opens, empty and full."""

import pytest
from streamlit.testing.v1 import AppTest

from benchmarks.pages import addresses
from components.rooms import PAGES, ROOMS

FILES = [file for _, file, *_ in ROOMS]


@pytest.mark.parametrize("file", FILES)
def test_a_page_without_any_workshop_opens_and_says_what_to_do(app: AppTest, file: str) -> None:
    app.switch_page(str(PAGES / file)).run()
    assert not app.exception


@pytest.mark.parametrize("file", FILES)
def test_a_page_of_the_example_workshop_opens(app: AppTest, auto: str, file: str) -> None:
    app.switch_page(str(PAGES / file)).run()
    assert not app.exception


def test_every_page_is_in_the_menu_and_its_cost_is_measured() -> None:
    assert {path.relative_to(PAGES).as_posix() for path in PAGES.rglob("*.py")} == set(FILES)
    assert len(addresses()) == len(set(addresses())) == len(FILES)
