"""What everybody in the company should know of the plan: successes, what is being done, what comes next; as a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from workshop.action.measures import in_order
from workshop.action.plan import day
from workshop.dossier import Dossier
from workshop.texts import Message, message, say
from workshop.worksheets.entries import cells_of, value_of
from workshop.worksheets.load import worksheets

SHOWN = 5
"""So many lines a part of the poster has: it is read in passing."""
Line = Message | str


@dataclass(frozen=True)
class Success:
    """Something that worked out: what, when, thanks to whom, and what the customer said."""

    title: str
    on: date | None
    who: str
    quote: str = ""
    due: bool = False
    """Whether `on` is the end that was planned: nobody wrote down when the measure was really finished."""

    @property
    def when(self) -> Line | None:
        """The day in words."""
        if self.on is None:
            return None
        return message("due {day}", day=self.on) if self.due else message("on {day}", day=self.on)


@dataclass(frozen=True)
class News:
    """The plan as it is told."""

    successes: list[Success]
    """The newest first; finished measures and what was written on the success wall."""
    doing: list[Line]
    coming: list[Line]
    days_to_first: int | None
    """Days from the start of the plan to its first success, by the dates of the plan."""
    title: Message


def news(dossier: Dossier) -> News:
    """What can be told of a workshop's plan."""
    measures = in_order(dossier["measures"])
    wins = successes(dossier)
    doing, coming = (measures[measures["status"] == code] for code in ("in_progress", "open"))
    first = min((one.on for one in wins if one.on), default=None)
    start = day(measures["from_date"].min())
    days = max(0, (first - start).days) if first and start else None
    return News(wins, lines(doing), lines(coming), days, title_of(len(wins), len(doing)))


def successes(dossier: Dossier) -> list[Success]:
    """Finished measures by their end, and the success wall, the newest first; without a date last."""
    measures, finished = dossier["measures"], finished_on(dossier)
    found = [
        Success(row["title"], finished.get(row["key"]) or day(row["until_date"]),
                row["responsible"] or row["accountable"], due=row["key"] not in finished)
        for row in measures[measures["status"] == "done"].to_dict("records")
    ]  # fmt: skip
    sheet = worksheets().get("success_wall")
    for texts in cells_of(dossier, sheet).values() if sheet else ():
        if sheet and texts.get("success"):
            moment = value_of(sheet.field("on"), texts.get("on", ""))
            found.append(
                Success(texts["success"], moment and day(moment), texts.get("who", ""), texts.get("quote", ""))
            )
    return sorted(found, key=lambda one: one.on or date.min, reverse=True)


def finished_on(dossier: Dossier) -> dict[str, date]:
    """Measure → the day on which it was really finished, where somebody wrote that down."""
    sheet = worksheets().get("worth")
    if sheet is None or "done_on" not in sheet.names:
        return {}
    days = {key: value_of(sheet.field("done_on"), t.get("done_on", "")) for key, t in cells_of(dossier, sheet).items()}
    return {key: found for key, moment in days.items() if moment is not None and (found := day(moment))}


def lines(measures: pd.DataFrame) -> list[Line]:
    """Measures as lines: what, until when, who."""
    return [
        message("{title} – until {until}, {who}", title=row["title"], until=day(row["until_date"]) or "–",
                who=row["accountable"] or row["responsible"] or message("nobody yet"))
        for row in measures.to_dict("records")
    ]  # fmt: skip


def title_of(wins: int, doing: int) -> Message:
    """The good news in a line."""
    if wins:
        return message("Successes so far: {n} · measures under way: {doing}", n=wins, doing=doing)
    return message("Measures under way: {doing}; the first success is still to come", doing=doing)


def success_line(one: Success) -> Line:
    """A success in a line."""
    parts: list[Line] = [one.title]
    if one.quote:
        parts.append(f"„{one.quote}“")
    if one.who:
        parts.append(message("thanks to {who}", who=one.who))
    if one.when:
        parts.append(one.when)
    return message("{title} ({more})", title=one.title, more=parts[1:]) if len(parts) > 1 else one.title


def promises(dossier: Dossier) -> list[str]:
    """What holds in the whole company, else the Must standards that are lived."""
    standards = dossier["standards"]
    musts = standards[standards["level"] == "must"]
    common = musts[musts["department"].isna()]
    return list((common if len(common) else musts[musts["status"] == "live"])["text"])


def sections(dossier: Dossier) -> list[tuple[Message, list[Line]]]:
    """The parts of mail and poster: heading and lines; parts without lines are left out."""
    told = news(dossier)
    more = {name: len(part) - SHOWN for name, part in (("done", told.successes), ("now", told.doing))}
    parts: list[tuple[Message, list[Line]]] = [
        (message("What we promise our customers"),
         [*promises(dossier)[:SHOWN]]),
        (message("What has worked out"), [*map(success_line, told.successes[:SHOWN]), *rest(more["done"])]),
        (message("What we are doing now"), [*told.doing[:SHOWN], *rest(more["now"])]),
        (message("What comes next"), told.coming[:SHOWN]),
    ]  # fmt: skip
    return [(heading, found) for heading, found in parts if found]


def rest(n: int) -> list[Line]:
    """How many more there are."""
    return [message("and {n} more", n=n)] if n > 0 else []


def mail(dossier: Dossier, language: str) -> str:
    """The state of the plan as the text of a mail, in a language."""
    blocks = [
        "\n".join([say(heading, language), *(f"– {say(line, language)}" for line in found)])
        for heading, found in sections(dossier)
    ]
    goal = [dossier.workshop.goal] if dossier.workshop.goal else []
    thanks = message("Thank you for joining in. Questions and ideas are welcome at any time.")
    return "\n\n".join([say(news(dossier).title, language), *goal, *blocks, say(thanks, language)]) + "\n"
