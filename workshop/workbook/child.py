"""Reading an upload in a process of its own, so that no file can stop, fill or crash the server.

`read_upload` is for the server; `python -m workshop.workbook.child` is the process it starts. A reader may hang, eat
memory, or (calamine) abort its whole process on a file of a few kilobytes; no `try` catches that, a dead child does.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import zipfile
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

from workshop.texts import Refusal
from workshop.workbook import refusals
from workshop.workbook.context import Context
from workshop.workbook.guard import check_size
from workshop.workbook.interpret import interpret
from workshop.workbook.questions import Answers
from workshop.workbook.read import read_sheets
from workshop.workbook.reading import Reading, message_from_json, message_to_json

if sys.platform != "win32":
    import resource

log = logging.getLogger(__name__)
ROOT = Path(__file__).parent.parent.parent
"""From here the child finds the package `workshop`."""


def read_upload(
    content: bytes,
    name: str,
    *,
    language: str,
    known: Context | None = None,
    default_wave: str = "before",
    answers: Answers | None = None,
    seconds: float = 20,
    megabytes: int = 1024,
) -> Reading:
    """Read an upload in a child process of at most `seconds` and `megabytes`; nothing is stored.

    In: the bytes and the name of an .xlsx, .xls, .ods, .xlsb, .csv or a ZIP of CSVs; `language` is that of a new
    workshop; `known` is the existing workshop the file is added to; `default_wave` is the wave of votes that name none;
    `answers` are the person's answers to the questions of an earlier reading.
    Raises Refusal when the file cannot be read, is not safe to read, or holds no touchpoint.
    """
    check_size(len(content), name)
    order = {
        "name": name,
        "language": language,
        "known": asdict(known) if known else None,
        "default_wave": default_wave,
        "answers": dict(answers or {}),
        "seconds": seconds,
        "megabytes": megabytes,
    }
    command = [sys.executable, "-m", "workshop.workbook.child"]
    try:
        done = subprocess.run(
            command, input=json.dumps(order).encode() + b"\n" + content, capture_output=True, cwd=ROOT, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        raise refusals.took_too_long(name, seconds) from None
    if done.returncode != 0:
        log.error("reading %r ended with %s: %s", name, done.returncode, done.stderr.decode(errors="replace")[-2000:])
        raise refusals.reader_died(name)
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise Refusal(message_from_json(answer["refused"]))
    return Reading.from_json(answer["reading"])


def read_path(
    path: Path,
    *,
    language: str,
    known: Context | None = None,
    default_wave: str = "before",
    answers: Answers | None = None,
) -> Reading:
    """Read a file, or a folder with the CSV tables of one workshop, as `read_upload` does."""
    if not path.exists():
        raise refusals.no_such_file(str(path))
    content = zipped(path) if path.is_dir() else path.read_bytes()
    name = f"{path.resolve().name}.zip" if path.is_dir() else path.name
    return read_upload(content, name, language=language, known=known, default_wave=default_wave, answers=answers)


def zipped(folder: Path) -> bytes:
    """The CSV files of a folder as a ZIP in memory."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(folder.glob("*.csv")):
            file.write(path, path.name)
    return packed.getvalue()


def limit_resources(seconds: float, megabytes: int) -> None:
    """Cap this process's memory and processor time; Windows knows no such limits, there only the timeout holds."""
    if sys.platform != "win32":
        for what, value in ((resource.RLIMIT_AS, megabytes * 1_000_000), (resource.RLIMIT_CPU, int(seconds) + 1)):
            _, hard = resource.getrlimit(what)
            resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def answer(order: dict[str, Any], content: bytes) -> dict[str, Any]:
    """What the child says: {"reading": …} or {"refused": …}."""
    known = Context(**order["known"]) if order["known"] else None
    try:
        sheets, remarks = read_sheets(content, order["name"])
        reading = interpret(
            sheets,
            order["name"],
            language=order["language"],
            known=known,
            default_wave=order["default_wave"],
            answers=order["answers"],
        )
    except Refusal as refusal:
        return {"refused": message_to_json(refusal.message)}
    except MemoryError:
        return {"refused": message_to_json(refusals.reader_died(order["name"]).message)}
    reading.problems = remarks + reading.problems
    return {"reading": reading.to_json()}


def main() -> None:
    """The child process: one order and one file in on stdin, one answer out on stdout."""
    order = json.loads(sys.stdin.buffer.readline())
    limit_resources(order["seconds"], order["megabytes"])
    sys.stdout.write(json.dumps(answer(order, sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
