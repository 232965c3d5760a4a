"""A Chromium for tests and pictures: the system's, else Playwright's own, else Debian's package (`make test`)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

PROGRAMS = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
QUIET = ("--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update")
"""A browser that looks for nothing but the app."""
NEEDED = (
    "There is no Chromium or Chrome on this machine that can be started, and none could be installed. Install one: "
    "“apt-get install chromium” (Debian, Ubuntu), “python -m playwright install --with-deps chromium” (elsewhere), "
    "or Google Chrome; then run “make test” again."
)


class NoBrowser(Exception):
    """There is no browser; the message says what to install."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A started headless browser. Raises NoBrowser when there is none."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def launch(playwright: Playwright) -> Browser:
    """Start the first browser that can be started: those of the system, then Playwright's own, then Google Chrome
    where Windows and macOS keep it. Raises NoBrowser when there is none."""
    programs = [path for name in PROGRAMS if (path := shutil.which(name))]
    for program in [*programs, None]:
        with suppress(Error):
            return playwright.chromium.launch(executable_path=program, args=QUIET)
    with suppress(Error):
        return playwright.chromium.launch(channel="chrome", args=QUIET)
    raise NoBrowser(NEEDED)


def can_start() -> bool:
    """Whether there is a browser that starts."""
    try:
        with chromium():
            return True
    except NoBrowser:
        return False


def install() -> bool:
    """Try to get a browser: Playwright's own, then, as root on Debian, the package. Returns whether one starts now."""
    with suppress(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], timeout=300, check=False)
    if can_start():
        return True
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], env=quiet, check=False)
    return can_start()


def main() -> int:
    """Make sure there is a browser. Without one the tests are run nevertheless: those that need it say so."""
    if not can_start() and not install():
        print(NEEDED, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
