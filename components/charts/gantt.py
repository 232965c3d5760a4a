"""The schedule as bars over time: who until when, today's line, how far, what is overdue, what waits for what."""

from __future__ import annotations

from typing import Any

import pandas as pd
from babel.dates import format_skeleton

from components.charts.canvas import Align, Layers, Record, across, boxes, height_of, outlines, rules, words
from components.charts.legend import chips
from components.charts.letters import width_of, wrap
from components.charts.rows import Rows, gap_of, name_width, pages, row_height, stack
from components.charts.strip import colours_of
from components.look import Look
from workshop.labels import MEASURE_STATUS_LABELS
from workshop.texts import message, say
from workshop.views.schedule import OVERDUE

SHARE = 0.4
MOST = 15
"""Most rows of one picture (method §3.3)."""
STRIPES = 24
"""Stripes of an overdue bar over the whole width of time."""


class Plan:
    """Rows, time axis and measures of a schedule; lengths in pixels, time in days after the first.

    `tight`: on the wall, titles in small letters, so that eight rows of two lines fit.
    """

    def __init__(self, frame: pd.DataFrame, look: Look, tight: bool = False) -> None:
        self.look, self.rows = look, frame.to_dict("records")
        self.size = look.small if tight else look.label
        self.begin = frame["first"].iloc[0]
        self.days = max(1.0, float((frame["last"].iloc[0] - self.begin).days) + 1)
        self.names = list(frame["title"])
        self.left = name_width(look, self.names, SHARE, self.size)
        self.scale = across(0, self.days, self.left)
        self.pixel = (look.width - self.left) / self.days
        self.head = height_of(2, look.small) + gap_of(look)
        self.bar = look.small * (1 if tight else 1.2)
        self.band = self.bar + look.line + height_of(1, look.small)
        self.keys = {row["key"]: i for i, row in enumerate(self.rows)}

    def day(self, moment: pd.Timestamp) -> float:
        """Days after the first."""
        return float((moment - self.begin).days)

    def stacked(self) -> Rows:
        """The rows below the axis."""
        return stack(self.look, self.names, self.left, band=self.band, top=self.head, size=self.size)

    @property
    def heights(self) -> list[float]:
        """Of each row, with its gap."""
        return [row_height(self.look, name, self.left, self.band, self.size) for name in self.names]

    def room(self, space: float) -> float:
        """What is left for rows between the axis and the legend."""
        return space - self.head - height_of(1, self.look.label) - gap_of(self.look) * 2 - self.look.label * 0.5


def plan_for(frame: pd.DataFrame, look: Look, space: float) -> Plan:
    """The plan with titles as large as labels where all rows fit like that, else with small ones."""
    plan = Plan(frame, look)
    return Plan(frame, look, tight=True) if look.on_wall and sum(plan.heights) > plan.room(space) else plan


def gantt_chart(frame: pd.DataFrame, look: Look, space: float) -> tuple[Layers, float]:
    """The layers of the schedule and its height in pixels.

    In: the frame of `workshop.views.schedule.schedule` or rows of it.
    """
    plan = plan_for(frame, look, space)
    rows = plan.stacked()
    named, end = chips(legend(plan), rows.bottom + gap_of(look), look)
    under, texts = owners(plan, rows)
    layers = [
        *months(plan, rows.bottom),
        *([] if look.on_phone else waiting(plan, rows)),
        *bars(plan, rows),
        *today(plan, rows.bottom),
        *under,
        *texts,
        *words([name | {"ink": look.colours.ground} for name in rows.names], None, plan.size, halo=look.line * 2),
        *words(rows.names, None, plan.size),
        *named,
    ]
    return layers, end


def span(plan: Plan, row: dict[Any, Any]) -> tuple[float, float]:
    """Where a bar begins and ends; one day is seen too."""
    start = plan.day(row["start"])
    return start, max(plan.day(row["end"]) + 1, start + plan.look.line * 2 / plan.pixel)


def bars(plan: Plan, rows: Rows) -> Layers:
    """The bars: outline from start to end, filled as far as it is done; overdue ones are striped."""
    look, colours, step = plan.look, colours_of(plan.look), plan.days / STRIPES / 2
    whole: list[Record] = []
    done: list[Record] = []
    stuck: list[Record] = []
    stripes: list[Record] = []
    for row, band in zip(plan.rows, rows.bands, strict=True):
        start, end = span(plan, row)
        y: Record = {"y": band.top, "y2": band.top + plan.bar}
        late = row["late"] > 0
        whole.append(y | {"x": start, "x2": end, "fill": colours["blocked"] if late else look.colours.faint})
        filled = start + (end - start) * row["progress"]
        if filled > start and not late:
            done.append(y | {"x": start, "x2": filled, "fill": colours[row["status"]]})
        if row["status"] == "blocked":
            stuck.append(y | {"x": start, "x2": end})
        if late:
            middle = band.top + plan.bar / 2
            stripes.append({"x": min(start + step, end), "x2": max(start, end - step / 2), "y": middle, "y2": middle,
                            "ink": look.colours.ground})  # fmt: skip
    return [
        *boxes(whole, plan.scale, radius=look.line),
        # One dashed line as thick as the bar: a line for each stripe would be most of what the page sends.
        *rules(stripes, plan.scale, plan.bar, dash=(look.line, max(look.line, step * plan.pixel - look.line))),
        *boxes(done, plan.scale, radius=look.line),
        *outlines(stuck, plan.scale, look),
    ]


def owners(plan: Plan, rows: Rows) -> tuple[Layers, Layers]:
    """Below each bar: who answers for it, how far it is, how late, and what it waits for.

    Out: a ground that keeps lines away from the words, and the words.
    """
    look = plan.look
    sides: dict[Align, list[Record]] = {"left": [], "right": []}
    for row, band in zip(plan.rows, rows.bands, strict=True):
        start, end = span(plan, row)
        text, room = owner_text(plan, row), look.width - plan.left
        width = width_of(text, look.small)
        record = {"y": band.top + plan.bar + look.line + height_of(1, look.small) / 2, "text": text,
                  "ink": look.stops[0] if row["late"] else look.colours.muted}  # fmt: skip
        if start * plan.pixel + width > room and width <= end * plan.pixel:
            sides["right"].append(record | {"x": end})
        else:
            sides["left"].append(record | {"x": start if start * plan.pixel + width <= room else 0})
    ground, texts = [], []
    for align, records in sides.items():
        blank = [record | {"ink": look.colours.ground} for record in records]
        ground += words(blank, plan.scale, look.small, align=align, halo=look.line * 2)
        texts += words(records, plan.scale, look.small, align=align)
    return ground, texts


def owner_text(plan: Plan, row: dict[Any, Any]) -> str:
    """The words below a bar, as many as fit into the width."""
    look, language = plan.look, plan.look.language
    who = row["who"] or say(message("nobody yet"), language)
    parts = [str(who)]
    if row["quick_win"]:
        parts.append(say(message("Quick win"), language))
    if row["late"]:
        parts.append(say(message("overdue since {day}", day=row["end"].date()), language))
    elif row["status"] == "blocked":
        parts.append(say(MEASURE_STATUS_LABELS["blocked"], language))
    elif 0 < row["progress"] < 1:
        parts.append(f"{row['progress']:.0%}".replace("%", " %"))
    if row["after"]:
        parts.append(say(message("after {names}", names=row["waits"]), language))
    while len(parts) > 1 and width_of(" · ".join(parts), look.small) > look.width - plan.left:
        parts.pop()
    text = " · ".join(parts)
    lines = wrap(text, look.width - plan.left, look.small)
    return lines[0] if lines else text


def months(plan: Plan, bottom: float) -> Layers:
    """A faint line at the beginning of each month, named where there is room."""
    look = plan.look
    firsts = pd.date_range(plan.begin.replace(day=1), periods=int(plan.days / 28) + 3, freq="MS")
    starts = [moment for moment in firsts if 0 <= plan.day(moment) < plan.days]
    lines = [{"x": plan.day(m), "x2": plan.day(m), "y": height_of(1, look.small), "y2": bottom,
              "ink": look.colours.faint} for m in starts]  # fmt: skip
    texts: list[Record] = []
    free = 0.0
    for moment in [plan.begin, *starts]:
        x, text = plan.day(moment), format_skeleton("yMMM", moment.date(), locale=look.language)
        width = width_of(text, look.small)
        if x * plan.pixel >= free and x * plan.pixel + width <= look.width - plan.left:
            texts.append({"x": x, "y": height_of(1, look.small) * 1.5, "text": text, "ink": look.colours.muted})
            free = x * plan.pixel + width + look.small
    return [*rules(lines, plan.scale, look.line * 0.4), *words(texts, plan.scale, look.small)]


def today(plan: Plan, bottom: float) -> Layers:
    """Today as a line with its name on top; nothing when it lies outside of the plan."""
    look, x = plan.look, plan.day(plan.rows[0]["today"])
    if not 0 <= x <= plan.days:
        return []
    text, ink = say(message("today"), look.language), look.colours.ink
    half = width_of(text, look.small, bold=True) / 2 / plan.pixel
    label: Record = {"x": min(max(x, half), plan.days - half), "y": height_of(1, look.small) / 2, "text": text}
    line: Record = {"x": x, "x2": x, "y": height_of(1, look.small), "y2": bottom, "ink": ink}
    return [
        *rules([line], plan.scale, look.line * 0.6, (look.line * 2, look.line * 1.4)),
        *words([label | {"ink": ink}], plan.scale, look.small, align="center", bold=True),
    ]


def waiting(plan: Plan, rows: Rows) -> Layers:
    """A line from the end of a measure to the start of the one that waits for it; orange when that begins too early."""
    look, ways = plan.look, []
    for i, row in enumerate(plan.rows):
        for key in row["after"]:
            if (j := plan.keys.get(key)) is None:
                continue
            _, end = span(plan, plan.rows[j])
            start, _ = span(plan, row)
            ink = look.stops[0] if start < end - 1 else look.colours.line
            before, after = (rows.bands[n].top + plan.bar / 2 for n in (j, i))
            ways.append({"x": end, "x2": end, "y": before, "y2": after, "ink": ink})
            ways.append({"x": end, "x2": start, "y": after, "y2": after, "ink": ink})
    return rules(ways, plan.scale, look.line * 0.6)


def legend(plan: Plan) -> list[tuple[str, str]]:
    """What the colours of the bars mean, for those that occur."""
    look, colours = plan.look, colours_of(plan.look)
    used = list(dict.fromkeys(row["status"] for row in plan.rows if not row["late"] and row["progress"] > 0))
    named = [(say(MEASURE_STATUS_LABELS[code], look.language), colours[code]) for code in used]
    if any(row["progress"] < 1 and not row["late"] for row in plan.rows):
        named.append((say(message("still to do"), look.language), look.colours.faint))
    if any(row["late"] for row in plan.rows):
        named.append((f"⚠ {say(OVERDUE, look.language)}", colours["blocked"]))
    return named


def gantt_pages(frame: pd.DataFrame, look: Look, space: float) -> list[pd.DataFrame]:
    """At most fifteen rows in a picture, on the wall as many as fit."""
    plan = plan_for(frame, look, space)
    heights, room = plan.heights, plan.room(space)
    if not look.on_wall:
        heights, room = [1.0] * len(heights), float(MOST)
    return [frame.iloc[list(page)] for page in pages(heights, room)]
