"""What a browser downloads for a page, counted on the wire: header and body as they came, packed or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

ENDLESS = "EventSource"
"""A stream that stays open is nothing a page waits for."""


@dataclass
class Downloads:
    """Bytes by address (path and query, in the order they were asked for), and what came over the WebSocket."""

    files: dict[str, int] = field(default_factory=dict)
    socket: int = 0
    _names: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All bytes."""
        return sum(self.files.values()) + self.socket

    def answered(self, event: dict[str, Any]) -> None:
        """An answer begins."""
        address = urlsplit(event["response"]["url"])
        if address.scheme.startswith("http") and event["type"] != ENDLESS:
            name = f"{address.path}?{address.query}" if address.query else address.path
            self._names[event["requestId"]] = name
            self.files.setdefault(name, 0)

    def finished(self, event: dict[str, Any]) -> None:
        """An answer is complete."""
        if name := self._names.get(event["requestId"]):
            self.files[name] += int(event["encodedDataLength"])

    def told(self, event: dict[str, Any]) -> None:
        """The server said something over the WebSocket; bytes stand in the event as Base64."""
        self.socket += len(event["response"]["payloadData"]) * 3 // 4


def watch_downloads(page: Page, *encodings: str) -> Downloads:
    """Count from now on. `encodings` is what the browser says it can unpack, if not what it says by itself: over plain
    HTTP, as in a room without certificates, phones offer gzip and no Brotli, but every browser offers both to its own
    machine, where tests run."""
    downloads, session = Downloads(), page.context.new_cdp_session(page)
    session.send("Network.enable")
    if encodings:
        page.set_extra_http_headers({"Accept-Encoding": ", ".join(encodings)})
    session.on("Network.responseReceived", downloads.answered)
    session.on("Network.loadingFinished", downloads.finished)
    session.on("Network.webSocketFrameReceived", downloads.told)
    return downloads
