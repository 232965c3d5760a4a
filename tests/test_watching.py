"""Who runs the app can watch it: ready or not, what it does, a word in time; and the log gives nothing away."""

from __future__ import annotations

import json
import logging
import shutil
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from alembic import command
from live_rooms import opened, person, step
from live_wire import WATCHER, Room, metric, play, served, until
from sqlalchemy.exc import OperationalError

from components.logs import JsonLines
from components.watching import BORNE, close_to_full
from data import readiness
from data.counted import Counted, counted
from data.engine import writing
from data.live_votes import vote
from data.revisions import config_for
from data.tables import table
from scripts.running import Running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with served(f"sqlite:///{tmp_path_factory.mktemp('watched') / 'werkstatt.db'}") as app:
        yield app


def status(app: Running, path: str, headers: dict[str, str] | None = None) -> int:
    connection = HTTPConnection(urlsplit(app.url).netloc, timeout=60)
    connection.request("GET", path, headers=headers or {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_a_running_server_is_alive_and_ready(server: Running) -> None:
    assert (status(server, "/healthz"), status(server, "/readyz")) == (200, 200)


@pytest.mark.parametrize("path", ["/metrics", "/_stcore/metrics"])
def test_figures_are_only_for_those_with_the_token(server: Running, path: str) -> None:
    assert status(server, path) == 404
    assert status(server, path, {"Authorization": "Bearer ä"}) == 404
    assert status(server, path, WATCHER) == 200


def test_phones_screens_and_votes_are_counted(server: Running) -> None:
    async def story(room: Room) -> None:
        before = await metric(server, "werkstatt_votes_total")
        phone = await room.phone()
        await room.console()
        await phone.rate("T1", 1)
        assert await metric(server, "werkstatt_votes_total") == before + 1
        assert await metric(server, "werkstatt_votes_last_minute") >= 1
        assert await metric(server, "werkstatt_pushes_total") > 0
        assert await metric(server, "werkstatt_runs_total") > 0

        async def all_are_seen() -> bool:
            phones = await metric(server, "werkstatt_phones_connected")
            return bool(phones and await metric(server, "werkstatt_screens_connected"))

        await until(all_are_seen)

    play(server, story)


def test_votes_are_counted_when_they_are_stored_and_refused_ones_are_not(database: str) -> None:
    opened()
    token = person()
    step("start_rating")
    before = counted.total("votes")
    vote(token, "T1", rating=1)
    with pytest.raises(Exception, match="not asked"):
        vote(token, "UNKNOWN", rating=1)
    assert counted.total("votes") == before + 1


def test_only_the_last_minute_counts_for_the_minute() -> None:
    now = [1000.0]
    counts = Counted(lambda: now[0])
    counts.add("votes", 3)
    now[0] += 30
    counts.add("votes", 2)
    assert (counts.lately("votes"), counts.lately("votes", 10)) == (5, 2)
    now[0] += 40
    assert (counts.lately("votes"), counts.total("votes")) == (2, 5)


def test_what_comes_near_the_measured_load_is_named() -> None:
    assert close_to_full({"phones": BORNE["phones"] * 0.79, "votes a second": 0}) == set()
    assert close_to_full({"phones": BORNE["phones"] * 0.8, "votes a second": BORNE["votes a second"]}) == set(BORNE)


def test_older_tables_and_a_full_disk_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'old.db'}")
    monkeypatch.setenv("BACKUP_FOLDER", str(tmp_path / "not" / "there" / "yet"))
    with writing() as connection:
        command.upgrade(config_for(connection), "0003")
    assert readiness.missing() == ["migrations"]
    assert readiness.has_room(shutil.disk_usage(tmp_path).total) is False


def test_an_error_in_the_log_does_not_tell_what_was_to_be_stored(database: str) -> None:
    secret = "an answer of somebody"  # pragma: allowlist secret

    def store() -> None:
        with writing() as connection:
            connection.exec_driver_sql("DROP TABLE guesses")
            connection.execute(table("guesses").insert().values(browser=secret))

    with pytest.raises(OperationalError) as failed:
        store()
    assert secret not in str(failed.value)


def test_a_line_of_the_collected_log_is_one_object_with_its_traceback() -> None:
    try:
        raise ValueError("broken")
    except ValueError:
        record = logging.LogRecord("werkstatt", logging.ERROR, "", 0, "Error %s", ("8D81E5",), sys.exc_info())
    line = JsonLines().format(record)
    said = json.loads(line)
    assert "\n" not in line
    assert (said["level"], said["message"]) == ("error", "Error 8D81E5")
    assert "ValueError: broken" in said["traceback"]
