"""One job on an upload in a process of its own, so that no file can stop, fill or crash the server.

A reader may hang, eat memory, or (calamine) abort its whole process on a file of a few kilobytes; no `try` catches
that, a dead child does. `run_job` is the server's side; `take_order` and `tell` are the child's.
"""

from __future__ import annotations

import gc
import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from workshop.texts import Message, message
from workshop.workbook import refusals

if sys.platform != "win32":
    import resource

log = logging.getLogger(__name__)
ROOT = Path(__file__).parent.parent.parent.parent
"""From here the child finds the package `workshop`."""
STAGES: dict[str, Message] = {
    "guard": message("Checking the file …"),
    "read": message("Reading the cells …"),
    "interpret": message("Understanding the tables …"),
    "write": message("Writing the result …"),
}
"""What a job says it is doing → how a person is told."""
Listener = Callable[[str], None]
"""Is called with a stage as soon as the job enters it."""


def run_job(
    module: str,
    order: Mapping[str, Any],
    content: bytes,
    *,
    name: str,
    seconds: float,
    megabytes: int,
    on_stage: Listener | None = None,
) -> bytes:
    """Run `python -m module` on an order (plain JSON values) and an upload; returns what it writes.

    Raises Refusal when the job takes longer than `seconds`, needs more than `megabytes`, or dies.
    """
    limits = {"seconds": seconds, "megabytes": megabytes}
    with TemporaryFile() as given, TemporaryFile() as written:
        given.write(json.dumps(dict(order) | limits).encode() + b"\n" + content)
        given.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-m", module], stdin=given, stdout=written, stderr=subprocess.PIPE, cwd=ROOT
        )
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            process.kill()

        alarm = threading.Timer(seconds, expire)
        alarm.start()
        try:
            last_words = listen(process, on_stage)
            status = process.wait()
        finally:  # also when the listener ends the page's run in the middle
            alarm.cancel()
            process.kill()
            process.wait()
        if expired.is_set():
            raise refusals.took_too_long(name, seconds)
        if status != 0:
            log.error("%s on %r ended with %s: %s", module, name, status, last_words)
            raise refusals.reader_died(name)
        written.seek(0)
        return written.read()


def listen(process: subprocess.Popen[bytes], on_stage: Listener | None) -> str:
    """Pass the job's stages on until it ends; returns the last of everything else it said."""
    other: list[str] = []
    assert process.stderr is not None
    with process.stderr as stream:
        for line in stream:
            word = line.decode(errors="replace").rstrip()
            if word in STAGES:
                if on_stage:
                    on_stage(word)
            else:
                other = [*other[-40:], word]
    return "\n".join(other)


def take_order() -> tuple[dict[str, Any], bytes]:
    """The order and the upload this process was started for; from now on its limits hold."""
    gc.disable()  # one job, then the end: looking for garbage would take a sixth of the time and free nothing
    order = json.loads(sys.stdin.buffer.readline())
    limit_resources(order["seconds"], order["megabytes"])
    return order, sys.stdin.buffer.read()


def tell(stage: str) -> None:
    """Say what the job does now: one of STAGES."""
    sys.stderr.write(f"{stage}\n")
    sys.stderr.flush()


def limit_resources(seconds: float, megabytes: int) -> None:
    """Cap this process's memory and processor time; Windows knows no such limits, there only the timeout holds."""
    if sys.platform != "win32":
        for what, value in ((resource.RLIMIT_AS, megabytes * 1_000_000), (resource.RLIMIT_CPU, int(seconds) + 1)):
            _, hard = resource.getrlimit(what)
            resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def output() -> IO[bytes]:
    """Where the job writes its result."""
    return sys.stdout.buffer
