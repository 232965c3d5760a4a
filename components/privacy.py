"""What is stored about whom, for participants: a light page without an account, in plain words."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from components import light_page
from components.live.join import PHONE
from data.live_room import room_of
from data.live_seats import SEAT_COOKIE, SEAT_DAYS, Seat, seat_of
from data.retention import last_day
from data.store import workshop_of
from workshop.rights import PARTICIPANT, Grant, Thing, may
from workshop.texts import LANGUAGES, Message, message, say

ADDRESS = "/privacy"
NAMES = {"de": "Deutsch", "en": "English"}
CONTACT = "PRIVACY_CONTACT"
"""Setting of the environment: whom to ask about data, in words of the host."""
NEVER_KEPT = {"Cache-Control": "no-store"}

PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><style>
:root {{ color-scheme: light dark }} body {{ font: 17px/1.5 system-ui, sans-serif; max-width: 38em; margin: 0 auto;
padding: 1em 1em 4em; overflow-wrap: anywhere }} h1 {{ font-size: 1.6em; line-height: 1.2 }}
h2 {{ font-size: 1.2em; margin: 1.6em 0 .3em }} .mine {{ border: 2px solid; border-radius: 8px; padding: .1em 1em .6em;
margin: 1em 0 }} nav {{ display: flex; flex-wrap: wrap; gap: 0 1.5em }}
nav a {{ display: inline-block; padding: .7em 0 }} dt {{ font-weight: 600 }} dd {{ margin: 0 0 .5em }}
ul {{ padding-left: 1.2em; margin: .3em 0 }}
</style></head><body><main><h1>{title}</h1>{body}</main><nav>{links}</nav></body></html>"""

STORED, SEEN, LONG = message("What is stored"), message("Who sees it"), message("How long")
PSEUDONYMOUS = (
    (
        STORED,
        message(
            "Your department and a pseudonym such as P07, no name. Your answers and when you gave them stand under the "
            "pseudonym. Your phone holds a random key to it, so that before and after can be compared."
        ),
    ),
    (
        SEEN,
        message(
            "The facilitators see answers by pseudonym, also in the workbook they take home. Everybody else sees "
            "figures of groups only."
        ),
    ),
    (LONG, message("As long as the workshop. Who is behind a pseudonym is written nowhere: only you know.")),
)
ANONYMOUS = (
    (STORED, message("While the room is open the same as with a pseudonym, which is shown to nobody.")),
    (
        SEEN,
        message(
            "Figures of groups only. When the room is closed, your key, your pseudonym, the time of each answer and "
            "what you do there are deleted, and in small departments the department, too."
        ),
    ),
    (
        LONG,
        message(
            "The answers stay as long as the workshop. Nobody can find yours any more, neither to show them to you nor "
            "to delete them."
        ),
    ),
)
WITH_NAMES = (
    (STORED, message("The name you typed, your department, your answers and when you gave them.")),
    (
        SEEN,
        message(
            "The facilitators see who is in, and can see who answered what, also in the workbook they take home. "
            "Everybody else sees figures of groups only; the wall shows no name."
        ),
    ),
    (LONG, message("As long as the workshop. The facilitator can delete your name sooner.")),
)
MODES = {
    "pseudonymous": (message("With a pseudonym"), PSEUDONYMOUS),
    "anonymous": (message("Anonymous"), ANONYMOUS),
    "named": (message("With names"), WITH_NAMES),
}
"""Mode of anonymity → what it is called, and what is true in it."""
ALWAYS = (
    message("Touchpoints are rated, not people: there is no ranking of persons."),
    message("Groups of fewer than five answers are not shown by themselves."),
    message("What you propose as a standard is read by everybody, without a name."),
    message(
        "A cookie on your phone holds the random key for {days} days at most; the server keeps only its fingerprint.",
        days=SEAT_DAYS,
    ),
    message(
        "When your phone was last heard of is noted, to show how many are in. Not its address, place or make, and no "
        "e-mail address."
    ),
    message("Nothing is sent to anybody else: no advertising, no counting of visits, no files from other servers."),
    message(
        "The facilitator can hand over everything that is stored about you as a workbook, and can delete it. Tell them "
        "your name or pseudonym."
    ),
)


@dataclass(frozen=True)
class Mine:
    """The visitor's own workshop."""

    company: str
    facilitator: str
    mode: str
    last: date | None
    pseudonym: str


async def privacy(request: Request) -> Response:
    """`/privacy`, `?lang=en`: what is stored about whom; for who has a seat with their workshop's mode and term."""
    mine = await asyncio.to_thread(mine_of, request.cookies.get(SEAT_COOKIE, ""))
    language = language_of(request)
    return HTMLResponse(page(mine, language, os.environ.get(CONTACT, "").strip()), headers=NEVER_KEPT)


def language_of(request: Request) -> str:
    """The language asked for in the address, else the browser's."""
    asked = request.query_params.get("lang", "")
    return asked if asked in LANGUAGES else light_page.language_of(request)


def mine_of(token: str) -> Mine | None:
    """The workshop of who has this seat; None without one."""
    seat: Seat | None = seat_of(token)
    if seat is None or not may(Grant(PARTICIPANT, seat.workshop_id), "enter", Thing(seat.workshop_id)):
        return None
    room, workshop = room_of(seat.workshop_id), workshop_of(seat.workshop_id)
    if room is None:
        return None
    shown = seat.participant if room.anonymity == "pseudonymous" else None
    return Mine(workshop.company, workshop.facilitator, room.anonymity, last_day(seat.workshop_id), shown or "")


def page(mine: Mine | None, language: str, contact: str = "") -> str:
    """The whole page; texts of people are escaped."""

    def said(text: Message | str) -> str:
        return escape(say(text, language))

    others = [mode for mode in MODES if mine is None or mode != mine.mode]
    parts = [f"<p>{said(message('In this workshop people of a company rate how its customers experience it.'))}</p>"]
    if mine is not None:
        facts = "".join(f"<p>{said(fact)}</p>" for fact in facts_of(mine))
        parts.append(f'<div class="mine"><h2>{said(mine.company)}</h2>{facts}{told_in(mine.mode, language)}</div>')
    parts.append(f"<h2>{said(message('In every workshop'))}</h2>{listed(ALWAYS, language)}")
    parts += [f"<h2>{said(MODES[mode][0])}</h2>{told_in(mode, language)}" for mode in others]
    parts.append(f"<h2>{said(message('Whom to ask'))}</h2>{listed(whom(mine, contact), language)}")
    links = [f'<a href="{PHONE}">{said(message("Back to my phone’s page"))}</a>'] if mine else []
    links += [f'<a href="?lang={code}" lang="{code}">{name}</a>' for code, name in NAMES.items() if code != language]
    title = said(message("What is stored about you"))
    return PAGE.format(language=language, title=title, body="".join(parts), links="".join(links))


def facts_of(mine: Mine) -> list[Message]:
    """How it is in the visitor's own workshop."""
    found = [message("Your workshop is held like this: {mode}.", mode=MODES[mine.mode][0])]
    if mine.pseudonym:
        found.append(message("Your pseudonym: {name}", name=mine.pseudonym))
    if mine.last is None:
        return [*found, message("It is kept until the facilitator deletes it.")]
    return [*found, message("It is kept until {day}, and then deleted by itself with everything in it.", day=mine.last)]


def told_in(mode: str, language: str) -> str:
    """What is true in one mode of anonymity, as HTML."""
    facts = MODES[mode][1]
    told = (f"<dt>{escape(say(what, language))}</dt><dd>{escape(say(text, language))}</dd>" for what, text in facts)
    return f"<dl>{''.join(told)}</dl>"


def listed(texts: Sequence[Message], language: str) -> str:
    """Sentences as a list."""
    return "<ul>" + "".join(f"<li>{escape(say(text, language))}</li>" for text in texts) + "</ul>"


def whom(mine: Mine | None, contact: str) -> list[Message]:
    """Who answers questions: the workshop's facilitator, and whom the host names."""
    found = [message("The facilitator of your workshop: who showed you the code.")]
    if mine is not None and mine.facilitator:
        found = [message("The facilitator of your workshop: {name}", name=mine.facilitator)]
    if contact:
        found.append(message("About this installation: {contact}", contact=contact))
    return [*found, message("There is a note about this tool for works councils; the facilitator has it.")]


PRIVACY_ROUTES = [Route(ADDRESS, privacy)]
"""Open to everybody: it tells nothing of a workshop but to who sits in it."""
