"""How far the room is: joined, connected and answered kept apart, and in which departments somebody is missing."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.texts import _
from data.live_status import Status, status
from workshop.live.presence import Group, answered_line
from workshop.live.stage import Stage


def draw_status(workshop_id: str, stage: Stage) -> None:
    """The numbers of the whole room, then by department: at the door as they are, of answers folded."""
    now = status(workshop_id)
    asked = stage.activity in ("rating", "classifying")
    with st.container(horizontal=True, gap="large"):
        st.metric(_("Joined"), now.whole.joined)
        st.metric(_("Connected"), now.whole.connected)
        if asked:
            st.metric(_("Answered"), now.whole.answered)
    if asked and now.whole.joined:
        st.progress(now.whole.answered / now.whole.joined, text=_(answered_line(now.whole)))
    table = answers(now) if asked else door(now)
    if not table.empty:
        st.table(table, hide_index=True, border="horizontal")


def answers(now: Status) -> pd.DataFrame:
    """Groups of departments with who is missing, those that miss most first."""
    groups = sorted(now.groups, key=lambda group: -group.missing)
    names = (_("Department"), _("Joined"), _("Connected"), _("Answered"), _("Missing"))
    rows = [(named(group), group.joined, group.connected, group.answered, group.missing) for group in groups]
    return pd.DataFrame(rows, columns=list(names))


def door(now: Status) -> pd.DataFrame:
    """Departments with who is in; nobody has answered anything yet, so nothing has to be folded."""
    rows = [(one.department or _("no department"), one.joined, one.connected) for one in now.door]
    return pd.DataFrame(rows, columns=[_("Department"), _("Joined"), _("Connected")])


def named(group: Group) -> str:
    """The departments of a group as one text."""
    return ", ".join(name or _("no department") for name in group.departments)
