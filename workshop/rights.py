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
    "administer": frozenset({FACILITATOR}),  # its links, deleting it; without a workshop: making one
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
OWN = frozenset({"read_department", "comment", "set_status", "plan"})
"""What a head may do for their own department only."""
EDITS = frozenset({"set_status", "plan"})
"""What a head may do only when the link says so."""


@dataclass(frozen=True)
class Grant:
    """What somebody with a valid link or seat is allowed. `workshop_id` None = every workshop of this installation."""

    role: str
    workshop_id: str | None = None
    department: str | None = None
    edits: bool = False
    """Whether a head may edit."""
    context: bool = False
    """Whether a head sees the whole company's figure beside the own."""
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
    if grant.workshop_id is None:  # only whoever runs the house has a link to all of it
        return grant.role == FACILITATOR
    if grant.workshop_id != thing.workshop_id:
        return False
    if grant.role != HEAD or action not in OWN:
        return True
    return grant.department is not None and grant.department == thing.department and (
        grant.edits or action not in EDITS
    )  # fmt: skip


def own(grant: Grant) -> Thing:
    """What a grant is about: its workshop and department."""
    return Thing(grant.workshop_id, grant.department)


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
