"""What is shown when an address beside the pages fails: a sentence, and a number under which the log has the rest."""

from __future__ import annotations

import logging
import secrets
from html import escape
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from components.headers import safety
from data.counted import counted
from data.engine import AWAY
from workshop.texts import Message, message, say

PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Touchpoint-Werkstatt</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><style>
:root {{ color-scheme: light dark }} body {{ font: 18px/1.5 system-ui, sans-serif; max-width: 24em; margin: 12vh auto;
padding: 0 1em }}</style></head><body><p role="alert">{sentence}</p></body></html>"""

log = logging.getLogger("werkstatt")


async def unreachable(request: Request, error: Exception) -> Response:
    """The database is away: nothing was stored, and trying again helps."""
    reference = noted(error)
    return page(
        request,
        message(
            "At the moment nothing can be looked up or saved. Try again in a minute; if it goes on, tell whoever runs "
            "this app the number {reference}.",
            reference=reference,
        ),
        HTTPStatus.SERVICE_UNAVAILABLE,
    )


async def broken(request: Request, error: Exception) -> Response:
    """Something that nobody thought of."""
    reference = noted(error)
    return page(
        request,
        message(
            "Something went wrong here, and it is our fault. What was saved before is safe. Reload the page; if it "
            "happens again, tell whoever runs this app the number {reference}.",
            reference=reference,
        ),
        HTTPStatus.INTERNAL_SERVER_ERROR,
    )


def noted(error: Exception) -> str:
    """Write an error into the log, without the address it came from, which may hold a secret; returns its number."""
    reference = secrets.token_hex(3).upper()
    counted.add("errors")
    log.error("Error %s beside the pages", reference, exc_info=error)
    return reference


def page(request: Request, sentence: Message, status: HTTPStatus) -> Response:
    """One sentence in the browser's language, with the safety headers, which such an answer passes by."""
    language = "de" if request.headers.get("accept-language", "de").lower().startswith("de") else "en"
    headers = {name.decode(): value.decode() for name, value in safety(b"text/html").items()}
    body = PAGE.format(lang=language, sentence=escape(say(sentence, language)))
    return HTMLResponse(body, status, headers | {"Cache-Control": "no-store"})


FAILURES = {Exception: broken, **dict.fromkeys(AWAY, unreachable)}
"""Kind of error → what is answered."""
