"""Figures of a measurement: percentiles, what a process used, and lines of a table."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


def cpu_seconds(pid: int) -> float:
    """CPU time of another process, all threads, to the nanosecond (Linux: clock_getcpuclockid(3))."""
    return time.clock_gettime((~pid << 3) | 2)


def share(values: Iterable[float], part: float) -> float:
    """The percentile (`part` from 0 to 1) of values, between two of them in proportion; NaN of none."""
    ordered = sorted(values)
    if not ordered:
        return float("nan")
    place = part * (len(ordered) - 1)
    low = ordered[int(place)]
    return low + (ordered[min(int(place) + 1, len(ordered) - 1)] - low) * (place - int(place))


def times(seconds: Sequence[float]) -> dict[str, float]:
    """p50, p95, p99 and the longest of some times, in milliseconds."""
    parts = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}
    return {name: round(share(seconds, part) * 1000, 1) for name, part in parts.items()}


@dataclass
class Usage:
    """What a process uses from now on: CPU in seconds of one core, and its memory in MB when asked."""

    pid: int

    def __post_init__(self) -> None:
        self._before = cpu_seconds(self.pid)

    @property
    def cpu(self) -> float:
        """Seconds of CPU since this was made."""
        return cpu_seconds(self.pid) - self._before

    @property
    def memory(self) -> float:
        """MB held now."""
        lines = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


@dataclass(frozen=True)
class Line:
    """One line of the table: what was measured, what came out, what it is to reach, whether it does."""

    what: str
    found: str
    goal: str
    reached: bool

    def as_markdown(self) -> str:
        """The line as it stands in RESULTS.md."""
        return f"| {self.what} | {self.found} | {self.goal} | {'yes' if self.reached else '**no**'} |"


HEAD = "| | measured | goal | reached |\n|---|---|---|---|"


def said(found: dict[str, float]) -> str:
    """Times as one reads them."""
    return " / ".join(f"{found[name]:.0f}" for name in ("p50", "p95", "p99", "max")) + " ms"
