"""Screens that came in through a link of a workshop: within seconds of its revocation they find the door closed."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import access
from components.live.push import live
from data.rows import Numbers
from workshop.rights import Grant


def watch_link(grant: Grant) -> None:
    """Listen beside the page; a revoked or renewed link ends the visit. Whoever runs the house is not watched."""
    if grant.workshop_id is not None:
        live(partial(_look_again, grant), grant.workshop_id, "stage", key="link_watch")


def _look_again(grant: Grant, numbers: Numbers) -> None:
    del numbers
    if access.current_grant() != grant:
        st.rerun()
