"""Wrong codes are counted, per browser and in all; never per address, because a room is one address."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from sqlalchemy import case, delete, func, insert, select

from data.access import hashed
from data.engine import writing
from data.tables import table
from workshop.texts import Refusal, message

BROWSER_COOKIE = "geraet"
MINUTES = 5
PER_BROWSER, IN_ALL = 20, 1000
"""Wrong codes in so many minutes. More are answered with "too many"; the right code passes all the same."""

log = logging.getLogger("werkstatt")


class WrongCode(Refusal):
    """No room is open under this code."""


class TooManyGuesses(WrongCode):
    """No room either, and somebody has tried too often."""


def wrong_code(browser: str) -> WrongCode:
    """Count a wrong code of a browser; returns what to raise. Beyond the limits nothing more is written down."""
    rows, now = table("guesses"), datetime.now(UTC)
    since, mine = now - timedelta(minutes=MINUTES), rows.c.browser == hashed(browser)
    with writing() as connection:
        recent = select(func.count(), func.coalesce(func.sum(case((mine, 1), else_=0)), 0)).where(rows.c.at > since)
        in_all, by_browser = connection.execute(recent).one()
        if in_all < IN_ALL and by_browser < PER_BROWSER:
            connection.execute(delete(rows).where(rows.c.at <= since))
            connection.execute(insert(rows).values(browser=hashed(browser), at=now))
            if in_all + 1 == IN_ALL:
                log.warning("%s wrong room codes within %s minutes: somebody may be guessing", IN_ALL, MINUTES)
            return WrongCode(message("No room is open under this code. Compare it with the one on the wall."))
    return TooManyGuesses(message("Too many wrong codes. Wait a few minutes, or scan the code on the wall."))
