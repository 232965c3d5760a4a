"""The votes on one touchpoint across the whole wall: a bar for each round, as large as the last row needs it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd

from components.colours import ink_on
from components.live.wall_screens import paragraph
from components.look import Look
from components.texts import _
from data.live_room import Room
from data.live_status import earlier_rounds
from workshop.dossier import Dossier
from workshop.live.stage import Stop, seconds_left
from workshop.scale import MIN_VOTES, RATING_NAMES, RATINGS, SYMBOLS
from workshop.texts import signed
from workshop.views.vote_bars import vote_bars

MOST_ROUNDS = 3
"""More bars are too low to be read from behind; the last ones count."""
WITHIN = 8
"""A part of a bar under so many per cent is too narrow for its figure, which also stands below the bar."""

STYLE = """<style>
.wall.votes { align-items: stretch; text-align: left; gap: 3vh; justify-content: flex-start }
.wall.votes h1 { text-wrap: balance } .wall.votes h1.beside { padding-right: 15vw }
.wall.votes .rounds { flex: 1; display: flex; flex-direction: column; gap: 3vh; min-height: 0 }
.wall.votes .round { flex: 1; display: grid; grid-template: minmax(0, 56vh) auto / 15vw 1fr; align-content: center;
  gap: 1.5vh 2vw; min-height: 0 }
.wall.votes .about { display: flex; flex-direction: column; justify-content: center }
.wall.votes .about b { font-size: min(7vh, 4vw); line-height: 1.1 }
.wall.votes .parts { display: flex; border-radius: 1vh; overflow: hidden }
.wall.votes .parts span { display: grid; place-content: center; font-size: min(7vh, 4vw); font-weight: 700;
  min-width: 0; overflow: hidden }
.wall.votes ul { grid-column: 2; display: flex; justify-content: space-between; gap: 2vw; margin: 0; padding: 0;
  list-style: none }
.wall.votes li { font-size: min(3.9vh, 2.2vw); margin: 0; padding: 0; white-space: nowrap }
</style>"""


@dataclass(frozen=True)
class Bar:
    """One round: what it is called, and how many were disappointed, okay and delighted."""

    name: str
    counts: tuple[int, ...]

    @property
    def n(self) -> int:
        """All votes."""
        return sum(self.counts)

    @property
    def shares(self) -> list[float]:
        """The same in per cent."""
        return [count / self.n * 100 for count in self.counts]


def votes_screen(dossier: Dossier, room: Room, stop: Stop, look: Look) -> str:
    """The touchpoint, and its rounds that have enough votes; a sentence when none has."""
    bars = rounds(dossier, room, stop)
    beside = "" if seconds_left(room.stage) is None else "beside"  # the clock in the corner
    heading = f'<h1 class="{beside}">{escape(stop.name)}</h1>'
    if not bars:
        few = paragraph("label", _("Fewer than {n} votes are not shown.", n=MIN_VOTES))
        return f'<div class="wall">{heading}{few}</div>'
    parts = "".join(drawn(bar, look) for bar in bars[-MOST_ROUNDS:])
    return f'<div class="wall votes">{heading}<div class="rounds">{parts}</div></div>'


def rounds(dossier: Dossier, room: Room, stop: Stop) -> list[Bar]:
    """The rounds that are over, and the votes as they count now; those with fewer than five votes are left out."""
    stage = room.stage
    earlier = earlier_rounds(room.workshop_id, stage.wave, stop.key).dropna(subset=["rating"])
    bars = [
        Bar(_("Round {n}", n=int(str(number))), counts(votes["rating"])) for number, votes in earlier.groupby("round")
    ]
    now = vote_bars(dossier, stage.wave or None).frame
    name = _("Round {n}", n=stage.round) if bars or stage.round > 1 else _("All votes")
    names = ["disappointed", "okay", "delighted"]
    for _index, row in now[now["key"] == stop.key].iterrows():
        bars.append(Bar(name, tuple(int(row[one]) for one in names)))
    return [bar for bar in bars if bar.n >= MIN_VOTES]


def counts(ratings: pd.Series[int]) -> tuple[int, ...]:
    """How many of each level."""
    return tuple(int((ratings == level).sum()) for level in RATINGS)


def drawn(bar: Bar, look: Look) -> str:
    """A bar with its figures: net delight and n beside it, the three shares below."""
    net = signed(round(bar.shares[-1] - bar.shares[0]))
    about = paragraph("label", bar.name) + f"<b>{escape(net)}</b>" + paragraph("small", f"n = {bar.n}")
    parts = "".join(part(share, fill) for share, fill in zip(bar.shares, look.poles, strict=True))
    texts = [said(level, share) for level, share in zip(RATINGS, bar.shares, strict=True)]
    figures = "".join(f"<li>{escape(text)}</li>" for text in texts)
    alt = escape(f"{bar.name}, n = {bar.n}: {', '.join(texts)}")
    return (
        f'<div class="round"><div class="about">{about}</div>'
        f'<div class="parts" role="img" aria-label="{alt}">{parts}</div><ul>{figures}</ul></div>'
    )


def part(share: float, fill: str) -> str:
    """One colour of a bar; its figure where it fits."""
    text = _("{share}%", share=round(share)) if share >= WITHIN else ""
    return f'<span style="width:{share:.2f}%;background:{fill};color:{ink_on(fill)}">{escape(text)}</span>'


def said(level: int, share: float) -> str:
    """A share in words."""
    return f"{SYMBOLS[level]} {_('{share}%', share=round(share))} {_(RATING_NAMES[level])}"
