"""What every answer tells browsers about safety: what a page may load and run, and who may show it in a frame."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.access import outside
from components.live.phone_page import STATIC, phone_page

HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"x-frame-options": b"SAMEORIGIN",
}
"""Of every answer."""

INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def policy(pages: Iterable[bytes]) -> bytes:
    """The content security policy of the app's own pages: all comes from this server, and inside a page runs only
    what stands in `pages` today, by its hash.

    Two things that Streamlit needs remain open: its charts are compiled in the browser ("unsafe-eval"), and the scripts
    of components come as addresses made in the page ("blob:"). Neither lets text that somebody typed run. Styles are
    written into the page by Streamlit itself.
    """
    hashes = [b64encode(sha256(script).digest()).decode() for page in pages for script in INLINE.findall(page)]
    scripts = " ".join(f"'sha256-{value}'" for value in dict.fromkeys(hashes))
    rules = {
        "default-src": "'self'",
        "script-src": f"'self' 'unsafe-eval' blob: {scripts}".rstrip(),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "frame-ancestors": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items()).encode()


PAGES = {b"content-security-policy": policy([(STATIC / "index.html").read_bytes(), phone_page()])}
"""Of every page, beside HEADERS."""


def safety(kind: bytes) -> dict[bytes, bytes]:
    """The safety headers of an answer of this content type."""
    return HEADERS | PAGES if kind.startswith(b"text/html") else HEADERS


class Headers:
    """Middleware that adds the safety headers to every answer, and notes that a request runs beside the pages."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(event: Message) -> None:
            if event["type"] == "http.response.start":
                headers = list(event.get("headers", []))
                event["headers"] = [*headers, *safety(dict(headers).get(b"content-type", b"")).items()]
            await send(event)

        outside.set(scope["type"] == "http")
        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)
