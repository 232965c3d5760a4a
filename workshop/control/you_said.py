"""“You said – we did”: what customers criticised and what has become of it, as a text for customers."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from workshop.action.plan import touched
from workshop.dossier import Dossier
from workshop.figures.customers import valid
from workshop.figures.votes import tally
from workshop.notes import notes_of
from workshop.scale import MIN_VOTES
from workshop.texts import Message, message, say, signed

CRITICISM = "criticism"
"""Worksheet in which criticism is written down word for word."""


@dataclass(frozen=True)
class Answer:
    """One touchpoint: what customers said there, what was done, and how they judge it since."""

    touchpoint: str
    said: tuple[str, ...]
    done: tuple[str, ...]
    before: float
    after: float
    """Net delight of the customers in the first and the newest measurement; NaN with too few votes."""


def answers(dossier: Dossier) -> list[Answer]:
    """Every touchpoint at which customers said something and a measure is done, in the customer's order."""
    said, done = quotes(dossier), finished(dossier)
    names = zip(dossier.touchpoints["key"], dossier.touchpoints["name"], strict=True)
    first, last = judged(dossier)
    return [
        Answer(name, tuple(said[key]), tuple(done[key]), first.get(key, float("nan")), last.get(key, float("nan")))
        for key, name in names
        if key in said and key in done
    ]


def unanswered(dossier: Dossier) -> list[tuple[str, tuple[str, ...]]]:
    """Touchpoints at which customers said something and nothing is done yet: name and words."""
    said, done = quotes(dossier), finished(dossier)
    names = zip(dossier.touchpoints["key"], dossier.touchpoints["name"], strict=True)
    return [(name, tuple(said[key])) for key, name in names if key in said and key not in done]


def quotes(dossier: Dossier) -> dict[str, list[str]]:
    """Touchpoint → what customers said there that was no praise: from conversations, then from the worksheet."""
    found: dict[str, list[str]] = {}
    rows = dossier["conversations"]
    rows = rows[rows["touchpoint"].notna() & (rows["customer_statement"] != "") & ~(rows["sentiment"] > 0)]
    for key, words in zip(rows["touchpoint"], rows["customer_statement"], strict=True):
        found.setdefault(key, []).append(unquoted(words))
    for cells in notes_of(dossier, CRITICISM).values():
        if cells.get("touchpoint") and cells.get("words"):
            found.setdefault(cells["touchpoint"], []).append(unquoted(cells["words"]))
    return found


def unquoted(words: str) -> str:
    """A sentence without the quotation marks around it; the text brings its own."""
    return words.strip().strip('„“”"»«')


def finished(dossier: Dossier) -> dict[str, list[str]]:
    """Touchpoint → titles of the measures that are done there."""
    measures = dossier["measures"]
    found: dict[str, list[str]] = {}
    for _, row in measures[measures["status"] == "done"].iterrows():
        for key, _status in touched(pd.DataFrame([row])):
            found.setdefault(key, []).append(str(row["title"]))
    return found


def judged(dossier: Dossier) -> tuple[dict[str, float], dict[str, float]]:
    """Customers' net delight per touchpoint in the first and the newest measurement they were asked in; empty when
    they were asked once only."""
    asked = set(dossier["customer_ratings"]["wave"])
    waves = [wave for wave in dossier.waves if wave in asked]
    if len(waves) < 2:
        return {}, {}
    votes = dossier["customer_ratings"]
    tables = [tally(valid(votes, wave), ["touchpoint"]).set_index("touchpoint") for wave in (waves[0], waves[-1])]
    first, last = (
        {str(key): float(value) for key, value in table.loc[table["n"] >= MIN_VOTES, "net_delight"].items()}
        for table in tables
    )
    return first, last


def letter(dossier: Dossier, language: str) -> str:
    """The text for customers, ready to be edited: heading, thanks, one paragraph a touchpoint, what comes next."""
    found = answers(dossier)
    parts: list[Message] = [
        message("You said – we did"),
        message("Thank you for telling us what disappointed you. This is what has become of it:"),
        *(paragraph for one in found for paragraph in paragraphs(one)),
        message("Something is still missing? Tell us. We listen, and we tell you what becomes of it."),
        message("Your team at {company}", company=dossier.workshop.company),
    ]
    return "\n\n".join(say(part, language) for part in parts)


def paragraphs(one: Answer) -> list[Message]:
    """What is said about one touchpoint; better figures only where they are better."""
    said = [message("“{words}”", words=words) for words in one.said]
    lines = [
        message("{touchpoint}\nYou said: {said}\nWe did: {done}", touchpoint=one.touchpoint, said=said, done=one.done)
    ]
    if one.after > one.before:
        lines.append(message("Your judgement since then: from {before} to {after} on a scale of −100 to +100.",
                             before=signed(one.before), after=signed(one.after)))  # fmt: skip
    return lines
