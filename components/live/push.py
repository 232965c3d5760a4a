"""Live parts of a page: a small component listens to the server and reruns its fragment when something has changed."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Literal
from urllib.parse import quote

import streamlit as st

from components.live.last_known import last_known
from data.counted import counted
from data.live_signal import numbers_of
from data.rows import Numbers

Which = Literal["stage", "both", "calm"]
"""What a screen hears of: the stage alone, stage and votes, a console of the votes more seldom. A phone follows the
stage by itself (`components/static/phone.js`)."""
HEARTBEAT = (20.0, 30.0)
"""Seconds between two runs of a live part without any change: after a reconnect, Streamlit reruns only pages that have
such a part. Where a proxy swallows the stream, the script below asks more often, for then it is the only way to learn
of a change."""
HEARTBEAT_KEY = "live_heartbeat"

HTML = '<div class="lost" role="status" hidden></div>'
CSS = """
.lost { position: fixed; left: var(--lost-middle, 50%); bottom: 2vh; transform: translateX(-50%); z-index: 1000;
        padding: .4em 1em; box-sizing: border-box; width: max-content; max-width: var(--lost-width, 94vw);
        text-align: center;
        font: 600 clamp(16px, 2.6vh, 56px) var(--st-font); color: #fff; background: #7A1F1F; border-radius: .4em; }
.lost[hidden] { display: none; }
"""

# One stream per address and window, shared by all parts that listen to it. A number that is newer than what a part has
# drawn reruns that part, and again after some seconds if it did not: what is sent while Streamlit's own line is dead is
# dropped. A stream that has been silent for longer than the server's pings allow is dead, whatever the browser thinks;
# and a part that was told of something newer and is not drawn is cut off, though its stream may be back already.
JS = """
const PING = 15000, SILENT = 35000, AGAIN = 4000, BEHIND = 8000, ASK = 20000
const lines = (globalThis.werkstattLines ??= new Map())
const newer = (told, seen) => told.split(" ").some((number, i) => Number(number) > Number(seen.split(" ")[i]))

function connect(line) {
  line.source?.close()
  const source = line.source = new EventSource(line.url)
  const heard = () => { line.heard = Date.now(); line.ears.forEach(sign) }
  source.onopen = heard
  source.addEventListener("ping", heard)
  source.addEventListener("numbers", event => { line.numbers = event.data; heard(); line.ears.forEach(check) })
}
function tend(line) {
  const silence = Date.now() - line.heard
  const woken = document.visibilityState === "visible"
  if (woken && (silence > SILENT || line.source.readyState === EventSource.CLOSED)) connect(line)
  if (woken && silence > SILENT && Date.now() - (line.asked ?? 0) > ASK) {
    line.asked = Date.now()
    line.ears.forEach(ear => ear.tell(`asked ${line.asked}`))
  }
  line.ears.forEach(sign)
}
function wake() {
  if (document.visibilityState !== "visible") return
  for (const line of lines.values()) {
    if (line.source.readyState !== EventSource.OPEN || Date.now() - line.heard > PING + 2000) connect(line)
    line.ears.forEach(check)
  }
}
for (const [target, name] of [[document, "visibilitychange"], [window, "online"], [window, "pageshow"]]) {
  if (!globalThis.werkstattWakes) target.addEventListener(name, wake)
}
globalThis.werkstattWakes = true

function lineTo(url) {
  let line = lines.get(url)
  if (!line) {
    line = { url, ears: new Set(), numbers: "", heard: Date.now() }
    lines.set(url, line)
    connect(line)
    line.timer = setInterval(() => tend(line), 3000 + Math.random() * 2000)
  }
  return line
}
function drop(line) {
  if (line.ears.size) return
  line.source.close(); clearInterval(line.timer); lines.delete(line.url)
}
function check(ear) {
  clearTimeout(ear.retry)
  if (!ear.line.numbers || !newer(ear.line.numbers, ear.seen)) return
  ear.behind ??= Date.now()
  ear.tell(ear.line.numbers)
  ear.retry = setTimeout(() => check(ear), AGAIN)
}
function sign(ear) {
  const lost = ear.line.source.readyState !== EventSource.OPEN && Date.now() - ear.line.heard > 5000
  const behind = ear.behind && Date.now() - ear.behind > BEHIND
  ear.lost.textContent = ear.text
  ear.lost.hidden = !ear.text || !(lost || behind || Date.now() - ear.line.heard > SILENT)
}
export default function ({ data, setTriggerValue, parentElement }) {
  const line = lineTo(data.url)
  const ear = (parentElement.ear ??= {})
  if (ear.line && ear.line !== line) { ear.line.ears.delete(ear); drop(ear.line) }
  Object.assign(ear, { line, seen: data.seen, behind: null, text: data.lost, lost: parentElement.querySelector(".lost"),
                       tell: numbers => setTriggerValue("numbers", numbers) })
  line.ears.add(ear)
  sign(ear); check(ear)
  return () => setTimeout(() => {
    if (ear.lost.isConnected) return // Streamlit also calls this when newer data came before the script was loaded
    clearTimeout(ear.retry); line.ears.delete(ear)
    setTimeout(() => drop(line), 2000)
  })
}
"""

_component = st.components.v2.component("live_push", html=HTML, css=CSS, js=JS)


def listen(workshop_id: str, which: Which, *, key: str, lost: str = "") -> Numbers:
    """Listen inside a fragment and rerun it when the stage or the votes have changed.

    Call it first and read data after it: the numbers returned are a key to cache by, and whatever changes later than
    they were read reruns the fragment. `lost`: what is shown at the bottom while the line is dead, "" = nothing. The
    server tells votes to facilitators only.
    """
    numbers = last_known(key, lambda: numbers_of(workshop_id))
    address = f"/live/{quote(workshop_id, safe='')}?on={which}"
    data = {"url": address, "seen": f"{numbers.stage} {numbers.votes}", "lost": lost}
    _component(data=data, key=key, on_numbers_change=lambda: None, height=0)
    return numbers


def heartbeat() -> float:
    """Seconds for `st.fragment(run_every=…)`: of its own for each session, so that not all call at once."""
    seconds = random.uniform(*HEARTBEAT)
    return float(st.session_state.setdefault(HEARTBEAT_KEY, round(seconds, 1)))


def live(draw: Callable[[Numbers], None], workshop_id: str, which: Which, *, key: str, lost: str = "") -> None:
    """Draw something that follows the room: a fragment of its own with listener and heartbeat around `draw(numbers)`.

    Nothing to type or choose belongs into it: that would be drawn anew under somebody's fingers.
    """

    @st.fragment(run_every=heartbeat())
    def part() -> None:
        counted.add("runs")
        draw(listen(workshop_id, which, key=key, lost=lost))

    part()
