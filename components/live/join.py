"""The way in for phones: a scanned or typed code becomes a seat's cookie and a clean address."""

from __future__ import annotations

import asyncio
import secrets
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from data.live_guesses import BROWSER_COOKIE, TooManyGuesses, WrongCode
from data.live_seats import SEAT_COOKIE, SEAT_DAYS, join
from workshop.texts import Message, Refusal, message, say

PHONE = "/room"
"""The phone's page."""

PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Touchpoint-Werkstatt</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><style>
:root {{ color-scheme: light dark }} body {{ font: 18px/1.5 system-ui, sans-serif; max-width: 24em; margin: 12vh auto;
padding: 0 1em }} input, button {{ font: inherit; width: 100%; box-sizing: border-box; min-height: 52px; margin: .4em 0
}} input {{ text-align: center; letter-spacing: .25em; text-transform: uppercase }}</style></head><body>
<h1>{title}</h1><p role="alert">{sentence}</p><form action="/j"><label>{label}
<input name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="12" required autofocus>
</label><button>{button}</button></form><p><a href="/privacy">{privacy}</a></p></body></html>"""


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
    language = "de" if request.headers.get("accept-language", "de").lower().startswith("de") else "en"
    texts = {
        "title": message("Join the workshop"),
        "sentence": sentence,
        "label": message("Code on the wall"),
        "button": message("Come in"),
        "privacy": message("What is stored about you"),
    }
    words = {name: escape(say(text, language)) for name, text in texts.items()}
    return HTMLResponse(PAGE.format(lang=language, **words), status, headers={"Cache-Control": "no-store"})


def with_browser(answer: Response, request: Request, browser: str) -> Response:
    """Tell browsers apart by a cookie, and never by their address: a whole room shares one."""
    set_cookie(answer, request, BROWSER_COOKIE, browser, 86400)
    return answer


def set_cookie(answer: Response, request: Request, name: str, value: str, seconds: int) -> None:
    """A cookie that scripts cannot read."""
    secure = request.url.scheme == "https"
    answer.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", secure=secure)
