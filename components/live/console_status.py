"""How far the room is: joined, connected and answered kept apart, and in which departments somebody is missing."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.plain import plain
from components.texts import _
from data.live_status import Status, status
from workshop.live.presence import CONNECTED_SECONDS, Group, answered_line
from workshop.live.stage import Stage
from workshop.scale import MIN_VOTES

MOST_NAMES = 3
"""Departments that are counted together are named up to so many."""
NO_BREAK = "\u00a0"


def draw_status(workshop_id: str, stage: Stage) -> None:
    """The numbers of the whole room, then by department: at the door as they are, of answers folded."""
    now = status(workshop_id)
    asked = stage.activity in ("rating", "classifying")
    joined, connected, answered = st.columns(3, gap="small")
    with joined:
        st.metric(_("Joined"), now.whole.joined, help=_("Has chosen a department, on a phone or on paper."))
    with connected:
        st.metric(
            _("Connected"), now.whole.connected,
            help=_("Was heard of in the last {n} seconds. A phone that sleeps is not connected; its answers stay.",
                   n=CONNECTED_SECONDS),
        )  # fmt: skip
    if asked:
        with answered:
            st.metric(_("Answered"), now.whole.answered, help=_("Has answered everything that is asked now."))
    if asked and now.whole.joined:
        st.progress(now.whole.answered / now.whole.joined, text=_(answered_line(now.whole)))
    folded = len(now.groups) == 1 and len(now.door) > 1
    table = answers(now) if asked and not folded else door(now)
    if not table.empty:
        st.table(table, hide_index=True, border="horizontal")
    if asked and any(len(group.departments) > 1 for group in now.groups):
        st.caption(_("Who has answered is not counted apart in departments of fewer than {n} people.", n=MIN_VOTES))


def answers(now: Status) -> pd.DataFrame:
    """Groups of departments with who is missing, those that miss most first."""
    groups = sorted(now.groups, key=lambda group: -group.missing)
    names = (_("Department"), _("Connected"), _("Answered"), _("Missing"))
    rows = [(named(group), of(group.connected, group), of(group.answered, group), missing(group)) for group in groups]
    return pd.DataFrame(rows, columns=list(names))


def of(count: int, group: Group) -> str:
    """So many of those who joined, in one line."""
    return _("{n} of {total}", n=count, total=group.joined).replace(" ", NO_BREAK)


def missing(group: Group) -> str:
    """How many have not answered everything, in bold; a tick when nobody is missing."""
    return f"**{group.missing}**" if group.missing else "✓"


def door(now: Status) -> pd.DataFrame:
    """Departments with who is in; nobody has answered anything yet, so nothing has to be folded."""
    rows = [(plain(one.department or _("no department")), one.joined, one.connected) for one in now.door]
    return pd.DataFrame(rows, columns=[_("Department"), _("Joined"), _("Connected")])


def named(group: Group) -> str:
    """The departments of a group as one text; of many, how many they are."""
    if len(group.departments) > MOST_NAMES:
        return _("{n} small departments", n=len(group.departments))
    return ", ".join(plain(name or _("no department")) for name in group.departments)
