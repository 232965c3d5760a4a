"""Regular customer conversations: who was spoken with by whom, what is due, and whom we are about to lose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from workshop.action.plan import day
from workshop.control.frequency import Rhythm, after, rhythm_of
from workshop.dossier import Dossier
from workshop.notes import notes_of, number_in
from workshop.scale import DISAPPOINTED
from workshop.texts import Message, message

QUIET_DAYS, SILENT_DAYS = 90, 180
"""Days without a conversation from which a customer counts as quiet, and as silent: "but then it is too late"."""
LITTLE_USED = 0.5
"""An agreed quota of which less than this share is used is a warning."""
SHORTEST = 12
"""A next step or finding shorter than this is no title for a measure."""
NOTES, CUSTOMERS = "conversation_notes", "customer_plan"
"""Worksheets with what a conversation, and what a customer, has beyond its record."""


@dataclass(frozen=True)
class CustomerStanding:
    """One customer on a day."""

    name: str
    segment: str
    roles: tuple[str, ...]
    """Who of us has talked with them, in the order of the first conversation held."""
    last: date | None
    """The last conversation that was held."""
    silence: int | None
    """Days since then; None when none was ever held."""
    next: date | None
    """When the next one is due: as planned, else an interval after the last one."""
    interval: str
    holder: str
    deputy: str
    missed: int
    """Conversations that were postponed or cancelled since the last one was held."""
    mood: int | None
    """The mood of the last conversation held: −1, 0, 1."""
    quota: float | None
    """Share of the agreed quota that is used, 0…1 and more."""
    overdue: bool


def customer_standings(dossier: Dossier, today: date) -> list[CustomerStanding]:
    """Every customer with a conversation, the longest silence first; who was never spoken with stands on top."""
    agreed = notes_of(dossier, CUSTOMERS)
    found = [
        _standing(str(name), rows, agreed.get(str(name)[:100], {}), today)
        for name, rows in dossier["conversations"].groupby("customer", sort=True)
    ]
    return sorted(found, key=lambda one: -(10**6 if one.silence is None else one.silence))


def held(conversations: pd.DataFrame) -> pd.DataFrame:
    """The conversations that took place, with the column `day`, in the order of time; without a day they count as
    held when they were planned."""
    done = conversations[conversations["status"] == "done"]
    done = done.assign(day=done["done_on"].fillna(done["planned_on"])).dropna(subset=["day"])
    return done.sort_values("day", kind="stable")


def _standing(name: str, rows: pd.DataFrame, agreed: Mapping[str, str], today: date) -> CustomerStanding:
    done = held(rows)
    last = day(done["day"].max()) if len(done) else None
    missed = rows[rows["status"].isin(["postponed", "cancelled"])]
    since = missed[missed["planned_on"] > pd.Timestamp(last)] if last else missed
    interval = agreed.get("interval", "") or _first(rows["interval"])
    due = next_date(rows, last, interval, today)
    moods = done["sentiment"].dropna()
    return CustomerStanding(
        name=name, segment=_first(rows["segment"]), roles=tuple(dict.fromkeys(r for r in done["internal_role"] if r)),
        last=last, silence=max(0, (today - last).days) if last else None, next=due, interval=interval,
        holder=agreed.get("holder", "") or _first(reversed(list(rows["internal_role"]))),
        deputy=agreed.get("deputy", ""), missed=len(since), mood=int(moods.iloc[-1]) if len(moods) else None,
        quota=quota_of(agreed), overdue=due is not None and due < today,
    )  # fmt: skip


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")


def next_date(rows: pd.DataFrame, last: date | None, interval: str, today: date) -> date | None:
    """When a customer is due: the earliest date that is planned or was put off to and lies after the last conversation
    held; without one, an interval after that conversation. None when neither is known."""
    waiting = rows[rows["status"] != "done"]
    dates = waiting["next_on"].where(waiting["status"] != "planned").fillna(waiting["planned_on"]).dropna()
    coming: list[date] = sorted(found for found in dates.dt.date if last is None or found > last)
    if coming:
        return next((found for found in coming if found >= today), coming[-1])
    rhythm = rhythm_of(interval)
    return after(last, rhythm) if last and rhythm else None


def quota_of(agreed: Mapping[str, str]) -> float | None:
    """Share of an agreed quota that is used; None when nobody said how much either is."""
    of, used = number_in(agreed.get("quota", "")), number_in(agreed.get("used", ""))
    return used / of if of and used is not None else None


def warnings_of(one: CustomerStanding) -> list[Message]:
    """Why a customer stands on the early-warning list; [] when nothing speaks for it."""
    found = []
    if one.silence is None:
        found.append(message("no conversation held yet"))
    elif one.silence >= SILENT_DAYS:
        found.append(message("silent for {days} days", days=one.silence))
    elif one.silence >= QUIET_DAYS:
        found.append(message("quiet for {days} days", days=one.silence))
    if one.overdue:
        found.append(message("overdue since {day}", day=one.next))
    if len(one.roles) == 1:
        found.append(message("only one role in contact: {role}", role=one.roles[0]))
    if one.missed > 1:
        found.append(message("put off {n} times", n=one.missed))
    if one.mood == -1:
        found.append(message("disappointed last time"))
    if one.quota is not None and one.quota < LITTLE_USED:
        found.append(message("quota used to {percent} %", percent=round(100 * one.quota)))
    return found


def early_warnings(standings: Iterable[CustomerStanding]) -> list[tuple[CustomerStanding, list[Message]]]:
    """The customers with at least two reasons to worry, the most reasons first; one alone is no alarm."""
    found = [(one, warnings_of(one)) for one in standings]
    return sorted([pair for pair in found if len(pair[1]) > 1], key=lambda pair: -len(pair[1]))


@dataclass(frozen=True)
class Alarm:
    """A customer on the early-warning list: the reasons, and a day for the next conversation."""

    customer: CustomerStanding
    reasons: tuple[Message, ...]
    day: date | None
    """None when a conversation is planned already."""


def alarms(dossier: Dossier, today: date) -> list[Alarm]:
    """The early-warning list of a day."""
    rows = dossier["conversations"]
    coming = (rows["status"] == "planned") & (rows["planned_on"] >= pd.Timestamp(today))
    planned = set(rows.loc[coming, "customer"])
    return [
        Alarm(one, tuple(reasons), None if one.name in planned else suggested(one, today))
        for one, reasons in early_warnings(customer_standings(dossier, today))
    ]


@dataclass(frozen=True)
class Criticism:
    """What a disappointed customer said, and the measure that would answer it."""

    key: str
    customer: str
    words: str
    title: str
    touchpoint: str
    responsible: str
    planned: bool
    """Whether a measure with this title is in the plan."""


def criticisms(dossier: Dossier) -> list[Criticism]:
    """Every conversation in which a customer was disappointed, with what could follow from it."""
    rows, titles = dossier["conversations"], set(dossier["measures"]["title"])
    rows = rows[(rows["sentiment"] == DISAPPOINTED) & ((rows["customer_statement"] + rows["finding"]) != "")]
    found = []
    for row in rows.to_dict("records"):
        answer = next((text for text in (row["next_step"], row["finding"]) if len(text) >= SHORTEST), "")
        title = " ".join((answer or row["customer_statement"] or row["finding"]).split())[:200]
        words = row["customer_statement"] or row["finding"]
        place = row["touchpoint"] or ""
        found.append(Criticism(row["key"], row["customer"], words, title, place, row["handover_to"], title in titles))
    return found


@dataclass(frozen=True)
class Counted:
    """How well the plan is kept, up to a day."""

    held: int
    due: int
    """Everything that should have taken place by then: held, put off, cancelled or simply missed."""
    postponed: int
    cancelled: int
    overdue: int
    """Planned for a day that has passed, and nobody said what became of it."""
    planned: int
    """Planned for a day to come."""
    reasons: tuple[tuple[str, int], ...]
    """Why conversations were put off or cancelled, the most frequent first."""
    strategic: int
    """Held on the strategic level."""

    @property
    def share(self) -> float | None:
        return self.held / self.due if self.due else None


def counted(dossier: Dossier, today: date) -> Counted:
    """The plan of conversations counted (method §1.6: share of planned conversations held)."""
    rows, notes = dossier["conversations"], notes_of(dossier, NOTES)
    status = rows["status"].value_counts()
    late = (rows["status"] == "planned") & (rows["planned_on"] < pd.Timestamp(today))
    done, postponed, cancelled = (int(status.get(name, 0)) for name in ("done", "postponed", "cancelled"))
    off, took_place = rows[rows["status"].isin(["postponed", "cancelled"])], rows.loc[rows["status"] == "done", "key"]
    reasons = Counter(_reason(row, notes) for row in off.to_dict("records"))
    return Counted(
        held=done, due=done + postponed + cancelled + int(late.sum()), postponed=postponed, cancelled=cancelled,
        overdue=int(late.sum()), planned=int((rows["status"] == "planned").sum() - late.sum()),
        reasons=tuple((reason, n) for reason, n in reasons.most_common() if reason),
        strategic=sum(notes.get(key, {}).get("level") == "strategic" for key in took_place),
    )  # fmt: skip


def _reason(row: Mapping[Any, Any], notes: Mapping[str, Mapping[str, str]]) -> str:
    """Why a conversation was put off: the code of the worksheet, else what was written down as its finding."""
    return notes.get(row["key"], {}).get("reason", "") or row["finding"]


def plan_title(counts: Counted) -> Message:
    """What the plan says."""
    if counts.share is None:
        return message("{n} conversations planned, none due yet", n=counts.planned)
    return message(
        "{held} of {due} conversations that were due were held ({percent} %)",
        held=counts.held, due=counts.due, percent=round(100 * counts.share),
    )  # fmt: skip


def missing_dates(standings: Iterable[CustomerStanding]) -> list[str]:
    """Customers without any next date: good intentions get lost in day-to-day business."""
    return [one.name for one in standings if one.next is None]


def suggested(one: CustomerStanding, today: date) -> date:
    """A day for the next conversation: the one that is due, else an interval from now; a quarter when there is none."""
    if one.next and one.next >= today:
        return one.next
    rhythm = rhythm_of(one.interval) or Rhythm(months=3)
    coming = after(one.last, rhythm) if one.last else today
    return coming if coming > today else today + timedelta(days=7)
