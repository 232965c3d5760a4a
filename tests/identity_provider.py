"""A small provider of identities for tests, real to its clients: authorization code, PKCE, a signed token, its keys."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from scripts.running import free_port

CLIENT, SECRET = "werkstatt", "the-clients-secret-of-this-test"  # pragma: allowlist secret


@dataclass
class Provider:
    """What it says about whoever comes, and what it gave out. `key` signs; `published` is what it says its key is."""

    url: str
    claims: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    published: RSAKey | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    visits: list[str] = field(default_factory=list)

    def metadata(self, _request: Request) -> Response:
        ends = {name: f"{self.url}/{name.removesuffix('_endpoint').removesuffix('_uri')}" for name in (
            "authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint",
        )}  # fmt: skip
        return JSONResponse(
            ends
            | {
                "issuer": self.url,
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    def authorize(self, request: Request) -> Response:
        """Nobody is asked for a password: whoever comes is who `claims` says."""
        asked = dict(request.query_params)
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        self.visits.append("authorize")
        back = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{back}", status_code=302)

    async def token(self, request: Request) -> Response:
        """A code is good once, for the client that knows the secret and what it hid in the challenge."""
        sent = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.codes.pop(sent.get("code", ""), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest())
        known = request.headers.get("authorization") == f"Basic {basic}"
        if not known or asked is None or proof.decode().rstrip("=") != asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        now = int(time.time())
        says = {"iss": self.url, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 3600, "nonce": asked["nonce"]}
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, says | self.claims, self.key)
        return JSONResponse({"access_token": secrets.token_hex(), "token_type": "Bearer", "id_token": signed})

    def jwks(self, _request: Request) -> Response:
        return JSONResponse({"keys": [(self.published or self.key).as_dict(private=False)]})

    def end_session(self, request: Request) -> Response:
        self.visits.append("end_session")
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], status_code=302)

    def secrets_in(self, home: Path, app: str) -> None:
        """Write what Streamlit has to know into the home of whoever runs the app at this address."""
        (home / ".streamlit").mkdir(parents=True)
        (home / ".streamlit" / "secrets.toml").write_text(
            f'[auth]\nredirect_uri = "{app}/oauth2callback"\ncookie_secret = "{secrets.token_hex(32)}"\n'
            f'[auth.firma]\nname = "Firma"\nclient_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{self.url}/.well-known/openid-configuration"\n'
        )


@contextmanager
def running_provider() -> Iterator[Provider]:
    """A provider on a free port; it ends with the block."""
    port = free_port()
    one = Provider(f"http://127.0.0.1:{port}")
    routes = [
        Route("/.well-known/openid-configuration", one.metadata),
        Route("/authorization", one.authorize),
        Route("/token", one.token, methods=["POST"]),
        Route("/jwks", one.jwks),
        Route("/end_session", one.end_session),
    ]
    config = uvicorn.Config(Starlette(routes=routes), "127.0.0.1", port, log_level="warning", ws="none")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    try:
        yield one
    finally:
        server.should_exit = True
        thread.join(30)
