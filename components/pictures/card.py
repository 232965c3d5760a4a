"""The picture of a chart to take away: PNG or SVG, drawn when somebody asks for it, and the words that go with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from components.pictures.render import Kind, Picture, draw_file
from components.pictures.sheet import file_stem, picture_spec
from components.slides import Slide
from components.texts import _
from workshop.texts import Message, Refusal

FAILED = "pictures_failed"
"""Session key: key of a card → what went wrong with its last picture."""
KINDS: dict[Kind, str] = {"png": "image/png", "svg": "image/svg+xml"}


def picture_choice(key: str, workshop: str, chart: str, slides: Callable[[], list[Slide]]) -> None:
    """The kinds of picture and the words; nothing is drawn before a click."""
    shown, stem = slides(), file_stem(workshop, chart, datetime.now(UTC).date())
    several = len(shown) > 1
    st.caption(
        _("{count} pictures in a ZIP, 1920 × 1080, as on the wall", count=len(shown))
        if several
        else _("1920 × 1080, as on the wall")
    )
    with st.container(horizontal=True):
        for kind, mime in KINDS.items():
            st.download_button(
                kind.upper(), maker(key, stem, shown, kind), icon=":material/download:", on_click="ignore",
                file_name=f"{stem}-{kind}.zip" if several else f"{stem}.{kind}",
                mime="application/zip" if several else mime, key=f"{key}_{kind}",
            )  # fmt: skip
    if problem := failures().get(key):
        st.error(_(problem), icon=":material/error:")
    st.caption(_("In words, for those who cannot see the picture:"))
    st.code(shown[0].alt, language=None, wrap_lines=True, height=120)


def failures() -> dict[str, Message]:
    """What went wrong in this session."""
    found: dict[str, Message] = st.session_state.setdefault(FAILED, {})
    return found


def maker(key: str, stem: str, slides: list[Slide], kind: Kind) -> Callable[[], bytes]:
    """What the browser's click calls, in a thread without a session; a refusal is said on the next run."""
    failed = failures()

    def made() -> bytes:
        numbers = [f"-{number}" if len(slides) > 1 else "" for number in range(1, len(slides) + 1)]
        pictures = [
            Picture(stem + number, slide.title, slide.alt, picture_spec(slide))
            for number, slide in zip(numbers, slides, strict=True)
        ]
        failed.pop(key, None)
        try:
            return draw_file(pictures, kind)
        except Refusal as refusal:
            failed[key] = refusal.message
            raise

    return made
