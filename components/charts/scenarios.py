"""Scenarios as lanes side by side: the same question at the same height, so that they can be compared."""

from __future__ import annotations

import pandas as pd

from components.charts.canvas import Layers, Record, across, boxes, height_of, words
from components.charts.letters import wrap
from components.charts.rows import even, gap_of, pages
from components.look import Look
from workshop.texts import message, say

MOST = 3
"""Most lanes of one picture (method, no. 59)."""
CHOSEN = message("This is our way")
CUT = " (…)"
"""Ends a text that is longer than a wall."""


class Board:
    """Lanes and measures of a picture of scenarios; lengths in pixels."""

    def __init__(self, frame: pd.DataFrame, look: Look) -> None:
        self.look = look
        rows = frame.to_dict("records")
        self.names: dict[str, str] = {row["key"]: say(row["name"], look.language) for row in rows}
        self.chosen: set[str] = {row["key"] for row in rows if row["chosen"]}
        self.labels: dict[str, str] = {row["field"]: say(row["label"], look.language) for row in rows}
        self.texts: dict[tuple[str, str], str] = {(row["key"], row["field"]): row["text"] for row in rows}
        self.count = 1 if look.on_phone else len(self.names)
        self.pad = look.label * 0.4
        self.width = look.width / self.count - gap_of(look) - 2 * self.pad
        most = max(len(wrap(name, self.width, look.label, True)) for name in self.names.values())
        self.head = self.pad * 1.5 + height_of(most, look.label) + (height_of(1, look.small) if self.chosen else 0)

    def lines(self, key: str, field: str) -> tuple[str, ...]:
        """The answer of a scenario, wrapped."""
        return wrap(self.texts[key, field], self.width, self.look.small)

    def height(self, field: str) -> float:
        """Of a question with the longest of its answers."""
        most = max(len(self.lines(key, field)) for key in self.names)
        return height_of(1, self.look.small) + height_of(most, self.look.small) + self.look.label * 0.55

    @property
    def card(self) -> float:
        """Height of a lane."""
        return self.head + sum(map(self.height, self.labels))


def scenario_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of the lanes and their height in pixels. In: the frame of `views.scenarios`, or part of it."""
    del space
    board, gap = Board(frame, look), gap_of(look)
    cards: list[Record] = []
    marks: list[Record] = []
    texts: dict[str, list[Record]] = {"name": [], "chosen": [], "label": [], "text": []}
    for number, key in enumerate(board.names):
        column, top = (0, number * (board.card + gap)) if look.on_phone else (number, 0.0)
        place = {"x": column, "x2": column + 1, "y": top}
        cards.append(place | {"y2": top + board.card, "fill": look.colours.faint})
        if key in board.chosen:
            marks.append(place | {"y2": top + look.line * 2, "fill": look.colours.delighted})
        write(board, key, column, top, texts)
    scale, shift = across(0, board.count, 0), gap / 2 + board.pad
    layers = [
        *boxes(cards, scale, gap=gap, radius=look.line),
        *boxes(marks, scale, gap=gap),
        *words(texts["name"], scale, look.label, bold=True, shift=shift),
        *words(texts["chosen"], scale, look.small, bold=True, shift=shift),
        *words(texts["label"], scale, look.small, bold=True, shift=shift),
        *words(texts["text"], scale, look.small, shift=shift),
    ]
    return layers, max(card["y2"] for card in cards)


def write(board: Board, key: str, column: int, top: float, texts: dict[str, list[Record]]) -> None:
    """Add the words of one lane to `texts`."""
    look, y = board.look, top + board.pad
    name = wrap(board.names[key], board.width, look.label, True)
    texts["name"] += block(name, column, y, look.label, look.colours.ink)
    if key in board.chosen:
        said = (f"✓ {say(CHOSEN, look.language)}",)
        texts["chosen"] += block(said, column, y + height_of(len(name), look.label), look.small, look.colours.delighted)
    y = top + board.head
    for field, label in board.labels.items():
        texts["label"] += block((label,), column, y, look.small, look.colours.muted)
        texts["text"] += block(
            board.lines(key, field), column, y + height_of(1, look.small), look.small, look.colours.ink
        )
        y += board.height(field)


def block(lines: tuple[str, ...], column: int, top: float, size: float, ink: str) -> list[Record]:
    """Lines of a size, one below the other from `top`."""
    return [
        {"x": column, "y": top + height_of(1, size) * (i + 0.5), "text": line, "ink": ink}
        for i, line in enumerate(lines)
    ]


def scenario_pages(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """At most three lanes in a picture, on the wall with as many questions as fit."""
    keys = list(frame["key"].unique())
    count = 1 if look.on_phone else -(-len(keys) // MOST)
    found = [frame[frame["key"].isin([keys[i] for i in page])] for page in even(len(keys), count)]
    return [page for part in found for page in (on_walls(part, look, space) if look.on_wall else [part])]


def on_walls(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """The lanes with as many questions as fit into `space` pixels, the others on further pages."""
    board = Board(frame, look)
    room = space - board.head
    frame = frame.assign(text=[fitted(board, text, room) for text in frame["text"]])
    board = Board(frame, look)
    fields = list(board.labels)
    found = pages([board.height(field) for field in fields], room)
    return [frame[frame["field"].isin(fields[page.start : page.stop])] for page in found]


def fitted(board: Board, text: str, room: float) -> str:
    """A text, or as much of it as one wall holds; the rest stands on the page."""
    look = board.look
    most = max(1, int((room - height_of(1, look.small) - look.label * 0.55) / height_of(1, look.small)))
    lines = wrap(text, board.width, look.small)
    return text if len(lines) <= most else " ".join(lines[: most - 1]) + CUT
