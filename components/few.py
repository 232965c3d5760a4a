"""Long lists on a page: the first few, and all of them for those who ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from components.texts import _

T = TypeVar("T")
FEW = 3
"""Lines with a button of their own that stand there at first: each is three elements, in every run."""


def first_few(items: Sequence[T], key: str) -> Sequence[T]:
    """What is to be shown of a list; the switch to see all of it stands above, when there are more than `FEW`."""
    if len(items) <= FEW or st.toggle(_("Show all {n}", n=len(items)), key=key):
        return items
    return items[:FEW]
