"""Who is there: the one function that reads it, asked before anything of a workshop is drawn."""

from __future__ import annotations

import streamlit as st

from components.texts import _
from data.access import COOKIE, Grant, grant_of


def current_grant() -> Grant | None:
    """What the visitor's cookie allows now, read from the database on every run; None = nothing."""
    return grant_of(st.context.cookies.get(COOKIE))


def closed_door() -> None:
    """What somebody sees who may not come in: what happened, and what to do. Nothing of any workshop."""
    st.title(_("Please come in through your link"), icon=":material/lock:")
    st.write(
        _(
            "This page belongs to a workshop. To open it you need a link. Facilitators: use the link that was printed "
            "when the app was started, or make a new one with “python manage.py link”."
        )
    )
    st.write(_("Participants: scan the picture on the wall, or [type the code here](/j)."))
