"""A countdown that runs in the browser; where it stands is said by the server with every run."""

from __future__ import annotations

import streamlit as st

from workshop.live.stage import GRACE, Stage, seconds_left

HTML = '<span class="clock" role="timer"></span>'
CSS = """
.clock { font: 700 var(--size) / 1.1 var(--st-font); font-variant-numeric: tabular-nums; color: var(--st-text-color); }
.clock.paused { opacity: .7; }
"""
# Counts from what the server said, never by the clock of this computer; tells the server once when the time is over.
JS = """
export default function ({ data, setTriggerValue, parentElement }) {
  const face = parentElement.querySelector(".clock")
  face.style.setProperty("--size", data.size)
  face.classList.toggle("paused", data.paused)
  const end = performance.now() + data.left * 1000
  let told = data.left <= 0
  const tick = () => {
    const left = data.paused ? data.left : Math.max(0, (end - performance.now()) / 1000)
    const whole = Math.ceil(left)
    face.textContent = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`
    if (!told && !data.paused && performance.now() > end + data.grace * 1000) {
      told = true
      setTriggerValue("over", true)
    }
  }
  tick()
  clearInterval(parentElement.ticking)
  parentElement.ticking = setInterval(tick, 200)
  return () => clearInterval(parentElement.ticking)
}
"""

_clock = st.components.v2.component("countdown", html=HTML, css=CSS, js=JS)


def draw_clock(stage: Stage, *, key: str, size: str = "2rem") -> None:
    """Draw what is left of the countdown, in letters of a CSS size; nothing without one.

    When it is over, and the grace with it, the part around it runs again.
    """
    left = seconds_left(stage)
    if left is not None:
        data = {"left": left, "paused": stage.left is not None, "size": size, "grace": GRACE}
        _clock(key=key, data=data, on_over_change=lambda: None)
