"""For whoever watches the server: is it alive, is it ready, what does it do, and a word before the room feels it."""

from __future__ import annotations

import asyncio
import hmac
import logging
import os
import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from components.live.events import present
from data.counted import counted
from data.readiness import missing

TOKEN = "METRICS_TOKEN"
STREAMLITS_OWN = "/_stcore/metrics"
NEVER_KEPT = {"Cache-Control": "no-store"}
PATIENCE = 5.0
"""Seconds a database may take to answer `/readyz`."""
ONE_AT_A_TIME = ThreadPoolExecutor(1)
"""A thread of its own: those of the app may all be waiting for the same database."""
BORNE = {"phones": 200, "votes a second": 100}
"""What one process was measured to bear with room to spare (`benchmarks/RESULTS.md`): 200 people, each with a vote
every two seconds."""
NEAR = 0.8
LOOK = 10
"""Seconds between two looks at how close it is."""

log = logging.getLogger("werkstatt")


async def alive(_request: Request) -> Response:
    """`/healthz`: 200 as long as the process answers; it asks nothing of the database."""
    return JSONResponse({"alive": True}, headers=NEVER_KEPT)


async def ready(_request: Request) -> Response:
    """`/readyz`: 200, or 503 with what is missing."""
    looking = asyncio.get_running_loop().run_in_executor(ONE_AT_A_TIME, missing)
    try:
        found = await asyncio.wait_for(looking, PATIENCE)
    except TimeoutError:
        found = ["database"]
    status = HTTPStatus.SERVICE_UNAVAILABLE if found else HTTPStatus.OK
    return JSONResponse({"ready": not found, "missing": found}, status, headers=NEVER_KEPT)


async def metrics(request: Request) -> Response:
    """`/metrics` for Prometheus; 404 for who has not the token, and while none is set."""
    if not may_watch(request.headers.get("authorization", "")):
        return Response(status_code=HTTPStatus.NOT_FOUND)
    return PlainTextResponse(as_text(), media_type="text/plain; version=0.0.4", headers=NEVER_KEPT)


def may_watch(authorization: str) -> bool:
    """Whether this header is `Bearer` and the token of the environment."""
    token = os.environ.get(TOKEN, "")
    return bool(token) and hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode())


def as_text() -> str:
    """The numbers of this process as Prometheus reads them; each server of several has its own."""
    gauges = {
        "phones_connected": present["phones"],
        "screens_connected": present["screens"],
        "votes_last_minute": counted.lately("votes"),
    }
    counters: dict[str, float] = {name: counted.total(name) for name in ("votes", "pushes", "runs", "errors")}
    counters["cpu_seconds"] = round(time.process_time(), 3)
    lines = [f"# TYPE werkstatt_{name} gauge\nwerkstatt_{name} {value}" for name, value in gauges.items()]
    lines += [
        f"# TYPE werkstatt_{name}_total counter\nwerkstatt_{name}_total {value}" for name, value in counters.items()
    ]
    return "\n".join(lines) + "\n"


async def warn_in_time() -> None:
    """While the server runs: say in the log when it comes near what it was measured to bear, once each time."""
    near: set[str] = set()
    while True:
        await asyncio.sleep(LOOK)
        now = {"phones": present["phones"], "votes a second": counted.lately("votes", LOOK) / LOOK}
        for what in close_to_full(now) - near:
            said = "Near capacity: %s %s, of %s that one process was measured to bear; start another one."
            log.warning(said, round(now[what]), what, BORNE[what])
        near = close_to_full(now)


def close_to_full(now: dict[str, float]) -> set[str]:
    """What has come near to what a process was measured to bear."""
    return {what for what, many in now.items() if many >= NEAR * BORNE[what]}


class Closed:
    """Middleware: Streamlit's own figures, which it shows to everybody, are for those with the token."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].rstrip("/").endswith(STREAMLITS_OWN):
            given = dict(scope["headers"]).get(b"authorization", b"").decode("latin-1")
            if not may_watch(given):
                await Response(status_code=HTTPStatus.NOT_FOUND)(scope, receive, send)
                return
        await self.app(scope, receive, send)


WATCHING_ROUTES = [Route("/healthz", alive), Route("/readyz", ready), Route("/metrics", metrics)]
