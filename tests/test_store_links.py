"""Links of a workshop: shown once, good as long as they should be, with a password that locks nobody out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from databases import small_bundle
from sqlalchemy import select, update

from data.access import door_of, grant_of, hashed, make_link
from data.commands import Edit, edit, keep
from data.engine import reading, writing
from data.links import Wanted, add_link, list_links, renew_link, revoke_link, visited
from data.live_signal import numbers_of
from data.passwords import TooSoon, WrongPassword, check_password, proof, wait_after
from data.tables import table
from workshop.records import Department
from workshop.rights import Grant
from workshop.texts import Refusal

W = "WS-TEST"
HEAD = Wanted("head", "Service", edits=True, note="Frau Beispiel")


@pytest.fixture(autouse=True)
def _workshop(store: str) -> None:
    keep(small_bundle())


def set_back(token: str, **columns: datetime) -> None:
    rows = table("access")
    with writing() as connection:
        connection.execute(update(rows).where(rows.c.token_hash == hashed(token)).values(columns))


def test_a_heads_link_says_whose_department_and_whether_it_edits() -> None:
    assert grant_of(add_link(W, HEAD)) == Grant("head", W, "Service", edits=True)


def test_the_list_knows_everything_of_a_link_but_its_address() -> None:
    token = add_link(W, HEAD)
    (link,) = list_links(W)
    assert (link.role, link.department, link.note, link.valid) == ("head", "Service", "Frau Beispiel", True)
    assert token not in str(link)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("facilitator"),
        Wanted("participant"),
        Wanted("head"),
        Wanted("head", "Lager"),
        Wanted("management", days=0),
        Wanted("management", days=9999),
        Wanted("management", password="kurz"),  # pragma: allowlist secret
    ],
)
def test_a_link_that_makes_no_sense_is_not_made(wanted: Wanted) -> None:
    with pytest.raises(Refusal):
        add_link(W, wanted)
    assert list_links(W) == []


def test_a_revoked_link_opens_nothing_and_its_open_screens_hear_of_it() -> None:
    token = add_link(W, Wanted("management"))
    before = numbers_of(W).stage
    revoke_link(W, list_links(W)[0].id)
    assert grant_of(token) is None
    assert numbers_of(W).stage > before


def test_a_renewed_link_has_a_new_address_and_the_old_one_leads_nowhere() -> None:
    old = add_link(W, HEAD)
    new = renew_link(W, list_links(W)[0].id, 10)
    assert grant_of(old) is None
    assert grant_of(new) == Grant("head", W, "Service", edits=True)
    assert len(list_links(W)) == 1


def test_a_link_of_another_workshop_is_neither_renewed_nor_revoked() -> None:
    keep(small_bundle("WS-OTHER"))
    token = add_link("WS-OTHER", Wanted("management"))
    link = list_links("WS-OTHER")[0].id
    for attempt in (lambda: revoke_link(W, link), lambda: renew_link(W, link, 5), lambda: revoke_link(W, "")):
        with pytest.raises(Refusal):
            attempt()
    assert grant_of(token) is not None


def test_a_department_that_is_renamed_keeps_its_link_and_one_that_goes_takes_it_along() -> None:
    token = add_link(W, HEAD)
    edit(W, "departments", [Edit(Department(name="Service", seq=2), Department(name="Kundendienst", seq=2))])
    assert grant_of(token) == Grant("head", W, "Kundendienst", edits=True)
    edit(W, "departments", [Edit(None, Department(name="Lager", seq=3))])
    other = add_link(W, Wanted("head", "Lager"))
    edit(W, "departments", [Edit(Department(name="Lager", seq=3), None)])
    assert grant_of(other) is None


def test_the_token_alone_opens_no_link_with_a_password() -> None:
    token = add_link(W, Wanted("management", password="ein langes Wort"))
    door = door_of(token)
    assert door is not None
    assert door.password is not None
    assert grant_of(token) is None
    assert grant_of(f"{token}.{'0' * 64}") is None
    assert grant_of(f"{token}.{proof(token, door.password)}") == Grant("management", W)


def test_the_password_is_kept_as_an_argon2_hash() -> None:
    add_link(W, Wanted("management", password="ein langes Wort"))  # pragma: allowlist secret
    with reading() as connection:
        kept = str(connection.execute(select(table("access"))).all())
    assert "ein langes Wort" not in kept
    assert "$argon2id$" in kept


def test_wrong_passwords_delay_the_next_try_and_nobody_is_locked_out() -> None:
    token = add_link(W, Wanted("management", password="ein langes Wort"))
    other = add_link(W, Wanted("projector", password="ein anderes Wort"))
    door, neighbour = door_of(token), door_of(other)
    assert door is not None and door.password and neighbour is not None and neighbour.password  # noqa: PT018
    for _ in range(3):
        with pytest.raises(WrongPassword):
            check_password(door.link, door.password, "geraten")
    set_back(token, tried_at=datetime.now(UTC) + timedelta(minutes=5))  # the machine may take longer than the delay
    with pytest.raises(TooSoon):
        check_password(door.link, door.password, "ein langes Wort")
    check_password(neighbour.link, neighbour.password, "ein anderes Wort")
    set_back(token, tried_at=datetime.now(UTC) - timedelta(seconds=31))
    check_password(door.link, door.password, "ein langes Wort")
    check_password(door.link, door.password, "ein langes Wort")


def test_the_delay_grows_and_stays_bearable() -> None:
    assert [wait_after(n) for n in range(9)] == [0, 0, 0, 2, 4, 8, 16, 30, 30]
    assert wait_after(10**9) == 30


def test_a_visit_after_a_pause_remembers_when_the_one_before_ended() -> None:
    token = make_link("head", workshop_id=W, department="Service")
    grant = grant_of(token)
    assert grant is not None
    assert visited(grant) is None
    assert list_links(W)[0].last_used_at is not None
    long_ago = datetime.now(UTC) - timedelta(days=3)
    set_back(token, last_used_at=long_ago)
    assert visited(grant) == long_ago
    assert visited(grant) == long_ago
