"""What it costs to check a workbook, as a multiple of reading it with openpyxl alone in the same run.

Checked = guard, both readers, interpretation and the way back, in a child process as the server does it; its start is
included. CPU is that of both processes. The two take turns, so that a disturbance of the machine meets them alike;
medians. Memory = how far this process grows above what it held before, at its peak, while a child reads the file.
"""

from __future__ import annotations

import argparse
import gc
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from statistics import median

import xlsxwriter
from openpyxl import load_workbook

from benchmarks.results import keep, machine
from workshop.workbook.files.child import read_upload

TITLE = "What checking a workbook costs"
TIMES, MEGABYTES = 3.0, 50.0
"""What is aimed at: times openpyxl alone; growth of the server."""
COLUMNS = ("Touchpoint", "Phase", "Abteilung", "Kanal", "Bewertung", "Relevanz", "Wow-Idee", "Kommentar")


def made_up(rows: int, columns: int) -> bytes:
    """An .xlsx with touchpoints, the same at every run."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Touchpoints")
        sheet.write_row(0, 0, COLUMNS[:columns])
        for n in range(1, rows + 1):
            phase = ("Vor dem Kauf", "Beim Kauf", "Nach dem Kauf")[n * 3 // (rows + 1)]
            rating = ("enttäuscht", "okay", "begeistert")[n % 3]
            values = (f"Kontaktpunkt {n}", phase, f"Abteilung {n % 9}", ("Telefon", "Laden")[n % 2], rating, n % 5 + 1)
            sheet.write_row(n, 0, (*values, f"Idee Nummer {n % 50}", f"Kommentar Nummer {n}")[:columns])
    return content.getvalue()


@dataclass
class Series:
    """The runs of one way to read: seconds of wall and of CPU, children included."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def run(self, work: Callable[[], object]) -> None:
        gc.collect()
        before, start = cpu_seconds(), time.perf_counter()
        work()
        self.wall.append(time.perf_counter() - start)
        self.cpu.append(cpu_seconds() - before)


def cpu_seconds() -> float:
    """CPU time of this process and of the children it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def compare(content: bytes, rounds: int) -> tuple[Series, Series]:
    """openpyxl alone, and the whole check, in turns."""
    alone, check = Series(), Series()
    for _ in range(rounds):
        alone.run(lambda: load_workbook(BytesIO(content)))
        check.run(lambda: read_upload(content, "check.xlsx", language="de", seconds=120))
    return alone, check


def memory(name: str) -> float:
    """A value of /proc/self/status in MB: VmRSS now, VmHWM at its peak (Linux)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1000


def growth(content: bytes) -> float:
    """MB by which this process grows at most while a child reads the file and its reading comes back."""
    read_upload(made_up(10, 3), "warm.xlsx", language="de")
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # from here on VmHWM counts anew
    before = memory("VmRSS")
    reading = read_upload(content, "check.xlsx", language="de", seconds=120)
    assert reading.counts["touchpoints"]
    return memory("VmHWM") - before


def report(rounds: int) -> str:
    """Both measurements as text."""
    grown = growth(made_up(100_000, 3))  # first: what the process frees later would hide a growth
    alone, check = compare(made_up(10_000, 8), rounds)
    walls, cpus = (median(alone.wall), median(check.wall)), (median(alone.cpu), median(check.cpu))
    return "\n".join(
        [
            f"{machine('openpyxl', 'python-calamine', 'pydantic')}; medians of {rounds} runs.",
            "",
            "| | openpyxl alone | checked | times | aimed at |",
            "|---|---|---|---|---|",
            f"| 10,000 rows × 8 columns, wall s | {walls[0]:.2f} | {walls[1]:.2f} | {walls[1] / walls[0]:.1f} "
            f"| ≤ {TIMES:.0f} |",
            f"| 10,000 rows × 8 columns, CPU s | {cpus[0]:.2f} | {cpus[1]:.2f} | {cpus[1] / cpus[0]:.1f} | |",
            f"| 100,000 rows × 3 columns, growth of the server MB | | {grown:.0f} | | ≤ {MEGABYTES:.0f} |",
        ]
    )


def main() -> int:
    """Measure, print, and with --write keep the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="also write RESULTS.md")
    options = parser.parse_args()
    text = report(options.rounds)
    print(text)
    if options.write:
        keep(TITLE, f"{(__doc__ or '').split(chr(10) * 2, 1)[1].strip()}\n\n{text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
