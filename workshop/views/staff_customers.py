"""The room against the customers: the same touchpoints, two independent groups, and how well the room guesses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from workshop.dossier import Dossier
from workshop.figures.customers import valid
from workshop.figures.intervals import newcombe, wilson
from workshop.figures.ranking import ranked
from workshop.figures.unpaired_tests import cliffs_delta
from workshop.figures.votes import LEVELS, tally
from workshop.scale import MIN_VOTES
from workshop.texts import Message, message, signed
from workshop.views.view import View, how_many, voters, wave_and_date

GROUP_LABELS: dict[str, Message] = {
    "kinder": message("The room judges more kindly than customers do"),
    "equal": message("The same judgement"),
    "harsher": message("The room judges more harshly than customers do"),
    "too_few": message("Too few votes on one side"),
}
LIST_LENGTH = 10
"""Staff guess six of customers' ten (accelerom 2015), see method §2.1."""
COLUMNS = [
    "key",
    "name",
    "group",
    "staff",
    "customers",
    "gap",
    "n_staff",
    "n_customers",
    "share_low",
    "share_high",
    "delta",
]
NOBODY_ASKED = message("No touchpoint has votes of the room and of customers yet")


def staff_customers(dossier: Dossier, wave: str | None) -> View:
    """Net delight of the room and of the customers at every touchpoint that both rated in a wave.

    Frame: `COLUMNS`: staff and customers (points), gap (staff − customers), the votes of both; share_low and
    share_high, the 95 % interval (Newcombe) of the difference in the share of disappointed, in points; delta (Cliff's
    δ, > 0: customers judge better). Biggest gap first; touchpoints with fewer than `MIN_VOTES` votes on one side last
    and without figures.
    """
    frame = gap_table(dossier, wave)
    compared = frame[frame["group"] != "too_few"]
    if compared.empty:
        return View(frame.iloc[:0], NOBODY_ASKED, NOBODY_ASKED, NOBODY_ASKED)
    return View(frame, gap_title(frame), gap_caption(dossier, wave, frame), gap_alt(frame))


def gap_table(dossier: Dossier, wave: str | None) -> pd.DataFrame:
    """The frame of `staff_customers`."""
    staff = tally(staff_votes(dossier, wave), ["touchpoint"]).set_index("touchpoint")
    customers = tally(valid(dossier["customer_ratings"], wave), ["touchpoint"]).set_index("touchpoint")
    names = dossier.touchpoints.set_index("key")["name"]
    keys = [key for key in names.index if key in staff.index and key in customers.index]
    staff, customers = staff.reindex(keys), customers.reindex(keys)
    enough = (staff["n"] >= MIN_VOTES) & (customers["n"] >= MIN_VOTES)
    gap = (staff["net_delight"] - customers["net_delight"]).where(enough)
    ends = [newcombe(*case) for case in zip(
        staff["disappointed"], staff["n"], customers["disappointed"], customers["n"], strict=True)]  # fmt: skip
    bounds = 100 * np.array(ends, dtype=float).reshape(-1, 2)
    frame = pd.DataFrame({
        "key": keys, "name": [names[key] for key in keys], "group": [group_of(value) for value in gap],
        "staff": staff["net_delight"].where(enough), "customers": customers["net_delight"].where(enough),
        "gap": gap, "n_staff": staff["n"], "n_customers": customers["n"],
        "share_low": np.where(enough, bounds[:, 0], np.nan), "share_high": np.where(enough, bounds[:, 1], np.nan),
        "delta": np.where(enough, cliffs_delta(staff[LEVELS], customers[LEVELS]), np.nan),
    })  # fmt: skip
    order = pd.DataFrame({"group": frame["group"].map(list(GROUP_LABELS).index), "size": -frame["gap"].abs()})
    return frame.loc[order.sort_values(["group", "size"], kind="stable").index, COLUMNS].reset_index(drop=True)


def staff_votes(dossier: Dossier, wave: str | None) -> pd.DataFrame:
    """The room's votes without those of customers who sit in it; with them where they are so few that the known total
    of the room would give them away."""
    people, room = dossier["participants"], valid(dossier.ratings, wave)
    guests = room["participant"].isin(people.loc[people["perspective"] == "customer", "key"])
    few = guests.any() and tally(room[guests], ["touchpoint"])["n"].min() < MIN_VOTES
    return room if few else room[~guests]


def group_of(gap: float) -> str:
    """A key of `GROUP_LABELS`."""
    if gap != gap:
        return "too_few"
    return "kinder" if gap > 0 else "harsher" if gap < 0 else "equal"


def gap_title(frame: pd.DataFrame) -> Message:
    """Where the room is furthest from its customers."""
    top = frame.iloc[int(frame["gap"].abs().fillna(-1).to_numpy().argmax())]
    values = {"name": top["name"], "staff": signed(top["staff"]), "customers": signed(top["customers"])}
    if top["gap"] == 0:
        return message("The room judges as its customers do")
    return message("{name}: staff {staff}, customers {customers}", **values)


def gap_caption(dossier: Dossier, wave: str | None, frame: pd.DataFrame) -> Message:
    """Two independent groups: how many of each, in which measurement."""
    votes = dossier["customer_ratings"]
    asked = votes.loc[votes["wave"] == wave, "customer"].nunique()
    return message(
        "Net delight ○ room → ● customers, two independent groups · {wave} · room: {room}, customers: {asked} · "
        "touchpoints both rated: {both}",
        wave=wave_and_date(dossier, wave), room=how_many(len(voters(dossier, wave))), asked=asked, both=len(frame),
    )  # fmt: skip


def gap_alt(frame: pd.DataFrame) -> Message:
    """How often the room is kinder, and the three biggest gaps."""
    counts = frame["group"].value_counts()
    top = frame.loc[frame["gap"].abs().sort_values(ascending=False, kind="stable").index].head(3)
    gaps = [f"{row['name']} {signed(row['gap'])}" for _, row in top.dropna(subset=["gap"]).iterrows()]
    return message(
        "The room is kinder at {kinder} touchpoints, harsher at {harsher}. Biggest gaps: {gaps}.",
        kinder=int(counts.get("kinder", 0)), harsher=int(counts.get("harsher", 0)), gaps=gaps,
    )  # fmt: skip


@dataclass(frozen=True)
class Overlap:
    """How many of the touchpoints that disappoint customers most the room has among its own."""

    hits: int
    length: int
    """How long both lists are: ten, at most half of the touchpoints both rated."""
    shared: int
    by_chance: float
    """Hits to be expected from two lists drawn blindly."""
    missed: tuple[str, ...]
    """Names on the customers' list that the room did not see."""


def overlap(dossier: Dossier, wave: str | None) -> Overlap:
    """Compare the two lists of painpoints on the touchpoints that both rated (lowest net delight first)."""
    frame = gap_table(dossier, wave)
    both = frame[frame["group"] != "too_few"].assign(relevance=0.0)
    length = min(LIST_LENGTH, len(both) // 2)
    lists = [
        list(ranked(both.assign(net_delight=both[side]), best_first=False)["key"].head(length))
        for side in ("staff", "customers")
    ]
    names = dict(zip(both["key"], both["name"], strict=True))
    hits = len(set(lists[0]) & set(lists[1]))
    missed = tuple(names[key] for key in lists[1] if key not in lists[0])
    chance = length**2 / len(both) if len(both) else 0.0
    return Overlap(hits, length, len(both), chance, missed)


def overlap_line(found: Overlap) -> Message:
    """The overlap in a sentence."""
    if found.length == 0:
        return message("Too few touchpoints with votes of both to compare the lists.")
    return message(
        "Of the {length} touchpoints that disappoint customers most, the room has {hits} among its own {length}; blind "
        "guessing would hit {chance} of {shared}.",
        length=found.length, hits=found.hits, chance=round(found.by_chance, 1), shared=found.shared,
    )  # fmt: skip


IMAGE_COLUMNS = ["group", "name", "share", "low", "high", "yes", "n"]
NOT_ASKED = message("Too few were asked yet how customer-centric we are")
IMAGE_GROUPS = {"staff": message("We ourselves"), "customer": message("Our customers")}


def self_image(dossier: Dossier, wave: str | None) -> View:
    """How many of us and of our customers call us customer-centric.

    Frame: one row a group of which at least `MIN_VOTES` were asked: group, name (message with the question verbatim),
    share with its Wilson interval (percent), yes, n.
    """
    images = dossier["self_images"]
    asked = images[(images["wave"] == wave) & (images["n"] >= MIN_VOTES)].to_dict("records")
    rows = [image_row(row) for group in IMAGE_GROUPS for row in asked if row["group"] == group]
    frame = pd.DataFrame(rows, columns=IMAGE_COLUMNS)
    if frame.empty:
        return View(frame, NOT_ASKED, NOT_ASKED, NOT_ASKED)
    caption = message("Share of “yes” with 95 % interval (Wilson) · {wave}", wave=wave_and_date(dossier, wave))
    return View(frame, image_title(frame), caption, image_alt(frame))


def image_row(row: Mapping[Any, Any]) -> tuple[object, ...]:
    """One group with its question, its share and the interval; more yes than votes is read as everybody."""
    n, name = int(row["n"]), IMAGE_GROUPS[row["group"]]
    yes = min(int(row["yes"]), n)
    low, high = wilson(yes, n)
    said = message("{who}: “{statement}”", who=name, statement=row["statement"]) if row["statement"] else name
    return row["group"], said, 100 * yes / n, 100 * float(low), 100 * float(high), yes, n


def image_title(frame: pd.DataFrame) -> Message:
    """Both shares, or the one there is."""
    share = dict(zip(frame["group"], frame["share"].round().astype(int), strict=True))
    if len(share) < 2:
        (group,) = share
        if group == "staff":
            return message("{share} % of us call us customer-centric; no customer was asked yet", share=share[group])
        return message("{share} % of our customers call us customer-centric; we were not asked yet", share=share[group])
    return message(
        "{staff} % of us call us customer-centric, {customers} % of our customers agree",
        staff=share["staff"], customers=share["customer"],
    )  # fmt: skip


def image_alt(frame: pd.DataFrame) -> Message:
    """Each group with its share, its interval and n."""
    parts = [
        message("{name}: {share} % ({low} to {high}), n = {n}", name=row["name"], share=round(row["share"]),
                low=round(row["low"]), high=round(row["high"]), n=row["n"])
        for _, row in frame.iterrows()
    ]  # fmt: skip
    return message("{parts}.", parts=parts)
