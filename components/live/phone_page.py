"""The page that a phone loads first: Streamlit's own, without what a phone does not show, with what it needs soon."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

from components.live.phone_screen import script

STATIC = Path(st.__file__).parent / "static"
"""Streamlit's page and, in `static/`, all that it loads."""
FONT = "app/static/Inter.woff2"
FONT_PRELOAD = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>')
SOON = ("BidiComponent", "_arrayReduce", "serialization", "recordbatch")
"""Scripts that Streamlit asks for only when the first component has arrived; they can come along with the others."""
AHEAD = f"""<link rel="preload" href="./{FONT}" as="font" type="font/woff2" crossorigin>
    <style>
      @font-face {{ font-family: "Source Sans"; font-weight: 100 900; src: url(./{FONT}) format("woff2") }}
      [data-testid=stHeader], [data-testid=stDialog] {{ display: none !important }}
      [data-testid=stMainBlockContainer] {{ padding: 0 1rem 2rem !important }}
    </style>
    <script>
      window.__streamlit = {{ BACKEND_BASE_URL: location.origin }}
      const load = document.fonts.load.bind(document.fonts)
      document.fonts.load = (font, ...text) => font.includes("Material") ? Promise.resolve([]) : load(font, ...text)
    </script>
    """
"""The app's font in place of Streamlit's, which would be used for the moment before the app's is known. Nothing else of
Streamlit's own on the screen: no bar on top, and no English window about the connection; the phone says itself, in its
language, when the line is lost. No symbols, which Streamlit loads in advance (a third of a megabyte; an element that
shows one still loads them). Where the server is: else it is first looked for below the phone's address."""


def phone_page() -> bytes:
    """The page for phones. What is not found in Streamlit's page is left as it is: then it only costs more."""
    page = FONT_PRELOAD.sub("", (STATIC / "index.html").read_text(encoding="utf-8"))
    return page.replace("</head>", f"{AHEAD}{links()}</head>", 1).encode()


def links() -> str:
    """Links to the scripts that are needed soon."""
    files = [path for name in SOON for path in sorted((STATIC / "static" / "js").glob(f"{name}.*.js"))]
    addresses = [*(path.relative_to(STATIC).as_posix() for path in files), script()]
    return "".join(f'<link rel="modulepreload" crossorigin href="./{address}">\n    ' for address in addresses)
