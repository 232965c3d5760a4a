"""What a header says about its column's scale: the range, which end is the best, or the scale's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workshop.workbook.values.scales import NumberScale
from workshop.workbook.values.vocabulary import folded

RANGE_IN_HEADER = re.compile(r"(-?\d+)\s*(?:-|–|−|bis|to|\.\.\.?|…)\s*\+?(\d+)")
LEGEND_IN_HEADER = re.compile(r"(-?\d+)\s*(?:=|:|ist|is)\s*([a-z][a-z ]*)")
BAD = re.compile(
    r"schlecht|mangelhaft|ungenueg|enttaeusch|un\w*zufrieden|unwichtig|niedrig|nicht|poor|worst|bad|low|not "
)
GOOD = re.compile(r"gut|best|top|hervorragend|begeister|zufrieden|wichtig|hoch|good|excellent|high|important|delight")
OURS = (-1, 1)


def proposed(scales: Sequence[NumberScale], header: str) -> str:
    """The code of the scale that a header speaks for ("Note", "1 = sehr gut", "(1–5)"); of the only one; else ""."""
    text = folded(header)
    best = max(scales, key=lambda scale: spoken_for(scale, text), default=None)
    if best and spoken_for(best, text) > 0:
        return best.code
    return scales[0].code if len(scales) == 1 else ""


def spoken_for(scale: NumberScale, header: str) -> int:
    """How strongly a folded header speaks for a scale; below 0 when it says that the other end is the best."""
    points = 3 if scale.header and re.search(scale.header, header) else 0
    if found := range_in(header):
        points += 2 if scale.high == found[1] and abs(scale.low - found[0]) <= 1 else -2
    up = best_is_high(header)
    return points if up is None else points + (1 if up == scale.up else -9)


def speaks_of_a_scale(header: str) -> bool:
    """Whether a header names another range than −1 to 1, or explains a number."""
    found = range_in(header)
    return found != OURS and (found is not None or re.search(r"\d\s*=", header) is not None)


def range_in(header: str) -> tuple[int, int] | None:
    """(1, 5) for "Bewertung (1–5)" or "1 = sehr gut, 5 = schlecht"; None when the header names no range."""
    text = folded(header).replace("−", "-")
    if match := RANGE_IN_HEADER.search(text):
        return int(match[1]), int(match[2])
    ends = sorted(int(number) for number, _ in LEGEND_IN_HEADER.findall(text))
    return (ends[0], ends[-1]) if len(ends) > 1 else None


def best_is_high(header: str) -> bool | None:
    """Which end a legend calls good: False for "1 = sehr gut"; None without a legend."""
    for number, word in LEGEND_IN_HEADER.findall(folded(header).replace("−", "-")):
        if BAD.search(word) or GOOD.search(word):
            good = not BAD.search(word)
            return good == (int(number) > 1)
    return None
