"""Who may do what: one readable table, asked by every page and by every command; what is not in it is denied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FACILITATOR, CO_FACILITATOR, MANAGEMENT = "facilitator", "co_facilitator", "management"
HEAD, PROJECTOR, PARTICIPANT = "head", "projector", "participant"
ROLES = (FACILITATOR, CO_FACILITATOR, MANAGEMENT, HEAD, PROJECTOR, PARTICIPANT)
LEADING = frozenset({FACILITATOR, CO_FACILITATOR})

RIGHTS: Mapping[str, frozenset[str]] = {
    "run": frozenset({FACILITATOR}),  # the accounts of this installation: only the house
    "create": frozenset({FACILITATOR}),  # make a workshop
    "administer": frozenset({FACILITATOR}),  # its links, its owners, deleting it
    "facilitate": LEADING,  # change anything in it, lead its room
    "read": LEADING | {MANAGEMENT},  # every figure of it
    "show": LEADING | {MANAGEMENT, PROJECTOR},  # what the console puts on the wall
    "follow": LEADING | {MANAGEMENT, HEAD, PROJECTOR, PARTICIPANT},  # be told that something has changed
    "enter": LEADING | {MANAGEMENT, HEAD, PROJECTOR, PARTICIPANT},  # be in it at all, whatever is seen there
    "answer": frozenset({PARTICIPANT}),  # with a seat of one's own
    "read_department": LEADING | {HEAD},  # its touchpoints, standards, to-dos
    "comment": LEADING | {HEAD},  # tell the facilitator something
    "set_status": LEADING | {HEAD},  # of a department's standards
    "plan": LEADING | {HEAD},  # a department's measures
}
"""Action → the roles that have it, each for its own workshop."""
OF_HOUSE = frozenset({"run", "create"})
"""What is about no workshop."""
OWN = frozenset({"read_department", "comment", "set_status", "plan"})
"""What a head may do for their own department only."""
EDITS = frozenset({"set_status", "plan"})
"""What a head may do only when the link says so."""


@dataclass(frozen=True)
class Grant:
    """What somebody with a valid link or seat, or who has signed in, is allowed. `workshop_id` None = every workshop of
    this installation; for who has signed in, those of `owns`."""

    role: str
    workshop_id: str | None = None
    department: str | None = None
    edits: bool = False
    """Whether a head may edit."""
    context: bool = False
    """Whether a head sees the whole company's figure beside the own."""
    account: str | None = None
    """Who has signed in; None = somebody who came with a link."""
    owns: frozenset[str] = frozenset()
    """The workshops of an account."""
    creates: bool = False
    """Whether an account may make workshops."""
    email: str = field(default="", compare=False, repr=False)
    """Of an account, to show to themselves."""
    link: str = field(default="", compare=False, repr=False)
    """Which link it is, so that a command can look again whether it is still valid."""


@dataclass(frozen=True)
class Thing:
    """What is asked about: a workshop, or a department of it; without either: the installation."""

    workshop_id: str | None = None
    department: str | None = None


def may(grant: Grant | None, action: str, thing: Thing) -> bool:
    """Whether somebody may do something to something. An unknown role, action or stranger may do nothing."""
    if grant is None or grant.role not in RIGHTS.get(action, ()):
        return False
    if grant.account is not None:
        return thing.workshop_id in grant.owns if action not in OF_HOUSE else action == "create" and grant.creates
    if grant.workshop_id is None:  # only whoever runs the house has a link to all of it
        return grant.role == FACILITATOR
    if grant.workshop_id != thing.workshop_id or action in OF_HOUSE:
        return False
    if grant.role != HEAD or action not in OWN:
        return True
    return grant.department is not None and grant.department == thing.department and (
        grant.edits or action not in EDITS
    )  # fmt: skip


def own(grant: Grant) -> Thing:
    """What a grant is about: its workshop and department; of an account, the first of its workshops."""
    return Thing(grant.workshop_id or min(grant.owns, default=None), grant.department)


def opens(grant: Grant | None, action: str) -> bool:
    """Whether a page that takes an action is for somebody at all. Who has signed in comes to every page of a
    facilitator, also before the first workshop; which ones are seen there is asked for each of them."""
    if grant is None:
        return False
    return grant.role in RIGHTS.get(action, ()) if grant.account is not None else may(grant, action, own(grant))


def needed(kind: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> tuple[str, str | None]:
    """The action, and the department it is done to, that a change of one record takes.

    A department's own: the status of its standards, its measures (new ones too). Nothing of it leaves the department or
    is deleted this way; every other change is the facilitator's.
    """
    if after is None:
        return "facilitate", None
    home = after.get("department")
    stays = home is not None and (before is None or before.get("department") == home)
    if kind == "standards" and stays and before is not None:
        changed = {name for name in after if after[name] != before.get(name)}
        return ("set_status", home) if changed <= {"status"} else ("facilitate", None)
    return ("plan", home) if kind == "measures" and stays else ("facilitate", None)
