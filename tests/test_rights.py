"""Who may do what, without any storage: the table says it, and everything else is denied."""

from __future__ import annotations

from itertools import product

import pytest

from workshop.records import Measure, Standard
from workshop.rights import RIGHTS, ROLES, Grant, Thing, may, needed, opens

OWN, OTHER_DEPARTMENT, WHOLE, FOREIGN = "own department", "other department", "whole workshop", "foreign workshop"
THINGS = {
    OWN: Thing("WS-A", "Verkauf"),
    OTHER_DEPARTMENT: Thing("WS-A", "Service"),
    WHOLE: Thing("WS-A"),
    FOREIGN: Thing("WS-B", "Verkauf"),
}
HOME = (OWN, OTHER_DEPARTMENT, WHOLE)
GRANTS = {
    "facilitator": Grant("facilitator", "WS-A"),
    "owner": Grant("facilitator", account="anna", owns=frozenset({"WS-A", "WS-C"})),
    "owner, creates": Grant("facilitator", account="anna", owns=frozenset({"WS-A"}), creates=True),
    "owns nothing": Grant("facilitator", account="ben", creates=True),
    "co_facilitator": Grant("co_facilitator", "WS-A"),
    "management": Grant("management", "WS-A"),
    "head, reads": Grant("head", "WS-A", "Verkauf"),
    "head, edits": Grant("head", "WS-A", "Verkauf", edits=True),
    "projector": Grant("projector", "WS-A"),
    "participant": Grant("participant", "WS-A", "Verkauf"),
}
WORK = {"facilitate", "read", "show", "follow", "enter", "read_department", "comment", "set_status", "plan"}
EVERYWHERE = {
    "facilitator": WORK | {"administer"},
    "owner": WORK | {"administer"},
    "owner, creates": WORK | {"administer"},
    "owns nothing": set[str](),
    "co_facilitator": WORK,
    "management": {"read", "show", "follow", "enter"},
    "head, reads": {"follow", "enter"},
    "head, edits": {"follow", "enter"},
    "projector": {"show", "follow", "enter"},
    "participant": {"follow", "enter", "answer"},
}
AT_HOME = {
    "head, reads": {"read_department", "comment"},
    "head, edits": {"read_department", "comment", "set_status", "plan"},
}
"""Written down a second time, by hand: a slip in the table of rights shows here."""


@pytest.mark.parametrize(("who", "action", "where"), list(product(GRANTS, [*RIGHTS, "unheard of"], THINGS)))
def test_a_role_may_do_what_was_agreed_and_nothing_else(who: str, action: str, where: str) -> None:
    expected = where in HOME and action in EVERYWHERE[who]
    expected = expected or (where == OWN and action in AT_HOME.get(who, ()))
    expected = expected or (action == "create" and who in ("owner, creates", "owns nothing"))
    assert may(GRANTS[who], action, THINGS[where]) is expected


@pytest.mark.parametrize("grant", [None, Grant("stranger", "WS-A"), Grant(""), *(Grant(role) for role in ROLES[1:])])
@pytest.mark.parametrize("action", RIGHTS)
def test_a_stranger_an_unknown_role_or_a_link_to_nowhere_may_do_nothing(grant: Grant | None, action: str) -> None:
    assert not any(may(grant, action, thing) for thing in THINGS.values())


def test_whoever_runs_the_house_may_do_everything_but_answer_for_others() -> None:
    assert {action for action in RIGHTS if may(Grant("facilitator"), action, Thing("WS-B"))} == set(RIGHTS) - {"answer"}


@pytest.mark.parametrize("action", RIGHTS)
def test_a_page_opens_for_who_has_signed_in_as_for_any_facilitator_also_before_the_first_workshop(action: str) -> None:
    of_facilitators = action != "answer"
    assert opens(GRANTS["owns nothing"], action) is of_facilitators
    assert opens(GRANTS["owner"], action) is of_facilitators
    assert not opens(None, action)


def test_a_head_without_a_department_has_none() -> None:
    assert not may(Grant("head", "WS-A"), "read_department", Thing("WS-A"))


STANDARD = Standard(key="S1", level="must", text="Wir grüßen.", department="Verkauf")
MEASURE = Measure(key="M1", title="Klingel", department="Verkauf")


@pytest.mark.parametrize(
    ("kind", "before", "after", "action"),
    [
        ("standards", STANDARD, {"status": "live"}, "set_status"),
        ("standards", STANDARD, {"status": "live", "text": "Wir nicken."}, "facilitate"),
        ("standards", STANDARD, {"department": "Service"}, "facilitate"),
        ("standards", STANDARD, {"department": None}, "facilitate"),
        ("standards", STANDARD, None, "facilitate"),
        ("standards", None, STANDARD.model_dump(), "facilitate"),
        ("measures", MEASURE, {"title": "Glocke", "status": "done"}, "plan"),
        ("measures", None, MEASURE.model_dump(), "plan"),
        ("measures", MEASURE, {"department": "Service"}, "facilitate"),
        ("measures", None, {**MEASURE.model_dump(), "department": None}, "facilitate"),
        ("measures", MEASURE, None, "facilitate"),
        ("departments", None, {"name": "Neu", "seq": 1}, "facilitate"),
    ],
)
def test_a_change_takes_the_right_that_fits_it(kind: str, before: object, after: object, action: str) -> None:
    was = before.model_dump() if isinstance(before, Standard | Measure) else None
    now = after if was is None or after is None else was | dict(after)  # type: ignore[call-overload]
    assert needed(kind, was, now)[0] == action  # type: ignore[arg-type]
