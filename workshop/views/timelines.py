"""Figures over time as views: a KPI month by month, net delight measurement by measurement."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor, log10
from typing import Any

import numpy as np
import pandas as pd

from workshop.control.kpis import OUTSIDE, REACHED, TRIGGERS, judge, limit_of, monthly, with_unit
from workshop.dossier import Dossier, given
from workshop.figures.intervals import ALPHA, net_delight_interval
from workshop.figures.votes import tally
from workshop.labels import BETTER_LABELS, wave_label
from workshop.notes import notes_of
from workshop.scale import MIN_VOTES
from workshop.statistics.permutation import RESAMPLES, SEED
from workshop.texts import Message, message, signed
from workshop.views.view import NO_VOTES, View, how_many, perspective_of, voters

COLUMNS = ["name", "day", "place", "value", "ci_low", "ci_high", "n", "target", "bottom", "top", "direction"]
"""name (message), day (NaT when unknown), place (days after the first, or 0, 1, 2 … when a day is unknown), value with
its interval, n, what it should reach, the ends of the axis, which way is better ("" for net delight)."""
NO_KPI = message("No KPI chosen yet")


def kpi_trend(dossier: Dossier, key: str = "") -> View:
    """The values of one KPI over time, the first one of the register when none is named. Frame: `COLUMNS`."""
    kpis = dossier["kpis"]
    chosen = kpis[kpis["key"] == key] if key else kpis.head(1)
    if chosen.empty:
        return View(pd.DataFrame(columns=COLUMNS), NO_KPI, NO_KPI, NO_KPI)
    kpi = chosen.iloc[0].to_dict()
    values = monthly(dossier["kpi_values"])
    values = values[values["kpi"] == kpi["key"]].reset_index(drop=True)
    target = given(kpi["target"])
    if len(values) < 2:
        few = message("{name}: too few values for a trend (n = {n})", name=kpi["name"], n=len(values))
        return View(pd.DataFrame(columns=COLUMNS), few, kpi_caption(kpi, len(values)), few)
    bottom, top = axis_of([*values["value"], *([] if target is None else [target])], kpi["unit"])
    frame = pd.DataFrame({
        "name": values["day"].dt.strftime("%m/%Y"), "day": values["day"],
        "place": (values["day"] - values["day"].iloc[0]).dt.days.astype("float64"),
        "value": values["value"].astype("float64"), "ci_low": np.nan, "ci_high": np.nan, "n": np.nan,
        "target": np.nan if target is None else float(target), "bottom": bottom, "top": top,
        "direction": kpi["better"],
    })  # fmt: skip
    return View(frame, kpi_title(dossier, kpi, frame), kpi_caption(kpi, len(frame)), timeline_alt(kpi["name"], frame))


def kpi_title(dossier: Dossier, kpi: Mapping[Any, Any], frame: pd.DataFrame) -> Message:
    """From the first value to the last, and whether that is enough."""
    target = given(kpi["target"])
    limit = limit_of(notes_of(dossier, TRIGGERS).get(kpi["key"], {}), given(kpi["baseline"]))
    first, last = float(frame["value"].iloc[0]), float(frame["value"].iloc[-1])
    values = {"name": kpi["name"], "first": first, "last": with_unit(last, kpi["unit"]), "target": target}
    state = judge(last, target, limit, str(kpi["better"]))
    if state == REACHED:
        return message("{name}: from {first} to {last}, target {target} reached", **values)
    if state == OUTSIDE:
        return message("{name}: from {first} to {last}, outside its band", **values)
    if target is None:
        return message("{name}: from {first} to {last}", **values)
    return message("{name}: from {first} to {last}, target {target} not reached yet", **values)


def kpi_caption(kpi: Mapping[Any, Any], n: int) -> Message:
    """What is counted and how, how often, and which way is better."""
    given_parts = [kpi[name] for name in ("formula", "method", "frequency") if kpi[name]]
    return message(
        "{parts} · n = {n} values · {direction}",
        parts=" · ".join(str(part) for part in given_parts) or "–", n=n, direction=BETTER_LABELS[str(kpi["better"])],
    )  # fmt: skip


def wave_trend(dossier: Dossier, touchpoint: str = "") -> View:
    """Net delight of the room measurement by measurement, over all touchpoints or of one. Frame: `COLUMNS`.

    Over all touchpoints people are drawn with replacement for the interval (12 people × 36 touchpoints are not 432
    independent votes); of one touchpoint it is the adjusted Wald interval. Measurements with fewer than `MIN_VOTES`
    people are left out.
    """
    places = dict(zip(dossier.touchpoints["key"], dossier.touchpoints["name"], strict=True))
    votes = dossier.ratings.dropna(subset=["rating"])
    votes = votes[votes["touchpoint"] == touchpoint] if touchpoint else votes
    waves = dossier["waves"]
    rows = []
    for wave in waves.to_dict("records"):
        mine = votes[votes["wave"] == wave["key"]]
        if mine["participant"].nunique() >= MIN_VOTES:
            low, high = single_interval(mine) if touchpoint else cluster_interval(mine)
            name = wave_label(wave["key"], wave["label"])
            rows.append((wave["key"], name, wave["held_on"], 100 * mine["rating"].mean(), low, high, len(mine)))
    frame = pd.DataFrame(rows, columns=["wave", "name", "day", "value", "ci_low", "ci_high", "n"])
    frame = frame.assign(
        place=places_in_time(frame["day"]), net_delight=frame["value"],
        target=np.nan, bottom=-100.0, top=100.0, direction="",
    )  # fmt: skip
    if frame.empty:
        return View(frame, NO_VOTES, NO_VOTES, NO_VOTES)
    what = places.get(touchpoint) or message("Net delight")
    return View(frame, trend_title(what, frame), trend_caption(dossier, frame, touchpoint), timeline_alt(what, frame))


def trend_title(what: Message | str, frame: pd.DataFrame) -> Message:
    """From the first measurement to the last."""
    first, last = signed(frame["value"].iloc[0]), signed(frame["value"].iloc[-1])
    if len(frame) == 1:
        return message("{what}: {last} in one measurement so far", what=what, last=last)
    return message(
        "{what}: from {first} to {last} in {n} measurements", what=what, first=first, last=last, n=len(frame)
    )


def trend_caption(dossier: Dossier, frame: pd.DataFrame, touchpoint: str) -> Message:
    """What is shown with which interval, how many people voted, whose view it is, and when dates are missing."""
    people = [how_many(len(voters(dossier, wave))) for wave in frame["wave"]]
    votes = dossier.ratings[dossier.ratings["wave"].isin(frame["wave"]) & dossier.ratings["rating"].notna()]
    raters = dossier["participants"]
    kind = perspective_of(raters[raters["key"].isin(votes["participant"])])
    how = message("95 % interval") if touchpoint else message("95 % interval, people drawn with replacement")
    if frame["day"].isna().any():
        how = message("{how} · not every measurement has a date: evenly spaced", how=how)
    return message("Net delight with {how} · {people} · {perspective}", how=how, people=people, perspective=kind)


def timeline_alt(what: Message | str, frame: pd.DataFrame) -> Message:
    """Every value with its date; net delight as points with a sign."""
    texts = [signed(v) if "net_delight" in frame else float(v) for v in frame["value"]]
    named = zip(frame["name"], texts, strict=True)
    values = [message("{name} {value}", name=name, value=value) for name, value in named]
    return message("{what}: {values}.", what=what, values=values)


def cluster_interval(votes: pd.DataFrame) -> tuple[float, float]:
    """95 % interval of the net delight of all votes (columns participant, rating), participants drawn with replacement
    (9,999 times, fixed seed, percentiles); NaN under two participants."""
    people = votes.groupby("participant")["rating"].agg(["sum", "count"]).to_numpy(dtype=float)
    if len(people) < 2:
        return np.nan, np.nan
    drawn = np.random.default_rng(SEED).integers(0, len(people), (RESAMPLES, len(people)))
    totals = people[drawn].sum(axis=1)
    low, high = np.quantile(100 * totals[:, 0] / totals[:, 1], [ALPHA / 2, 1 - ALPHA / 2])
    return float(low), float(high)


def single_interval(votes: pd.DataFrame) -> tuple[float, float]:
    """The adjusted Wald interval of the net delight of independent votes."""
    counts = tally(votes.assign(all=1), ["all"]).iloc[0]
    low, high = net_delight_interval(counts["disappointed"], counts["delighted"], counts["n"])
    return float(low), float(high)


def places_in_time(days: pd.Series[pd.Timestamp]) -> list[float]:
    """Days after the first; 0, 1, 2 … when one is unknown or two are the same."""
    moments = pd.to_datetime(days)
    if moments.isna().any() or moments.duplicated().any() or not moments.is_monotonic_increasing:
        return [float(place) for place in range(len(moments))]
    return [float(gap.days) for gap in moments - moments.iloc[0]] if len(moments) else []


def axis_of(values: list[float], unit: str) -> tuple[float, float]:
    """The ends of the axis: 0 to 100 for shares, else from 0 (or as far below as it goes) to the next round figure."""
    low, high = min(0.0, *values), max(0.0, *values)
    if unit.strip() == "%" and low >= 0 and high <= 100:
        return 0.0, 100.0
    step = step_of(high - low)
    return floor(low / step) * step, (ceil(high / step) or 1) * step


def step_of(span: float) -> float:
    """A round step (1, 2 or 5 times a power of ten) that divides a span into four to ten parts."""
    if span <= 0:
        return 1.0
    power = 10.0 ** floor(log10(span / 4))
    return next(power * factor for factor in (5, 2, 1) if power * factor <= span / 4)
