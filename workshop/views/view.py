"""What a chart shows: its frame, its message, its small print and what it says to those who cannot see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from workshop.dossier import Dossier
from workshop.labels import wave_label
from workshop.scale import MIN_VOTES, TENDENCY_VOTES
from workshop.texts import Message, message, signed
from workshop.views.included import IRRELEVANT

SHOWN, FEW, NONE, MISSING = "shown", "few", "none", "missing"
"""States of a cell: a figure; too few votes to show one; no votes yet; a touchpoint that does not exist yet. One that
nobody rated because it is irrelevant has the state `IRRELEVANT`."""
PLACE = ["key", "seq", "name", "phase", "department", "status"]
FIGURES = ["n", "disappointed", "okay", "delighted", "net_delight"]

PHASE_PHRASES = {
    "prepurchase": message("before the purchase"),
    "purchase": message("during the purchase"),
    "afterpurchase": message("after the purchase"),
}
NO_VOTES = message("No votes yet")


@dataclass(frozen=True)
class View:
    """One chart before it is drawn."""

    frame: pd.DataFrame
    title: Message
    """The message, computed from the frame."""
    caption: Message
    """What is shown, wave, date, number of participants, perspective."""
    alt: Message
    """The chart in one or two sentences with its figures."""


def with_states(table: pd.DataFrame) -> pd.DataFrame:
    """Add the column `state` and blank every figure of cells with too few votes, so that none reaches a browser.

    In: `FIGURES`, perhaps an interval, and `status` where cells are touchpoints. Out: the same rows; figures as
    floats, NaN where hidden.
    """
    unrated = table["n"] == 0
    state = pd.Series(SHOWN, index=table.index).mask(table["n"] < MIN_VOTES, FEW).mask(unrated, NONE)
    for status, name in (("missing", MISSING), (IRRELEVANT, IRRELEVANT)) if "status" in table else ():
        state = state.mask(unrated & (table["status"] == status), name)
    secret = [name for name in (*FIGURES, "ci_low", "ci_high") if name in table]
    figures = table[secret].astype("float64").where(state == SHOWN)
    return table.assign(state=state, **{name: figures[name] for name in secret})


def shown(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that carry a figure."""
    return frame[frame["state"] == SHOWN]


def voters(dossier: Dossier, wave: str | None) -> pd.DataFrame:
    """The participants with at least one valid vote in a wave."""
    votes = dossier.ratings[(dossier.ratings["wave"] == wave) & dossier.ratings["rating"].notna()]
    people = dossier["participants"]
    return people[people["key"].isin(votes["participant"])]


def caption(dossier: Dossier, wave: str | None, what: Message) -> Message:
    """The line below a title of the room's votes: what · wave, date · how many participants · whose perspective."""
    people = voters(dossier, wave)
    if people.empty:
        return message("{what} · no votes yet", what=what)
    who = message("{people} · {perspective}", people=how_many(len(people)), perspective=perspective_of(people))
    return small_print(dossier, wave, what, who)


def small_print(dossier: Dossier, wave: str | None, what: Message, who: Message) -> Message:
    """The line below a title: what · wave, date · who."""
    return message("{what} · {wave} · {who}", what=what, wave=wave_and_date(dossier, wave), who=who)


def wave_and_date(dossier: Dossier, wave: str | None) -> Message | str:
    """What a wave is called, and the day it was held."""
    waves = dossier["waves"]
    labels = waves.loc[waves["key"] == wave, "label"]
    name = wave_label(wave or "", labels.iloc[0] if len(labels) else "")
    held_on = dossier.wave_date(wave or "")
    return message("{wave}, {date}", wave=name, date=held_on) if held_on else name


def how_many(people: int) -> Message:
    """The number of participants; below ten a figure is a tendency (method §2.4)."""
    number = message("1 participant") if people == 1 else message("{n} participants", n=people)
    return message("{n} (tendency)", n=number) if people < TENDENCY_VOTES else number


def perspective_of(people: pd.DataFrame) -> Message:
    """Whose view the votes are: staff judging with the customer's eyes is not the customer."""
    kinds = set(people["perspective"])
    if kinds == {"customer"}:
        return message("customers")
    return message("staff and customers") if "customer" in kinds else message("staff, seen with the customer's eyes")


def named(name: str | Message, row: pd.Series[Any]) -> Message:
    """A cell as part of a sentence: name, signed figure and n."""
    return message("{name} {points} (n = {n})", name=name, points=signed(row["net_delight"]), n=int(row["n"]))
