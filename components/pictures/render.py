"""Pictures drawn in a process of its own: the server asks, waits and gets a file.

Drawing takes about a second of processor time and 110 MB for a JavaScript engine that never gives them back. In a child
both end with the picture, and a room that votes meanwhile is not kept waiting by Python's lock.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from workshop.texts import Refusal, message

log = logging.getLogger(__name__)
ROOT = Path(__file__).parent.parent.parent
SECONDS, EACH = 60.0, 10.0
"""What one picture may take, which is also how long somebody waits for others to be done; and each further one."""

Kind = Literal["png", "svg"]
_one_at_a_time = Lock()


@dataclass(frozen=True)
class Picture:
    """What is drawn: a name without ending, a Vega-Lite spec, and what it says to those who cannot see it."""

    name: str
    title: str
    alt: str
    spec: dict[str, Any]


def draw_file(pictures: Sequence[Picture], kind: Kind, seconds: float = SECONDS) -> bytes:
    """One picture as a PNG or SVG file, several as a ZIP of such files.

    Raises Refusal when it takes longer than `seconds` and `EACH` for each further picture, when others are being drawn
    for `seconds`, or when drawing fails.
    """
    order = json.dumps({"kind": kind, "pictures": [asdict(picture) for picture in pictures]})
    if not _one_at_a_time.acquire(timeout=seconds):
        raise Refusal(message("Other pictures are being drawn. Try again in a minute."))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "components.pictures.child"],
            input=order.encode(), capture_output=True, cwd=ROOT, check=True,
            timeout=seconds + EACH * (len(pictures) - 1),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise not_drawn() from None
    except subprocess.CalledProcessError as ended:
        log.error("drawing a picture ended with %s: %s", ended.returncode, ended.stderr.decode(errors="replace"))
        raise not_drawn() from None
    finally:
        _one_at_a_time.release()
    return done.stdout


def not_drawn() -> Refusal:
    """Drawing took too long or failed."""
    return Refusal(
        message("The picture could not be drawn. Put the chart on the wall and take a picture of the screen instead.")
    )
