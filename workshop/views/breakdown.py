"""The detail heatmap: touchpoints by wave, persona, perspective or raters' department, without naming anybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from workshop.dossier import Dossier
from workshop.figures.snapshot import departments_in, raters_in, touchpoints_in
from workshop.figures.votes import net_delight, tally
from workshop.labels import PERSPECTIVE_LABELS, wave_label
from workshop.scale import MIN_VOTES
from workshop.texts import Message, message
from workshop.views.breakdown_words import TITLES, detail_alt
from workshop.views.view import (
    FEW,
    FIGURES,
    SHOWN,
    View,
    caption,
    how_many,
    shown,
    small_print,
    voters,
    wave_and_date,
    with_states,
)


class Breakdown(NamedTuple):
    """How votes are split into columns."""

    votes: pd.DataFrame
    """One row a vote: touchpoint, rating, column (key), part (votes of one part add up to a known total)."""
    names: dict[str, str | Message]
    """Column key → name, in their order."""
    caption: Message


def by_waves(dossier: Dossier, wave: str | None) -> Breakdown:
    """All waves side by side."""
    del wave
    waves = dossier["waves"]
    votes = dossier.ratings.assign(column=dossier.ratings["wave"], part=dossier.ratings["wave"])
    names = {key: wave_label(key, label) for key, label in zip(waves["key"], waves["label"], strict=True)}
    held = [wave_and_date(dossier, key) for key in dossier.waves]
    return Breakdown(votes, names, message("Net delight · {waves}", waves=held))


def by_personas(dossier: Dossier, wave: str | None) -> Breakdown:
    """The customers' votes of one wave, by the persona they resemble."""
    votes = dossier["customer_ratings"]
    votes = votes[votes["wave"] == wave]
    personas = dossier["personas"]
    names: dict[str, str | Message] = dict(zip(personas["key"], personas["name"], strict=True))
    votes = votes.assign(column=votes["persona"], part="customers")
    what, who = message("Net delight"), customers(votes)
    return Breakdown(votes, names, small_print(dossier, wave, what, who))


def by_perspectives(dossier: Dossier, wave: str | None) -> Breakdown:
    """The room beside the customers of one wave, on the touchpoints that customers were asked about.

    Customers who sit in the room count as customers where each of their touchpoints has enough of their votes;
    otherwise the room stays one group, for the total of the room is known and would give the few away.
    """
    room = dossier.ratings[(dossier.ratings["wave"] == wave) & dossier.ratings["rating"].notna()]
    people = dossier["participants"].set_index("key")["perspective"]
    guests = room["participant"].map(people) == "customer"
    enough = tally(room[guests], ["touchpoint"])["n"].min() >= MIN_VOTES if guests.any() else True
    asked = dossier["customer_ratings"]
    asked = asked[asked["wave"] == wave].assign(column="customer", part="customers")
    room, guests = room[(both := room["touchpoint"].isin(asked["touchpoint"]))], guests[both]
    seats = guests.map({True: "customer", False: "staff"}) if enough else "staff"
    votes = pd.concat([room.assign(column=seats, part="room"), asked], ignore_index=True)
    names: dict[str, str | Message] = dict(PERSPECTIVE_LABELS)
    names["staff"] = names["staff"] if enough else message("in the room")
    what = message("Net delight")
    who = message("{room}, {customers}", room=how_many(len(voters(dossier, wave))), customers=customers(asked))
    return Breakdown(votes, names, small_print(dossier, wave, what, who))


def by_departments(dossier: Dossier, wave: str | None) -> Breakdown:
    """The votes of one wave, by the department of those who voted, as it was then."""
    votes = dossier.ratings[dossier.ratings["wave"] == wave]
    votes = votes.assign(column=votes["participant"].map(raters_in(dossier, wave)), part="room")
    names: dict[str, str | Message] = {name: name for name in departments_in(dossier, wave)}
    what = message("Net delight")
    return Breakdown(votes, names, caption(dossier, wave, what))


BREAKDOWNS: dict[str, Callable[[Dossier, str | None], Breakdown]] = {
    "waves": by_waves,
    "perspectives": by_perspectives,
    "personas": by_personas,
    "departments": by_departments,
}


def detail(dossier: Dossier, by: str, wave: str | None) -> View:
    """Touchpoints in the customer's order × the columns of a breakdown of `BREAKDOWNS`.

    Frame: one row a cell of touchpoints with votes: row (touchpoint), row_name, row_seq, group (phase), column,
    column_name, column_seq, `FIGURES`, state. Cells under five votes are blank, and so is what would give them away;
    columns in which nothing can be shown are left out. Raises KeyError for an unknown breakdown.
    """
    breakdown = BREAKDOWNS[by](dossier, wave)
    touchpoints = touchpoints_in(dossier, wave).set_index("key")
    votes = breakdown.votes[breakdown.votes["rating"].notna()]
    cells = protected(tally(votes, ["touchpoint", "part", "column"]))
    cells = cells[cells["touchpoint"].isin(touchpoints.index) & cells["column"].isin(breakdown.names)]
    frame = pd.DataFrame({
        "row": cells["touchpoint"],
        "row_name": cells["touchpoint"].map(touchpoints["name"]),
        "row_seq": cells["touchpoint"].map(touchpoints["seq"]),
        "group": cells["touchpoint"].map(touchpoints["phase"]),
        "column": cells["column"],
        "column_name": [breakdown.names[c] for c in cells["column"]],
        "column_seq": [list(breakdown.names).index(c) for c in cells["column"]],
    })  # fmt: skip
    frame = frame.join(cells[[*FIGURES, "state"]])
    frame = frame[frame["column"].isin(shown(frame)["column"])]
    frame = frame.sort_values(["row_seq", "column_seq"], kind="stable", ignore_index=True)
    return View(frame, TITLES[by](frame), breakdown.caption, detail_alt(frame))


def protected(counts: pd.DataFrame) -> pd.DataFrame:
    """Hide cells with too few votes and what would give them away by subtraction from a known total.

    In: a tally by touchpoint, part and column. The votes of a part add up to a total that is shown elsewhere, so as
    soon as one cell of a part is hidden, the next smallest are hidden too until at least two are, with five votes or
    more between them. Out: one row a touchpoint and column (parts put together) with `FIGURES` and state.
    """
    counts = counts[counts["n"] > 0]
    hidden = counts["n"] < MIN_VOTES
    for _, part in counts.sort_values("n", kind="stable").groupby(["touchpoint", "part"]):
        for index in part.index[~hidden[part.index]]:
            secret = part.loc[hidden[part.index], "n"]
            if secret.empty or (len(secret) > 1 and secret.sum() >= MIN_VOTES):
                break
            hidden[index] = True
    open_counts = counts.assign(**{name: counts[name].where(~hidden, 0) for name in FIGURES[:-1]})
    cells = open_counts.groupby(["touchpoint", "column"], as_index=False)[FIGURES[:-1]].sum()
    cells = with_states(cells.assign(net_delight=net_delight(cells)))
    return cells.assign(state=cells["state"].where(cells["state"] == SHOWN, FEW))


def customers(votes: pd.DataFrame) -> Message:
    """How many customers were asked."""
    return message("{n} customers", n=votes["customer"].nunique())
