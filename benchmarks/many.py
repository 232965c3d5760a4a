"""What a thousand other workshops with a million ratings cost a page (`python -m benchmarks.many`).

Two real servers, one with one workshop, one with the same workshop beside a thousand others of its size; a client in
another process asks both in turns for the same page as a browser does when something was clicked. Wall = from asking
until the page is finished, CPU = what the server's process used for it (SQLite is part of it, PostgreSQL is not);
medians of the warm runs.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Annotated

import typer
from sqlalchemy import func, select

from benchmarks.crowd import DEPARTMENTS, copies, furnished
from benchmarks.pages import Series, addresses
from benchmarks.results import keep_explained, machine
from data.commands import keep
from data.engine import reading
from data.links import Wanted, add_link
from data.tables import table
from scripts.postgres import new_database, running_postgres
from scripts.running import Running, running_app, using_database
from scripts.visit import visit

WORKSHOP, TOUCHPOINTS, RATERS, OTHERS = "WS-BENCH", 36, 12, 1000
COLD_RUNS = 3
GOAL = 1.2
Pair = tuple[Series, Series]
"""The runs of a page with one workshop, and with all."""


def filled(url: str, others: int) -> int:
    """Put the workshop and so many others into an empty database; returns how many ratings it then has."""
    with using_database(url):
        keep(furnished(WORKSHOP, TOUCHPOINTS, RATERS))
        for department in DEPARTMENTS:
            add_link(WORKSHOP, Wanted("head", department))
        copies(WORKSHOP, others) if others else None
        with reading() as connection:
            kinds = [table("ratings"), table("customer_ratings")]
            return sum(connection.execute(select(func.count()).select_from(kind)).scalar_one() for kind in kinds)


@contextmanager
def both(kind: str, others: int) -> Iterator[tuple[Running, Running, int]]:
    """A server with one workshop, one with all, both on databases of this kind; how many ratings the second has."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if kind == "postgresql":
            server = stack.enter_context(running_postgres())
            alone, beside = new_database(server, "alone"), new_database(server, "beside")
        else:
            alone, beside = f"sqlite:///{folder / 'alone.db'}", f"sqlite:///{folder / 'beside.db'}"
        filled(alone, 0)
        ratings = filled(beside, others)
        yield stack.enter_context(running_app(alone)), stack.enter_context(running_app(beside)), ratings


def measure(kind: str, others: int, rounds: int, pages: list[str]) -> tuple[dict[str, Pair], int]:
    """Page address → its runs; and how many ratings there were."""
    with both(kind, others) as (alone, beside, ratings), ExitStack() as tabs:
        series = {
            page: tuple(
                Series(tabs.enter_context(visit(app.url, page, token=app.token, query=f"w={WORKSHOP}")), app.pid)
                for app in (alone, beside)
            )
            for page in pages
        }
        for number in range(COLD_RUNS + rounds):
            for one, other in series.values():
                for run in (one, other) if number % 2 else (other, one):
                    run.run(warm=number >= COLD_RUNS)
        return {page: (one, other) for page, (one, other) in series.items()}, ratings


def row(page: str, pair: Pair) -> str:
    """One page's line in the table."""
    if any(one.failed for one in pair):
        return f"| {page} | the page failed | | | | **no** |"
    wall, cpu = (
        [median(times) * 1000 for times in both] for both in zip(*((one.wall, one.cpu) for one in pair), strict=True)
    )
    good = wall[1] <= GOAL * wall[0]
    return (
        f"| {page} | {wall[0]:.1f} → {wall[1]:.1f} | {cpu[0]:.1f} → {cpu[1]:.1f} "
        f"| {wall[1] / wall[0]:.2f} | {cpu[1] / cpu[0]:.2f} | {'yes' if good else '**no**'} |"
    )


def main(
    rounds: Annotated[int, typer.Option(help="Warm runs of each page.")] = 20,
    others: Annotated[int, typer.Option(help="So many workshops beside.")] = OTHERS,
    kinds: Annotated[list[str] | None, typer.Option("--on", help="sqlite, postgresql; without any: both.")] = None,
    pages: Annotated[list[str] | None, typer.Argument(help="Only these addresses (overview = the start page).")] = None,
    write: Annotated[bool, typer.Option(help="Also write a chapter of RESULTS.md.")] = False,
) -> None:
    """Measure every page with one workshop and beside a thousand others."""
    chosen = [page for page in addresses() if not pages or (page or "overview") in pages]
    report, failed = f"{machine('streamlit', 'sqlalchemy')}; medians of {rounds} warm runs.\n", False
    for kind in kinds or ["sqlite", "postgresql"]:
        series, ratings = measure(kind, others, rounds, chosen)
        failed |= any(one.failed for pair in series.values() for one in pair)
        report += f"\n{kind}, {others + 1:,} workshops, {ratings:,} ratings:\n\n"
        report += "| page | wall ms, alone → beside | CPU ms | × wall | × CPU | reached |\n|---|---|---|---|---|---|\n"
        report += f"| *goal* | | | ≤ {GOAL:g} | | |\n"
        report += "\n".join(row(page or "overview", pair) for page, pair in series.items()) + "\n"
    print(report)
    if write:
        keep_explained("What a thousand other workshops cost", __doc__, report)
    sys.exit(int(failed))


if __name__ == "__main__":
    typer.run(main)
