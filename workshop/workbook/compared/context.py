"""What an existing workshop already knows, so that a file with only its second measurement can be added to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the dossier brings pandas, which the reading child process does without
    from workshop.dossier import Dossier

NAMED_BY = {
    "departments": "name",
    "personas": "name",
    "waves": "label",
    "touchpoints": "name",
    "participants": "key",
    "standards": "text",
    "measures": "title",
    "kpis": "name",
    "conversations": "customer",
    "moments_of_truth": "contact_reason",
}
"""Kinds that others refer to or that get a key on import → the field a person calls them by."""


@dataclass(frozen=True)
class Context:
    """The keys and names of a workshop: kind → key → name, keys in their order."""

    workshop: str = ""
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, kind: str) -> Mapping[str, str]:
        """Key → name of one kind; {} when the workshop has none."""
        return self.names.get(kind, {})


def context_of(dossier: Dossier) -> Context:
    """The context of a stored workshop."""
    names = {}
    for kind, called in NAMED_BY.items():
        frame = dossier[kind]
        key = "name" if kind == "departments" else "key"
        names[kind] = {str(k): str(n) for k, n in zip(frame[key], frame[called], strict=True)}
    return Context(dossier.workshop.id, names)
