"""A workshop is kept until its last day, and then deleted with everything in it, once, and never by mistake."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from databases import small_bundle
from live_rooms import WORKSHOP, opened, person
from sqlalchemy import select, update

from components.retention import delete_in_time
from data.access import make_link
from data.commands import Edit, edit, keep
from data.engine import reading, writing
from data.live_room import close_room
from data.retention import keep_until, last_day, over_time, purge
from data.store import list_workshops
from data.tables import Table, table
from workshop.records import Standard
from workshop.retention import days_left, ends_soon, longer, months_after
from workshop.texts import Refusal

TODAY = datetime.now(UTC).date()
YESTERDAY = TODAY - timedelta(days=1)


def expire(workshop_id: str, day: date = YESTERDAY) -> None:
    """Let its last day be over, as time does."""
    rows = table("workshops")
    with writing() as connection:
        connection.execute(update(rows).where(rows.c.id == workshop_id).values(keep_until=day))


def rows_about(workshop_id: str) -> dict[str, int]:
    with reading() as connection:
        found = {
            name: len(connection.execute(select(one).where(one.c.workshop_id == workshop_id)).all())
            for name, one in Table.metadata.tables.items()
            if "workshop_id" in one.c
        }
    return {name: count for name, count in found.items() if count}


def test_a_workshop_is_kept_without_end_unless_somebody_says_otherwise(store: str) -> None:
    keep(small_bundle())
    assert last_day(WORKSHOP) is None
    keep_until(WORKSHOP, TODAY)
    assert last_day(WORKSHOP) == TODAY
    assert purge() == []
    keep_until(WORKSHOP, None)
    assert last_day(WORKSHOP) is None


def test_a_day_that_is_over_is_refused(store: str) -> None:
    keep(small_bundle())
    with pytest.raises(Refusal):
        keep_until(WORKSHOP, YESTERDAY)
    assert last_day(WORKSHOP) is None


def test_what_is_over_its_time_goes_with_everything_in_it_and_the_log_says_what(
    store: str, caplog: pytest.LogCaptureFixture
) -> None:
    opened()
    person()
    edit(WORKSHOP, "standards", [Edit(None, Standard(key="S9", level="must", text="Wir lüften."))])
    make_link("management", workshop_id=WORKSHOP)
    close_room(WORKSHOP)
    keep(small_bundle("WS-KEPT"))
    kept, before = rows_about("WS-KEPT"), rows_about(WORKSHOP)
    expire(WORKSHOP)
    assert over_time() == [WORKSHOP]
    gone = purge()
    assert [(one.id, one.keep_until, dict(one.rows)) for one in gone] == [(WORKSHOP, YESTERDAY, before)]
    assert rows_about(WORKSHOP) == {}
    assert rows_about("WS-KEPT") == kept
    assert [listed.id for listed in list_workshops()] == ["WS-KEPT"]
    said = next(line for line in caplog.messages if line.startswith("Deleted"))
    assert f"workshop={WORKSHOP}" in said
    assert f"ratings={before['ratings']}" in said
    assert "Bäckerei" not in said
    assert purge() == []


def test_nobody_in_the_middle_of_a_workshop_loses_it(store: str) -> None:
    opened()
    expire(WORKSHOP)
    assert purge() == []
    close_room(WORKSHOP)
    assert [one.id for one in purge()] == [WORKSHOP]


def test_two_servers_delete_a_workshop_once(store: str, caplog: pytest.LogCaptureFixture) -> None:
    for number in range(6):
        keep(small_bundle(f"WS-{number}"))
        expire(f"WS-{number}")
    with ThreadPoolExecutor(4) as servers:
        found = [one.id for gone in servers.map(lambda _n: purge(), range(4)) for one in gone]
    assert sorted(found) == [f"WS-{number}" for number in range(6)]
    assert len([line for line in caplog.messages if line.startswith("Deleted")]) == 6
    assert list_workshops() == []


def test_a_server_that_dies_while_it_deletes_leaves_the_workshop_whole(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(small_bundle())
    expire(WORKSHOP)
    before = rows_about(WORKSHOP)

    def dies(*_args: Any) -> dict[str, int]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("data.retention._counted", dies)
        with pytest.raises(KeyboardInterrupt):
            purge()
    assert rows_about(WORKSHOP) == before
    assert [one.id for one in purge()] == [WORKSHOP]


def test_the_running_server_looks_by_itself(database: str) -> None:
    keep(small_bundle())
    expire(WORKSHOP)

    async def a_day() -> None:
        looking = asyncio.create_task(delete_in_time(first=0))
        async with asyncio.timeout(60):
            while over_time():
                await asyncio.sleep(0.02)
        looking.cancel()

    with ThreadPoolExecutor(1) as thread:  # a loop of its own: browser tests leave one running in this thread
        thread.submit(asyncio.run, a_day()).result()
    assert list_workshops() == []


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 22), 6, date(2027, 5, 22)),
        (date(2026, 12, 1), 24, date(2028, 12, 1)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


@pytest.mark.parametrize(("ahead", "told"), [(31, False), (30, True), (0, True), (-1, True)])
def test_the_facilitator_is_told_thirty_days_before(ahead: int, told: bool) -> None:
    last = TODAY + timedelta(days=ahead)
    assert ends_soon(last, TODAY) is told
    assert days_left(last, TODAY) == ahead
    assert not ends_soon(None, TODAY)


def test_one_click_keeps_it_a_year_longer_from_its_end_or_from_today_when_that_is_over() -> None:
    assert longer(date(2026, 3, 1), date(2026, 2, 20)) == date(2027, 3, 1)
    assert longer(date(2026, 3, 1), date(2026, 4, 2)) == date(2027, 4, 2)
