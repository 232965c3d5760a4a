"""Who somebody is, as a provider says it: what is believed, and what is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from workshop.identity import Identity, address_of, identity_of, is_listed
from workshop.texts import Refusal

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
CLAIMS: dict[str, Any] = {"email": "Anna@Firma.example", "name": "Anna Beispiel", "iat": NOW.timestamp()}


@pytest.mark.parametrize("verified", [{}, {"email_verified": True}, {"email_verified": "true"}])
def test_an_address_is_believed_unless_the_provider_says_it_is_not_verified(verified: dict[str, object]) -> None:
    assert identity_of(CLAIMS | verified, NOW) == Identity("anna@firma.example", "Anna Beispiel", NOW)


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False},
        {"email_verified": "false"},
        {"email_verified": None},
        {"email": None},
        {"email": ""},
        {"email": ["anna@firma.example"]},
        {"email": "anna@firma.example@anders.example"},
        {"email": "anna@\u212airma.example"},
        {"iat": None},
        {"iat": (NOW - timedelta(minutes=16)).timestamp()},
        {"iat": (NOW + timedelta(minutes=16)).timestamp()},
    ],
)
def test_anything_less_is_refused(claims: dict[str, object]) -> None:
    with pytest.raises(Refusal):
        identity_of(CLAIMS | claims, NOW)


def test_a_clock_that_is_ten_minutes_wrong_keeps_nobody_out() -> None:
    for minutes in (-10, 10):
        assert identity_of(CLAIMS, NOW + timedelta(minutes=minutes))


def test_a_list_names_addresses_and_whole_domains() -> None:
    listed = ("firma.example", "ben@anders.example")
    assert is_listed("anna@firma.example", listed)
    assert is_listed("ben@anders.example", listed)
    for other in ("anna@anders.example", "anna@x.firma.example", "firma.example@anders.example"):
        assert not is_listed(other, listed)


@pytest.mark.parametrize("email", ["", "anna", "@firma.example", "anna@", "a@b@c", "a b@c.x", "a\n@c.x", "ä@c.x"])
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(Refusal):
        address_of(email)


def test_an_address_is_kept_in_lower_case_without_spaces() -> None:
    assert address_of("  Anna@Firma.Example ") == "anna@firma.example"
