"""Caddy with the shipped configuration, for tests: the system's, else Debian's package (`make test`)."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from scripts.running import ROOT, SECONDS_TO_START, free_port

CONFIGURATION = ROOT / "deploy" / "Caddyfile"
NEEDED = "There is no Caddy on this machine. Install it (“apt-get install caddy” on Debian and Ubuntu)."


@dataclass(frozen=True)
class Proxy:
    """A running Caddy: its addresses, plain and over HTTPS with a certificate of its own, and its log."""

    plain: str
    safe: str
    log: Path


class NoProxy(Exception):
    """There is no Caddy; the message says what to install."""


@contextmanager
def running_proxy(*servers: str, files: Path, options: str = "") -> Iterator[Proxy]:
    """Caddy before servers (host:port), with the files below a folder and more global options. Raises NoProxy when
    there is none, RuntimeError when it does not start."""
    if not shutil.which("caddy"):
        raise NoProxy(NEEDED)
    plain, safe = f"http://127.0.0.1:{free_port()}", f"https://localhost:{free_port()}"
    with TemporaryDirectory(prefix="werkstatt-caddy-") as folder:
        settings = {
            "SITE": f"{plain}, {safe}", "SERVERS": " ".join(servers), "FILES": str(files), "STICKY_SECRET": "for tests",
            "CADDY_OPTIONS": f"admin off\nskip_install_trust\nauto_https disable_redirects\n{options}",
            "XDG_DATA_HOME": folder, "XDG_CONFIG_HOME": folder,
        }  # fmt: skip
        log = Path(folder) / "log"
        with log.open("w") as written:
            process = subprocess.Popen(
                ["caddy", "run", "--adapter", "caddyfile", "--config", str(CONFIGURATION)],
                env=os.environ | settings, stdout=written, stderr=subprocess.STDOUT,
            )  # fmt: skip
        try:
            wait_until_it_answers(process, safe, log)
            yield Proxy(plain, safe, log)
        finally:
            process.terminate()
            process.wait(20)


def wait_until_it_answers(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Wait until it takes connections. Raises RuntimeError when it ends or takes too long."""
    deadline = time.monotonic() + SECONDS_TO_START
    while not listens(url):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"Caddy did not start; it said:\n{log.read_text()}")
        time.sleep(0.1)


def listens(url: str) -> bool:
    """Whether somebody takes connections at this address, and has a certificate to show."""
    parts = urlsplit(url)
    try:
        with (
            socket.create_connection((parts.hostname, parts.port), timeout=5) as line,
            trusting().wrap_socket(line, server_hostname=parts.hostname),
        ):
            return True
    except OSError:
        return False


def trusting() -> ssl.SSLContext:
    """For connections to a proxy whose certificate nobody knows."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def main() -> int:
    """Make sure there is a Caddy. Without one the tests are run nevertheless: those that need it say so."""
    if not shutil.which("caddy") and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "caddy"], env=quiet, check=False)
    if not shutil.which("caddy"):
        print(NEEDED, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
