"""The live room under load, as a multiple of the smallest live vote measured in the same run.

A real server, phones that speak Streamlit's protocol, a console and a wall; all from one address, on the same cores as
the server. Saved = from the tap until the phone shows it as saved; wall = from the tap until the wall has drawn it.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Callable, Coroutine
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated, Any

import typer

from benchmarks.cold import cold_visits, phone_files
from benchmarks.figures import HEAD, Line, said, share, times
from benchmarks.floor import Floor
from benchmarks.hall import Hall, screens, served, starting
from benchmarks.killing import kill
from benchmarks.replicas import __doc__ as of_replicas
from benchmarks.replicas import replicas
from benchmarks.results import keep_explained, machine, with_older_rows
from benchmarks.scenes import burst, cut, idle, joins, soak, steps, votes
from scripts.postgres import new_database, running_postgres
from scripts.running import using_database

SCENES = ("votes", "burst", "step", "joins", "cut", "idle", "cold", "kill", "soak", "replicas")
EVERY = 2.0
"""Seconds between two votes of one voter."""
TITLE = "What the live room bears"
ON = {"sqlite": "", "postgresql": ", on PostgreSQL"}
TWO = "What two servers bear"
"""Chapters of RESULTS.md: of the room on each kind of database, of two servers."""


def measure_votes(database: str, voters: int, seconds: float, floor_database: str) -> tuple[dict[str, Any], list[Line]]:
    """The smallest live vote, the room, the smallest again: so a disturbance of the machine meets both."""
    floor = Floor()
    floor.measure(floor_database, voters, seconds / 2, EVERY)
    with served(database) as hall:
        found, lost = asyncio.run(vote_in(hall, voters, seconds))
    floor.measure(floor_database, voters, seconds / 2, EVERY)
    saved, wall, least = times(found.saved), times(found.projected), times(floor.seconds)
    figures = {"saved_ms": saved, "projector_ms": wall, "floor_ms": least, "lost": lost}
    ratio, cpu = saved["p95"] / least["p95"], found.cpu / len(found.saved) / (floor.cpu / len(floor.seconds))
    core = f"CPU of a vote with console and wall {cpu:.1f} × the floor's, {found.cpu / found.seconds:.0%} of a core"
    good = saved["p95"] <= 100 and ratio <= 4
    return figures, [
        Line(f"one-button app, {voters} voters, one vote per {EVERY:.0f} s", said(least), "the floor", reached=True),
        Line(
            "vote → saved, the same load", f"{said(saved)}, {ratio:.1f} × the floor's p95", "p95 ≤ 100 ms, ≤ 4 ×", good
        ),
        Line("vote → on the wall", said(wall), "p95 ≤ 500 ms", wall["p95"] <= 500),
        Line("votes lost", f"{lost} of {len(found.saved)}; {core}", "0", lost == 0),
    ]


async def vote_in(hall: Hall, voters: int, seconds: float) -> Any:
    """The votes of a full hall, and how many were lost."""
    await starting(hall, voters)
    async with screens(hall) as (_console, wall):
        return await votes(hall, wall, seconds, EVERY), hall.lost()


async def in_the_hall(hall: Hall, wanted: tuple[str, ...], voters: int, seconds: float) -> list[Line]:
    """Everything that happens in one and the same hall."""
    lines: list[Line] = []
    files = await asyncio.to_thread(phone_files, hall.app.url, hall.code, "gzip") if "cold" in wanted else None
    if "joins" in wanted:
        async with screens(hall):
            lines += await joins(hall, voters, 60, 1.0)
        hall.phones = []
        async with screens(hall):
            lines += await joins(hall, voters, 5, 3.0)
        hall.phones = []
    if not {"burst", "step", "cut", "idle", "cold", "soak"} & set(wanted):
        return lines
    await starting(hall, voters)
    async with screens(hall) as (console, wall):
        scenes: dict[str, Callable[[], Coroutine[Any, Any, list[Line]]]] = {
            "idle": lambda: idle(hall, seconds),
            "burst": lambda: burst(hall, wall),
            "step": lambda: steps(hall, console),
            "cold": lambda: cold(hall, wall, list(files.files if files else ()), voters),
            "cut": lambda: cut(hall),
            "soak": lambda: soak(hall, wall, seconds),
        }
        for name, scene in scenes.items():
            if name in wanted:
                await asyncio.sleep(1)
                lines += await scene()
    return lines


async def cold(hall: Hall, wall: Any, files: list[str], people: int) -> list[Line]:
    """First visits of as many browsers as voters, while those who are in go on voting."""
    before = await votes(hall, wall, 10, EVERY)
    with ProcessPoolExecutor(1, get_context("spawn")) as elsewhere:  # or voters would wait for what others read
        visits = asyncio.get_running_loop().run_in_executor(elsewhere, cold_visits, hall.app.url, files, people)
        during = await votes(hall, wall, 10, EVERY)
        found = await visits
    size, p95 = found.size / people / 1e6, (share(before.saved, 0.95) * 1000, share(during.saved, 0.95) * 1000)
    words = f"first visit of {people} cold browsers, {len(files)} files"
    return [
        Line(
            words, f"{size:.2f} MB each, all after {found.wall:.1f} s", "≤ 1 MB, ≤ 8 s", size <= 1 and found.wall <= 8
        ),
        Line(
            "vote → saved meanwhile",
            f"p95 {p95[1]:.0f} ms, before {p95[0]:.0f} ms",
            "kept: p95 ≤ 100 ms",
            p95[1] <= max(100, p95[0]),
        ),
    ]


def main(
    scenes: Annotated[list[str] | None, typer.Argument(help=f"Which: {', '.join(SCENES)}; without any: votes.")] = None,
    voters: Annotated[int, typer.Option(help="Phones in the room.")] = 200,
    seconds: Annotated[float, typer.Option(help="Of voting; also of idling and soaking.")] = 30,
    kills: Annotated[int, typer.Option(help="So often the server is killed.")] = 20,
    kind: Annotated[str, typer.Option("--on", help=f"The database, a fresh one: {', '.join(ON)}.")] = "sqlite",
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures of the votes as one JSON object.")] = False,
    write: Annotated[bool, typer.Option(help="Also write a chapter of RESULTS.md.")] = False,
) -> None:
    """Measure the live room; two servers beside one are always measured on PostgreSQL."""
    wanted = tuple(scenes or ["votes"])
    if unknown := set(wanted) - set(SCENES):
        raise typer.BadParameter(f"{', '.join(sorted(unknown))}; there are {', '.join(SCENES)}")
    lines: list[Line] = []
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        postgres = stack.enter_context(running_postgres()) if kind == "postgresql" else ""

        def fresh(name: str) -> str:
            return new_database(postgres, name) if postgres else f"sqlite:///{Path(folder) / name}.db"

        if "votes" in wanted:
            figures, lines = measure_votes(fresh("votes"), voters, seconds, f"sqlite:///{Path(folder) / 'floor.db'}")
        if set(wanted) - {"votes", "kill", "replicas"}:
            with served(fresh("hall")) as hall:
                lines += asyncio.run(in_the_hall(hall, wanted, voters, seconds))
        if "kill" in wanted:
            with using_database(url := fresh("kill")):
                lines += asyncio.run(kill(url, voters, kills))
        beside = replicas(voters, seconds) if "replicas" in wanted else []
    if as_json:
        print(json.dumps(figures))
        return
    for title, explained, table in ((TITLE + ON[kind], __doc__, lines), (TWO, of_replicas, beside)):
        report = f"{machine('streamlit', 'sqlalchemy')}; p50 / p95 / p99 / longest.\n\n{HEAD}\n"
        report += "\n".join(line.as_markdown() for line in table)
        if table:
            print(report)
        if table and write:
            keep_explained(title, explained, with_older_rows(title, report))


if __name__ == "__main__":
    typer.run(main)
