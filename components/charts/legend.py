"""What the colours mean: a chip and its name for each, in as many lines as it takes."""

from __future__ import annotations

from collections.abc import Iterable

from components.charts.canvas import Layers, Record, boxes, height_of, words
from components.charts.letters import width_of
from components.charts.rows import gap_of
from components.look import Look


def chips(named: Iterable[tuple[str, str]], top: float, look: Look) -> tuple[Layers, float]:
    """Name and colour of each part, from `top` pixels down; the layers and where they end."""
    chip, line = look.label, height_of(1, look.label) + gap_of(look)
    squares: list[Record] = []
    texts: list[Record] = []
    x, y = 0.0, top
    for text, fill in named:
        width = chip * 1.5 + width_of(text, look.label)
        if x and x + width > look.width:
            x, y = 0.0, y + line
        squares.append({"x": x, "x2": x + chip, "y": y, "y2": y + chip, "fill": fill})
        texts.append({"x": x + chip * 1.5, "y": y + chip / 2, "text": text, "ink": look.colours.ink})
        x += width + look.label * 1.5
    return [*boxes(squares, None, radius=look.line), *words(texts, None, look.label)], y + line + look.label * 0.5
