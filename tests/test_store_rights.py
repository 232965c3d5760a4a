"""The authorisation matrix at the store: every command that writes × every role × own and foreign workshop."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from databases import small_bundle
from sqlalchemy import select

from data import (
    accounts,
    changes,
    commands,
    comments,
    cycles,
    forgetting,
    history,
    imports,
    links,
    live_leading,
    live_room,
    live_seats,
    live_stage,
    owners,
    people,
    retention,
    waves,
)
from data import answers as remembered_answers
from data import live_votes as votes
from data.access import grant_of, make_link, revoke
from data.commands import Edit
from data.engine import reading
from data.permission import Denied
from data.store import list_workshops
from data.tables import Table, table
from workshop.records import Measure, RatingRecord, Standard, StandardVote, Workshop
from workshop.rights import Grant
from workshop.texts import Refusal

A, B = "WS-A", "WS-B"
ANNA = "anna@firma.example"
STANDARD = Standard(key="S1", level="must", text="Wir grüßen jeden.", department="Service")
MEASURE = Measure(key="M1", title="Klingel anbringen", department="Service", until_date="2026-03-01")  # type: ignore[arg-type]
VOTE = RatingRecord(wave="before", participant="P1", touchpoint="T2", rating=1)
CLASSED = StandardVote(participant="P1", standard="S1", level="wow")

COMMANDS: dict[str, Callable[[str], Any]] = {
    "commands.create_workshop": lambda _w: commands.create_workshop(Workshop(id="NEW", company="Neu")),
    "commands.keep": lambda w: commands.keep(small_bundle(w), into=w),
    "commands.edit": lambda w: edit_standard(w, text="Anders"),
    "commands.change_workshop": lambda w: commands.change_workshop(
        Workshop(id=w, company="Bäckerei Beispiel"), Workshop(id=w, company="Anders")
    ),
    "commands.delete_workshop": commands.delete_workshop,
    "commands.rate": lambda w: commands.rate(w, [VOTE]),
    "commands.classify": lambda w: commands.classify(w, [CLASSED]),
    "commands.unclassify": lambda w: commands.unclassify(w, [CLASSED]),
    "changes.undo": lambda w: changes.undo(w, "batch"),
    "changes.undo_logged": lambda w: changes.undo_logged(w, "batch"),
    "forgetting.forget": lambda w: forgetting.forget(w, "P1", keep_answers=True),
    "retention.keep_until": lambda w: retention.keep_until(w, None),
    "retention._delete": retention._delete,
    "imports.undo_import": lambda w: imports.undo_import(w, "batch"),
    "cycles.next_cycle": lambda w: cycles.next_cycle(w, "NEXT"),
    "waves.close_wave": lambda w: waves.close_wave(w, "before"),
    "waves.reopen_wave": lambda w: waves.reopen_wave(w, "before"),
    "live_room.open_room": live_room.open_room,
    "live_room.close_room": live_room.close_room,
    "live_leading.take_over": lambda w: live_leading.take_over(w, "me"),
    "live_leading.give_up": lambda w: live_leading.give_up(w, "me"),
    "live_stage.command": lambda w: live_stage.command(w, 0, "start_rating", "before", "free", "", "", actor="me"),
    "live_stage.undo_step": lambda w: live_stage.undo_step(w, 0, actor="me"),
    "live_seats.add_person": lambda w: live_seats.add_person(w, "Verkauf"),
    "live_seats.remove_seat": lambda w: live_seats.remove_seat(w, "P1"),
    "live_votes.facilitator_vote": lambda w: votes.facilitator_vote(w, "P1", "T1", rating=1),
    "links.add_link": lambda w: links.add_link(w, links.Wanted("management")),
    "links.renew_link": lambda w: links.renew_link(w, "0" * 16, 10),
    "links.revoke_link": lambda w: links.revoke_link(w, "0" * 16),
    "links.revoke_all": lambda _w: links.revoke_all(),
    "owners.add_owner": lambda w: owners.add_owner(w, ANNA),
    "owners.remove_owner": lambda w: owners.remove_owner(w, "anna"),
    "accounts.add_account": lambda _w: accounts.add_account("neu@firma.example"),
    "accounts.set_password": lambda _w: accounts.set_password(ANNA, "ein langes Wort"),
    "accounts.remove_account": lambda _w: accounts.remove_account(ANNA),
    "comments.comment": lambda w: comments.comment(w, "Verkauf", "Hallo"),
    "comments.tick_off": lambda w: comments.tick_off(w, "none"),
    "answers.remember": lambda _w: remembered_answers.remember("make", "file", {"a": "b"}),
    "answers.forget": lambda _w: remembered_answers.forget("make"),
}
"""Every command that writes on somebody's behalf, by module and name."""
BY_SEAT = {"live_votes.store_all", "live_standards.classify", "live_standards.propose", "live_standards.give_dots",
           "live_seats.join", "live_seats.sit", "live_seats.leave"}  # fmt: skip
"""Commands of participants: they take the token of a seat, and write for that seat alone (test_live_*.py)."""
BY_HOUSE = {"access.make_link", "access.revoke", "links.visited", "passwords.check_password", "passwords._count",
            "live_leading.lead", "live_guesses.wrong_code", "live_presence.seen", "live_presence._write",
             "visits.sign_in", "visits.sign_in_as", "visits.exchange", "visits.sign_out",
             "live_proposals.tell_phones", "migrate.migrate", "migrate.is_current", "move.move"}  # fmt: skip
"""What the house does by itself: counting, its own links, its tables, letting in who proves who they are."""
LEADERS = {"facilitator", "owner", "owner, creates", "co_facilitator"}
ADMINISTERS = {"commands.delete_workshop", "links.add_link", "links.renew_link", "links.revoke_link",
               "owners.add_owner", "owners.remove_owner", "retention.keep_until", "retention._delete"}  # fmt: skip
HOUSE_ONLY = {"links.revoke_all", "accounts.add_account", "accounts.set_password", "accounts.remove_account"}
CREATES = {"commands.create_workshop", "cycles.next_cycle"}
ANYWHERE = {"answers.remember", "answers.forget"}
GRANTS = {
    "nobody": None,
    "facilitator": Grant("facilitator", A),
    "owner": Grant("facilitator", account="anna", owns=frozenset({A})),
    "owner, creates": Grant("facilitator", account="anna", owns=frozenset({A}), creates=True),
    "signed in, owns nothing": Grant("facilitator", account="ben"),
    "co_facilitator": Grant("co_facilitator", A),
    "management": Grant("management", A),
    "head, reads": Grant("head", A, "Verkauf"),
    "head, edits": Grant("head", A, "Verkauf", edits=True),
    "projector": Grant("projector", A),
    "participant": Grant("participant", A, "Verkauf"),
}


def edit_standard(workshop_id: str, **values: Any) -> None:
    commands.edit(workshop_id, "standards", [Edit(STANDARD, STANDARD.model_copy(update=values))])


def edit_measure(workshop_id: str, base: Measure | None, **values: Any) -> None:
    record = (base or MEASURE).model_copy(update=values)
    commands.edit(workshop_id, "measures", [Edit(base, record)])


@pytest.fixture
def two_workshops(store: str) -> str:
    commands.keep(small_bundle(A))
    commands.keep(small_bundle(B))
    return store


@pytest.fixture
def behalf(monkeypatch: pytest.MonkeyPatch) -> Callable[[Grant | None], None]:
    """From now on every command is given on behalf of a grant."""

    def act(grant: Grant | None) -> None:
        monkeypatch.setattr("data.permission._asker", lambda: grant)

    return act


def everything() -> str:
    """All rows of all tables, as text."""
    with reading() as connection:
        return str([(name, connection.execute(select(table(name))).all()) for name in Table.metadata.tables])


def expected(name: str, who: str, workshop_id: str) -> bool:
    if name in ANYWHERE:
        return who in LEADERS
    if name == "commands.create_workshop":
        return who == "owner, creates"
    if name in HOUSE_ONLY or workshop_id == B:
        return False
    if name in CREATES:
        return who == "owner, creates"
    if name == "comments.comment":
        return who in LEADERS or who.startswith("head")
    return who in LEADERS - {"co_facilitator"} if name in ADMINISTERS else who in LEADERS


@pytest.mark.parametrize("who", GRANTS)
def test_a_command_writes_only_for_whom_it_is(
    two_workshops: str, behalf: Callable[..., None], caplog: pytest.LogCaptureFixture, who: str
) -> None:
    """All commands of one role against one database: it is the same as long as everything is denied."""
    behalf(GRANTS[who])
    untouched, wrong = everything(), []
    for name, command in COMMANDS.items():
        for workshop_id in (A, B):
            if expected(name, who, workshop_id):
                continue  # what is allowed is tested where the command is
            caplog.clear()
            try:
                command(workshop_id)
            except Denied:
                logged = [line for line in caplog.messages if line.startswith("Denied: role=")]
                wrong += [] if len(logged) == 1 else [f"{name} {workshop_id}: logged {logged}"]
            except Refusal as refusal:
                wrong.append(f"{name} {workshop_id}: {refusal}")
            else:
                wrong.append(f"{name} {workshop_id}: was carried out")
    assert wrong == []
    assert everything() == untouched


@pytest.mark.parametrize("who", ["facilitator", "owner", "co_facilitator"])
@pytest.mark.parametrize("name", ["commands.edit", "commands.rate", "waves.close_wave", "live_room.open_room"])
def test_who_leads_a_workshop_changes_it(two_workshops: str, behalf: Callable[..., None], who: str, name: str) -> None:
    behalf(GRANTS[who])
    before = everything()
    COMMANDS[name](A)
    assert everything() != before


def test_every_command_that_writes_is_in_the_matrix() -> None:
    found = set()
    for path in (Path(__file__).parent.parent / "data").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(
                isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "writing"
                for call in ast.walk(node)
            ):
                found.add(f"{path.stem}.{node.name}")
    assert found <= COMMANDS.keys() | BY_SEAT | BY_HOUSE


def test_a_head_edits_the_status_of_own_standards_and_own_measures(
    two_workshops: str, behalf: Callable[..., None]
) -> None:
    behalf(Grant("head", A, "Service", edits=True))
    edit_standard(A, status="trained")
    edit_measure(A, MEASURE, status="done")
    with reading() as connection:
        rows = table("changes").c
        assert set(connection.execute(select(rows.actor)).scalars()) == {"head"}


@pytest.mark.parametrize(
    "change",
    [
        lambda: edit_standard(A, text="Wir nicken."),
        lambda: edit_standard(A, status="live", department="Verkauf"),
        lambda: edit_standard(A, department="Verkauf"),
        lambda: edit_standard(B, status="live"),
        lambda: edit_measure(A, MEASURE, department="Verkauf"),
        lambda: edit_measure(B, MEASURE, status="done"),
        lambda: commands.edit(A, "standards", [Edit(STANDARD, None)]),
        lambda: commands.edit(A, "measures", [Edit(MEASURE, None)]),
    ],
)
def test_a_head_changes_nothing_else_of_them(
    two_workshops: str, behalf: Callable[..., None], change: Callable[[], None]
) -> None:
    behalf(Grant("head", A, "Service", edits=True))
    before = everything()
    with pytest.raises(Denied):
        change()
    assert everything() == before


@pytest.mark.parametrize("grant", [Grant("head", A, "Verkauf", edits=True), Grant("head", A, "Service")])
def test_a_head_of_elsewhere_or_one_who_only_reads_changes_nothing(
    two_workshops: str, behalf: Callable[..., None], grant: Grant
) -> None:
    behalf(grant)
    for change in (lambda: edit_standard(A, status="live"), lambda: edit_measure(A, MEASURE, status="done")):
        with pytest.raises(Denied):
            change()


def test_a_record_that_went_to_another_department_meanwhile_is_no_longer_the_heads(
    two_workshops: str, behalf: Callable[..., None]
) -> None:
    edit_measure(A, MEASURE, department="Verkauf", title="Geheim")
    behalf(Grant("head", A, "Service", edits=True))
    with pytest.raises(Denied) as denied:
        edit_measure(A, MEASURE, title="Meins")
    assert "Geheim" not in str(denied.value)


def test_two_heads_of_one_department_see_both_values_when_they_change_the_same(
    two_workshops: str, behalf: Callable[..., None]
) -> None:
    behalf(Grant("head", A, "Service", edits=True))
    edit_measure(A, MEASURE, responsible="Ann")
    with pytest.raises(Refusal, match=r"Ann.*Bob"):
        edit_measure(A, MEASURE, responsible="Bob")


def test_a_link_that_is_revoked_between_page_and_command_writes_nothing(
    two_workshops: str, behalf: Callable[..., None]
) -> None:
    token = make_link("co_facilitator", workshop_id=A)
    grant = grant_of(token)
    behalf(grant)
    edit_standard(A, text="Noch erlaubt")
    revoke(token)
    with pytest.raises(Denied):
        commands.rate(A, [VOTE])


def test_a_link_to_one_workshop_lists_no_other(two_workshops: str, behalf: Callable[..., None]) -> None:
    behalf(Grant("management", A))
    assert [one.id for one in list_workshops(first=B)] == [A]
    behalf(None)
    assert list_workshops() == []


def test_a_head_reads_only_the_own_changes_and_comments(two_workshops: str, behalf: Callable[..., None]) -> None:
    edit_standard(A, status="agreed")
    edit_measure(A, None, key="M2", title="Geheim", department="Verkauf")
    comments.comment(A, "Verkauf", "Geheim")
    comments.comment(A, "Service", "Danke")
    behalf(Grant("head", A, "Service"))
    since = list_workshops()[0].created_at
    assert [entry.kind for entry in changes.changes_of(A, "Service", since)] == ["standards"]
    assert [one.text for one in comments.list_comments(A, "Service")] == ["Danke"]
    for read in (
        lambda: changes.changes_of(A, "Verkauf", since),
        lambda: comments.list_comments(A, "Verkauf"),
        lambda: comments.list_comments(A),
        lambda: links.list_links(A),
    ):
        with pytest.raises(Denied):
            read()


@pytest.mark.parametrize("who", GRANTS)
def test_who_changed_what_and_what_is_stored_about_somebody_is_read_by_who_leads(
    two_workshops: str, behalf: Callable[..., None], who: str
) -> None:
    behalf(GRANTS[who])
    for workshop_id in (A, B):
        for read in (
            lambda w: history.history(w), lambda w: history.kinds_changed(w), lambda w: people.stored_about(w, "P1"),
        ):  # fmt: skip
            if workshop_id == A and who in LEADERS:
                assert read(workshop_id) is not None
            else:
                with pytest.raises(Denied):
                    read(workshop_id)
