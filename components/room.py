"""The workshop a page works in: which one, its dossier, and an empty state when there is none."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar, cast

import streamlit as st

from components.texts import _
from data.settings import database_url
from data.store import Listed, Revision, list_workshops, load
from workshop.dossier import Dossier
from workshop.records import Workshop

T = TypeVar("T")
Shown = tuple[str, str, Revision]
"""Database, workshop and revision of what a page shows."""

WORKSHOP_KEY = "w"
"""Session key of the chosen workshop, and its name in the address (`?w=WS-AUTO`)."""
ENTER = "enter"
"""Session key of a workshop that was just made, read in or found: the next run shows it."""


@dataclass(frozen=True)
class Room:
    """One workshop as a page sees it; `revision` is what its charts are cached by."""

    dossier: Dossier
    revision: Shown

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
    listed = _listed.get() or next(iter(list_workshops(first=wanted_workshop(), limit=1)), None)
    if listed is None:
        return None
    revision = (database_url(), listed.id, listed.revision)
    return Room(cached_dossier(*revision), revision)


_listed: ContextVar[Listed | None] = ContextVar("_listed", default=None)


@contextmanager
def working_in(listed: Listed | None) -> Iterator[None]:
    """`find_room` finds this workshop, which the selector above the page has just read; None = it looks itself."""
    before = _listed.set(listed)
    try:
        yield
    finally:
        _listed.reset(before)


def wanted_workshop() -> str:
    """The short name of the workshop that the session or the address asks for; "" when neither does."""
    return str(st.session_state.get(WORKSHOP_KEY) or st.query_params.get(WORKSHOP_KEY) or "")


@lru_cache(maxsize=8)
def cached_dossier(url: str, workshop_id: str, revision: Revision) -> Dossier:
    """The dossier of one revision, shared by all sessions: nobody may change its frames in place."""
    del url, revision  # only part of the cache key
    return load(workshop_id)


def derived(room: Room, function: Callable[..., T], *args: Hashable) -> T:
    """`function(dossier, *args)`, worked out once per revision of the workshop and shared: never change it in place."""
    return derived_at(room.revision, function, *args)


def derived_at(revision: Shown, function: Callable[..., T], *args: Hashable) -> T:
    """The same for a `Room.revision`."""
    return cast("T", _derived(revision, function, args))


# Not `st.cache_resource`: its key alone takes longer to make than many a function here takes.
@lru_cache(maxsize=128)
def _derived(revision: Shown, function: Callable[..., object], args: tuple[Hashable, ...]) -> object:
    return function(cached_dossier(*revision), *args)
