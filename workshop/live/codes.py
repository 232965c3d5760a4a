"""The six symbols that lead into a room: made, read from what people type, shown."""

from __future__ import annotations

import secrets

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # pragma: allowlist secret
"""32 symbols without 0 and O, 1 and I: nobody in the last row has to guess which one it is."""
LENGTH = 6


def make() -> str:
    """A new code, one of about a thousand million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalise(typed: str) -> str:
    """What somebody typed as a code; "" when it cannot be one. Small letters, blanks and dashes do not matter."""
    code = "".join(sign for sign in typed[:40].upper() if not sign.isspace() and sign not in "-–.·_")
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def shown(code: str) -> str:
    """A code as it is read aloud: in two halves."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"
