"""The colours of the charts: safe for everybody, or the traffic light for those who ask for it."""

from __future__ import annotations

import streamlit as st

from components.texts import _

TRAFFIC_LIGHT_KEY = "traffic"
"""Session key of the switch, and its name in the address (`?traffic=True`), by which the wall knows."""


def traffic_light() -> bool:
    """Whether somebody asked for the traffic light here; an address that says so counts as asking."""
    chosen = st.session_state.get(TRAFFIC_LIGHT_KEY)
    return TRAFFIC_LIGHT_KEY in st.query_params if chosen is None else bool(chosen)


def draw_switch() -> None:
    """The switch; the signs ▼ ● ▲ stay beside the colours either way."""
    st.session_state.setdefault(TRAFFIC_LIGHT_KEY, traffic_light())
    st.toggle(
        _("Traffic-light colours"), key=TRAFFIC_LIGHT_KEY,
        help=_("One man in twelve cannot tell red from green; the usual colours everybody can."),
    )  # fmt: skip
