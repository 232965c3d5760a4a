"""Who somebody is, as a provider of identities says it, and whether a list of addresses names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from workshop.texts import Refusal, message

FRESH = timedelta(minutes=15)
"""For how long what a provider says is taken: it lies in the browser for weeks, and who has left the firm since then
would still come in. So much, because clocks may differ."""


@dataclass(frozen=True)
class Identity:
    """A person as the provider knows them; `said_at`: when it said so."""

    email: str
    name: str
    said_at: datetime


def address_of(email: str) -> str:
    """An e-mail address as it is kept: in lower case, without spaces around it. Raises Refusal for anything else."""
    typed = email.strip()
    before, _at, after = typed.partition("@")
    # Looked at before it is lower case: there the sign for kelvin becomes a k, and passes for somebody else's address.
    if not before or not after or "@" in after or not typed.isascii() or not typed.isprintable() or " " in typed:
        raise Refusal(message("“{email}” is no e-mail address.", email=typed[:100]))
    if len(typed) > 254:
        raise Refusal(message("This e-mail address is too long."))
    return typed.lower()


def is_listed(email: str, listed: Sequence[str]) -> bool:
    """Whether a list names an address: itself, or its whole domain (`firma.example`, and no other below it)."""
    return email in listed or email.partition("@")[2] in listed


def identity_of(claims: Mapping[str, object], now: datetime) -> Identity:
    """Who somebody is, from the claims of an OpenID Connect identity token whose signature has been checked.

    Raises Refusal without an e-mail address, with one that the provider does not vouch for, and when it was said too
    long ago.
    """
    email, said = claims.get("email"), claims.get("iat")
    if not isinstance(email, str) or not email:
        raise Refusal(message("The provider does not say your e-mail address. Whoever runs this app can allow it."))
    if claims.get("email_verified", True) not in (True, "true"):  # some say it in a text
        raise Refusal(message("The provider has not verified your e-mail address yet. Do that there, then come back."))
    if not isinstance(said, int | float):
        raise Refusal(message("The provider does not say when you signed in."))
    said_at = datetime.fromtimestamp(said, UTC)
    if not now - FRESH < said_at < now + FRESH:
        raise Refusal(message("You signed in some time ago. Please sign in again."))
    return Identity(address_of(email), str(claims.get("name") or "")[:200], said_at)
