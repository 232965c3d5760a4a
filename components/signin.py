"""Signing in with e-mail and password: a light page of its own, `/signin`, for facilitators who have an account."""

from __future__ import annotations

import asyncio
import time
from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from components.entry import read_form
from components.light_page import light_page, set_cookie
from components.passwords import Crowded, looked_at
from data.access import COOKIE
from data.accounts import passwords_are_used
from data.passwords import WrongPassword
from data.visits import VISIT, sign_in
from workshop.texts import Message, message

ANSWERED_AFTER = 0.6
"""Seconds until a refusal is sent, whatever it took: how long it took would tell which addresses have an account."""

BODY = """<h1>{title}</h1><p role="alert">{sentence}</p><form action="/signin" method="post">
<label>{email}<input name="email" type="email" autocomplete="username" maxlength="254" required autofocus></label>
<label>{password}<input name="password" type="password" autocomplete="current-password" maxlength="200" required>
</label><button>{button}</button></form>"""


async def password_page(request: Request) -> Response:
    """`/signin`: the form, and what it sends. Leads to the start page when nobody has a password."""
    if not await asyncio.to_thread(passwords_are_used):
        return RedirectResponse("/", status_code=HTTPStatus.SEE_OTHER)
    if request.method != "POST":
        return form(request, message("Sign in with your account as facilitator."), HTTPStatus.OK)
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return Response(status_code=HTTPStatus.FORBIDDEN)  # another site signs nobody in
    body = await read_form(request)
    if body is None:
        return Response(status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return await answer(request, body)


async def answer(request: Request, body: str) -> Response:
    """A visit's cookie for the right password; the same words after the same time for everything else."""
    given, start = parse_qs(body), time.monotonic()
    email, password = given.get("email", [""])[0], given.get("password", [""])[0]
    try:
        token = await looked_at(sign_in, email, password)
    except Crowded as refusal:
        return form(request, refusal.message, HTTPStatus.TOO_MANY_REQUESTS)
    except WrongPassword as refusal:
        await asyncio.sleep(start + ANSWERED_AFTER - time.monotonic())
        return form(request, refusal.message, HTTPStatus.FORBIDDEN)
    done = RedirectResponse("/", status_code=HTTPStatus.SEE_OTHER)
    set_cookie(done, request, COOKIE, token, int(VISIT.total_seconds()))
    return done


def form(request: Request, sentence: Message, status: int) -> Response:
    """A light page with one sentence and two fields: no script, nothing to download."""
    texts = {"title": message("Sign in"), "sentence": sentence, "email": message("E-mail"),
             "password": message("Password"), "button": message("Sign in")}  # fmt: skip
    return light_page(request, BODY, texts, status)
