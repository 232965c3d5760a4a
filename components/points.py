"""Lovepoints and painpoints side by side: what delights, what hurts."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.plain import plain
from components.room import Room, derived
from components.texts import _
from workshop.ranking import lovepoints, painpoints
from workshop.snapshot import journey_of
from workshop.texts import signed


def love_and_pain(room: Room, wave: str) -> None:
    """The two lists of a measurement, five each at most; touchpoints with fewer than five votes are not ranked."""
    table = derived(room, journey_of, wave)
    left, right = st.columns(2)
    with left:
        point_list(_("Painpoints"), ":material/sentiment_dissatisfied:", painpoints(table))
    with right:
        point_list(_("Lovepoints"), ":material/sentiment_very_satisfied:", lovepoints(table))


def point_list(title: str, icon: str, points: pd.DataFrame) -> None:
    """One list: name, net delight, share and n."""
    with st.container(border=True, height="stretch"):
        st.header(f"{icon} {title}")
        if points.empty:
            st.caption(_("none yet"))
        for point in points.to_dict("records"):
            st.markdown(
                _("**{points}** {name} · {disappointed} ▼ {okay} ● {delighted} ▲ · n = {n}",
                  points=signed(point["net_delight"]), name=plain(point["name"]), disappointed=point["disappointed"],
                  okay=point["okay"], delighted=point["delighted"], n=point["n"])
            )  # fmt: skip
