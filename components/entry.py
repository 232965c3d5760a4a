"""The way in through a link: its token becomes a cookie and a clean address, after its password where it has one."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from components.light_page import light_page, set_cookie
from components.passwords import looked_at
from components.rooms import LANDING
from data.access import COOKIE, Door, door_of
from data.passwords import TooSoon, WrongPassword, check_password, proof
from data.visits import VISIT, exchange
from workshop.rights import PROJECTOR
from workshop.texts import Message, message

KNOCK = "klopfen"
"""The cookie that holds the token while its password is asked for: so it stands in no address meanwhile."""
KNOCK_SECONDS = 600
LARGEST = 4096
"""Bytes of the form."""

BODY = """<h1>{title}</h1><p role="alert">{sentence}</p><form action="/s" method="post"><label>{label}
<input name="password" type="password" autocomplete="current-password" maxlength="200" required autofocus></label>
<button>{button}</button></form>"""


async def enter(request: Request) -> Response:
    """`/s/{token}`: a cookie and the visitor's own page; the question for the password where the link has one."""
    token = request.path_params["token"]
    door = await asyncio.to_thread(door_of, token)
    if door is None:
        return await begin_visit(request, token)
    if door.password is None:
        return let_in(request, door, token)
    answer = RedirectResponse("/s", status_code=303)
    set_cookie(answer, request, KNOCK, token, KNOCK_SECONDS)
    return answer


async def ask_password(request: Request) -> Response:
    """`/s`: the form, and what it sends. A link that is gone meanwhile leads to the closed door."""
    token = request.cookies.get(KNOCK, "")
    door = await asyncio.to_thread(door_of, token)
    if door is None or door.password is None:
        return RedirectResponse("/", status_code=303)
    if request.method != "POST":
        return form(request, message("This link has a password. The facilitator has told you."), 200)
    body = await read_form(request)
    if body is None:
        return Response(status_code=413)
    given = parse_qs(body).get("password", [""])[0]
    try:
        await looked_at(check_password, door.link, door.password, given)
    except WrongPassword as refusal:
        return form(request, refusal.message, 429 if isinstance(refusal, TooSoon) else 403)
    answer = let_in(request, door, f"{token}.{proof(token, door.password)}")
    answer.delete_cookie(KNOCK)
    return answer


async def read_form(request: Request) -> str | None:
    """What a form sends; None = it is larger than any of ours."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            return None
    return body.decode("utf-8", "replace")


async def begin_visit(request: Request, token: str) -> Response:
    """Who comes from a provider has a token for once; any other one leads to the closed door."""
    answer = RedirectResponse("/", status_code=303)
    visit = await asyncio.to_thread(exchange, token)
    if visit is not None:
        set_cookie(answer, request, COOKIE, visit, int(VISIT.total_seconds()))
    return answer


def let_in(request: Request, door: Door, cookie: str) -> Response:
    """The cookie, as long as the link is good, and a clean address."""
    answer = RedirectResponse(page_of(door), status_code=303)
    seconds = int((door.expires_at - datetime.now(UTC)).total_seconds())
    set_cookie(answer, request, COOKIE, cookie, max(1, seconds))
    return answer


def page_of(door: Door) -> str:
    """Where a link leads: each role to the page it is for."""
    if door.role == PROJECTOR:
        return "/projector?" + urlencode({"w": door.workshop_id or "", "follow": "1", "embed": "true"})
    return f"/{LANDING.get(door.role, '')}"


def form(request: Request, sentence: Message, status: int) -> Response:
    """A light page with one sentence and a field: no script, nothing to download."""
    texts = {"title": message("Come in"), "sentence": sentence, "label": message("Password"),
             "button": message("Come in")}  # fmt: skip
    return light_page(request, BODY, texts, status)
