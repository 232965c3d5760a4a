"""Who is there: the one function that reads it, asked before anything of a workshop is drawn or written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.texts import _
from data.access import COOKIE, Grant, grant_of
from data.permission import HOUSE, asked_by, deny
from workshop.rights import Thing, may

VISIT = "visit_before"
"""Session key of when the visitor's visit before this one ended, for the page of a department."""
_present: ContextVar[Grant | None] = ContextVar("_present", default=None)
outside: ContextVar[bool] = ContextVar("outside", default=False)
"""Whether the running code answers a request beside the pages: there a facilitator's command is always a stranger's."""


def current_grant() -> Grant | None:
    """What the visitor's cookie allows now, read from the database on every run; None = nothing."""
    return grant_of(st.context.cookies.get(COOKIE))


def asking_now() -> Grant | None:
    """On whose behalf the running code works: in a page, a fragment or a callback the visitor's; in a request beside
    them nobody's; the house's own at its start and on the command line. Commands ask this (`data.permission`)."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None if outside.get() else HOUSE
    return _present.get() or current_grant()


asked_by(asking_now)


@contextmanager
def present(grant: Grant) -> Iterator[None]:
    """While a page is drawn: who is there, as the frame has just read it."""
    before = _present.set(grant)
    try:
        yield
    finally:
        _present.reset(before)


def allowed(action: str, workshop_id: str | None, department: str | None = None) -> bool:
    """Whether the visitor may do something, read anew: live parts run without the frame around them. A denial is
    written down."""
    grant, thing = current_grant(), Thing(workshop_id, department)
    if may(grant, action, thing):
        return True
    deny(grant, action, thing)
    return False


def may_create() -> bool:
    """Whether the visitor may make workshops: else nothing offers it."""
    return may(asking_now(), "create", Thing())


def not_yours() -> None:
    """What somebody sees who came in through a link that does not open this page."""
    st.title(_("This page is not part of your link"), icon=":material/lock:")
    st.write(_("Your link is still good. Open it again to come to your page, or ask the facilitator for another one."))
