"""What a screen knew last: it stays on while the database is away, instead of making room for an error."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from data.engine import AWAY

Found = TypeVar("Found")

log = logging.getLogger("werkstatt")


def last_known(name: str, read: Callable[[], Found]) -> Found:
    """What `read` finds in the database, or, while that is away, what it found last in this session, kept under `name`.

    Raises what `read` raises when there is nothing to show yet.
    """
    key = f"last_known_{name}"
    try:
        st.session_state[key] = found = read()
    except AWAY as error:
        if key not in st.session_state:
            raise
        log.warning("The database is away, a screen shows what it knew last: %s", error)
        found = st.session_state[key]
    return found
