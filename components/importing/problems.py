"""What there is to say about a file, grouped by what repairs it, each with its cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import streamlit as st

from components.plain import plain
from components.texts import _
from workshop.texts import Message, message
from workshop.workbook.files.sheets import few
from workshop.workbook.problems import Problem

SEVERITIES: dict[str, tuple[Message, str]] = {
    "error": (message("held back"), ":material/block:"),
    "warning": (message("please check"), ":material/warning:"),
    "note": (message("done for you"), ":material/info:"),
}
"""What becomes of a problem → its name, its icon; what needs a person comes first."""
NOT_IMPORTED = {"B01", "B02", "B06", "B07", "B08", "K04", "K05", "K06", "Z01"}
"""Codes of what was left out on purpose; it is named in an account of its own."""
SHOWN = 20
"""So many sentences of one repair are shown; the rest is in the downloadable account."""


@dataclass
class Line:
    """One sentence with all the cells it holds for, and what stands in them."""

    what: str
    cells: dict[str, list[str]] = field(default_factory=dict)
    """Sheet → addresses."""
    originals: list[str] = field(default_factory=list)


Repair = dict[str, Line]
"""Sentence → line, of problems that are repaired in the same way."""


def problem_lists(problems: Sequence[Problem]) -> None:
    """What is held back, what to look at, and what was done, the last one folded."""
    for severity, (name, icon) in SEVERITIES.items():
        found = [p for p in problems if p.severity == severity and p.code not in NOT_IMPORTED]
        if found:
            with st.expander(f"{_(name)}: {len(found)}", icon=icon, expanded=severity != "note"):
                for repair in repairs(found):
                    draw(repair)


def repairs(problems: Iterable[Problem]) -> list[Repair]:
    """Problems of one code and one pattern of sentence together, in the order they came up."""
    found: dict[tuple[str, str], Repair] = {}
    for problem in problems:
        sentence = _(problem.what)
        line = found.setdefault((problem.code, problem.what.id), {}).setdefault(sentence, Line(sentence))
        line.cells.setdefault(problem.sheet, []).append(problem.cell)
        if problem.original and problem.original not in line.originals:
            line.originals.append(problem.original)
    return list(found.values())


def draw(repair: Repair) -> None:
    """The sentences of one repair as a list that can be read on a phone."""
    lines = [f"- {plain(line.what)}  \n  {place(line)}" for line in list(repair.values())[:SHOWN]]
    if rest := len(repair) - SHOWN:
        lines += [_("- … and more of this kind: {n}", n=rest)] if rest > 0 else []
    st.markdown("\n".join(lines))


def place(line: Line) -> str:
    """Sheet and cells of a line, how many they are, and what stands there when the sentence does not say it."""
    places = [plain(f"{sheet} {few([c for c in cells if c])}".strip()) for sheet, cells in line.cells.items()]
    n = sum(len(cells) for cells in line.cells.values())
    count = _(" (cells: {n})", n=n) if n > 1 else ""
    said = [text for text in line.originals if text not in line.what]
    stands = " — " + plain(" · ".join(short(text) for text in said[:5])) if said else ""
    return f":material/location_on: {' · '.join(filter(None, places))}{count}{stands}"


def short(text: str) -> str:
    """The beginning of what stands in a cell."""
    return _("“{text}”", text=f"{text[:80]}…" if len(text) > 80 else text)
