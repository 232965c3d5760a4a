"""What customers say, and how far the room's view of itself is from theirs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workshop.dossier import Dossier
from workshop.figures.intervals import newcombe
from workshop.figures.snapshot import raters_in, touchpoints_in
from workshop.figures.unpaired_tests import cliffs_delta, mann_whitney_p
from workshop.figures.votes import LEVELS, counted


def customer_table(dossier: Dossier, before: str | None, after: str | None) -> pd.DataFrame:
    """One row per touchpoint that customers rated in either wave, in the customer's order; independent samples.

    Columns: key, name, n_before, net_delight_before, n_after, net_delight_after (points), cliffs_delta (−1…+1,
    after against before), mann_whitney_p (asymptotic, with continuity correction). NaN where a wave has no votes.
    """
    asked = dossier.touchpoints["key"].isin(dossier["customer_ratings"]["touchpoint"])
    places = dossier.touchpoints.loc[asked, ["key", "name"]].reset_index(drop=True)
    first, second = (votes_at(dossier["customer_ratings"], wave, pd.Index(places["key"])) for wave in (before, after))
    sides = [side[LEVELS].to_numpy() for side in (first, second)]
    return pd.DataFrame({
        "key": places["key"], "name": places["name"],
        "n_before": first["n"], "net_delight_before": first["net_delight"],
        "n_after": second["n"], "net_delight_after": second["net_delight"],
        "cliffs_delta": cliffs_delta(*sides), "mann_whitney_p": mann_whitney_p(*sides),
    })  # fmt: skip


def votes_at(votes: pd.DataFrame, wave: str | None, keys: pd.Index[str]) -> pd.DataFrame:
    """Votes of one wave (columns wave, touchpoint, rating) counted per key, one row each; columns of `counted`."""
    held = (votes["wave"] == wave).to_numpy(dtype=bool)
    return counted(votes.loc[held, "rating"], keys.get_indexer(pd.Index(votes.loc[held, "touchpoint"])), len(keys))


@dataclass(frozen=True)
class ViewGap:
    """Two groups' net delight, in points and NaN without votes, with the votes behind each."""

    net_delight: float
    n: int
    other_net_delight: float
    other_n: int
    touchpoints: int
    """How many touchpoints both groups rated."""

    @property
    def gap(self) -> float:
        return self.net_delight - self.other_net_delight


def view_gap(votes: pd.DataFrame, others: pd.DataFrame) -> ViewGap:
    """Compare two groups of valid votes (columns touchpoint, rating); the mean of −1, 0 and 1 is the net share."""
    shared = set(votes["touchpoint"]) & set(others["touchpoint"])
    mean, other_mean = (100 * float(group["rating"].mean()) if len(group) else np.nan for group in (votes, others))
    return ViewGap(mean, len(votes), other_mean, len(others), len(shared))


def valid(votes: pd.DataFrame, wave: str | None) -> pd.DataFrame:
    """The votes of one wave without the missing ones."""
    return votes[(votes["wave"] == wave) & votes["rating"].notna()]


def staff_customer_gap(dossier: Dossier, wave: str | None) -> ViewGap:
    """Staff against customers on the touchpoints that both rated; > 0: the room sees itself too kindly.

    Customers who sat in the room count for neither side: they are no staff, and were not asked as the others were.
    """
    guests = dossier["participants"].loc[dossier["participants"]["perspective"] == "customer", "key"]
    room, customers = valid(dossier.ratings, wave), valid(dossier["customer_ratings"], wave)
    staff = room[~room["participant"].isin(guests)]
    on_both = staff["touchpoint"].isin(customers["touchpoint"])
    return view_gap(staff[on_both], customers[customers["touchpoint"].isin(staff["touchpoint"])])


def own_department_bias(dossier: Dossier, wave: str | None) -> ViewGap:
    """Votes on touchpoints of the rater's own department against the others'; report it, do not correct it.

    Left out: raters and touchpoints without a department, of which neither can be said.
    """
    home = raters_in(dossier, wave)
    place = touchpoints_in(dossier, wave).set_index("key")["department"]
    votes = valid(dossier.ratings, wave)
    homes, places = votes["participant"].map(dict(home)), votes["touchpoint"].map(dict(place))
    known, own = homes.notna() & places.notna(), homes == places
    said = votes[["touchpoint", "rating"]]
    return view_gap(said[known & own], said[known & ~own])


@dataclass(frozen=True)
class SelfImageGap:
    """Share of staff minus share of customers who say "we are customer-centric", −1…+1, with its 95 % interval."""

    staff_yes: int
    staff_n: int
    customer_yes: int
    customer_n: int
    gap: float
    low: float
    high: float


def self_image_gap(dossier: Dossier, wave: str | None) -> SelfImageGap:
    """The self-image gap of one wave with Newcombe's interval; NaN when either group was not asked."""
    images = dossier["self_images"]
    sums = (
        images[images["wave"] == wave].groupby("group")[["yes", "n"]].sum().reindex(["staff", "customer"], fill_value=0)
    )
    (staff_yes, staff_n), (customer_yes, customer_n) = ((int(yes), int(n)) for yes, n in sums.to_numpy())
    low, high = (float(end) for end in newcombe(staff_yes, staff_n, customer_yes, customer_n))
    asked = staff_n > 0 and customer_n > 0
    gap = staff_yes / staff_n - customer_yes / customer_n if asked else np.nan
    return SelfImageGap(staff_yes, staff_n, customer_yes, customer_n, gap, low, high)
