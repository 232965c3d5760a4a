"""Customer × role: who of us has last talked with whom, and who knows only a fragment of us."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd

from workshop.control.conversations import QUIET_DAYS, SILENT_DAYS, customer_standings, held
from workshop.dossier import Dossier
from workshop.texts import Message, message
from workshop.views.view import View

FRESH, QUIET, SILENT, NEVER = "fresh", "quiet", "silent", "never"
FRESHNESS: dict[str, tuple[str, Message]] = {
    FRESH: ("▲", message("in the last {days} days", days=QUIET_DAYS)),
    QUIET: ("●", message("{low} to {high} days ago", low=QUIET_DAYS, high=SILENT_DAYS)),
    SILENT: ("▼", message("more than {days} days ago", days=SILENT_DAYS)),
    NEVER: ("", message("never")),
}
"""State of a cell → symbol and words."""
COLUMNS = ["row", "row_name", "row_seq", "column", "column_name", "column_seq", "days", "state", "warning"]
NOBODY = message("No conversations held yet")


def contact_matrix(dossier: Dossier, day: str = "") -> View:
    """Days since each role talked with each customer, on a day (ISO; today when none is given).

    Frame: one row a cell, columns `COLUMNS`; days is NaN where there was no contact, `warning` says whether only one
    role is in contact. Customers who were never spoken with, then the longest silence first; roles in the order in
    which most of them talk.
    """
    today = date.fromisoformat(day) if is_day(day) else datetime.now(UTC).date()
    talks = held(dossier["conversations"])
    talks = talks[talks["internal_role"] != ""]
    if talks.empty:
        return View(pd.DataFrame(columns=COLUMNS), NOBODY, NOBODY, NOBODY)
    customers = customer_standings(dossier, today)
    roles = list(talks.groupby("internal_role")["customer"].nunique().sort_values(ascending=False, kind="stable").index)
    latest = talks.groupby(["customer", "internal_role"])["day"].max()
    days = {pair: max(0, (today - moment.date()).days) for pair, moment in latest.items()}
    cells = [
        (i, one.name, i, role, role, j, days.get((one.name, role), float("nan")), len(one.roles) == 1)
        for i, one in enumerate(customers)
        for j, role in enumerate(roles)
    ]
    frame = pd.DataFrame(cells, columns=[*COLUMNS[:7], "warning"])
    frame = frame.assign(state=[state_of(value) for value in frame["days"]])[COLUMNS]
    return View(frame, title_of(frame), caption_of(frame, today), alt_of(frame))


def is_day(text: str) -> bool:
    """Whether a text is a day such as 2025-03-12."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def state_of(days: float) -> str:
    """How fresh a contact is."""
    if days != days:
        return NEVER
    return FRESH if days <= QUIET_DAYS else QUIET if days <= SILENT_DAYS else SILENT


def title_of(frame: pd.DataFrame) -> Message:
    """How many customers know only one of us, or how long the longest silence is."""
    customers, alone = frame["row"].nunique(), int(frame.loc[frame["warning"], "row"].nunique())
    if alone:
        return message("{alone} of {all} customers talk with one role only", alone=alone, all=customers)
    last = frame.groupby("row")["days"].min()
    if last.isna().any():
        return message("{n} of {all} customers have never been spoken with", n=int(last.isna().sum()), all=customers)
    return message("The longest silence is {days} days", days=int(last.max()))


def caption_of(frame: pd.DataFrame, today: date) -> Message:
    """What is shown, how many customers and roles, on which day."""
    return message(
        "Days since the last conversation · {customers} customers, {roles} roles · as of {today}",
        customers=frame["row"].nunique(), roles=frame["column"].nunique(), today=today,
    )  # fmt: skip


def alt_of(frame: pd.DataFrame) -> Message:
    """The three longest silences by name, and who knows one role only."""
    last = frame.groupby(["row_seq", "row_name"])["days"].min().dropna().reset_index().head(3)
    silences = [message("{name} {days} days", name=r["row_name"], days=int(r["days"])) for _, r in last.iterrows()]
    alone = list(frame.loc[frame["warning"], "row_name"].unique())
    return message("Longest silences: {silences}. Only one role: {alone}.", silences=silences, alone=alone or "–")
