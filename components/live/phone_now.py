"""All that one phone shows now: the page begins with it, and requests of the phone go on with it."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import quote

from components.live.phone_own import own_of
from components.live.phone_view import texts, view
from components.texts import current_language, speaking
from data.access import hashed
from data.live_seats import seat_of
from workshop.texts import LANGUAGES

LANGUAGE_NAMES = {"de": "Deutsch", "en": "English"}
"""Each in its own words."""


def phone_now(token: str, language: str) -> dict[str, Any] | None:
    """What `components/static/phone.js` draws for who has this seat, in their language; None without a seat.

    `number` is the stage it was made of, `asOf` when that was, `line` the stream that tells the numbers to come.
    """
    as_of = time.time()
    seat = seat_of(token)
    own = own_of(token, seat) if seat else None
    if own is None:
        return None
    with speaking(language):
        return view(own) | {
            "asOf": as_of,
            "number": own.number,
            "line": f"live/{quote(own.room.workshop_id, safe='')}?on=stage",
            "texts": texts(),
            "language": current_language(),
            "languages": [[code, LANGUAGE_NAMES[code]] for code in LANGUAGES],
            "me": hashed(token)[:16],  # names what a phone keeps for itself
        }
