"""Figures as simple bars: the portfolio of touchpoints now and planned, ideas by dots, open measures per person."""

from __future__ import annotations

import pandas as pd

from workshop.action.people import MOST_PER_PERSON, load
from workshop.dossier import Dossier
from workshop.texts import Message, message
from workshop.views.included import planned
from workshop.views.view import View
from workshop.worksheets.entries import cells_of, entries
from workshop.worksheets.load import worksheets

COLUMNS = ["name", "value", "tone", "tail"]
"""name and tail (message or text), value (length of the bar), tone: "plain", "good" or "bad". Where the axis does not
end at the longest bar, a column `top` says where."""
NOTHING_DECIDED = message("Nothing decided yet about the number of touchpoints")
NO_IDEAS = message("No ideas collected yet")
NOBODY = message("No open measure has a name yet")


def bars(rows: list[tuple[str | Message, float, str, str | Message]]) -> pd.DataFrame:
    """A frame of bars with the columns `COLUMNS`."""
    return pd.DataFrame(rows, columns=COLUMNS).astype({"value": "float64"})


def portfolio(dossier: Dossier) -> View:
    """How many touchpoints there are, what is decided about them, and how many there will be.

    A bundled touchpoint goes into another one and no longer counts; a new one counts when it does not exist yet.
    """
    rows = planned(dossier)
    exists = dict(zip(rows["key"], rows["status"] == "existing", strict=True))
    made = {k: t["decision"] for k, t in cells_of(dossier, worksheets()["portfolio"]).items() if t.get("decision")}
    decided = {key: code for key, code in made.items() if key in exists}
    if not decided:
        return View(bars([]), NOTHING_DECIDED, NOTHING_DECIDED, NOTHING_DECIDED)
    new = sum(code == "new" and not exists[key] for key, code in decided.items())
    away = {code: sum(c == code and exists[key] for key, c in decided.items()) for code in ("bundle", "drop")}
    now = sum(exists.values())
    then = now + new - away["bundle"] - away["drop"]
    frame = bars([
        (message("today"), now, "plain", ""),
        (message("new"), new, "good", ""),
        (message("bundled with others"), away["bundle"], "plain", ""),
        (message("dropped"), away["drop"], "plain", ""),
        (message("planned"), then, "good", ""),
    ])  # fmt: skip
    caption = message(
        "Touchpoints of the journey · decided: {n} of {all} · without those that are irrelevant",
        n=len(decided), all=len(exists),
    )  # fmt: skip
    return View(frame, portfolio_title(now, then), caption, in_words(frame))


def portfolio_title(now: int, then: int) -> Message:
    """More, fewer or as many."""
    if then > now:
        return message("More touchpoints: {now} today, {then} planned", now=now, then=then)
    if then < now:
        return message("Fewer touchpoints: {now} today, {then} planned", now=now, then=then)
    return message("As many touchpoints as before: {now}", now=now)


def idea_ranking(dossier: Dossier) -> View:
    """The ideas of the idea workshop, most dots first; those without dots in the order they came."""
    found = entries(dossier, worksheets()["ideas"])
    found = found[found["idea"].notna()]
    if found.empty:
        return View(bars([]), NO_IDEAS, NO_IDEAS, NO_IDEAS)
    found = found.assign(dots=found["dots"].astype("float64").fillna(0)).sort_values(
        "dots", ascending=False, kind="stable"
    )
    labels = {choice.code: choice.label for choice in worksheets()["ideas"].field("category").choices}
    rows: list[tuple[str | Message, float, str, str | Message]] = [
        (row["idea"], row["dots"], "good" if row["unexpected"] else "plain",
         message("{n} · {kind}", n=int(row["dots"]), kind=labels[row["category"]])
         if row["category"] in labels else str(int(row["dots"])))
        for row in found.to_dict("records")
    ]  # fmt: skip
    frame, total = bars(rows), int(found["dots"].sum())
    title = message("Ideas: {n}, no dots yet", n=len(frame))
    if total:
        title = message("Most dots: {name} ({n})", name=frame["name"].iloc[0], n=int(frame["value"].iloc[0]))
    caption = message("Ideas of the room: {n} · dots: {dots} · coloured: unexpected", n=len(frame), dots=total)
    return View(frame, title, caption, in_words(frame))


def load_bars(dossier: Dossier) -> View:
    """Open measures per person, most first; more than three are too many (method §1.7, no. 252)."""
    people = load(dossier)
    frame = bars([
        (row["name"], row["open"], "bad" if row["open"] > MOST_PER_PERSON else "plain",
         message("{n} · A: {a}", n=row["open"], a=row["accountable"]))
        for row in people.to_dict("records")
    ])  # fmt: skip
    if frame.empty:
        return View(frame, NOBODY, NOBODY, NOBODY)
    frame = frame.assign(top=max(MOST_PER_PERSON, frame["value"].max()))
    many = people[people["open"] > MOST_PER_PERSON]
    title = message("Nobody has more than {limit} open measures", limit=MOST_PER_PERSON)
    if len(many):
        title = message("Too much at once: {names}", names=list(many["name"]))
    measures = int((dossier["measures"]["status"] != "done").sum())
    caption = message(
        "Open measures per person, responsible or accountable (A) · n = {n} open measures · at most {limit} each",
        n=measures, limit=MOST_PER_PERSON,
    )  # fmt: skip
    return View(frame, title, caption, in_words(frame))


def in_words(frame: pd.DataFrame) -> Message:
    """Every bar with its figure."""
    parts = [message("{name} {n}", name=row["name"], n=int(row["value"])) for row in frame.to_dict("records")]
    return message("{parts}.", parts=parts)
