"""Warm up: import every module once, in one thread, while the room is already served; pages wait for the end of it.

Two threads that import the same packages at the same moment can each hold what the other waits for; Python then breaks
one of the imports off ("deadlock detected"), and somebody's page with it.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages
from threading import Lock

import streamlit as st

from components.texts import _

PACKAGES = ("components", "data", "workshop")
FIRST = ("components.frame", "components.live.phone")
MAIN_SCRIPT = "components.every_run"
warming = Lock()
"""Held while modules are being imported."""


def import_first() -> None:
    """Import what phones need, before anybody is let in."""
    for name in FIRST:
        import_module(name)


def warm_up() -> None:
    """Import what pages need beside that: the charts and the statistics below them take seconds."""
    with warming:
        for name in PACKAGES:
            package = import_module(name)
            for module in walk_packages(package.__path__, f"{name}."):
                if module.name != MAIN_SCRIPT:
                    import_module(module.name)


def wait_until_warm() -> None:
    """Let a page that comes in the first seconds of a server wait, and say so; otherwise do nothing."""
    if warming.locked():
        with st.spinner(_("The server has just been started. One moment …")), warming:
            pass
