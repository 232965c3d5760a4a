"""The app as a server sees it: the frame, the routes beside it, headers, start-up. `streamlit run app.py`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from components.entry import ask_password, enter
from components.failures import FAILURES
from components.headers import Headers
from components.live.routes import LIVE_ROUTES
from components.privacy import PRIVACY_ROUTES
from components.server import apologise, files, start
from components.signin import password_page
from components.static_files import StaticFiles
from components.watching import WATCHING_ROUTES, Closed

app = st.App(
    Path(__file__).parent / "components" / "every_run.py",
    routes=[
        Route("/s", ask_password, methods=["GET", "POST"]),
        Route("/s/{token}", enter),
        Route("/signin", password_page, methods=["GET", "POST"]),
        *LIVE_ROUTES,
        *PRIVACY_ROUTES,
        *WATCHING_ROUTES,
    ],
    middleware=[Middleware(Headers), Middleware(Closed), Middleware(StaticFiles, files=files())],
    exception_handlers=FAILURES,
    lifespan=start,
    on_script_error=apologise,
)
