"""Files that browsers load, packed once and sent from memory: a room full of phones asks for all of them at once.

Streamlit sends its scripts unpacked and reads them from the disk each time, which is right behind a proxy that packs
and keeps them. Where there is none, a first visit costs three megabytes, and two hundred at once keep the server busy
for half a minute. Here a file is packed when it is first asked for, beside the event loop, and kept. At this quality
all scripts of a phone take a tenth of a second together; the best would save another tenth of the bytes and take four
seconds. So nothing need be kept on disk, where it could be old, half written or not allowed.

Only addresses of files that were there at the start are answered, so none can lead out of a folder; everything else is
Streamlit's business as before.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import brotli  # type: ignore[import-untyped]
from starlette.types import ASGIApp, Receive, Scope, Send

FOREVER, A_DAY, ASK = "public, max-age=31536000, immutable", "public, max-age=86400", "no-cache"
"""How long a browser may keep a file without asking: one that has another name when it changes, one of ours, a page."""
KINDS = {
    ".html": ("text/html; charset=utf-8", True),
    ".js": ("text/javascript; charset=utf-8", True),
    ".css": ("text/css; charset=utf-8", True),
    ".svg": ("image/svg+xml", True),
    ".woff2": ("font/woff2", False),
    ".png": ("image/png", False),
    ".gif": ("image/gif", False),
}
"""Ending → content type, and whether packing is worth it. Python would ask Windows, which says what it likes."""
PACK: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: bytes(brotli.compress(body, quality=6)),
    "gzip": lambda body: gzip.compress(body, compresslevel=9, mtime=0),
    "": lambda body: body,
}
"""The best first. Browsers accept Brotli over HTTPS only; in a room without certificates it is gzip."""

AT_ONCE = 8
"""Files sent in one round of the event loop. Without a limit it is as many as phones ask for, and a vote that comes in
meanwhile waits for all of them, several times: seconds instead of tenths of a second."""


@dataclass(frozen=True)
class File:
    """What lies behind an address: its ending, how to read it, how long it may be kept."""

    ending: str
    read: Callable[[], bytes]
    keep: str


@dataclass(frozen=True)
class Packed:
    """A file as it is sent: its body, a short name for its content, and the headers that say so."""

    body: bytes
    digest: str
    headers: dict[bytes, bytes]


def files_in(folder: Path, address: str, keep: str) -> dict[str, File]:
    """Address → file, for all files of a folder and those below it whose kind is known."""
    paths = [path for path in folder.rglob("*") if path.suffix in KINDS]
    return {
        f"{address}/{path.relative_to(folder).as_posix()}": File(path.suffix, path.read_bytes, keep) for path in paths
    }


class StaticFiles:
    """Middleware that answers for these files and passes on everything else. It holds each at most once for every way
    of packing; in memory is only what was asked for."""

    def __init__(self, app: ASGIApp, files: Mapping[str, File]) -> None:
        self.app = app
        self.files = files
        self.packed: dict[tuple[str, str], asyncio.Task[Packed]] = {}
        self.turns = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or scope["path"] not in self.files:
            await self.app(scope, receive, send)
            return
        asked = dict(scope["headers"])
        encoding = accepted(asked.get(b"accept-encoding", b"")) if KINDS[self.files[scope["path"]].ending][1] else ""
        packed = await self.pack(scope["path"], encoding)
        async with self.turns:
            await asyncio.sleep(0)
        await answer(packed, scope["query_string"], asked.get(b"if-none-match", b""), send)

    async def pack(self, address: str, encoding: str) -> Packed:
        """Packed by the first who asks, while others who ask for the same wait. A failure is not kept: a server with
        too many open files has fewer a moment later."""
        key = (address, encoding)
        if key not in self.packed:
            self.packed[key] = asyncio.create_task(asyncio.to_thread(pack, self.files[address], encoding))
        try:
            return await asyncio.shield(self.packed[key])
        except OSError:
            self.packed.pop(key, None)
            raise


async def answer(packed: Packed, query: bytes, known: bytes, send: Send) -> None:
    """Send the file, or the news that the browser has it already. By hand: a room that comes in asks for fifteen
    thousand, and to make Starlette's objects for each takes longer than to send it."""
    headers, status, body = dict(packed.headers), 200, packed.body
    if query.decode("latin-1") == packed.digest:
        headers[b"cache-control"] = FOREVER.encode()
    if has(known.decode("latin-1"), headers[b"etag"].decode()):
        status, body = 304, b""
        del headers[b"content-length"]
    await send({"type": "http.response.start", "status": status, "headers": list(headers.items())})
    await send({"type": "http.response.body", "body": body})


def pack(file: File, encoding: str) -> Packed:
    """Read and pack a file."""
    content, (kind, packs) = file.read(), KINDS[file.ending]
    body, digest = PACK[encoding](content), stamp(content)
    headers = {"content-type": kind, "content-length": str(len(body)), "cache-control": file.keep}
    headers["etag"] = f'"{digest}{encoding}"'
    if packs:
        headers["vary"] = "Accept-Encoding"
    if encoding:
        headers["content-encoding"] = encoding
    return Packed(body, digest, {name.encode(): value.encode() for name, value in headers.items()})


def stamp(body: bytes) -> str:
    """A short name for this content. Who asks for a file with its stamp (`phone.js?0123456789ab`) may keep it."""
    return sha256(body).hexdigest()[:12]


@lru_cache(maxsize=256)
def accepted(header: bytes) -> str:
    """The best way of packing among those in a browser's `Accept-Encoding`; "" when there is none."""
    weights = dict(part.strip().partition(";")[::2] for part in header.decode("latin-1").lower().split(","))
    usable = {name.strip() for name, weight in weights.items() if weight.strip().rstrip("0.") != "q="}
    return next(encoding for encoding in PACK if encoding in usable or not encoding)


def has(header: str, etag: str) -> bool:
    """Whether a browser has this one, by its `If-None-Match`; proxies mark it as weak when they pack it anew."""
    return etag in {one.strip().removeprefix("W/") for one in header.split(",")}
