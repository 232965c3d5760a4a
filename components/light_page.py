"""Light pages beside Streamlit: a sentence, perhaps a form, no script, nothing to download; and what sets cookies."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from workshop.texts import Message, say

PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Touchpoint-Werkstatt</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><style>
:root {{ color-scheme: light dark }} body {{ font: 18px/1.5 system-ui, sans-serif; max-width: 24em; margin: 12vh auto;
padding: 0 1em }} input, button {{ font: inherit; width: 100%; box-sizing: border-box; min-height: 52px; margin: .4em 0
}} .code {{ text-align: center; letter-spacing: .25em; text-transform: uppercase }}</style></head><body>{body}</body>
</html>"""


def light_page(request: Request, body: str, words: Mapping[str, Message], status: int) -> Response:
    """HTML with gaps, filled with these texts in the browser's language; escaped here. No browser keeps it."""
    language = language_of(request)
    filled = body.format(**{name: escape(say(text, language)) for name, text in words.items()})
    return HTMLResponse(PAGE.format(lang=language, body=filled), status, headers={"Cache-Control": "no-store"})


def language_of(request: Request) -> str:
    """German for a browser that speaks it first, or does not say; else English."""
    return "de" if request.headers.get("accept-language", "de").lower().startswith("de") else "en"


def set_cookie(answer: Response, request: Request, name: str, value: str, seconds: int) -> None:
    """A cookie that scripts cannot read."""
    secure = request.url.scheme == "https"
    answer.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", secure=secure)
