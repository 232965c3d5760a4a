"""The departments' standards on the wall: department by department, in pages that the last row can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from components.charts.letters import wrap
from components.live.wall_screens import words_screen
from components.room import Room, derived
from components.texts import _
from data.live_standards import dot_totals
from workshop.labels import LEVEL_LABELS
from workshop.records import LEVELS, Standard
from workshop.scale import MIN_VOTES
from workshop.standards import majority, standards_of, tallies

MOST = 8
"""Sentences on a page (method §3.2)."""
LETTERS, SMALL = 42, 30
"""Pixels of a picture of 1080 × 1920: the sentences, and what is said about them."""
WIDE, ALONE, ASIDE = 1150, 1500, 330
"""Room for a sentence beside small print and without, and for the small print; a little less than there is, for letters
are measured roughly."""
SPACE, HEADING, GAP = 930, 96, 22
"""Heights: of a page, of a department's name, between two sentences."""
NO_BREAK = "\u00a0"
SIGNS = {"nogo": "✕", "must": "✓", "wow": "★"}
STYLE = """<style>
.wall.standards { display: block; text-align: left; padding-top: 3vh }
.wall.standards h1 { font-size: min(4.6vh, 2.6vw); margin: 2.2vh 0 1.2vh; line-height: 1.2 }
.wall.standards .row { display: grid; grid-template-columns: 11.5vw 1fr 18vw; gap: 0 1.5vw; align-items: start;
  padding: 1vh 0; border-top: 1px solid color-mix(in srgb, currentColor 30%, transparent);
  font-size: min(3.89vh, 2.19vw); line-height: 1.2; overflow-wrap: break-word }
.wall.standards .row.alone { grid-template-columns: 11.5vw 1fr }
.wall.standards .row b { font-weight: 700; white-space: nowrap }
.wall.standards .row small { font-size: min(2.78vh, 1.57vw); text-align: right; line-height: 1.2;
  white-space: pre-line }
.wall.standards .page { position: absolute; right: 4vw; bottom: 1.2vh; font-size: min(2.78vh, 1.57vw) }
</style>"""


@dataclass(frozen=True)
class Row:
    """One sentence: where most people put it, and what is said about it."""

    level: str
    text: str
    small: tuple[str, ...]

    def height(self, alone: bool) -> float:
        """Pixels it takes; `alone`: nothing is said about any sentence."""
        aside = sum(len(wrap(line, ASIDE, SMALL)) for line in self.small) * SMALL
        return max(len(wrap(self.text, ALONE if alone else WIDE, LETTERS)) * LETTERS, aside) * 1.2 + GAP


Page = list[tuple[str, list[Row]]]
"""Departments by name, each with its sentences."""


def standards_screen(room: Room, department: str, page: int) -> str:
    """One page of the standards of a department, "" = of all; after the last page comes the first again."""
    dots, votes = dot_totals(room.workshop.id), derived(room, tallies)
    asked = [one for one in derived(room, standards_of) if not department or one.department == department]
    if not asked:
        return words_screen(_("There are no standards yet."))
    whole = [
        (home or _("Company-wide"), in_order(theirs, votes, dots))
        for home, theirs in groupby(asked, key=lambda one: one.department)
    ]
    found = pages(whole)
    number = page % len(found)
    count = f'<div class="page">{number + 1}/{len(found)}</div>' if len(found) > 1 else ""
    shown = "".join(drawn(name, rows, alone=nothing_said(whole)) for name, rows in found[number])
    return f'<div class="wall standards">{shown}{count}</div>'


def nothing_said(groups: Iterable[tuple[str, list[Row]]]) -> bool:
    """Whether no sentence has small print."""
    return not any(row.small for _name, rows in groups for row in rows)


def in_order(standards: Iterable[Standard], votes: dict[str, Counter[str]], dots: dict[str, int]) -> list[Row]:
    """No-Go, then Must, then Wow, within each what got most dots and then most votes."""
    theirs = [(put(one, votes), one) for one in standards]
    theirs.sort(
        key=lambda it: (LEVELS.index(it[0]), -dots.get(it[1].key, 0), -sum(votes.get(it[1].key, Counter()).values()))
    )
    return [Row(level, one.text, small(votes.get(one.key, Counter()), dots.get(one.key, 0))) for level, one in theirs]


def put(standard: Standard, votes: dict[str, Counter[str]]) -> str:
    """Where most people put a standard when enough have said so, else where it stands."""
    cast = votes.get(standard.key, Counter())
    enough = sum(cast.values()) >= MIN_VOTES
    return (majority(cast) if enough else None) or standard.level


def small(cast: Counter[str], dots: int) -> tuple[str, ...]:
    """The dots, and the votes when there are enough of them, a line each."""
    lines = ["●" * dots if dots <= 10 else _("{n} dots", n=dots)] if dots else []
    if sum(cast.values()) >= MIN_VOTES:
        parts = [f"{cast[level]} × {_(LEVEL_LABELS[level])}" for level in LEVELS if cast[level]]
        lines.append(" · ".join(part.replace(" ", NO_BREAK) for part in parts))
    return tuple(lines)


def pages(groups: Sequence[tuple[str, list[Row]]]) -> list[Page]:
    """Departments on pages of `SPACE` pixels and `MOST` sentences: one that fits on a page is not torn apart."""
    alone = nothing_said(groups)
    found: list[Page] = [[]]
    left, rows = float(SPACE), MOST
    for name, theirs in groups:
        whole = HEADING + sum(row.height(alone) for row in theirs)
        fits = rows >= len(theirs) and left >= whole
        begins = (whole > SPACE or len(theirs) > MOST) and rows > 0 and left >= HEADING + theirs[0].height(alone)
        if found[-1] and not (fits or begins):
            found.append([])
            left, rows = SPACE, MOST
        for place, row in enumerate(theirs):
            if place and (rows == 0 or left < row.height(alone)):
                found.append([])
                left, rows = SPACE, MOST
            if not found[-1] or found[-1][-1][0] != name:
                found[-1].append((name, []))
                left -= HEADING
            found[-1][-1][1].append(row)
            left, rows = left - row.height(alone), rows - 1
    return found


def drawn(name: str, rows: list[Row], *, alone: bool) -> str:
    """A department's name and sentences."""
    lines = (
        f'<div class="row {"alone" if alone else ""}"><b>{SIGNS[row.level]} {escape(_(LEVEL_LABELS[row.level]))}</b>'
        f"<span>{escape(row.text)}</span>"
        + ("" if alone else f"<small>{escape(chr(10).join(row.small))}</small>")
        + "</div>"
        for row in rows
    )
    return f"<h1>{escape(name)}</h1>{''.join(lines)}"
