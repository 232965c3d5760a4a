"""What a workbook holds beside its cells and no reader hands over: named, so that nobody believes it was imported."""

from __future__ import annotations

from collections.abc import Iterable

from workshop.texts import Message, message
from workshop.workbook.problems import Problem

PARTS: tuple[tuple[Message, tuple[str, ...]], ...] = (
    (message("macros"), ("xl/vbaproject.bin", "xl/macrosheets/", "basic/")),
    (message("pictures"), ("xl/media/", "pictures/")),
    (message("charts"), ("xl/charts/chart", "object ")),
    (message("diagrams"), ("xl/diagrams/data",)),
    (message("embedded files"), ("xl/embeddings/",)),
)
"""What it is called, and how the paths of its parts begin in .xlsx, .xlsb and .ods, in lower case."""


def unread(paths: Iterable[str], texts: list[str]) -> list[Problem]:
    """One note on the macros, pictures, charts and text boxes of a package; [] when there are none.

    `paths` are its entries, `texts` what its text boxes say.
    """
    lower = [path.lower() for path in paths]
    found = [what for what, starts in PARTS if any(path.startswith(starts) for path in lower)]
    if texts:
        found.append(message("text boxes"))
    if not found:
        return []
    what = message("The file also holds {things}. They are not read; the cells are.", things=found)
    quoted = message(
        "The file also holds {things}. They are not read; the cells are. The text boxes say: “{texts}”.",
        things=found,
        texts=" | ".join(texts)[:1000],
    )
    return [Problem("F10", "note", "", "", " | ".join(texts), "", quoted if texts else what)]
