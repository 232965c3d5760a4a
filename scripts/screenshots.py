"""Take a picture of every page, so that anybody can look through the whole app in a minute (`make screenshots`)."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from components.rooms import ROOMS
from components.slides import CHARTS
from data.access import COOKIE
from scripts.browser import NoBrowser, chromium
from scripts.drawn import PHONE, WIDE, open_page, show_whole_length, window
from scripts.running import ROOT, Running, running_app
from scripts.samples import sample_database

DOCS = ROOT / "docs"
PICTURES, FRONT = "screenshots", "heatmap.png"
"""Below the folder: all pictures and the page that shows them; the one of the README."""
SHOWN = {"de": ("WS-AUTO", "de-DE"), "en": ("WS-HOTEL", "en-GB")}
"""Language → the example that is shown in it, and what the browser asks for."""
PAGES = [address for *_, address in ROOMS if address != "projector"]


def take_all(browser: Browser, app: Running, folder: Path) -> Iterator[Path]:
    """Every page in both languages and both sizes in its whole length, every chart on the wall, and the front page."""
    pictures = folder / PICTURES
    for language, (workshop, locale) in SHOWN.items():
        for size in (WIDE, PHONE):
            context = window(browser, size, locale=locale)
            context.add_cookies([{"name": COOKIE, "value": app.token, "url": app.url}])
            for address in PAGES:
                page = context.new_page()
                open_page(page, f"{app.url}/{address}?w={workshop}")
                show_whole_length(page)
                yield save(page, pictures / language / str(size[0]) / f"{address or 'overview'}.png")
                page.close()
            if size == WIDE:
                page = context.new_page()
                for chart in CHARTS:
                    open_page(page, f"{app.url}/projector?w={workshop}&chart={chart}&embed=true")
                    yield save(page, pictures / language / "wall" / f"{chart}.png")
                    if (language, chart) == ("de", "overview"):
                        yield save(page, folder / FRONT)
            context.close()


def save(page: Page, path: Path) -> Path:
    """Write what the window shows, in 256 colours: a fraction of the size, and no difference to be seen."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(256).save(path, optimize=True)
    return path


def index(paths: list[Path], pictures: Path) -> str:
    """A page with all pictures, small and side by side: page by page, German beside English."""
    lines = ["# Every page of the app", "", "Made by `make screenshots`; a click shows a picture in full size.", ""]
    names = {"1920": (PAGES, 400), "360": (PAGES, 140), "wall": (list(CHARTS), 400)}
    for title, (addresses, width) in names.items():
        lines += [f"## {'On the wall' if title == 'wall' else f'{title} pixels wide'}", "", "| | Deutsch | English |"]
        lines += ["|---|---|---|"]
        for address in addresses:
            name = address or "overview"
            cells = [f'<a href="{at}"><img src="{at}" width="{width}" alt="{name}"></a>'
                     for language in SHOWN if pictures / (at := f"{language}/{title}/{name}.png") in paths]  # fmt: skip
            lines.append(f"| {name} | {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines)


def main() -> int:
    """Start the app, take the pictures, write the page that shows them. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=DOCS, help="the folder for the pictures")
    into = parser.parse_args().into
    try:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            browser = stack.enter_context(chromium())
            app = stack.enter_context(running_app(sample_database(folder)))
            taken = list(take_all(browser, app, into))
    except NoBrowser as problem:
        print(problem, file=sys.stderr)
        return 1
    (into / PICTURES / "README.md").write_text(index(taken, into / PICTURES), encoding="utf-8")
    print(f"{len(taken)} pictures in {into}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
