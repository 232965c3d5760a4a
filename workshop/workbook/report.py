"""A reading as a report of plain values: for `check --json`, for logs and for tests."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from workshop.texts import Refusal, say
from workshop.workbook.problems import Problem
from workshop.workbook.reading import Reading


def check_report(reading: Reading, language: str = "en") -> dict[str, Any]:
    """What a file would bring: status "ok", sheets with their columns, rows, records, and problems as sentences."""
    total = {name: sum(getattr(s, name) for s in reading.sheets) for name in ("read", "kept", "held", "skipped")}
    return {
        "file": reading.file,
        "status": "ok",
        "workshop": reading.workshop.id if reading.workshop else None,
        "sheets": [asdict(sheet) for sheet in reading.sheets],
        "rows": total,
        "records": {kind: len(records) for kind, records in reading.records.items()},
        "problems": [plain(problem, language) for problem in reading.problems],
    }


def refusal_report(file: str, refusal: Refusal, language: str = "en") -> dict[str, Any]:
    """The same for a file that was refused as a whole: status "refused" and the sentence why."""
    return {"file": file, "status": "refused", "message": say(refusal.message, language)}


def plain(problem: Problem, language: str) -> dict[str, str]:
    """One problem with its sentence spoken."""
    return vars(problem) | {"what": say(problem.what, language), "message": say(problem.message, language)}
