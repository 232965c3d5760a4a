"""A tab on the app without a browser: Streamlit's protocol over a WebSocket, hundreds of them in one process.

What a browser does and this does too: everything a run did not draw again disappears when the run has ended; a part
with `run_every` asks for its run by itself; what is sent while the line is dead is dropped. What it does not: it keeps
no large messages, so the server sends each in full.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin, Subprotocol

from benchmarks.browser import Browser

WAIT = 60.0
"""Seconds after which what should have come has not."""


@dataclass(frozen=True, slots=True)
class Element:
    """Something on the page: which kind, what the server said about it, in which part and run."""

    kind: str
    proto: Any
    fragment: str
    run: str

    @property
    def key(self) -> str:
        """The key that the app gave it, "" without one."""
        parts = str(getattr(self.proto, "id", "")).split("-", 2)
        return parts[2] if len(parts) == 3 and parts[2] != "None" else ""

    @property
    def data(self) -> dict[str, Any]:
        """What a component was given."""
        return dict(json.loads(self.proto.bytes or self.proto.json or self.proto.mixed.json))


class Tab:
    """One tab: `open` it, wait `until` something holds, `press` buttons, `trigger` components, `cut` its line.

    `on_element` is told of each element as it comes, `on_end` of each run that has ended.
    """

    def __init__(self, browser: Browser, page: str = "", query: str = "") -> None:
        self.browser, self.page, self.query = browser, page, query
        self.elements: dict[tuple[int, ...], Element] = {}
        self.on_element: Callable[[Element], None] = lambda element: None
        self.on_end: Callable[[], None] = lambda: None
        self.errors: list[str] = []
        self.session = ""
        self.runs = 0
        self._hash = self._run = ""
        self._parts: tuple[str, ...] = ()
        self._socket: ClientConnection | None = None
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._waiting: list[tuple[Callable[[], Any], asyncio.Future[None]]] = []

    # ---- the line

    async def open(self, *, session: str = "", run: bool = True) -> None:
        """Connect and ask for the page, as a new session or, with its id, an old one; without `run` only connect, as a
        browser does whose page has run and has no part that repeats. Raises OSError when the server is not there."""
        for path in ("/_stcore/health", "/_stcore/host-config"):
            await self.browser.get(path)
        # Streamlit takes the second and third "protocol" for its token against forged requests and an old session.
        token = self.browser.cookies.get("_streamlit_xsrf", "none")
        try:
            self._socket = await connect(
                f"ws://{urlsplit(self.browser.url).netloc}/_stcore/stream",
                subprotocols=[Subprotocol(one) for one in ("streamlit", token, session) if one],
                additional_headers={"Cookie": self.browser.cookie}, origin=Origin(self.browser.url), max_size=None,
                compression=None, proxy=None, ping_interval=None, open_timeout=WAIT,
            )  # fmt: skip
        except WebSocketException as error:
            raise ConnectionResetError("the server has closed the connection") from error
        self._tasks["read"] = asyncio.create_task(self._read(self._socket))
        if run:
            await self.rerun()

    @property
    def is_open(self) -> bool:
        """Whether the line is there, as far as this side knows."""
        return self._socket is not None and "read" in self._tasks and not self._tasks["read"].done()

    def cut(self) -> None:
        """Break the line without a word, as a lost network does."""
        if self._socket is not None:
            self._socket.transport.abort()
        self._stop()

    async def close(self) -> None:
        """Close the tab."""
        if self._socket is not None:
            with suppress(OSError, WebSocketException):
                await self._socket.close()
        self._stop()

    def _stop(self) -> None:
        for name, task in self._tasks.items():
            if name != "read":
                task.cancel()
        self._tasks = {name: task for name, task in self._tasks.items() if name == "read"}

    # ---- what is sent

    async def rerun(self, part: str = "", *widgets: WidgetState, by_itself: bool = False) -> None:
        """Ask for a run of the page or of a part; into a dead line nothing is sent."""
        asked = (message := BackMsg()).rerun_script
        asked.query_string, asked.fragment_id, asked.is_auto_rerun = self.query, part, by_itself
        asked.page_script_hash, asked.page_name = self._hash, "" if self._hash else self.page
        asked.widget_states.widgets.extend(widgets)
        asked.context_info.locale, asked.context_info.timezone = self.browser.language, "Europe/Berlin"
        asked.context_info.url, asked.context_info.color_scheme = f"{self.browser.url}/{self.page}", "light"
        with suppress(OSError, WebSocketException):
            if self._socket is not None:
                await self._socket.send(message.SerializeToString())

    async def press(self, key: str) -> None:
        """Press a button. Raises KeyError when there is none."""
        button = self.element(key)
        await self.rerun(button.fragment, WidgetState(id=button.proto.id, trigger_value=True))

    async def trigger(self, key: str, event: str, value: object) -> None:
        """Let a component say something. Raises KeyError when there is none."""
        component = self.element(key)
        said = json.dumps([{"event": event, "value": value}])
        name = f"$$STREAMLIT_INTERNAL_KEY_{component.proto.id}__events"
        await self.rerun(component.fragment, WidgetState(id=name, json_trigger_value=said))

    # ---- what is shown

    def element(self, key: str) -> Element:
        """The element with this key. Raises KeyError when there is none."""
        for element in self.elements.values():
            if element.key == key:
                return element
        raise KeyError(f"{key}; there are {[one.key for one in self.elements.values() if one.key]} {self.errors}")

    def has(self, key: str) -> bool:
        """Whether there is an element with this key."""
        return any(element.key == key for element in self.elements.values())

    def text(self) -> str:
        """All words on the page."""
        return "\n".join(str(getattr(element.proto, "body", "")) for element in self.elements.values())

    async def until(self, holds: Callable[[], Any], seconds: float = WAIT) -> float:
        """Wait until something holds, which is looked at after each message; returns when, by `time.perf_counter`.
        Raises TimeoutError."""
        if not holds():
            waiting = (holds, asyncio.get_running_loop().create_future())
            self._waiting.append(waiting)
            try:
                await asyncio.wait_for(waiting[1], seconds)
            finally:
                self._waiting.remove(waiting)
        return time.perf_counter()

    # ---- what comes

    async def _read(self, socket: ClientConnection) -> None:
        with suppress(OSError, WebSocketException):
            async for data in socket:
                assert isinstance(data, bytes)
                self._take(ForwardMsg.FromString(data))
                self.look()

    def look(self) -> None:
        """Look again at what somebody waits for."""
        for holds, found in self._waiting:
            if not found.done() and holds():
                found.set_result(None)

    def _take(self, message: ForwardMsg) -> None:
        match message.WhichOneof("type"):
            case "delta":
                self._draw(message)
            case "new_session":
                self.session, self._run = message.new_session.initialize.session_id, message.metadata.run.script_run_id
                self._parts = tuple(message.metadata.run.fragment_ids)
                self._hash = self._hash or message.new_session.page_script_hash
                if not self._parts:
                    self._stop()
            case "navigation":
                self._hash = message.navigation.page_script_hash
            case "auto_rerun":
                self._repeat(message.auto_rerun.fragment_id, message.auto_rerun.interval)
            case "stop_auto_rerun":
                self._forget(message.stop_auto_rerun.fragment_ids)
            case "script_finished":
                self._end(message.script_finished)

    def _draw(self, message: ForwardMsg) -> None:
        delta, path = message.delta, tuple(message.metadata.delta_path)
        if delta.WhichOneof("type") != "new_element":  # a block, which has nothing to show by itself
            self.elements.pop(path, None)
            return
        kind = delta.new_element.WhichOneof("type") or ""
        element = Element(kind, getattr(delta.new_element, kind, None), delta.fragment_id, self._run)
        self.elements[path] = element
        if kind == "exception":
            self.errors.append(element.proto.message)
        self.on_element(element)

    def _end(self, how: int) -> None:
        if how == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return
        gone = [
            path for path, element in self.elements.items()
            if element.run != self._run and (not self._parts or element.fragment in self._parts)
        ]  # fmt: skip
        for path in gone:
            del self.elements[path]
        self.runs += 1
        self.on_end()

    def _repeat(self, part: str, seconds: float) -> None:
        async def repeat() -> None:
            while True:
                await asyncio.sleep(seconds)
                await self.rerun(part, by_itself=True)

        if part not in self._tasks:
            self._tasks[part] = asyncio.create_task(repeat())

    def _forget(self, parts: Iterable[str]) -> None:
        for part in parts:
            if task := self._tasks.pop(part, None):
                task.cancel()
