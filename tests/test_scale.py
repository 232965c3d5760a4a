"""However many workshops there are: nobody who opens a page or votes waits for a look through those of others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from live_rooms import opened, person, step
from sqlalchemy import Engine, event
from streamlit.testing.v1 import AppTest

from components.live.phone_now import phone_now
from components.rooms import PAGES, ROOMS
from data.links import Wanted, add_link, list_links
from data.live_seats import join, seat_of
from data.live_votes import vote, votes_of
from data.tables import Table

ALL_OF_THEM = {"workshops", "accounts"}
"""The selector sorts all workshops by age, which are small rows: half a millisecond for a thousand. Whether there is
any account at all is asked of the accounts, and the first one is the answer."""
WORKSHOP = "WS-TEST"


@pytest.fixture
def looked_through() -> Iterator[set[str]]:
    """Tables of which SQLite has read every row since, because no key or index led it to some of them."""
    found: set[str] = set()

    def explain(connection: Any, cursor: Any, statement: str, given: Any, _context: Any, many: bool) -> None:
        if many or not statement.startswith(("SELECT", "UPDATE", "DELETE")):
            return
        for *_, step_of_plan in connection.connection.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", given):
            read, *names = step_of_plan.split()
            if read == "SCAN" and names[0] in Table.metadata.tables:  # else it is what was found just before
                found.add(names[0])

    event.listen(Engine, "after_cursor_execute", explain)
    yield found
    event.remove(Engine, "after_cursor_execute", explain)


def test_no_page_looks_through_what_belongs_to_other_workshops(
    app: AppTest, auto: str, looked_through: set[str]
) -> None:
    app.query_params["w"] = auto
    app.run()
    for _group, file, _title, _icon, _address in ROOMS:
        app.switch_page(str(Path(PAGES) / file)).run()
        assert not app.exception, file
        assert looked_through <= ALL_OF_THEM, file


def test_neither_coming_in_nor_voting_looks_through_other_rooms(database: str, looked_through: set[str]) -> None:
    code = opened()
    token = person()
    step("start_rating", "before", "all")
    looked_through.clear()
    assert seat_of(join(code, "a browser")) is not None
    vote(token, "T1", rating=1)
    assert votes_of(token)
    assert phone_now(token, "de")
    assert looked_through == set()


def test_the_links_of_a_workshop_are_found_without_a_look_at_those_of_others(
    database: str, looked_through: set[str]
) -> None:
    opened()
    add_link(WORKSHOP, Wanted("management"))
    looked_through.clear()
    assert len(list_links(WORKSHOP)) == 1
    assert looked_through == set()
