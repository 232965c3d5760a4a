"""Lovepoints and painpoints side by side: what delights, what hurts."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any

import streamlit as st

from components.plain import plain
from components.room import Room, derived
from components.texts import _
from workshop.dossier import Dossier
from workshop.figures.ranking import lovepoints, painpoints, touchpoint_table
from workshop.texts import signed

TOGETHER = re.compile(r" (?=[▼●▲=])|(?<==) ")
"""Blanks at which a line must not break: a figure and its sign are read together."""


def love_and_pain(room: Room, wave: str) -> None:
    """The two lists of a measurement, five each at most; touchpoints with fewer than five votes are not ranked."""
    love, pain = derived(room, points_of, wave)
    left, right = st.columns(2)
    with left:
        point_list(_("Painpoints"), ":material/sentiment_dissatisfied:", pain)
    with right:
        point_list(_("Lovepoints"), ":material/sentiment_very_satisfied:", love)


def points_of(dossier: Dossier, wave: str) -> tuple[list[dict[Hashable, Any]], list[dict[Hashable, Any]]]:
    """The lovepoints and the painpoints of a measurement, as rows of its `touchpoint_table`."""
    table = touchpoint_table(dossier, wave)
    return lovepoints(table).to_dict("records"), painpoints(table).to_dict("records")


def point_list(title: str, icon: str, points: list[dict[Hashable, Any]]) -> None:
    """One list: name, net delight, share and n."""
    with st.container(border=True, height="stretch"):
        st.header(f"{icon} {title}")
        if not points:
            st.caption(_("none yet"))
            return
        lines = [
            _("**{points}** {name} · {disappointed} ▼ {okay} ● {delighted} ▲ · n = {n}",
              points=signed(point["net_delight"]), name=plain(point["name"]), okay=point["okay"],
              disappointed=point["disappointed"], delighted=point["delighted"], n=point["n"])
            for point in points
        ]  # fmt: skip
        st.markdown(TOGETHER.sub("\u00a0", "\n\n".join(lines)))
