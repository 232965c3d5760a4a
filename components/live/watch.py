"""Screens that came in through a link of a workshop: within seconds of its revocation they find the door closed."""

from __future__ import annotations

from functools import partial

import streamlit as st

from components import access
from components.live.push import live
from data.rows import Numbers
from workshop.rights import Grant


def watch_link(grant: Grant, shown: str | None) -> None:
    """Listen beside the page that shows a workshop: a revoked or renewed link ends the visit, and so does a workshop
    that is no longer theirs. Whoever runs the house is not watched."""
    watched = grant.workshop_id or (shown if grant.account is not None else None)
    if watched is not None:
        live(partial(_look_again, grant), watched, "stage", key="link_watch")


def _look_again(grant: Grant, numbers: Numbers) -> None:
    del numbers
    if access.current_grant() != grant:
        st.rerun()
