"""A browser's cookies and plain HTTP for asyncio: pages, files, and a stream of events."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True)
class Answer:
    """What a server sent: status, headers in small letters, the body as it came (compressed, if it was)."""

    status: int
    headers: dict[str, str]
    body: bytes = b""

    @property
    def plain(self) -> bytes:
        """The body, unpacked."""
        return gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body


@dataclass
class Browser:
    """One browser: the server's address, its cookies, the one connection it keeps for the next request."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)
    language: str = "de-DE"
    _kept: Line | None = None

    @property
    def cookie(self) -> str:
        """The cookies as they are sent."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def get(self, path: str) -> Answer:
        """Ask for a path; a redirect is not followed. Raises OSError when the server is not there."""
        return await self._request(path, None)

    async def post(self, path: str, body: bytes) -> Answer:
        """Send JSON to a path. Raises OSError when the server is not there."""
        return await self._request(path, body)

    async def _request(self, path: str, body: bytes | None) -> Answer:
        line, self._kept = self._kept, None
        try:
            answer = await self._ask(line, path, body) if line else None
        except OSError:  # an idle connection is closed by the server after a while
            answer = None
        if line is None or answer is None:
            line = await self._connect()
            answer = await self._ask(line, path, body)
        return await self._read(line, answer)

    async def _read(self, line: Line, answer: Answer) -> Answer:
        """The body of an answer. One connection is kept for the next request; when it is broken off, it is closed."""
        reader, writer = line
        keep = False
        try:
            size = answer.headers.get("content-length")
            body = await reader.readexactly(int(size)) if size else b""
            if answer.headers.get("transfer-encoding") == "chunked":
                body = b"".join([chunk async for chunk in chunks(reader)])
            keep = answer.headers.get("connection") != "close" and self._kept is None
        finally:
            if not keep:
                writer.close()
        self._kept = line if keep else self._kept
        return Answer(answer.status, answer.headers, body)

    async def listen(self, path: str) -> AsyncIterator[tuple[str, str]]:
        """The events of a stream as (name, data), until it ends. Raises OSError when the server is not there,
        PermissionError when it does not let us listen."""
        line = await self._connect()
        try:
            answer = await self._ask(line, path)
            if answer.status != 200:
                raise PermissionError(f"{path}: {answer.status}")
            name = ""
            while text := await line[0].readline():  # sizes of chunks are lines of their own and no field
                field_name, _, value = text.decode().rstrip("\r\n").partition(": ")
                if field_name == "event":
                    name = value
                elif field_name == "data":
                    yield name, value
        finally:
            line[1].close()

    def close(self) -> None:
        """Let the connection go."""
        if self._kept:
            self._kept[1].close()
            self._kept = None

    async def _connect(self) -> Line:
        parts = urlsplit(self.url)
        return await asyncio.open_connection(parts.hostname, parts.port)

    async def _ask(self, line: Line, path: str, body: bytes | None = None) -> Answer:
        """Send a request and read the head of its answer; when that is broken off, the connection is closed."""
        try:
            return await self._ask_on(line, path, body)
        except BaseException:
            line[1].close()
            raise

    async def _ask_on(self, line: Line, path: str, body: bytes | None) -> Answer:
        reader, writer = line
        asked = [
            f"{'GET' if body is None else 'POST'} {path} HTTP/1.1",
            f"Host: {urlsplit(self.url).netloc}",
            f"Accept-Language: {self.language}",
        ]
        asked += [
            f"Accept-Encoding: {'gzip, br' if body is None else 'gzip'}",
            *([f"Cookie: {self.cookie}"] if self.cookies else []),
        ]
        if body is not None:
            asked += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        writer.write("\r\n".join([*asked, "", ""]).encode() + (body or b""))
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        except asyncio.IncompleteReadError as error:
            raise ConnectionResetError(f"{path}: the server has closed the connection") from error
        headers = {}
        for text in head[1:]:
            name, _, value = text.partition(": ")
            if name.lower() == "set-cookie":
                cookie, _, content = value.split(";")[0].partition("=")
                self.cookies[cookie] = content
            headers[name.lower()] = value
        return Answer(int(head[0].split()[1]), headers)


async def chunks(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    """The parts of a body that came in chunks."""
    while size := int(await reader.readline(), 16):
        yield await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
