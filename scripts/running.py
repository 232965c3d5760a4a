"""The real app in a process of its own, on a database of its own: for pictures, browser tests and benchmarks."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from unittest.mock import patch
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
LINK = re.compile(r"http://\S+/s/(\S+)")
SECONDS_TO_START = 60


@dataclass
class Running:
    """A running app: its address, its process's id, and everything it has printed so far."""

    url: str
    pid: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def token(self) -> str:
        """The secret in the facilitator's link; "" when none was printed."""
        return next((found[1] for line in self.lines if (found := LINK.search(line))), "")

    @property
    def link(self) -> str:
        """The facilitator's link."""
        return f"{self.url}/s/{self.token}"


@contextmanager
def running_app(database: str, script: str = "app.py", port: int = 0, **settings: str) -> Iterator[Running]:
    """Start a script of the project on a database (its `DATABASE_URL`), on a free port unless one is named, with other
    settings of the environment; it ends with the block.

    Raises RuntimeError with what it printed when it does not start.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    process = subprocess.Popen(
        [*command, "--server.address", "127.0.0.1"],
        cwd=ROOT, env=os.environ | {"DATABASE_URL": database} | settings, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    app = Running(f"http://127.0.0.1:{port}", process.pid)
    reader = Thread(target=collect_output, args=(process, app.lines))
    reader.start()
    try:
        wait_until_it_answers(process, app, with_link=script == "app.py" and "LOG_FORMAT" not in settings)
        yield app
    finally:
        process.terminate()
        process.wait(10)
        reader.join(10)


def collect_output(process: subprocess.Popen[str], lines: list[str]) -> None:
    """Keep what the process prints, until it ends."""
    assert process.stdout is not None
    with process.stdout as output:
        lines.extend(output)


def wait_until_it_answers(process: subprocess.Popen[str], app: Running, *, with_link: bool) -> None:
    """Ask until the server answers and has printed the link. Raises RuntimeError when it ends or takes too long."""
    deadline = time.monotonic() + SECONDS_TO_START
    while not (answers(app.url) and (app.token or not with_link)):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the app did not start; it said:\n" + "".join(app.lines))
        time.sleep(0.1)


def answers(url: str) -> bool:
    """Whether the server at this address is up."""
    try:
        with urlopen(f"{url}/_stcore/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:  # nobody listens yet, or somebody who is not ready to answer
        return False


@contextmanager
def using_database(url: str) -> Iterator[None]:
    """Let this process work on a database, as commands do, with all tables made."""
    from data.migrate import migrate

    with patch.dict(os.environ, {"DATABASE_URL": url}):
        migrate()
        yield


def free_port() -> int:
    """A port nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
