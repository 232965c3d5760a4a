"""What the window is like: a phone or a screen, light or dark, and on the wall how large.

A small component without anything to see reports it only when it differs from what the server assumes: a screen, or
a phone when the browser calls itself one. So nothing runs twice on either, only in a narrow window of a desktop.
"""

from __future__ import annotations

import streamlit as st

from components.look import Look, Theme
from components.skin import traffic_light
from components.texts import current_language

KEY = "viewport"
SEEN = "viewport_seen"
"""Session key of what was reported last; it outlives pages that do not ask."""
NARROW = 640
"""Windows below this many pixels are phones."""
WALL = "1920x1080x1080"
"""Assumed until reported: width and height of the window, height of the whole screen."""

# Runs again when its data or the theme changes. The size of a window is watched, with a pause until it rests.
JS = """
export default function (component) {
  const { data, setStateValue, parentElement } = component
  const host = parentElement.host ?? parentElement
  const theme = () => {
    const style = getComputedStyle(host).getPropertyValue("--st-background-color").trim()
    const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(style)
    const rgb = hex ? hex.slice(1).map(part => parseInt(part, 16)) : (style.match(/\\d+/g) ?? [255]).map(Number)
    return Math.max(...rgb.slice(0, 3)) < 128 ? "dark" : "light"
  }
  const report = () => {
    const size = data.wall
      ? [window.innerWidth, window.innerHeight, window.screen.height].join("x")
      : window.innerWidth < data.narrow ? "phone" : "screen"
    const seen = theme() + " " + size
    if (seen !== data.seen) setStateValue("seen", seen)
  }
  let rest
  const resized = () => {
    clearTimeout(rest)
    rest = setTimeout(report, 250)
  }
  window.removeEventListener("resize", parentElement.resized)
  parentElement.resized = resized
  window.addEventListener("resize", resized)
  report()
  return () => {
    clearTimeout(rest)
    window.removeEventListener("resize", resized)
  }
}
"""

_viewport = st.components.v2.component("viewport", js=JS)


def current_look() -> Look:
    """How charts look in this window. Also mounts the watcher: call it once per run of a page."""
    look = known_look()
    mount(f"{look.theme} {look.size}", wall=False)
    return look


def known_look() -> Look:
    """The same as far as the window has told, without the watcher: for parts of a page, which may be several."""
    phone = "Mobi" in (st.context.headers.get("User-Agent") or "")
    theme, size = seen("phone" if phone else "screen")
    return Look(theme, "phone" if size == "phone" else "screen", current_language(), traffic_light())


def wall_look() -> Look:
    """How charts look on this wall: letters keep their share of its height, rows fit its window."""
    theme, size = seen(WALL)
    width, height, screen = (max(320, int(part)) for part in size.split("x"))
    return Look(theme, "projector", current_language(), traffic_light(), scale=screen / 1080, window=(width, height))


def watch_wall() -> None:
    """Mount the watcher of the wall; below the chart, where it takes no room."""
    mount(" ".join(seen(WALL)), wall=True)


def seen(assumed: str) -> tuple[Theme, str]:
    """Theme and size as reported last, or as assumed; a report of a page is none for the wall, nor the other way."""
    reported = st.session_state.get(SEEN, "").split(" ")
    guess: Theme = "dark" if st.context.theme.type == "dark" else "light"
    if len(reported) != 2 or ("x" in reported[1]) != ("x" in assumed):
        return guess, assumed
    return ("dark" if reported[0] == "dark" else "light"), reported[1]


def mount(assumed: str, *, wall: bool) -> None:
    """The component itself; it reports what differs from what is assumed."""
    data = {"seen": assumed, "wall": wall, "narrow": NARROW}
    _viewport(key=KEY, data=data, on_seen_change=remember, height=0)


def remember() -> None:
    """Keep the report where it outlives the page. One that comes when its page has just been left is passed over: the
    next page gets its own."""
    if report := st.session_state.get(KEY):
        st.session_state[SEEN] = report.seen
