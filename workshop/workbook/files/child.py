"""Reading an upload in a child process: `read_upload` is for the server, `main` is what `reader` runs as the child."""

from __future__ import annotations

import json
import zipfile
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

from workshop.texts import Refusal
from workshop.workbook import refusals
from workshop.workbook.compared.context import Context
from workshop.workbook.files.guard import check_size
from workshop.workbook.files.process import Listener, output, run_job, take_order, tell
from workshop.workbook.files.read import read_sheets
from workshop.workbook.interpret import interpret
from workshop.workbook.questions import Answers
from workshop.workbook.reading import Reading, message_from_json, message_to_json

SECONDS, MEGABYTES = 20.0, 1024
"""What a job on an upload may take."""


def read_upload(
    content: bytes,
    name: str,
    *,
    language: str,
    known: Context | None = None,
    default_wave: str = "before",
    answers: Answers | None = None,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
    on_stage: Listener | None = None,
) -> Reading:
    """Read an upload in a child process of at most `seconds` and `megabytes`; nothing is stored.

    In: the bytes and the name of an .xlsx, .xls, .ods, .xlsb, .csv or a ZIP of CSVs; `language` is that of a new
    workshop; `known` is the existing workshop the file is added to; `default_wave` is the wave of votes that name none;
    `answers` are the person's answers to the questions of an earlier reading; `on_stage` hears how far it is.
    Raises Refusal when the file cannot be read, is not safe to read, or holds nothing.
    """
    check_size(len(content), name)
    order = {
        "name": name,
        "language": language,
        "known": asdict(known) if known else None,
        "default_wave": default_wave,
        "answers": dict(answers or {}),
    }
    written = run_job(
        "workshop.workbook.files.reader",
        order,
        content,
        name=name,
        seconds=seconds,
        megabytes=megabytes,
        on_stage=on_stage,
    )
    head, details = written.split(b"\n", 1)
    answer = json.loads(head)
    if "refused" in answer:
        raise Refusal(message_from_json(answer["refused"]))
    return Reading.from_json(answer["reading"], details)


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


def read_here(order: dict[str, Any], content: bytes) -> Reading:
    """What `read_upload` orders, done in this process. Raises Refusal."""
    tell("guard")
    sheets, remarks = read_sheets(content, order["name"])
    tell("interpret")
    reading = interpret(
        sheets,
        order["name"],
        language=order["language"],
        known=Context(**order["known"]) if order["known"] else None,
        default_wave=order["default_wave"],
        answers=order["answers"],
    )
    reading.problems = remarks + reading.problems
    return reading


def main() -> None:
    """The child process: an order and a file in; one line with the reading or the refusal out, then the details."""
    order, content = take_order()
    details = b""
    try:
        reading = read_here(order, content)
        head, details = {"reading": reading.to_json()}, reading.details.pack()
    except Refusal as refusal:
        head = {"refused": message_to_json(refusal.message)}
    except MemoryError:
        head = {"refused": message_to_json(refusals.reader_died(order["name"]).message)}
    output().write(json.dumps(head).encode() + b"\n" + details)
