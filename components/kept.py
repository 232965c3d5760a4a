"""What is drawn the same until the workshop changes: kept as Streamlit sends it, and sent again without being made."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import streamlit as st

MANY = 128


def keep_drawn(name: str, draw: Callable[[], object], *which: Hashable) -> None:
    """Call `draw`, which draws elements and no widget; next time send again what it drew.

    `name` tells it from all else that is kept, `which` everything that the elements depend on: revision, language,
    colours, choices. A chart of 40 KB is otherwise written out as JSON in every run, which takes longer than the page
    around it.
    """
    _drawn(repr((name, *which)), draw)


@st.cache_resource(max_entries=MANY, show_spinner=False)
def _drawn(which: str, _draw: Callable[[], object]) -> None:
    del which  # only the key
    _draw()
