"""One tab on the app without a browser: it asks for a page as a browser does and keeps what the server sends."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from data.access import COOKIE

TIMEOUT = 60


@dataclass
class Run:
    """One run of a page: seconds from asking to the end, everything that was sent, whether the page failed or says that
    something went wrong."""

    seconds: float = 0.0
    sent: bytes = b""
    failed: bool = False

    def shows(self, text: str) -> bool:
        """Whether a text is anywhere in what was sent."""
        return text.encode() in self.sent


@contextmanager
def visit(url: str, page: str = "", *, token: str = "", query: str = "", locale: str = "de-DE") -> Iterator[Tab]:
    """A tab on one page of the app (`page` is its address, "" the start page), with or without somebody's token."""
    with connect(
        f"ws://{urlsplit(url).netloc}/_stcore/stream",
        # Streamlit takes the second "protocol" for its token against forged requests, here none.
        subprotocols=[Subprotocol("streamlit"), Subprotocol("none")],
        additional_headers={"Cookie": f"{COOKIE}={token}"} if token else {},
        origin=Origin(url), max_size=None, compression=None, proxy=None, open_timeout=TIMEOUT,
    ) as socket:  # fmt: skip
        yield Tab(socket, url, page, query, locale)


def is_failure(element: Element) -> bool:
    """Whether an element says that something went wrong."""
    kind = element.WhichOneof("type")
    return kind == "exception" or (kind == "alert" and element.alert.format == Alert.ERROR)


@dataclass
class Tab:
    """An open tab; each `run()` is a full run of its page."""

    socket: ClientConnection
    url: str
    page: str
    query: str
    locale: str
    page_hash: str = ""

    def run(self) -> Run:
        """Run the page and wait until it is finished. Raises TimeoutError when it is not within a minute."""
        run, start = Run(), time.perf_counter()
        self.socket.send(self._request())
        while True:
            data = self.socket.recv(TIMEOUT)
            assert isinstance(data, bytes)
            answer = ForwardMsg.FromString(data)
            run.sent += data
            match answer.WhichOneof("type"):
                case "new_session" if not self.page_hash:
                    self.page_hash = answer.new_session.page_script_hash
                case "navigation":
                    self.page_hash = answer.navigation.page_script_hash
                case "page_info_changed":  # a browser keeps it in its address bar
                    self.query = answer.page_info_changed.query_string
                case "delta":
                    run.failed |= is_failure(answer.delta.new_element)
                case "script_finished" if answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    run.failed |= answer.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR
                    run.seconds = time.perf_counter() - start
                    return run

    def _request(self) -> bytes:
        request = BackMsg()
        asked = request.rerun_script
        asked.query_string = self.query
        if self.page_hash:
            asked.page_script_hash = self.page_hash
        else:
            asked.page_name = self.page
        asked.context_info.locale, asked.context_info.timezone = self.locale, "Europe/Berlin"
        asked.context_info.url, asked.context_info.color_scheme = f"{self.url}/{self.page}", "light"
        return request.SerializeToString()
