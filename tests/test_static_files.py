"""Files for browsers: packed as they can unpack them, kept as long as they may be, nothing else from the disk."""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import brotli
import pytest
from starlette.types import Message, Scope

from components.live.phone_page import SOON, STATIC, phone_page
from components.live.phone_screen import script
from components.process import open_many_connections
from components.server import files
from components.static_files import AT_ONCE, FOREVER, File, StaticFiles, accepted
from scripts.running import Running, running_app

ROOT = Path(__file__).parent.parent
SCRIPT = next((STATIC / "static" / "js").glob("index.*.js"))
SCRIPT_ADDRESS = f"/{SCRIPT.relative_to(STATIC).as_posix()}"
UNPACK: dict[str | None, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
WAIT = 60
"""Seconds after which something that has to happen has not."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running_app(f"sqlite:///{tmp_path_factory.mktemp('static') / 'werkstatt.db'}") as running:
        yield running


class Answer(NamedTuple):
    status: int
    headers: HTTPMessage
    body: bytes


def get(app: Running, path: str, method: str = "GET", **headers: str) -> Answer:
    """Ask for a path exactly as it is written."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(HTTPConnection(urlsplit(app.url).netloc, timeout=WAIT)) as connection:
        connection.request(method, path, headers={"Accept-Encoding": ""} | named)
        with connection.getresponse() as answer:
            return Answer(answer.status, answer.headers, answer.read())


@pytest.mark.parametrize("asked", ["br", "gzip", "gzip, deflate, br, zstd", "", "identity", "gzip;q=0, br;q=0.0"])
def test_a_script_is_the_file_on_disk_once_it_is_unpacked(server: Running, asked: str) -> None:
    answer = get(server, SCRIPT_ADDRESS, Accept_Encoding=asked)
    assert UNPACK[answer.headers["Content-Encoding"]](answer.body) == SCRIPT.read_bytes()
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("asked", "packed"),
    [("gzip, deflate", "gzip"), ("gzip, deflate, br, zstd", "br"), ("BR;q=0.5", "br"), ("br;q=0, gzip;q=1.0", "gzip"),
     ("gzip;q=0.000", ""), ("zstd", ""), ("*", ""), ("", "")],
)  # fmt: skip
def test_the_best_is_sent_that_a_browser_can_unpack(asked: str, packed: str) -> None:
    assert accepted(asked.encode()) == packed


@pytest.mark.parametrize(
    ("address", "kept"),
    [(SCRIPT_ADDRESS, FOREVER), (f"/{script()}", FOREVER), ("/app/static/phone.js", "public, max-age=86400"),
     ("/app/static/phone.js?another", "public, max-age=86400"), ("/", "no-cache"), ("/room", "no-cache")],
)  # fmt: skip
def test_only_what_is_named_after_its_content_is_kept_without_asking(server: Running, address: str, kept: str) -> None:
    assert get(server, address, Accept_Encoding="gzip").headers["Cache-Control"] == kept


def test_a_font_is_sent_as_it_is(server: Running) -> None:
    answer = get(server, "/app/static/Inter.woff2", Accept_Encoding="gzip, br")
    assert answer.headers["Content-Encoding"] is None
    assert answer.headers["Content-Type"] == "font/woff2"
    assert answer.body == (ROOT / "components" / "static" / "Inter.woff2").read_bytes()


def test_who_has_a_file_is_told_so_and_who_has_it_packed_otherwise_gets_it(server: Running) -> None:
    first = get(server, SCRIPT_ADDRESS, Accept_Encoding="gzip")
    tag = first.headers["ETag"]
    for known in (tag, f'"another", W/{tag}'):
        again = get(server, SCRIPT_ADDRESS, Accept_Encoding="gzip", If_None_Match=known)
        assert (again.status, again.body, again.headers["Cache-Control"]) == (304, b"", FOREVER)
    assert get(server, SCRIPT_ADDRESS, Accept_Encoding="br", If_None_Match=tag).status == 200


def test_the_head_says_what_the_whole_would(server: Running) -> None:
    whole, head = (get(server, SCRIPT_ADDRESS, method, Accept_Encoding="gzip") for method in ("GET", "HEAD"))
    assert head.body == b""
    for name in ("Content-Length", "Content-Encoding", "ETag", "Cache-Control", "Content-Type"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize(
    "path",
    ["/static/../../../../../../app.py", "/app/static/../server.py", "/app/static/%2e%2e/server.py",
     "/app/static/..%2fserver.py", "/app/static/..%5cserver.py", "/app/static//etc/passwd",
     "/static/js/../../../cli.py", f"/app/static/{ROOT}/app.py", "//app/static/phone.js",
     "/static/static/index.html", "/app/static/"],
)  # fmt: skip
def test_no_address_leads_out_of_the_folders(server: Running, path: str) -> None:
    answer = get(server, path)
    assert b"import" not in answer.body.split(b"<html", 1)[0]
    assert b"root:" not in answer.body
    assert answer.status in (400, 404) or answer.body == (STATIC / "index.html").read_bytes()


def test_every_file_that_may_be_kept_for_ever_is_named_after_its_content() -> None:
    kept = [address for address, file in files().items() if file.keep == FOREVER]
    assert len(kept) > 300
    assert not [address for address in kept if not re.search(r"\.[\w-]{8}\.\w+$", address)]


def test_the_page_for_phones_leaves_out_the_fonts_they_do_not_show_and_names_only_files_there_are() -> None:
    page, known = phone_page().decode(), files()
    assert "SourceSansVF" in (STATIC / "index.html").read_text(encoding="utf-8")
    assert "SourceSansVF" not in page
    linked = re.findall(r'(?:href|src)="\./((?:static|app)/[^"?]+)', page)
    assert len(linked) > 50
    assert not [address for address in linked if f"/{address}" not in known]
    assert script() in page


def test_streamlit_is_as_the_page_for_phones_takes_it_to_be() -> None:
    """What is relied on in Streamlit's files. If one is gone, phones work on but load more: look at phone_page.py."""
    said = SCRIPT.read_text(encoding="utf-8")
    styles = "".join(path.read_text(encoding="utf-8") for path in (STATIC / "static" / "css").glob("index.*.css"))
    assert 'document.fonts.load(`1em "${' in said, "the symbols are loaded in advance in another way"
    assert "window.__streamlit" in said
    assert "BACKEND_BASE_URL" in said
    assert "font-family:Source Sans;" in styles
    for name in SOON:
        assert len(list((STATIC / "static" / "js").glob(f"{name}.*.js"))) == 1, name


def beside(work: Coroutine[Any, Any, Any]) -> Any:
    """Run in a thread of its own: one in which Playwright has started a loop runs no other."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asyncio.wait_for(work, WAIT)).result()


def scope() -> Scope:
    path = {"path": "/one.js", "query_string": b"", "root_path": ""}
    return {"type": "http", "method": "GET", "http_version": "1.1", "headers": [(b"accept-encoding", b"gzip")], **path}


async def nothing(*_: object) -> Message:
    return {"type": "http.request"}


def test_a_file_that_many_ask_for_at_once_is_read_once() -> None:
    read: list[int] = []

    async def many() -> None:
        served = StaticFiles(nothing, {"/one.js": File(".js", lambda: read.append(1) or b"x" * 1000, FOREVER)})
        await asyncio.gather(*(served(scope(), nothing, nothing) for _ in range(50)))

    beside(many())
    assert len(read) == 1


def test_a_file_that_could_not_be_read_is_read_when_it_can_be() -> None:
    tries = iter([OSError("too many open files"), b"x" * 1000])
    sent: list[Message] = []

    def read() -> bytes:
        found = next(tries)
        if isinstance(found, OSError):
            raise found
        return found

    async def keep(message: Message) -> None:
        sent.append(message)

    async def twice() -> None:
        served = StaticFiles(nothing, {"/one.js": File(".js", read, FOREVER)})
        with pytest.raises(OSError, match="too many"):
            await served(scope(), nothing, keep)
        await served(scope(), nothing, keep)

    beside(twice())
    assert gzip.decompress(sent[1]["body"]) == b"x" * 1000


def test_slow_phones_keep_nobody_waiting() -> None:
    async def room() -> None:
        served = StaticFiles(nothing, {"/one.js": File(".js", lambda: b"x" * 1000, FOREVER)})
        crowded, moving, stuck = asyncio.Event(), asyncio.Event(), []

        async def stick(message: Message) -> None:
            stuck.append(message)
            if len(stuck) == AT_ONCE:
                crowded.set()
            await moving.wait()

        slow = [asyncio.create_task(served(scope(), nothing, stick)) for _ in range(AT_ONCE)]
        await crowded.wait()
        await served(scope(), nothing, nothing)
        moving.set()
        await asyncio.gather(*slow)

    beside(room())


@pytest.mark.skipif("sys.platform == 'win32'", reason="Windows has no such limit")
def test_the_server_may_have_a_connection_for_every_phone() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(1024, before[1]), before[1]))
        open_many_connections()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= min(8192, before[1])
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
