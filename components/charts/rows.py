"""Rows with a name each: beside their band where there is room, above it on a phone; headings between groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from components.charts.canvas import Record, height_of, lines_of
from components.charts.letters import width_of, wrap
from components.look import Look

SHARE = 0.34
"""Usual largest share of the width for the names."""


@dataclass(frozen=True)
class Band:
    """The place of one row, in pixels from the top."""

    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def of(self, height: float) -> dict[str, float]:
        """y and y2 of something of this height in its middle."""
        return {"y": self.middle - height / 2, "y2": self.middle + height / 2, "middle": self.middle}


@dataclass(frozen=True)
class Rows:
    """Where the rows of a chart lie, and the words beside them."""

    bands: list[Band]
    names: list[Record]
    headings: list[Record]
    left: float
    """Where the bands begin, in pixels; names stand before it."""
    bottom: float


def name_width(look: Look, names: Sequence[str], share: float = SHARE, size: float = 0) -> float:
    """Pixels that names take at the left: as much as the longest needs, up to a share; nothing on a phone.

    `size` is the size of their letters, here and below, when it is not that of labels.
    """
    if look.on_phone:
        return 0
    longest = max((width_of(name, size or look.label) for name in names), default=0)
    return min(longest, look.width * share) + look.label


def row_height(look: Look, name: str, left: float, band: float, size: float = 0) -> float:
    """Height of one row with its gap, in pixels."""
    gap, size = gap_of(look), size or look.label
    if look.on_phone:
        return height_of(len(wrap(name, look.width, size)), size) + band + 3 * gap
    return max(band, height_of(len(wrap(name, left - look.label, size)), size)) + gap


def gap_of(look: Look) -> float:
    """The ground between two rows or cells."""
    return look.label * 0.25


def heading_height(look: Look) -> float:
    """Height of a heading between groups."""
    return look.label * 2


def stack(
    look: Look, names: Sequence[str], left: float, *,
    band: float, groups: Sequence[str] = (), top: float = 0, size: float = 0,
) -> Rows:  # fmt: skip
    """Lay out rows below `top` with `left` pixels for the names, and a heading wherever the group changes.

    The first heading stands beside the column names above `top`, where there is room to the left of them.
    """
    y = top
    bands: list[Band] = []
    words: list[Record] = []
    headings: list[Record] = []
    for i, name in enumerate(names):
        if groups and (i == 0 or groups[i] != groups[i - 1]):
            beside = i == 0 and top > 0 and left > 0
            lines = height_of(len(wrap(groups[i], look.width, look.label, True)) - 1, look.label)
            middle = top - look.label if beside else y + heading_height(look) * 0.6 + lines / 2
            headings += lines_of(groups[i], 0, middle, look.width, look.label, look.colours.ink, bold=True)
            y += 0 if beside else heading_height(look) + lines
        height = row_height(look, name, left, band, size)
        ink = look.colours.ink
        if look.on_phone:
            text = height - band - gap_of(look)
            words += lines_of(name, 0, y + text / 2, look.width, size or look.label, ink)
            bands.append(Band(y + text, y + text + band))
        else:
            middle = y + (height - gap_of(look)) / 2
            words += lines_of(name, 0, middle, left - look.label, size or look.label, ink)
            bands.append(Band(y, y + height - gap_of(look)))
        y += height
    return Rows(bands, words, headings, left, y)


def grown(band: float, rows: Rows, space: float, count: int) -> float:
    """A band height with which few rows fill the wall: up to half as high again."""
    return min(band * 1.5, band + max(0.0, space - rows.bottom) / max(1, count))


def pages(heights: Sequence[float], space: float, groups: Sequence[str] = (), heading: float = 0) -> list[range]:
    """Split rows of these heights into as few pages of `space` pixels as possible, and then as evenly as possible.

    A group that begins within a page costs a `heading` more.
    """

    def needed(page: range) -> float:
        changes = sum(groups[i] != groups[i - 1] for i in page[1:]) if groups else 0
        return sum(heights[i] for i in page) + changes * heading

    count = 1
    while count < len(heights) and any(needed(page) > space for page in even(len(heights), count)):
        count += 1
    return even(len(heights), count)


def even(rows: int, count: int) -> list[range]:
    """`count` ranges over so many rows that differ by one row at most, the longer ones first."""
    size, longer = divmod(rows, count)
    starts = [page * size + min(page, longer) for page in range(count + 1)]
    return [range(start, end) for start, end in pairwise(starts)]
