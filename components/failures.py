"""What is shown when an address beside the pages fails: a sentence, and a number under which the log has the rest."""

from __future__ import annotations

import logging
import secrets
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from components.headers import safety
from components.light_page import light_page
from data.counted import counted
from data.engine import AWAY
from workshop.texts import Message, message

BODY = """<p role="alert">{sentence}</p>"""

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
    answer = light_page(request, BODY, {"sentence": sentence}, status)
    answer.headers.update({name.decode(): value.decode() for name, value in safety(b"text/html").items()})
    return answer


FAILURES = {Exception: broken, **dict.fromkeys(AWAY, unreachable)}
"""Kind of error → what is answered."""
