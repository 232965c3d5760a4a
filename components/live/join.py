"""The way in for phones: a scanned or typed code becomes a seat's cookie and a clean address."""

from __future__ import annotations

import asyncio
import secrets

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from components.light_page import light_page, set_cookie
from data.live_guesses import BROWSER_COOKIE, TooManyGuesses, WrongCode
from data.live_seats import SEAT_COOKIE, SEAT_DAYS, join
from workshop.texts import Message, Refusal, message

PHONE = "/room"
"""The phone's page."""

BODY = """<h1>{title}</h1><p role="alert">{sentence}</p><form action="/j"><label>{label}
<input name="code" class="code" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="12"
required autofocus></label><button>{button}</button></form><p><a href="/privacy">{privacy}</a></p>"""


async def join_room(request: Request) -> Response:
    """`/j/{code}`, or `/j?code=…` from the form; without a code the form alone."""
    code = request.path_params.get("code") or request.query_params.get("code", "")
    browser = request.cookies.get(BROWSER_COOKIE) or secrets.token_urlsafe(16)
    if not code:
        return with_browser(form(request, message("Type the code that is on the wall."), 200), request, browser)
    try:
        token = await asyncio.to_thread(join, code, browser, request.cookies.get(SEAT_COOKIE, ""))
    except Refusal as refusal:
        return with_browser(form(request, refusal.message, status_of(refusal)), request, browser)
    answer = RedirectResponse(PHONE, status_code=303)
    set_cookie(answer, request, SEAT_COOKIE, token, SEAT_DAYS * 86400)
    return answer


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal: too many guesses, no such room, or a room that takes nobody."""
    return 429 if isinstance(refusal, TooManyGuesses) else 404 if isinstance(refusal, WrongCode) else 409


def form(request: Request, sentence: Message, status: int) -> Response:
    """A light page with one sentence and a field for the code: no script, nothing to download."""
    texts = {
        "title": message("Join the workshop"),
        "sentence": sentence,
        "label": message("Code on the wall"),
        "button": message("Come in"),
        "privacy": message("What is stored about you"),
    }
    return light_page(request, BODY, texts, status)


def with_browser(answer: Response, request: Request, browser: str) -> Response:
    """Tell browsers apart by a cookie, and never by their address: a whole room shares one."""
    set_cookie(answer, request, BROWSER_COOKIE, browser, 86400)
    return answer
