"""How wide a text is in Inter, and where to break it: labels wrap, they are never cut."""

from __future__ import annotations

import re
from functools import lru_cache

WIDTHS = {
    **dict.fromkeys(" ijlI.,:;!|'’·", 0.27),
    **dict.fromkeys('frt()/-„“”"1', 0.39),
    **dict.fromkeys("ABCDEFGKPRSTVXYZ&", 0.67),
    **dict.fromkeys("HNOQUCDGÄÖÜwM", 0.76),
    **dict.fromkeys("mW%@▼●▲○→—", 0.97),
}
"""Advance widths in em, read from the font in five groups; everything else is about 0.59."""
ORDINARY, BOLD = 0.59, 1.06
LINE = 1.2
"""Line height in em."""


def width_of(text: str, size: float, bold: bool = False) -> float:
    """Width of one line in pixels at a letter size in pixels, good to about 5 %."""
    return sum(WIDTHS.get(letter, ORDINARY) for letter in text) * size * (BOLD if bold else 1)


@lru_cache(maxsize=4096)
def wrap(text: str, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """The lines of a text, each at most `width` pixels: as few as possible and then as even as possible.

    Breaks at spaces and after hyphens and slashes; a word longer than a line is divided with a hyphen.
    """
    fewest = len(filled(text, width, size, bold))
    low = min(width, max((width_of(p.rstrip(), size, bold) for p in pieces(text, width, size, bold)), default=0.0))
    high = width
    while high - low > size / 4:
        middle = (low + high) / 2
        low, high = (low, middle) if len(filled(text, middle, size, bold)) <= fewest else (middle, high)
    lines = filled(text, high, size, bold)
    return tuple(lines)


def filled(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Lines filled one after the other."""
    lines = [""]
    for piece in pieces(text, width, size, bold):
        if lines[-1] and width_of((lines[-1] + piece).rstrip(), size, bold) > width:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


def pieces(text: str, width: float, size: float, bold: bool) -> list[str]:
    """What must stay together, in order; what is wider than a line comes divided."""
    divided: list[str] = []
    for piece in re.findall(r"[^\s\-/]*[\-/]+|[^\s\-/]+\s*|\s+", text):
        while width_of(piece.rstrip(), size, bold) > width and len(piece.rstrip()) > 3:
            fit = len(piece.rstrip()) - 1
            while fit > 2 and width_of(f"{piece[:fit]}-", size, bold) > width:
                fit -= 1
            divided.append(piece[:fit] + "-")
            piece = piece[fit:]
        divided.append(piece)
    return divided
