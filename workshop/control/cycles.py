"""From one measurement and one cycle to the next: what is due, what is still weak, all maps of a company."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from workshop.control.frequency import Rhythm, after
from workshop.dossier import Dossier
from workshop.figures.evidence import NEEDED
from workshop.figures.intervals import ALPHA
from workshop.figures.ranking import enough, todays_table
from workshop.labels import wave_label
from workshop.notes import notes_of
from workshop.records import Workshop
from workshop.scale import MIN_VOTES
from workshop.statistics.waves import friedman
from workshop.texts import Message, message, signed

USUAL = Rhythm(months=6)
"""A next measurement is usual after half a year."""
NEXT = "next_measurement"
"""Worksheet with the day of the next measurement and who invites."""


def voted_waves(dossier: Dossier) -> list[str]:
    """The measurements with at least one vote, in their order."""
    voted = set(dossier.ratings.loc[dossier.ratings["rating"].notna(), "wave"])
    return [wave for wave in dossier.waves if wave in voted]


def reminder(dossier: Dossier, today: date) -> Message | None:
    """What to say about the next measurement: planned, soon, overdue, or not planned; None while none was held."""
    held = [found for wave in voted_waves(dossier) if (found := dossier.wave_date(wave))]
    if not held:
        return None
    last, said = max(held), notes_of(dossier, NEXT).get("one", {})
    planned, who = day_in(said.get("on", "")), said.get("by", "") or message("nobody yet")
    if planned is None or planned <= last:
        due = after(last, USUAL)
        if due < today:
            return message(
                "The last measurement was on {last}. Another one after half a year was due on {due}: plan it.",
                last=last, due=due,
            )  # fmt: skip
        return message("The last measurement was on {last}. The next one is usual after half a year, about {due}.",
                       last=last, due=due)  # fmt: skip
    if planned < today:
        return message("The next measurement was planned for {day} (invites: {who}). It has not been held yet.",
                       day=planned, who=who)  # fmt: skip
    return message("The next measurement is planned for {day}, in {days} days (invites: {who}).",
                   day=planned, days=(planned - today).days, who=who)  # fmt: skip


def day_in(text: str) -> date | None:
    """A day such as 2026-03-12; None when there is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def weak_spots(dossier: Dossier) -> Message | None:
    """No touchpoint below okay: those that still are, in the newest measurement with votes; None without one."""
    waves = voted_waves(dossier)
    if not waves:
        return None
    table = enough(todays_table(dossier, waves[-1]))
    weak = table[table["net_delight"] < 0].sort_values("net_delight", kind="stable")
    if table.empty:
        return None
    if weak.empty:
        return message("No touchpoint is below the zero line any more.")
    names = [f"{name} {signed(value)}" for name, value in zip(weak["name"], weak["net_delight"], strict=True)][:5]
    return message("{n} of {all} touchpoints are still below the zero line, lowest first: {names}.",
                   n=len(weak), all=len(table), names=names)  # fmt: skip


def wave_verdict(dossier: Dossier) -> Message:
    """What all measurements together speak for: Friedman's test on each person's net delight, people who voted in every
    measurement (method §2.5, three waves and more)."""
    votes = dossier.ratings.dropna(subset=["rating"])
    means = votes.pivot_table(index="participant", columns="wave", values="rating", aggfunc="mean")
    rows = means.reindex(columns=voted_waves(dossier)).dropna()
    if len(rows) < max(NEEDED, MIN_VOTES):
        return message(
            "Too few people voted in every measurement to judge them all together: {n}, at least {needed} are needed.",
            n=len(rows), needed=max(NEEDED, MIN_VOTES),
        )  # fmt: skip
    found = friedman(rows.to_numpy().tolist())
    if found.p is None:
        return message("The measurements cannot be compared: {reason}.", reason=found.reason)
    values = {"waves": rows.shape[1], "n": found.n, "method": found.method}
    if found.p < ALPHA:
        return message("Speaks for a change over {waves} measurements ({method}, {n} people in all of them).", **values)
    return message("Not enough to tell the {waves} measurements apart ({method}, {n} people in all of them).", **values)


def same_company(workshop: Workshop, listed: Iterable[tuple[str, str]]) -> list[str]:
    """Short names of all workshops of the same company, from pairs of short name and company."""
    name = workshop.company.strip().casefold()
    return [key for key, company in listed if company.strip().casefold() == name]


@dataclass(frozen=True)
class MapLine:
    """One map or cycle in its newest measurement."""

    id: str
    target_group: str
    product: str
    wave: Message | str
    day: date | None
    net_delight: float
    """NaN without enough people."""
    n: int
    painpoints: int
    measures: int
    done: int


def roll_up(dossiers: Sequence[Dossier]) -> list[MapLine]:
    """Several maps of a company side by side, in the order of their newest measurement."""
    lines = [map_line(dossier) for dossier in dossiers]
    return sorted(lines, key=lambda line: (line.day or date.min, line.id))


def map_line(dossier: Dossier) -> MapLine:
    """One map in its newest measurement with votes."""
    workshop, waves = dossier.workshop, voted_waves(dossier)
    wave = waves[-1] if waves else None
    votes = dossier.ratings[(dossier.ratings["wave"] == wave) & dossier.ratings["rating"].notna()]
    people = votes["participant"].nunique()
    table = enough(todays_table(dossier, wave))
    status, rows = dossier["measures"]["status"], dossier["waves"]
    labels = dict(zip(rows["key"], rows["label"], strict=True))
    return MapLine(
        workshop.id, workshop.scope_target_group, workshop.scope_product,
        wave_label(wave, labels[wave]) if wave else message("none yet"), dossier.wave_date(wave or ""),
        100 * float(votes["rating"].mean()) if people >= MIN_VOTES else float("nan"), len(votes),
        int((table["zone"] == "painpoint").sum()), len(status), int((status == "done").sum()),
    )  # fmt: skip
