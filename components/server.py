"""What the server does outside pages: start up, hand out its files, say that something broke."""

from __future__ import annotations

import asyncio
import gc
import logging
import secrets
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import streamlit as st

from components.live.events import present, tending
from components.live.join import PHONE
from components.live.phone_page import STATIC, phone_page
from components.logs import is_collected, set_up_log
from components.process import open_many_connections, share_heaps, take_turns
from components.retention import delete_in_time
from components.static_files import A_DAY, ASK, FOREVER, File, files_in
from components.texts import _
from components.warm import import_first, warm_up
from components.watching import warn_in_time
from data.access import LINK_HOURS, make_link
from data.counted import counted
from data.migrate import migrate

log = logging.getLogger("werkstatt")

SETTINGS: dict[str, Any] = {
    "runner.postScriptGC": False,
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.disableDataExport": True,
}
"""Settings of `.streamlit/config.toml` that decide how many people a process carries, and what an error gives away."""

SELDOM = (10_000, 50, 1_000)
"""Thresholds of the garbage collector: by its own it would stop all votes for a fifth of a second now and then."""

THREADS = 24
"""How many threads answer requests. With Python's own six, votes that wait for their turn to be written keep everybody
else out, and fewer of them are written together."""


@asynccontextmanager
async def start(_app: st.App) -> AsyncIterator[None]:
    """Migrate, warn about wrong settings, print the facilitator's link; collect garbage while running.

    What pages need beside the frame is imported from now on, not with the first click.
    """
    set_up_log()
    migrate()
    import_first()
    open_many_connections()
    share_heaps()
    for name, value in SETTINGS.items():
        if st.get_option(name) != value:
            log.warning("%s should be %r; start the app in its own folder so that its settings are read", name, value)
    if not is_collected():
        announce(make_link())
    take_turns(live=True)  # a killed server comes back to a full room
    warming_up = asyncio.create_task(asyncio.to_thread(warm_up))
    gc.set_threshold(*SELDOM)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
    going_on = [asyncio.create_task(task) for task in (settle_down(warming_up), warn_in_time(), delete_in_time())]
    async with tending():
        yield
    for task in (warming_up, *going_on):
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def settle_down(warming_up: asyncio.Task[Any], seconds: float = 60) -> None:
    """Once everything is imported: long turns again unless phones are there, and collect now and then, outside the
    scripts. After each script, as is the default, it costs ten times the run.

    What was imported stays for ever and need not be looked through each time.
    """
    await warming_up
    take_turns(live=present["phones"] > 0)
    gc.collect()
    gc.freeze()
    while True:
        await asyncio.sleep(seconds)
        await asyncio.to_thread(gc.collect)


def announce(token: str) -> None:
    """Print the facilitator's link as Jupyter does: the room is on the same network, so an open door is no option."""
    port = st.get_option("server.port")
    log.warning("Your way in as facilitator, good for %s hours: http://localhost:%s/s/%s", LINK_HOURS, port, token)


def apologise(error: Exception) -> bool:
    """Say in the person's language that something broke, with a number under which the log has the details."""
    reference = secrets.token_hex(3).upper()
    counted.add("errors")
    log.error("Error %s in a page", reference, exc_info=error)
    st.error(
        _(
            "Something went wrong here, and it is our fault. What was saved before is safe. Reload the page; if it "
            "happens again, tell whoever runs this app the number {reference}.",
            reference=reference,
        ),
        icon=":material/error:",
    )
    return True


def files() -> dict[str, File]:
    """What browsers load beside the pages' contents, by address: Streamlit's files, the app's, the page for phones."""
    return {
        **files_in(STATIC / "static", "/static", FOREVER),
        **files_in(Path(__file__).parent / "static", "/app/static", A_DAY),
        PHONE: File(".html", phone_page, ASK),
        "/": File(".html", (STATIC / "index.html").read_bytes, ASK),
        "/favicon.png": File(".png", (STATIC / "favicon.png").read_bytes, A_DAY),
    }
