"""What is installed is held against published weaknesses, and silence of those who publish them is no all-clear."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from scripts.audit import audit

WEAK = {
    "vulns": [
        {
            "id": "PYSEC-2026-1",
            "modified": "2026-01-01T00:00:00Z",
            "affected": [
                {
                    "package": {"name": "segno", "ecosystem": "PyPI"},
                    "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.6.9"}]}],
                    "versions": ["1.6.0"],
                }
            ],
        }
    ]
}


@contextmanager
def advisories(answer: dict[str, Any]) -> Iterator[str]:
    """The address of a service that says this about every package."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: the test's output is the test's."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    server.server_close()


@pytest.fixture
def pinned(tmp_path: Path) -> tuple[str, ...]:
    """Options to look at one package only, without installing anything."""
    path = tmp_path / "requirements.txt"
    path.write_text("segno==1.6.0\n", encoding="utf-8")
    return ("--requirement", str(path), "--disable-pip", "--no-deps", "--vulnerability-service", "osv", "--osv-url")


def test_a_known_weakness_is_named_with_the_version_that_mends_it(pinned: tuple[str, ...]) -> None:
    with advisories(WEAK) as url:
        weak, said = audit(*pinned, url)
    assert weak == ["segno 1.6.0: PYSEC-2026-1, mended in 1.6.9"]
    assert said == "Audit: 1 packages looked up, 0 unknown to the advisories asked."


def test_a_package_without_a_weakness_is_looked_up_and_not_named(pinned: tuple[str, ...]) -> None:
    with advisories({}) as url:
        assert audit(*pinned, url) == ([], "Audit: 1 packages looked up, 0 unknown to the advisories asked.")


def test_advisories_that_cannot_be_asked_are_no_all_clear(pinned: tuple[str, ...]) -> None:
    with advisories({}) as url:
        pass
    weak, said = audit(*pinned, url)
    assert weak == []
    assert said.startswith("Audit: the advisories could not be asked")
