"""Links let in whom they should, as long as they should; on both databases."""

from __future__ import annotations

import pytest
from databases import small_bundle
from sqlalchemy import select

from data.access import Grant, grant_of, make_link, revoke
from data.commands import delete_workshop, keep
from data.engine import reading
from data.tables import table

pytestmark = pytest.mark.usefixtures("store")


def test_a_facilitators_link_opens_every_workshop() -> None:
    assert grant_of(make_link()) == Grant("facilitator", None)


def test_a_link_to_one_workshop_says_which() -> None:
    keep(small_bundle())
    assert grant_of(make_link("projector", workshop_id="WS-TEST")) == Grant("projector", "WS-TEST")


@pytest.mark.parametrize("token", [None, "", "guessed", "x" * 10_000, "ä\x00'"])
def test_an_unknown_token_grants_nothing(token: str | None) -> None:
    make_link()
    assert grant_of(token) is None


def test_an_expired_link_grants_nothing() -> None:
    assert grant_of(make_link(hours=-0.001)) is None


def test_a_revoked_link_grants_nothing_and_the_others_stay() -> None:
    token, other = make_link(), make_link()
    revoke(token)
    assert grant_of(token) is None
    assert grant_of(other) == Grant("facilitator")


def test_the_link_to_a_deleted_workshop_grants_nothing() -> None:
    keep(small_bundle())
    token = make_link("projector", workshop_id="WS-TEST")
    delete_workshop("WS-TEST")
    assert grant_of(token) is None


def test_the_token_itself_is_not_kept() -> None:
    token = make_link()
    with reading() as connection:
        kept = connection.execute(select(table("access"))).all()
    assert token not in str(kept)
