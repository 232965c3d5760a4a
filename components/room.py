"""The workshop a page works in: which one, its dossier, and an empty state when there is none."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar, cast

import streamlit as st

from components.texts import _
from data.settings import database_url
from data.store import Revision, list_workshops, load
from workshop.dossier import Dossier
from workshop.records import Workshop

T = TypeVar("T")

WORKSHOP_KEY = "w"
"""Session key of the chosen workshop, and its name in the address (`?w=WS-AUTO`)."""
ENTER = "enter"
"""Session key of a workshop that was just made, read in or found: the next run shows it."""


@dataclass(frozen=True)
class Room:
    """One workshop as a page sees it; `revision` is what its charts are cached by."""

    dossier: Dossier
    revision: tuple[str, str, Revision]

    @property
    def workshop(self) -> Workshop:
        return self.dossier.workshop


def current_room() -> Room:
    """The chosen workshop. Stops the page, saying what to do, when there is none yet."""
    room = find_room()
    if room is None:
        st.info(
            _("There is no workshop here yet. Open an example or upload a workbook, and this page fills itself."),
            icon=":material/info:",
        )
        st.page_link("../pages/setup/overview.py", label=_("To the overview"), icon=":material/home:")
        st.stop()
    return room


def find_room() -> Room | None:
    """The chosen workshop; the newest when none is chosen or it is gone; None when there is none at all."""
    for listed in list_workshops(first=wanted_workshop(), limit=1):
        revision = (database_url(), listed.id, listed.revision)
        return Room(cached_dossier(*revision), revision)
    return None


def wanted_workshop() -> str:
    """The short name of the workshop that the session or the address asks for; "" when neither does."""
    return str(st.session_state.get(WORKSHOP_KEY) or st.query_params.get(WORKSHOP_KEY) or "")


@st.cache_resource(max_entries=8, show_spinner=False)
def cached_dossier(url: str, workshop_id: str, revision: Revision) -> Dossier:
    """The dossier of one revision, shared by all sessions: nobody may change its frames in place."""
    del url, revision  # only part of the cache key
    return load(workshop_id)


def derived(room: Room, function: Callable[..., T], *args: Hashable) -> T:
    """`function(dossier, *args)`, worked out once per revision of the workshop and shared: never change it in place."""
    key = f"{room.revision} {function.__module__}.{function.__qualname__} {args}"
    return cast("T", _derived(key, _make=lambda: function(room.dossier, *args)))


@st.cache_resource(max_entries=128, show_spinner=False)
def _derived(key: str, _make: Callable[[], object]) -> object:
    """The key is one text: Streamlit would take longer to hash its parts than many a function takes."""
    del key
    return _make()
