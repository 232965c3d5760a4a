"""Keeps the wall's screen awake, where the browser lets a page do so (https or localhost)."""

from __future__ import annotations

import streamlit as st

# The lock ends whenever the window is hidden, so it is asked for again when it is seen. Refused = as without it.
JS = """
const hold = () => document.visibilityState === "visible" && navigator.wakeLock?.request("screen").catch(() => {})
export default function () {
  if (globalThis.werkstattAwake) return
  globalThis.werkstattAwake = true
  document.addEventListener("visibilitychange", hold)
  hold()
}
"""

_awake = st.components.v2.component("awake", js=JS)


def keep_awake() -> None:
    """Nothing to see; once per page is enough."""
    _awake(key="awake", height=0)
