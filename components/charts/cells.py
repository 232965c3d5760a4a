"""What every cell has in common: colour, symbol, signed figure, n, and what its tooltip says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from components.charts.canvas import Record
from components.colours import ink_on
from components.look import Look
from workshop.scale import RATING_NAMES, symbol
from workshop.texts import Message, message, say, signed
from workshop.views.included import IRRELEVANT
from workshop.views.view import FEW, MISSING, SHOWN

STATES = {FEW: message("too few"), MISSING: message("missing"), IRRELEVANT: message("irrelevant")}
NO_VOTES_YET = message("no votes yet")
COUNTS = {"disappointed": RATING_NAMES[-1], "okay": RATING_NAMES[0], "delighted": RATING_NAMES[1]}
FIGURE_TITLES: dict[str, Message | str] = {"figure": message("Net delight"), "n": "n", **COUNTS}
"""Tooltip lines of every cell: name of the line → its title."""


def painted(cell: Mapping[Any, Any], look: Look) -> Record:
    """Colours and texts of a cell; `fill` is "" and `text` says why where there is no figure to show."""
    if cell["state"] != SHOWN:
        none = "n = 0" if look.on_phone else NO_VOTES_YET  # the sentence is wider than a phone's cell
        text = say(STATES.get(cell["state"], none), look.language)
        return {"fill": "", "ink": look.colours.muted, "text": text, "symbol": "", "figure": "", "n_text": ""}
    fill = look.fill(cell["net_delight"])
    sign, figure = symbol(cell["net_delight"]), signed(cell["net_delight"])
    return {
        "fill": fill, "ink": ink_on(fill), "text": f"{sign} {figure}", "symbol": sign, "figure": figure,
        "n_text": f"n = {cell['n']:.0f}",
    }  # fmt: skip


def tip_texts(cell: Mapping[Any, Any], look: Look, **where: Message | str) -> Record:
    """The texts of a cell's tooltip as fields `tip_…`: where it is, its figure, n and the three counts."""
    counts = {name: "" if cell[name] != cell[name] else f"{cell[name]:.0f}" for name in ("n", *COUNTS)}
    texts = {name: say(text, look.language) for name, text in where.items()}
    return {f"tip_{name}": text for name, text in (texts | counts | {"figure": painted(cell, look)["text"]}).items()}


def tips(look: Look, titles: Mapping[str, Message | str]) -> list[alt.Tooltip]:
    """The lines of a tooltip over the fields `tip_…`."""
    return [alt.Tooltip(f"tip_{name}:N", title=say(title, look.language)) for name, title in titles.items()]


def split(records: list[Record]) -> tuple[list[Record], list[Record]]:
    """Those with a colour, and those without."""
    return [r for r in records if r["fill"]], [r for r in records if not r["fill"]]
