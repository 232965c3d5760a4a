"""Facilitators who sign in: whose a workshop is, who may come in, and what a removed one can still do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from alembic import command
from databases import small_bundle
from sqlalchemy import select, text, update

from data import answers
from data.access import door_of, grant_of, hashed, make_link
from data.accounts import add_account, list_accounts, passwords_are_used, remove_account, set_password
from data.commands import change_workshop, create_workshop, keep
from data.cycles import next_cycle
from data.engine import reading, writing
from data.links import Wanted, add_link, revoke_all
from data.live_signal import numbers_of
from data.migrate import migrate
from data.owners import add_owner, list_owners, remove_owner
from data.passwords import WrongPassword, password_hash
from data.permission import Denied
from data.revisions import config_for
from data.store import list_workshops
from data.tables import table
from data.visits import exchange, sign_in, sign_in_as, sign_out
from workshop.identity import Identity
from workshop.records import Workshop
from workshop.rights import Grant
from workshop.texts import Refusal

A, B = "WS-A", "WS-B"
ANNA, BEN = "anna@firma.example", "ben@firma.example"
WORD = "ein langes Wort"
Behalf = Callable[[Grant | None], None]


@pytest.fixture(autouse=True)
def _two_workshops(store: str) -> None:
    """Of the house both; A is Anna's and Ben's, too."""
    for name in (A, B):
        keep(small_bundle(name))
    rows = table("accounts")
    for email in (ANNA, BEN):
        add_account(email)
        add_owner(A, email)
    with writing() as connection:
        connection.execute(update(rows).values(password_hash=kept_word()))


@cache
def kept_word() -> str | None:
    """The hash of the word that everybody has: made once, because making it is meant to be slow."""
    return password_hash(WORD)


@pytest.fixture
def behalf(monkeypatch: pytest.MonkeyPatch) -> Behalf:
    """From now on every command is given on behalf of a grant."""
    return lambda grant: monkeypatch.setattr("data.permission._asker", lambda: grant)


@pytest.fixture
def firm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGN_IN_ALLOWED", "Firma.example, carla@anders.example")


def visit_of(email: str) -> Grant:
    grant = grant_of(sign_in(email, WORD))
    assert grant is not None
    return grant


def id_of(email: str) -> str:
    return next(owner.id for owner in list_owners(A) if owner.email == email)


def identity(email: str = ANNA, *, minutes_ago: float = 0) -> Identity:
    return Identity(email, "Anna Beispiel", datetime.now(UTC) - timedelta(minutes=minutes_ago))


def rename(workshop_id: str) -> None:
    base = Workshop(id=workshop_id, company="Bäckerei Beispiel")
    change_workshop(base, base.model_copy(update={"goal": "Anders"}))


def test_who_signs_in_sees_and_leads_the_own_workshops_and_no_other(behalf: Behalf) -> None:
    behalf(visit_of(ANNA))
    assert [one.id for one in list_workshops(first=B)] == [A]
    assert list_workshops(words=B) == []
    rename(A)
    with pytest.raises(Denied):
        rename(B)
    with pytest.raises(Denied):
        next_cycle(B, "COPY")


def test_whoever_makes_a_workshop_owns_it(behalf: Behalf) -> None:
    behalf(visit_of(ANNA))
    create_workshop(Workshop(id="NEW", company="Neu"))
    keep(small_bundle("READ-IN"))
    next_cycle(A, "NEXT")
    behalf(visit_of(ANNA))
    assert {one.id for one in list_workshops()} == {A, "NEW", "READ-IN", "NEXT"}
    assert [owner.email for owner in list_owners("NEW")] == [ANNA]
    behalf(visit_of(BEN))
    assert [one.id for one in list_workshops()] == [A]


def test_a_workshop_of_the_house_has_no_owner_and_the_printed_link_sees_all(behalf: Behalf) -> None:
    assert list_owners(B) == []
    behalf(grant_of(make_link()))
    assert {one.id for one in list_workshops()} == {A, B}


def test_who_may_not_make_workshops_makes_none(behalf: Behalf) -> None:
    add_account("dora@firma.example", WORD, creates=False)
    behalf(visit_of("dora@firma.example"))
    for make in (lambda: create_workshop(Workshop(id="NEW", company="Neu")), lambda: keep(small_bundle("NEW"))):
        with pytest.raises(Denied):
            make()


def test_a_workshop_taken_from_somebody_is_gone_in_the_same_visit_also_for_a_page_that_is_open(behalf: Behalf) -> None:
    anna, stage = visit_of(ANNA), numbers_of(A).stage
    remove_owner(A, id_of(ANNA))
    behalf(anna)  # as the page had read it
    with pytest.raises(Denied):
        rename(A)
    assert list_workshops() == []
    assert numbers_of(A).stage > stage  # open screens look again


def test_the_last_owner_stays(behalf: Behalf) -> None:
    behalf(visit_of(ANNA))
    remove_owner(A, id_of(BEN))
    with pytest.raises(Refusal, match="Somebody has to own"):
        remove_owner(A, id_of(ANNA))
    assert [owner.email for owner in list_owners(A)] == [ANNA]


def test_an_owner_lets_in_who_can_sign_in_and_nobody_else(behalf: Behalf, firm: None) -> None:
    behalf(visit_of(ANNA))
    add_owner(A, " Carla@Anders.example ")
    with pytest.raises(Refusal, match="Nobody can sign in"):
        add_owner(A, "dora@anders.example")
    with pytest.raises(Refusal, match="no e-mail address"):
        add_owner(A, "carla")
    with pytest.raises(Denied):
        add_owner(B, BEN)
    assert [owner.email for owner in list_owners(A)] == [ANNA, BEN, "carla@anders.example"]


def test_a_co_facilitator_sees_no_owners_and_makes_none(behalf: Behalf) -> None:
    behalf(grant_of(add_link(A, Wanted("co_facilitator"))))
    for command_ in (lambda: list_owners(A), lambda: add_owner(A, BEN), lambda: remove_owner(A, "x")):
        with pytest.raises(Denied):
            command_()


def test_a_removed_account_is_out_in_the_same_visit_and_leaves_its_workshops(behalf: Behalf) -> None:
    token = sign_in(ANNA, WORD)
    anna = grant_of(token)
    behalf(anna)
    create_workshop(Workshop(id="NEW", company="Neu"))
    behalf(Grant("facilitator"))
    assert remove_account(ANNA) == ["NEW"]
    assert grant_of(token) is None
    assert {one.id for one in list_workshops()} == {A, B, "NEW"}
    behalf(anna)
    with pytest.raises(Denied):
        rename(A)
    with pytest.raises(WrongPassword):
        sign_in(ANNA, WORD)


def test_a_removed_account_stays_out_whatever_a_list_says_until_it_is_added_again(firm: None) -> None:
    fresh = identity(minutes_ago=-1)
    remove_account(ANNA)
    assert [one.email for one in list_accounts()] == [BEN]
    with pytest.raises(Refusal, match="may not sign in"):
        sign_in_as(fresh)
    with pytest.raises(Refusal, match="Nobody can sign in"):
        add_owner(A, ANNA)
    add_account(ANNA)
    grant = grant_of(exchange(sign_in_as(fresh)))
    assert grant is not None
    assert grant.owns == frozenset()


def test_signing_out_ends_this_visit_and_no_other(behalf: Behalf) -> None:
    here, there = sign_in(ANNA, WORD), sign_in(ANNA, WORD)
    behalf(grant_of(here))
    sign_out()
    assert grant_of(here) is None
    assert grant_of(there) is not None


def test_a_new_password_ends_the_visits_of_the_old_one() -> None:
    token = sign_in(ANNA, WORD)
    set_password(ANNA, "ein anderes Wort")
    assert grant_of(token) is None
    assert grant_of(sign_in(ANNA.upper(), "ein anderes Wort")) is not None


def test_an_unknown_address_no_password_a_wrong_one_and_too_many_tries_sound_the_same(firm: None) -> None:
    add_account("ohne@firma.example")
    said = set()
    for email in (BEN, "ohne@firma.example", "niemand@firma.example", "unsinn", ""):
        with pytest.raises(WrongPassword) as refused:
            sign_in(email, "geraten")
        said.add((type(refused.value), refused.value.message))
    delayed(ANNA)
    with pytest.raises(WrongPassword) as refused:
        sign_in(ANNA, WORD)
    assert said == {(type(refused.value), refused.value.message)}


def test_wrong_passwords_delay_one_account_and_lock_nobody_out() -> None:
    delayed(ANNA)
    with pytest.raises(WrongPassword):
        sign_in(ANNA, WORD)
    assert visit_of(BEN)
    delayed(ANNA, since=datetime.now(UTC) - timedelta(seconds=31))
    assert visit_of(ANNA)


def delayed(email: str, *, since: datetime | None = None) -> None:
    """As after nine wrong passwords, the last one then; in the future, because the machine may take its time."""
    rows = table("accounts")
    values = {"tries": 9, "tried_at": since or datetime.now(UTC) + timedelta(minutes=5)}
    with writing() as connection:
        connection.execute(update(rows).where(rows.c.email == email).values(values))


def test_of_passwords_and_visits_only_hashes_are_kept() -> None:
    token = sign_in(ANNA, WORD)
    with reading() as connection:
        kept = str([connection.execute(select(table(name))).all() for name in ("accounts", "access")])
    assert WORD not in kept
    assert token not in kept
    assert "$argon2id$" in kept


@pytest.mark.parametrize("email", ["neu@firma.example", "carla@anders.example"])
def test_who_is_on_the_list_gets_an_account_when_the_provider_says_who_it_is(firm: None, email: str) -> None:
    grant = grant_of(exchange(sign_in_as(identity(email))))
    assert grant is not None
    assert (grant.owns, grant.creates, grant.email) == (frozenset(), True, email)


@pytest.mark.parametrize(
    "email",
    ["neu@anders.example", "neu@sub.firma.example", "neu@firma.example.x.example", "neu@otherfirma.example"],
)
def test_who_is_not_on_the_list_gets_in_nowhere(firm: None, email: str) -> None:
    with pytest.raises(Refusal, match="may not sign in"):
        sign_in_as(identity(email))
    assert email not in {one.email for one in list_accounts()}


def test_without_a_list_the_provider_lets_nobody_in() -> None:
    with pytest.raises(Refusal, match="may not sign in"):
        sign_in_as(identity())


def test_who_may_make_workshops_is_a_list_of_its_own(firm: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREATE_ALLOWED", ANNA)
    for email, creates in ((ANNA, True), (BEN, False)):
        grant = grant_of(exchange(sign_in_as(identity(email))))
        assert grant is not None
        assert grant.creates is creates


def test_what_the_provider_said_counts_once_and_what_it_said_before_never(firm: None) -> None:
    said = identity()
    sign_in_as(said)
    for again in (said, identity(minutes_ago=1)):
        with pytest.raises(Refusal, match="sign in again"):
            sign_in_as(again)


def test_a_token_for_once_is_no_visit_and_becomes_one_once(firm: None) -> None:
    token = sign_in_as(identity())
    assert grant_of(token) is None
    assert door_of(token) is None
    visit = exchange(token)
    assert visit is not None
    assert grant_of(visit) is not None
    assert exchange(token) is None


def test_a_token_for_once_is_worth_nothing_after_a_minute(firm: None) -> None:
    token, rows = sign_in_as(identity()), table("access")
    with writing() as connection:
        ran_out = {"expires_at": datetime.now(UTC) - timedelta(seconds=1)}
        connection.execute(update(rows).where(rows.c.token_hash == hashed(token)).values(ran_out))
    assert exchange(token) is None


@pytest.mark.parametrize("token", ["", "guessed", "x" * 10_000, "ä'"])
def test_only_tokens_for_once_are_exchanged(token: str) -> None:
    assert exchange(token) is None
    assert exchange(sign_in(ANNA, WORD)) is None
    assert exchange(make_link()) is None


def test_everything_can_be_made_void_at_once() -> None:
    tokens = [make_link(), add_link(A, Wanted("management")), sign_in(ANNA, WORD)]
    stages = [numbers_of(one).stage for one in (A, B)]
    assert revoke_all() >= len(tokens)
    assert [grant_of(token) for token in tokens] == [None] * len(tokens)
    assert all(numbers_of(one).stage > stage for one, stage in zip((A, B), stages, strict=True))
    assert visit_of(ANNA)


def test_each_account_has_its_own_memory_of_files(behalf: Behalf) -> None:
    answers.remember("make", "haus.xlsx", {"a": "1"})
    behalf(visit_of(ANNA))
    assert answers.list_remembered() == []
    answers.remember("make", "anna.xlsx", {"a": "2"})
    behalf(visit_of(BEN))
    assert answers.remembered("make") == {}
    answers.forget("make")
    behalf(visit_of(ANNA))
    assert [(one.make, one.file) for one in answers.list_remembered()] == [("make", "anna.xlsx")]
    behalf(Grant("facilitator"))
    remove_account(ANNA)
    assert [one.file for one in answers.list_remembered()] == ["haus.xlsx"]


def test_an_account_is_made_once_and_found_whatever_case_it_is_typed_in() -> None:
    with pytest.raises(Refusal, match="already"):
        add_account("ANNA@firma.example", WORD)
    with pytest.raises(Refusal, match="at least"):
        add_account("neu@firma.example", "kurz")
    with pytest.raises(Refusal, match="no account"):
        remove_account("niemand@firma.example")
    assert [one.email for one in list_accounts()] == [ANNA, BEN]


def test_workshops_from_before_there_were_accounts_belong_to_the_house(
    elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", elsewhere)
    monkeypatch.setenv("BACKUP_BEFORE_MIGRATION", "no")
    migrate()
    keep(small_bundle())
    token = make_link("management", workshop_id="WS-TEST")
    with writing() as connection:
        command.downgrade(config_for(connection), "0005")
    migrate()
    assert grant_of(token) == Grant("management", "WS-TEST")
    assert list_owners("WS-TEST") == []
    assert not passwords_are_used()


def test_going_back_to_the_tables_before_leaves_no_visit_that_would_open_the_whole_house(
    elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", elsewhere)
    migrate()
    add_account(ANNA, WORD)
    sign_in(ANNA, WORD)
    with writing() as connection:
        command.downgrade(config_for(connection), "0005")
        assert connection.execute(text("SELECT count(*) FROM access")).scalar() == 0
