"""Turning slides with arrow keys, space or a presenter's remote; nothing to see, and a heading for screen readers."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

KEY = "turn_keys"
STEPS = {
    "ArrowRight": 1, "ArrowDown": 1, "PageDown": 1, " ": 1, "ArrowLeft": -1, "ArrowUp": -1, "PageUp": -1,
    "Home": -1000, "End": 1000,
}  # fmt: skip
"""Key → how many slides forward; remotes send PageUp and PageDown."""

HTML = """
<h1 aria-live="polite"></h1>
"""
CSS = """
h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
"""
JS = """
export default function (component) {
  const { data, setTriggerValue, parentElement } = component
  parentElement.querySelector("h1").textContent = data.title
  const pressed = event => {
    const step = data.steps[event.key]
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    setTriggerValue("step", step)
  }
  window.removeEventListener("keydown", parentElement.pressed)
  parentElement.pressed = pressed
  window.addEventListener("keydown", pressed)
  return () => window.removeEventListener("keydown", pressed)
}
"""

_keys = st.components.v2.component("turn_keys", html=HTML, css=CSS, js=JS)


def turn_by_keys(title: str, turn: Callable[[int], None]) -> None:
    """Listen for keys and call `turn` with the number of slides to go (−1000 = to the first, 1000 = to the last).

    `title` is read out when it changes. `turn` runs before the next run of the page.
    """

    def pressed() -> None:
        turn(int(st.session_state[KEY].step))

    _keys(key=KEY, data={"title": title, "steps": STEPS}, on_step_change=pressed)
