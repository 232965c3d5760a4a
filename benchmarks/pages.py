"""What a run of each page costs, as a multiple of an empty Streamlit page measured at the same time (`make bench`).

A real server runs each case; a client in another process asks for a page as a browser does when something was
clicked. Wall = from asking until the page is finished, CPU = what the server's process used for it. All pages of all
cases and the empty page take turns, so that a disturbance of the machine meets them alike; medians of the warm runs.
Aimed at: at most five times the empty page, half as much again with a large workshop; what other workshops cost is
measured in `benchmarks/many.py`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.crowd import furnished
from benchmarks.figures import cpu_seconds
from benchmarks.results import keep_explained, machine
from components.rooms import ROOMS
from data.commands import keep
from scripts.running import Running, running_app, using_database
from scripts.visit import Tab, visit

BASE, LARGE = "36 × 12 × 2", "150 × 30 × 2"
CASES = {BASE: (36, 12), LARGE: (150, 30)}
"""Touchpoints, raters (two measurements each)."""
COLD_RUNS = 3
TIMES_EMPTY, GROWTH = 5.0, 1.5
"""The goals."""


@dataclass
class Series:
    """The warm runs of one page: seconds of wall and of CPU."""

    tab: Tab
    pid: int
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    failed: bool = False
    """A failing page is fast: its figures say nothing."""

    def run(self, *, warm: bool = True) -> None:
        """One run; the first ones fill caches and are not counted."""
        before = cpu_seconds(self.pid)
        run = self.tab.run()
        used = cpu_seconds(self.pid) - before
        self.failed |= run.failed
        if warm:
            self.wall.append(run.seconds)
            self.cpu.append(used)


@contextmanager
def case(name: str, folder: Path) -> Iterator[Running]:
    """A server with one case's database."""
    touchpoints, raters = CASES[name]
    url = f"sqlite:///{folder / f'{touchpoints}.db'}"
    with using_database(url):
        keep(furnished("WS-BENCH", touchpoints, raters))
    with running_app(url) as app:
        yield app


def addresses() -> list[str]:
    """Every page of the menu by its address, so that no new one is forgotten."""
    return [address for *_rest, address in ROOMS]


def measure(rounds: int, pages: Sequence[str]) -> dict[tuple[str, str], Series]:
    """(case, page address) → its runs; the empty page stands under ("", "")."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        empty = stack.enter_context(running_app("sqlite://", "benchmarks/empty.py"))
        series = {("", ""): Series(stack.enter_context(visit(empty.url)), empty.pid)}
        apps = {name: stack.enter_context(case(name, folder)) for name in CASES}
        for address in pages:
            for name, app in apps.items():  # in turns: what a server does after a run is over before its next one
                tab = stack.enter_context(visit(app.url, address, token=app.token, query="w=WS-BENCH"))
                series[name, address] = Series(tab, app.pid)
        for number in range(COLD_RUNS + rounds):
            for one in series.values():
                one.run(warm=number >= COLD_RUNS)
        return series


def table(series: dict[tuple[str, str], Series], pages: Sequence[str]) -> str:
    """The runs as a table in Markdown."""
    floor = series["", ""]
    lines = [
        f"| page | wall ms p50 | CPU ms p50 | × empty (wall) | × empty (CPU) | growth {LARGE} (CPU) | reached |",
        "|---|---|---|---|---|---|---|",
        f"| *goal* | | | ≤ {TIMES_EMPTY:g} | | ≤ {GROWTH:g} | |",
        f"| *empty page* | {median(floor.wall) * 1000:.1f} | {median(floor.cpu) * 1000:.1f} | 1 | 1 | – | |",
    ]
    return "\n".join(lines + [row(series, address) for address in pages])


def row(series: dict[tuple[str, str], Series], address: str) -> str:
    """One page's line in the table, with what it misses."""
    name, of_page = address or "overview", [series[case, address] for case in CASES]
    if any(one.failed for one in of_page):
        return f"| {name} | the page failed | | | | | **no** |"
    floor, (wall, cpu) = series["", ""], (median(of_page[0].wall), median(of_page[0].cpu))
    times, large = wall / median(floor.wall), median(of_page[1].cpu) / cpu
    goals = {"wall": times > TIMES_EMPTY, "size": large > GROWTH}
    missed = ", ".join(goal for goal, is_missed in goals.items() if is_missed)
    return (
        f"| {name} | {wall * 1000:.1f} | {cpu * 1000:.1f} | {times:.1f} | {cpu / median(floor.cpu):.1f} "
        f"| {large:.2f} | {f'**no**: {missed}' if missed else 'yes'} |"
    )


def circumstances(rounds: int) -> str:
    """Date, machine and versions, without which no figure says anything."""
    measured = f"{BASE} = touchpoints × raters × measurements; medians of {rounds} warm runs."
    return f"{machine('streamlit', 'pandas', 'altair', 'sqlmodel')}; {measured}"


def main() -> int:
    """Measure, print, and with --write keep the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--pages", nargs="*", help="only these addresses (overview = the start page)")
    parser.add_argument("--write", action="store_true", help="also write RESULTS.md, with every page")
    options = parser.parse_args()
    pages = [address for address in addresses() if not options.pages or (address or "overview") in options.pages]
    series = measure(options.rounds, pages)
    report = f"{circumstances(options.rounds)}\n\n{table(series, pages)}\n"
    print(report)
    if options.write and not options.pages:
        keep_explained("What a run of each page costs", __doc__, report)
    return int(any(one.failed for one in series.values()))


if __name__ == "__main__":
    sys.exit(main())
