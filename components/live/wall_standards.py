"""The departments' standards on the wall: No-Go, Must and Wow side by side, what got most dots on top."""

from __future__ import annotations

from collections import Counter
from html import escape

from components.room import Room, derived
from components.texts import _
from data.live_standards import dot_totals
from workshop.labels import LEVEL_LABELS
from workshop.records import LEVELS, Standard
from workshop.scale import MIN_VOTES
from workshop.standards import majority, standards_of, tallies

MOST = 4
"""Sentences in a column: more do not fit in letters that the last row can read."""
STYLE = """<style>
.wall.standards { display: grid; grid-template-columns: repeat(3, 1fr); gap: 3vw; align-items: start;
  align-content: start; text-align: left }
.wall.standards li { margin: 0 0 1.6vh; padding: 0; font-size: min(3.3vh, 1.85vw); list-style: none;
  overflow-wrap: anywhere }
.wall.standards ul { margin: 2vh 0 0; padding: 0 }
.wall.standards small { font-size: min(2.6vh, 1.46vw) }
</style>"""


def standards_screen(room: Room, department: str) -> str:
    """The standards of a department, "" = of all, each where most people put it."""
    dots = dot_totals(room.workshop.id)
    votes = derived(room, tallies)
    asked = [one for one in derived(room, standards_of) if not department or one.department == department]
    asked.sort(key=lambda one: (-dots.get(one.key, 0), -sum(votes.get(one.key, Counter()).values())))
    columns = [column(level, [s for s in asked if put(s, votes) == level], votes, dots) for level in LEVELS]
    return f'<div class="wall standards">{"".join(columns)}</div>'


def put(standard: Standard, votes: dict[str, Counter[str]]) -> str:
    """Where most people put a standard when enough have said so, else where it stands."""
    cast = votes.get(standard.key, Counter())
    enough = sum(cast.values()) >= MIN_VOTES
    return (majority(cast) if enough else None) or standard.level


def column(level: str, standards: list[Standard], votes: dict[str, Counter[str]], dots: dict[str, int]) -> str:
    """One level: the sentences, whose they are, the dots they were given, and the votes when there are enough."""
    more = len(standards) - MOST
    rest = f"<li><small>{escape(_('and {n} more', n=more))}</small></li>" if more > 0 else ""
    items = "".join(item(one, votes.get(one.key, Counter()), dots.get(one.key, 0)) for one in standards[:MOST])
    return f"<div><h1>{escape(_(LEVEL_LABELS[level]))}</h1><ul>{items}{rest}</ul></div>"


def item(standard: Standard, cast: Counter[str], dots: int) -> str:
    """One sentence with its small print."""
    small = [standard.department or _("Company-wide")]
    small += ["●" * dots if dots <= 10 else _("{n} dots", n=dots)] if dots else []
    if sum(cast.values()) >= MIN_VOTES:
        small += [", ".join(f"{cast[level]} × {_(LEVEL_LABELS[level])}" for level in LEVELS if cast[level])]
    return f"<li>{escape(standard.text)}<br><small>{escape(' · '.join(small))}</small></li>"
