"""A list that is put in order by dragging, or with the arrow keys: the one thing Streamlit has no widget for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from components.texts import _

CSS = """
ol { list-style: none; margin: 0; padding: 0; font-family: var(--st-font); color: var(--st-text-color); }
h4 { margin: 1rem 0 .25rem; font-size: 1rem; }
li { display: flex; gap: .75rem; align-items: center; min-height: 44px; padding: 0 .75rem; margin: .25rem 0;
     border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);
     background: var(--st-secondary-background-color); cursor: grab; touch-action: none; user-select: none; }
li:focus-visible { outline: 3px solid var(--st-primary-color); }
li.held { opacity: .6; cursor: grabbing; }
.grip { opacity: .7; } .place { min-width: 2ch; text-align: right; font-variant-numeric: tabular-nums; }
"""

# The pointer moves the row itself among its neighbours; only when it is let go is the order told to the server.
JS = """
export default function({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector('ol');
  list.setAttribute('aria-label', data.label);
  list.replaceChildren();
  let group = null;
  for (const item of data.items) {
    const row = document.createElement('li');
    row.dataset.key = item.key; row.tabIndex = 0; row.setAttribute('aria-roledescription', data.hint);
    if (item.group !== group) { group = item.group; row.dataset.group = group; }
    for (const [name, text] of [['grip', '↕'], ['place', ''], ['text', item.text]]) {
      const part = document.createElement('span'); part.className = name; part.textContent = text; row.append(part);
    }
    if (row.dataset.group) row.title = row.dataset.group;
    list.append(row);
  }
  const rows = () => [...list.querySelectorAll('li')];
  const number = () => rows().forEach((row, i) => { row.querySelector('.place').textContent = i + 1; });
  const tell = () => { number(); setTriggerValue('order', rows().map(row => row.dataset.key)); };
  number();
  let held = null, start = '';
  list.onpointerdown = (event) => {
    held = event.target.closest('li'); if (!held) return;
    start = rows().map(row => row.dataset.key).join();
    held.classList.add('held'); held.setPointerCapture(event.pointerId);
  };
  list.onpointermove = (event) => {
    if (!held) return;
    const below = row => event.clientY < row.getBoundingClientRect().top + row.offsetHeight / 2;
    const next = rows().find(row => row !== held && below(row));
    if (next !== held.nextElementSibling) { list.insertBefore(held, next ?? null); number(); }
  };
  list.onpointerup = list.onpointercancel = () => {
    if (!held) return;
    held.classList.remove('held'); held = null;
    if (rows().map(row => row.dataset.key).join() !== start) tell();
  };
  list.onkeydown = (event) => {
    const row = event.target.closest('li');
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!row || !step) return;
    event.preventDefault();
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (!event.altKey) { other.focus(); return; }
    step < 0 ? other.before(row) : other.after(row);
    row.focus(); tell();
  };
}
"""

_component = st.components.v2.component("sortable", html="<ol></ol>", css=CSS, js=JS)


def sortable(items: Sequence[dict[str, Any]], *, key: str) -> list[str] | None:
    """Draw the list. `items`: dicts with `key`, `text` and `group` (shown as the row's tip).

    Returns the keys in their new order on the run after somebody moved one, else None.
    """
    st.caption(_("Drag a touchpoint to its place. With the keyboard: arrow keys choose, Alt and an arrow key move."))
    data = {"items": list(items), "label": _("Touchpoints in the customer’s order"), "hint": _("movable touchpoint")}
    result = _component(data=data, key=key, on_order_change=lambda: None)
    return list(result.order) if result.order else None
