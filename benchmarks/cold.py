"""What the first visit of many phones at once costs (`python -m benchmarks.cold --write`).

A Chromium with an empty cache comes into a room and says which files that takes; a small client then asks for all of
them 200 times at once, each phone as a browser does: the page first, then the rest over six connections. Wall = until
the last phone has everything, CPU = what the server's process used for it. Client and server share the machine. For
comparison Streamlit alone sends the same files, those of the app and two fonts aside, which a phone does not load here.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.figures import Usage
from benchmarks.hall import served
from benchmarks.results import keep_explained, machine
from scripts.browser import chromium
from scripts.downloads import Downloads, watch_downloads
from scripts.drawn import PHONE, window
from scripts.running import Running, running_app

CONNECTIONS = 6
"""That many a browser opens to one server."""
ENCODINGS = {"gzip": "plain HTTP, as in a room without certificates", "br": "HTTPS"}
"""Where phones say that they can unpack this."""


@dataclass
class ColdVisits:
    """Many first visits at once: bytes of all bodies, seconds until each phone had everything."""

    size: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def wall(self) -> float:
        """Seconds until the last phone had everything."""
        return max(self.seconds)


def phone_files(url: str, code: str, *encodings: str) -> Downloads:
    """What a phone downloads from the code to the choice of a department, with an empty cache."""
    with chromium() as browser:
        context = window(browser, PHONE)
        page = context.new_page()
        downloads = watch_downloads(page, *encodings)
        page.goto(f"{url}/j/{code}")
        page.locator(".phone .door button").first.wait_for(timeout=60_000)
        page.wait_for_load_state("networkidle")
        context.close()
    return downloads


def cold_visits(url: str, files: Sequence[str], visitors: int, encoding: str = "gzip") -> ColdVisits:
    """`visitors` phones ask at the same moment for the same files (addresses; the first is the page)."""
    visits = ColdVisits()

    async def visit() -> None:
        await asyncio.gather(*(one_phone(url, files, encoding, visits) for _ in range(visitors)))

    asyncio.run(visit())
    return visits


async def one_phone(url: str, files: Sequence[str], encoding: str, visits: ColdVisits) -> None:
    """One first visit: the page over one connection, then the rest over all."""
    start, rest = time.perf_counter(), deque(files[1:])
    first = await open_line(url)
    await ask(*first, files[0], encoding, visits)
    others = await asyncio.gather(*(open_line(url) for _ in range(CONNECTIONS - 1)))
    await asyncio.gather(*(ask_for_all(url, line, rest, encoding, visits) for line in [first, *others]))
    visits.seconds.append(time.perf_counter() - start)


Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def open_line(url: str) -> Line:
    """A connection to the server."""
    address = urlsplit(url)
    return await asyncio.open_connection(address.hostname, address.port, limit=2**20)


async def ask_for_all(url: str, line: Line, rest: deque[str], encoding: str, visits: ColdVisits) -> None:
    """Take one address after the other until there is none left. A connection that rested too long is closed by the
    server, when this machine is busy; a browser then opens another."""
    while rest:
        path = rest.popleft()
        try:
            await ask(*line, path, encoding, visits)
        except (asyncio.IncompleteReadError, ConnectionError):
            line = await open_line(url)
            await ask(*line, path, encoding, visits)
    line[1].close()


async def ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, encoding: str, visits: ColdVisits
) -> None:
    """Ask for one address and read the answer to its end. Raises AssertionError when it is none of a browser's."""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: phone\r\nAccept-Encoding: {encoding}\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    assert head.startswith((b"http/1.1 200", b"http/1.1 404")), f"{path}: {head[:50]!r}"
    if b"transfer-encoding: chunked" in head:
        while size := int(await reader.readuntil(b"\r\n"), 16):
            await reader.readexactly(size + 2)
            visits.size += size
        await reader.readexactly(2)
    else:
        length = int(head.split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0])
        await reader.readexactly(length)
        visits.size += length


def measure(visitors: int) -> list[str]:
    """The table's lines: Streamlit alone, then this app for both ways of packing."""
    with tempfile.TemporaryDirectory() as folder, served(f"sqlite:///{Path(folder) / 'werkstatt.db'}") as hall:
        found = {encoding: phone_files(hall.app.url, hall.code, encoding) for encoding in ENCODINGS}
        files = list(found["gzip"].files)
        with running_app("sqlite://", "benchmarks/empty.py") as bare:
            lines = [line("Streamlit alone", "", bare, files, "identity", visitors)]
        for encoding, where in ENCODINGS.items():
            wire = f"{found[encoding].total / 1000:.0f}"
            lines.append(line(f"{where} ({encoding})", wire, hall.app, files, encoding, visitors))
    return lines


def line(what: str, wire: str, app: Running, files: Sequence[str], encoding: str, visitors: int) -> str:
    """One line: visits by so many phones; the first, which packs, is not counted."""
    cold_visits(app.url, files, 1, encoding)
    usage = Usage(app.pid)
    memory, visits = usage.memory, cold_visits(app.url, files, visitors, encoding)
    return (
        f"| {what} | {len(files)} | {wire} | {visits.size / visitors / 1000:.0f} | {visits.wall:.1f} | {usage.cpu:.1f} "
        f"| {usage.memory - memory:+.0f} |"
    )


def main() -> int:
    """Measure, print, and with --write keep the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=200)
    parser.add_argument("--write", action="store_true", help="also write RESULTS.md")
    options = parser.parse_args()
    head = "| | files | KB on the wire, Chromium, all | KB of these files | wall s | CPU s | memory MB |"
    table = "\n".join([head, "|---|---|---|---|---|---|---|", *measure(options.visitors)])
    libraries = machine("streamlit", "starlette", "uvicorn", "httptools", "uvloop", "brotli")
    report = f"{libraries}; {options.visitors} phones at once.\n\n{table}\n"
    print(report)
    if options.write:
        keep_explained("What a cold first visit costs", __doc__, report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
