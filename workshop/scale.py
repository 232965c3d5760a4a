"""The three-level scale and its thresholds: what a vote, a figure and a zone are called."""

from __future__ import annotations

from workshop.texts import Message, message

DISAPPOINTED, OKAY, DELIGHTED = -1, 0, 1
RATINGS = (DISAPPOINTED, OKAY, DELIGHTED)
SYMBOLS = {DISAPPOINTED: "▼", OKAY: "●", DELIGHTED: "▲"}
RATING_NAMES: dict[int, Message] = {
    DISAPPOINTED: message("disappointed"),
    OKAY: message("okay"),
    DELIGHTED: message("delighted"),
}

MIN_VOTES = 5
"""Groups below this are not broken down (method §2.4; vendors use 3 to 10)."""
TENDENCY_VOTES = 10
"""Below this a figure is called a tendency (method §2.4)."""

SYMBOL_LIMIT = 25
"""Net delight from which a cell carries ▲ or, below its negative, ▼."""


def symbol(net_delight: float) -> str:
    """▼, ● or ▲ for a net delight in points (−100…+100); "" when there is none (NaN)."""
    if net_delight != net_delight:
        return ""
    if net_delight <= -SYMBOL_LIMIT:
        return SYMBOLS[DISAPPOINTED]
    return SYMBOLS[DELIGHTED] if net_delight >= SYMBOL_LIMIT else SYMBOLS[OKAY]


def zone(disappointed: int, okay: int, delighted: int) -> str:
    """The zone of a touchpoint from its three vote counts (method §2.4, order of checks as there).

    Returns "divided", "painpoint", "lovepoint", "mediocre", "between" or, without votes, "".
    """
    n = disappointed + okay + delighted
    if n == 0:
        return ""
    e, o, b = disappointed / n, okay / n, delighted / n
    if e >= 0.25 and b >= 0.25:
        return "divided"
    if e >= 0.40:
        return "painpoint"
    if b >= 0.50 and e <= 0.10:
        return "lovepoint"
    return "mediocre" if o >= 0.70 else "between"
