"""The KPI register: where each figure stands, when its next value is due, and when somebody has to step in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from workshop.control.frequency import after, end_of_month, rhythm_of
from workshop.dossier import Dossier, given
from workshop.notes import notes_of, number_in
from workshop.texts import Message, message

OUTSIDE, ON_THE_WAY, REACHED, NO_TARGET, NO_VALUE = "outside", "on_the_way", "reached", "no_target", "no_value"
STATES: dict[str, tuple[str, Message]] = {
    OUTSIDE: ("▼", message("outside its band")),
    ON_THE_WAY: ("●", message("on the way")),
    REACHED: ("▲", message("target reached")),
    NO_TARGET: ("○", message("no target named")),
    NO_VALUE: ("○", message("no value yet")),
}
"""State → symbol and words, what needs attention first."""
TRIGGERS = "kpi_triggers"
"""Worksheet that says per KPI from which value on (limit) who (person) steps in and how (way)."""


@dataclass(frozen=True)
class KpiStanding:
    """One KPI on a day; numbers that are missing are None."""

    key: str
    name: str
    unit: str
    better: str
    value: float | None
    previous: float | None
    period: str
    """Year and month of the newest value, "" without one."""
    target: float | None
    limit: float | None
    """From here on, on the wrong side, somebody has to step in: as agreed, else the baseline."""
    person: str
    """Who steps in: as agreed, else who answers for the KPI."""
    due: date | None
    """When the next value is due; None when no date follows from its frequency."""
    overdue: bool
    state: str
    """A key of `STATES`."""
    measures: tuple[str, ...]
    """Titles of the unfinished measures that serve it."""

    @property
    def status(self) -> Message:
        symbol, words = STATES[self.state]
        return message("{symbol} {words}", symbol=symbol, words=words)


def kpi_standings(dossier: Dossier, today: date) -> list[KpiStanding]:
    """Every KPI on a day: those outside their band first, then those on the way, in the order of their keys."""
    values = monthly(dossier["kpi_values"])
    agreed = notes_of(dossier, TRIGGERS)
    measures = dossier["measures"]
    working = measures[measures["status"] != "done"].groupby("kpi")["title"].agg(tuple).to_dict()
    found = [
        _standing(row, values[values["kpi"] == row["key"]], agreed.get(row["key"], {}), today, working)
        for row in dossier["kpis"].to_dict("records")
    ]
    return sorted(found, key=lambda one: list(STATES).index(one.state))


def monthly(values: pd.DataFrame) -> pd.DataFrame:
    """The frame "kpi_values" in the order of time with the column `day`, the first day of the month; a period that is
    no month, such as 2025-13, is left out."""
    days = pd.to_datetime(values["period"], format="%Y-%m", errors="coerce")
    return values.assign(day=days).dropna(subset=["day"]).sort_values("day", kind="stable")


def limit_of(agreed: Mapping[str, str], baseline: float | None) -> float | None:
    """From which value on somebody steps in: the one that was agreed, else the baseline."""
    limit = number_in(agreed.get("limit", ""))
    return baseline if limit is None else limit


def judge(value: float | None, target: float | None, limit: float | None, better: str) -> str:
    """The state of a value: target reached, beyond its limit on the wrong side, or on the way between the two."""
    if value is None:
        return NO_VALUE
    sign = 1 if better == "higher" else -1
    if target is not None and sign * (value - target) >= 0:
        return REACHED
    if limit is not None and sign * (value - limit) < 0:
        return OUTSIDE
    return NO_TARGET if target is None else ON_THE_WAY


def next_due(period: str, frequency: str) -> date | None:
    """When the next value is due: the rhythm after the month of the newest one, for whole months at the end of the
    month; None where no date follows."""
    rhythm = rhythm_of(frequency)
    if rhythm is None:
        return None
    try:
        due = after(end_of_month(period), rhythm)
    except ValueError:
        return None
    return end_of_month(f"{due:%Y-%m}") if rhythm.months else due


def overdue_values(dossier: Dossier, today: date) -> int:
    """How many KPIs have a value that has been due since a day before today."""
    newest = monthly(dossier["kpi_values"]).groupby("kpi")["period"].last().to_dict()
    rows = dossier["kpis"]
    dues = [
        next_due(newest.get(key, "") or first, frequency)
        for key, first, frequency in zip(rows["key"], rows["baseline_period"], rows["frequency"], strict=True)
    ]
    return sum(due is not None and due < today for due in dues)


def _standing(
    row: Mapping[Any, Any],
    values: pd.DataFrame,
    agreed: Mapping[str, str],
    today: date,
    working: Mapping[Any, tuple[str, ...]],
) -> KpiStanding:
    newest = values.tail(2).to_dict("records")
    value = float(newest[-1]["value"]) if newest else None
    period = str(newest[-1]["period"]) if newest else ""
    target, baseline = given(row["target"]), given(row["baseline"])
    limit = limit_of(agreed, baseline)
    due = next_due(period or row["baseline_period"], row["frequency"])
    return KpiStanding(
        key=row["key"], name=row["name"], unit=row["unit"], better=row["better"], value=value,
        previous=float(newest[0]["value"]) if len(newest) > 1 else None, period=period, target=target, limit=limit,
        person=agreed.get("person", "") or row["owner"], due=due, overdue=due is not None and due < today,
        state=judge(value, target, limit, row["better"]), measures=working.get(row["key"], ()),
    )  # fmt: skip


def register_title(standings: list[KpiStanding]) -> Message:
    """What the register says: how many figures are where they should be."""
    count = {state: sum(one.state == state for one in standings) for state in STATES}
    return message(
        "{reached} of {all} figures have reached their target, {outside} are outside their band",
        reached=count[REACHED], all=len(standings), outside=count[OUTSIDE],
    )  # fmt: skip


def due_lines(standings: list[KpiStanding]) -> list[Message]:
    """The figures whose next value is overdue, the oldest first."""
    late = sorted((one for one in standings if one.overdue and one.due), key=lambda one: one.due or date.max)
    return [
        message("“{name}”: a value has been due since {due} ({who})", name=one.name, due=one.due,
                who=one.person or message("nobody yet"))
        for one in late
    ]  # fmt: skip


def trigger_line(one: KpiStanding, way: str = "") -> Message:
    """One figure outside its band in words: value, limit, who steps in and how."""
    values = {"name": one.name, "value": with_unit(one.value, one.unit), "limit": one.limit,
              "who": one.person or message("nobody yet")}  # fmt: skip
    if way:
        return message("“{name}” is at {value}, beyond {limit}. {who} steps in: {way}", way=way, **values)
    return message("“{name}” is at {value}, beyond {limit}. {who} steps in.", **values)


def with_unit(value: float | None, unit: str) -> Message | float | None:
    """A value with its unit, if it has one."""
    return message("{name} {value}", name=value, value=unit) if unit else value
