"""The child process that draws: an order in, a PNG, an SVG or a ZIP of several out. It never goes to the network."""

from __future__ import annotations

import json
import os
import sys
import zipfile
import zlib
from base64 import b64encode
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import vl_convert

FONTS = Path(__file__).parent / "fonts"
"""Inter, Regular and Bold at the optical size 32, made with fontTools' instancer from the font of the pages, whose
weights the converter cannot choose from."""
WEB_FONT = Path(__file__).parent.parent / "static" / "Inter.woff2"
VEGA_LITE = "6.4"
"""The version whose specs Altair writes; a newer converter would take another one by itself."""
SIGNATURE = 8
"""Bytes before the first chunk of a PNG; the first chunk, which is always 25 bytes long, has to stay the first."""


def drawn(picture: dict[str, Any], kind: str) -> bytes:
    """One picture as a file."""
    svg = vl_convert.vegalite_to_svg(picture["spec"], vl_version=VEGA_LITE, allowed_base_urls=[])
    if kind == "svg":
        return spoken_svg(svg, picture["title"], picture["alt"]).encode()
    return spoken_png(vl_convert.svg_to_png(svg, scale=1), picture["title"], picture["alt"])


def spoken_svg(svg: str, title: str, alt: str) -> str:
    """An SVG with title, description and its font inside, so that it looks and reads the same wherever it is opened."""
    font = b64encode(WEB_FONT.read_bytes()).decode()
    face = f"@font-face{{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,{font})}}"
    head, rest = svg.split(">", 1)
    said = f"<title>{escape(title)}</title><desc>{escape(alt)}</desc><style>{face}</style>"
    return f'{head} role="img">{said}{rest}'


def spoken_png(png: bytes, title: str, alt: str) -> bytes:
    """A PNG with title and description as texts of the file."""
    first = SIGNATURE + 25
    return png[:first] + text_chunk("Title", title) + text_chunk("Description", alt) + png[first:]


def text_chunk(name: str, text: str) -> bytes:
    """An international text of a PNG (its specification, 11.3.3.4): not packed, no language named."""
    body = b"iTXt" + name.encode("latin-1") + b"\0\0\0\0\0" + text.encode()
    return (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")


def main() -> None:
    """One picture as it is, several in a ZIP."""
    if sys.platform != "win32":
        os.nice(10)  # a room that votes comes first
    order = json.loads(sys.stdin.buffer.read())
    vl_convert.register_font_directory(str(FONTS))
    files = {picture["name"]: drawn(picture, order["kind"]) for picture in order["pictures"]}
    content = next(iter(files.values()))
    if len(files) > 1:
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, file in files.items():
                archive.writestr(f"{name}.{order['kind']}", file)
        content = packed.getvalue()
    sys.stdout.buffer.write(content)


if __name__ == "__main__":
    main()
