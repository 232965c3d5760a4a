"""A slide as a picture of its own: 1920 × 1080 on white, as it hangs on the wall."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from components.look import Look
from components.slides import Slide

WIDTH, HEIGHT = 1920, 1080


def picture_look(look: Look) -> Look:
    """How a chart looks in a file: light, in the letters of the wall, in the language and colours of whoever asks."""
    return Look("light", "projector", look.language, look.traffic_light, window=(WIDTH, HEIGHT))


def picture_spec(slide: Slide) -> dict[str, Any]:
    """A slide of `picture_look` as Vega-Lite that is exactly 1920 × 1080 pixels large: margins as on the wall."""
    spec, look = slide.spec, slide.look
    side, top = (WIDTH - look.width) / 2, (HEIGHT - look.height) / 2 + spec["padding"]["top"]
    around = {"left": side, "right": side, "top": top, "bottom": HEIGHT - top - spec["height"]}
    return spec | {"padding": around, "background": look.colours.ground}


def file_stem(workshop: str, chart: str, day: date) -> str:
    """Name of a picture without its ending, in letters that every system can write: `ws-auto-curve-2026-03-14`."""
    letters = unicodedata.normalize("NFKD", f"{workshop}-{chart}-{day.isoformat()}".replace("ß", "ss"))
    return re.sub(r"[^a-z0-9]+", "-", letters.encode("ascii", "ignore").decode().lower()).strip("-")
