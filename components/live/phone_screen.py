"""The screen of a phone: one small component that draws everything on it, and sends numbered taps beside the page.

Why one component and not Streamlit's widgets, of which 36 touchpoints need 72. Measured in small apps beside a
one-button app, with 36 touchpoints, rating and relevance each, all with the same insert (CPU of the server for one
vote, ratio to that app):

- one fragment with all widgets: 9.6 times; a fragment for each touchpoint: 1.5 times, but each change of the stage
  draws all 72 widgets on each phone, 50 ms, which are ten seconds for 200 phones;
- one component: 1.3 times, and a change of the stage costs the same as a vote. With seats, checks and the durable
  write of this app it was 2.2 to 2.7 times, and a step 200 runs at the same moment; so taps go as requests of their own
  (`components.live.tap_route`), and so does the question what is going on (`components.live.phone_route`).

It adds no file to the page: what Streamlit loads for a component is there already, for the one that listens. Its script
lies in `components/static/phone.js`, which a browser keeps, because a script given in here would be sent with every
answer. And it can do what widgets cannot: a tap has a number and is sent again until the server acknowledges it, so one
that went into a dead line is saved later or shown as not saved; words in the person's language, targets of 44 pixels,
radio buttons as the browser makes them, a list that stays where it is while the room moves on.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import streamlit as st

KEY = "phone"
SCRIPT = Path(__file__).parent.parent / "static" / "phone.js"

JS = """
let loaded
export default async function (component) {
  const data = JSON.parse(new TextDecoder().decode(component.data))
  loaded ??= import(new URL(data.script, document.baseURI))
  return (await loaded).default({ ...component, data })
}
"""

_screen = st.components.v2.component("phone", js=JS)


def phone_screen(shown: dict[str, Any]) -> None:
    """Draw `shown` (`components.live.phone_now`). The page runs again when the phone says `again`: it was told that it
    has no seat any more."""
    # As bytes: what is in a dict Streamlit would look through twice, for tables and for changes.
    data = json.dumps(shown | {"script": script()}).encode()
    _screen(key=KEY, data=data, on_again_change=lambda: None)


@cache
def script() -> str:
    """The address of the script; it changes with its content, so that no browser runs an old one."""
    return f"app/static/{SCRIPT.name}?{sha256(SCRIPT.read_bytes()).hexdigest()[:12]}"
