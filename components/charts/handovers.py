"""The swimlane: departments as lanes, the customer's way from left to right, an arrow for each hand-over."""

from __future__ import annotations

import pandas as pd

from components.charts.canvas import Layers, Record, across, boxes, height_of, lines_of, points, rules, words
from components.charts.letters import width_of, wrap
from components.charts.rows import gap_of, name_width, stack
from components.colours import ink_on
from components.look import Look
from workshop.texts import Message, message, say
from workshop.views.handovers import AGREED, NO_HANDOVER

SWITCH, SWITCHES = "↔", message("change of channel")
LANE_SHARE = 0.24
"""Largest share of the width for the names of lanes."""
SIGNS = {"yes": "+", "partly": "~", "no": "−", "": "?"}
"""How far a hand-over is agreed, as a sign beside its arrow: colour and pattern do not say it alone."""
DASHES = {"yes": (), "partly": (3, 1.2), "no": (1.4, 1.8), "": ()}
"""Dashes of the arrow in line widths; without agreement it is broken."""


class Swim:
    """Columns, lanes and measures; lengths in pixels."""

    def __init__(self, frame: pd.DataFrame, look: Look, space: float) -> None:
        self.look = look
        self.stops = [stop | {"column": i + 0.5} for i, stop in enumerate(frame.to_dict("records"))]
        self.lanes = list(dict.fromkeys(stop["lane"] for stop in sorted(self.stops, key=lambda s: s["lane_seq"])))
        self.left = name_width(look, self.lanes, LANE_SHARE)
        self.column = (look.width - self.left) / max(1, len(self.stops))
        self.scale = across(0, len(self.stops), self.left)
        self.footer = height_of(1, look.small) + look.label * 0.5
        self.legend = height_of(2 if look.on_wall else 1, look.small) + look.label * 0.6
        self.broken = [stop for stop in self.stops if stop["agreed"] in ("no", "partly")]
        self.note = height_of(1, look.label) + gap_of(look)
        self.lane = look.marker * 3.4
        if look.on_wall:
            free = space - self.footer - self.legend - min(3, len(self.broken)) * self.note
            self.lane = min(look.marker * 5, free / max(1, len(self.lanes)))

    def middle(self, lane: str) -> float:
        """Where a lane runs."""
        return (self.lanes.index(lane) + 0.5) * self.lane

    @property
    def bottom(self) -> float:
        """Where the lanes end."""
        return len(self.lanes) * self.lane

    def colour(self, agreed: str) -> str:
        """Colour of a hand-over: blue when agreed, orange when not, grey as long as nobody has said."""
        low, _, _, _, high = self.look.stops
        return {"yes": high, "partly": low, "no": low}.get(agreed, self.look.colours.line)


def handover_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of the swimlane and its height in pixels; a list of the hand-overs on a phone.

    In: the frame of `workshop.views.handovers.handover_map` or consecutive rows of it.
    """
    return listed(frame, look) if look.on_phone else lanes(Swim(frame, look, space))


def lanes(swim: Swim) -> tuple[Layers, float]:
    """Lanes, the way through them, numbers below, and in words what is not agreed."""
    look, colours = swim.look, swim.look.colours
    ends = len(swim.stops)
    bands: list[Record] = [
        {"x": 0, "x2": ends, "y": swim.middle(lane) - swim.lane * 0.42, "y2": swim.middle(lane) + swim.lane * 0.42,
         "fill": colours.faint}
        for lane in swim.lanes
    ]  # fmt: skip
    spots = [
        {"x": stop["column"], "y": swim.middle(stop["lane"]), "fill": colours.ground, "ink": colours.ink}
        for stop in swim.stops
    ]
    notes, end = broken_notes(swim, swim.bottom + swim.footer + swim.legend)
    layers = [
        *boxes(bands, swim.scale, radius=look.line),
        *rules(along(swim), swim.scale, look.line * 0.6),
        *passages(swim),
        *points(spots, swim.scale, look, look.marker * 0.75),
        *switches(swim),
        *lane_names(swim),
        *numbers(swim),
        *legend(swim),
        *notes,
    ]
    return layers, end


def along(swim: Swim) -> list[Record]:
    """The way within a lane: from each touchpoint to below or above the next one."""
    pairs = zip(swim.stops, swim.stops[1:], strict=False)
    return [
        {"x": one["column"], "x2": other["column"], "y": (y := swim.middle(one["lane"])), "y2": y,
         "ink": swim.look.colours.line}
        for one, other in pairs
    ]  # fmt: skip


def passages(swim: Swim) -> Layers:
    """An arrow from lane to lane for every hand-over, whole or broken, with its sign."""
    look = swim.look
    arrows: dict[str, list[Record]] = {code: [] for code in AGREED}
    heads: list[Record] = []
    signs: list[Record] = []
    for stop in (stop for stop in swim.stops if stop["agreed"] != NO_HANDOVER and stop["from_lane"] in swim.lanes):
        start, end = swim.middle(stop["from_lane"]), swim.middle(stop["lane"])
        down = 1 if end > start else -1
        ink = swim.colour(stop["agreed"])
        tip = end - down * look.marker * 0.5
        arrows[stop["agreed"]].append({"x": stop["column"], "x2": stop["column"], "y": start, "y2": tip, "ink": ink})
        head = {"x": stop["column"], "y": tip, "y2": tip - down * look.marker * 0.4, "ink": ink}
        heads += [head | {"x2": stop["column"] + side * look.marker * 0.35 / swim.column} for side in (-1, 1)]
        signs.append({"x": stop["column"], "y": start + down * look.marker * 0.9, "text": SIGNS[stop["agreed"]],
                      "ink": ink})  # fmt: skip
    room = f"(width - {swim.left:.0f}) / {len(swim.stops)} >= {width_of('+ ', look.small, True):.0f}"
    layers: Layers = []
    for code, records in arrows.items():
        width = look.line * (0.7 if code == "" else 1)
        layers += rules(records, swim.scale, width, [part * look.line for part in DASHES[code]])
    return [
        *layers,
        *rules(heads, swim.scale, look.line),
        *words(signs, swim.scale, look.small, bold=True, shift=look.line * 1.5, test=room),
    ]


def switches(swim: Swim) -> Layers:
    """A sign at each touchpoint where the customer changes the channel: below it, or above where an arrow comes up."""
    look = swim.look
    away = min(look.marker * 0.4 + look.small * 0.5, swim.lane * 0.5 - look.small * 0.3)
    signs: list[Record] = []
    for stop in (stop for stop in swim.stops if stop["switch"]):
        middle = swim.middle(stop["lane"])
        before = swim.middle(stop["from_lane"]) if stop["from_lane"] in swim.lanes else middle
        y = middle - away if before > middle else middle + away
        signs.append({"x": stop["column"], "y": y, "text": SWITCH, "ink": look.colours.ink})
    return words(signs, swim.scale, look.small, align="center", bold=True)


def lane_names(swim: Swim) -> Layers:
    """The departments at the left; in smaller letters where a name takes two lines."""
    look = swim.look
    large: list[Record] = []
    small: list[Record] = []
    for lane in swim.lanes:
        width = swim.left - look.label
        fits = len(wrap(lane, width, look.label)) * height_of(1, look.label) <= swim.lane
        size = look.label if fits else look.small
        (large if fits else small).extend(lines_of(lane, 0, swim.middle(lane), width, size, look.colours.ink))
    return [*words(large, None, look.label), *words(small, None, look.small)]


def numbers(swim: Swim) -> Layers:
    """The number of each touchpoint below the lanes; every fifth and the broken ones where columns are narrow."""
    look, y = swim.look, swim.bottom + height_of(1, swim.look.small) / 2
    every = [{"x": s["column"], "y": y, "text": f"{s['seq']:.0f}", "ink": look.colours.muted} for s in swim.stops]
    named = {int(stop["seq"]) for stop in swim.broken}
    near = {seq + step for seq in named for step in (-1, 1)}
    few = [r for r in every if (n := int(r["text"])) in named or (n % 5 == 0 and n not in near)]
    room = f"(width - {swim.left:.0f}) / {len(swim.stops)} >= {width_of('36 ', look.small):.0f}"
    return [
        *words(every, swim.scale, look.small, align="center", test=room),
        *words(few, swim.scale, look.small, align="center", test=f"!({room})"),
    ]


def legend(swim: Swim) -> Layers:
    """What the signs and arrows say, for those that occur."""
    look, x, y = swim.look, 0.0, swim.bottom + swim.footer + height_of(1, swim.look.small) / 2
    texts: list[Record] = []
    named = [
        (f"{SIGNS[code]} {say(name, look.language)}", swim.colour(code))
        for code, name in AGREED.items()
        if any(stop["agreed"] == code for stop in swim.stops)
    ]
    if any(stop["switch"] for stop in swim.stops):
        named.append((f"{SWITCH} {say(SWITCHES, look.language)}", look.colours.ink))
    for text, ink in named:
        width = width_of(text, look.small, True) + look.label
        if x and x + width > look.width:
            x, y = 0.0, y + height_of(1, look.small)
        texts.append({"x": x, "y": y, "text": text, "ink": ink})
        x += width
    return words(texts, None, look.small, bold=True)


def broken_notes(swim: Swim, y: float) -> tuple[Layers, float]:
    """The hand-overs that are not fully agreed by name; on the wall the first three."""
    look, texts = swim.look, []
    for stop in swim.broken[:3] if look.on_wall else swim.broken:
        said: Message = message(
            "{number} {name}: {before} → {after}", number=f"{stop['seq']:.0f}", name=stop["name"],
            before=stop["from_lane"], after=stop["lane"],
        )  # fmt: skip
        lines = wrap(say(said, look.language), look.width, look.label)
        height = height_of(1 if look.on_wall else len(lines), look.label)
        shown = lines[:1] if look.on_wall else lines
        for i, line in enumerate(shown):
            texts.append({"x": 0, "y": y + height_of(i, look.label) + look.label * 0.6, "text": line,
                          "ink": look.colours.ink})  # fmt: skip
        y += height + gap_of(look)
    return words(texts, None, look.label), y


def listed(frame: pd.DataFrame, look: Look) -> tuple[Layers, float]:
    """The hand-overs from top to bottom: the touchpoint above a band that says from whom to whom, and how agreed."""
    stops = [stop for stop in frame.to_dict("records") if stop["agreed"] != NO_HANDOVER]
    names = [f"{stop['seq']:.0f} {stop['name']}" for stop in stops]
    rows = stack(look, names, 0, band=height_of(3, look.small) + look.label * 0.6)
    colours = Swim(frame, look, 0)
    fills: list[Record] = []
    texts: list[Record] = []
    for stop, band in zip(stops, rows.bands, strict=True):
        fill = colours.colour(stop["agreed"]) if stop["agreed"] else look.colours.faint
        ink = ink_on(fill) if stop["agreed"] else look.colours.ink
        fills.append({"x": 0, "x2": look.width, "y": band.top, "y2": band.bottom, "fill": fill})
        way = wrap(f"{stop['from_lane']} → {stop['lane']}", look.width - look.label, look.small)[:2]
        lines = [*way, f"{SIGNS[stop['agreed']]} {say(AGREED[stop['agreed']], look.language)}"]
        top = band.middle - height_of(len(lines) - 1, look.small) / 2
        for i, line in enumerate(lines):
            texts.append({"x": look.label * 0.5, "y": top + height_of(i, look.small), "text": line, "ink": ink})
    return [*boxes(fills, None, radius=3), *words(texts, None, look.small), *words(rows.names, None, look.label)], (
        rows.bottom or look.label
    )


def handover_pages(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """The whole way in one picture, up to forty touchpoints; longer ones in pieces."""
    del space
    count = 1 if look.on_phone else -(-len(frame) // 40)
    size = -(-len(frame) // count)
    return [frame.iloc[start : start + size] for start in range(0, len(frame), size)]
