"""Who is at this screen: a participant with a seat, or a facilitator. The two functions that read the cookies."""

from __future__ import annotations

import streamlit as st

from data.access import COOKIE, hashed
from data.live_presence import seen
from data.live_seats import SEAT_COOKIE, Seat, seat_of


def seat_token() -> str:
    """The token of this phone's seat, "" when its cookie is missing. Never shown, logged or put into an address."""
    return str(st.context.cookies.get(SEAT_COOKIE, ""))


def current_seat() -> Seat | None:
    """The seat of this phone, read from the database on every run; None = it has to come in with the code."""
    token = seat_token()
    seat = seat_of(token)
    if seat is not None:
        seen(token)
    return seat


def current_actor() -> str:
    """What a facilitator's steps are signed with: the hash of their link's token; "" when there is no cookie.

    It says who, not what they may do: that is `components.access.current_grant`.
    """
    token = st.context.cookies.get(COOKIE)
    return hashed(token) if token else ""
