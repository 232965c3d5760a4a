"""The address under which phones reach this app: what is set, else what the facilitator's browser uses."""

from __future__ import annotations

import os
import socket
from urllib.parse import urlsplit

import streamlit as st

LOCAL = ("localhost", "127.0.0.1", "::1", "0.0.0.0")
ELSEWHERE = ("192.0.2.1", 9)
"""An address reserved for examples. Nothing is sent there; it only makes the machine say which way it would go."""


def public_address() -> str:
    """`PUBLIC_URL`, else the address in the facilitator's browser, where `localhost` becomes the machine's address in
    its network. Without a slash at the end."""
    return phone_address(os.environ.get("PUBLIC_URL", ""), st.context.url or "")


def phone_address(public: str, opened: str) -> str:
    """`public_address` for a setting and an address in the browser, both may be empty."""
    if public.strip():
        return public.strip().rstrip("/")
    parts = urlsplit(opened or "http://localhost:8501")
    host = parts.hostname or "localhost"
    host = lan_address() if host in LOCAL else host
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port else "")


def lan_address() -> str:
    """This machine's address in its network; "localhost" when it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)
        except OSError:  # no network at all: then there is nobody to reach it either
            return "localhost"
        return str(probe.getsockname()[0])


def short(address: str) -> str:
    """An address as it is typed: without the protocol."""
    return address.split("://", 1)[-1]
