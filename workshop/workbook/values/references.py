"""Finding what a cell refers to: by key or by name, with a suggestion when it is nearly right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from workshop.labels import KIND_LABELS
from workshop.texts import Message, message
from workshop.workbook.problems import Unreadable
from workshop.workbook.values.vocabulary import folded

NEARLY = 80
"""Similarity in percent from which a name is offered as what was meant."""

REFERENCES: dict[str, dict[str, str]] = {
    "touchpoints": {"department": "departments"},
    "participants": {"department": "departments"},
    "ratings": {"touchpoint": "touchpoints", "participant": "participants", "wave": "waves"},
    "customer_ratings": {"touchpoint": "touchpoints", "persona": "personas", "wave": "waves"},
    "self_images": {"wave": "waves"},
    "standards": {"touchpoint": "touchpoints", "department": "departments"},
    "standard_votes": {"participant": "participants", "standard": "standards"},
    "measures": {"department": "departments", "kpi": "kpis"},
    "kpi_values": {"kpi": "kpis"},
    "conversations": {"touchpoint": "touchpoints"},
    "moments_of_truth": {"touchpoint": "touchpoints"},
}
"""Kind → field → kind it refers to."""
LISTS: dict[str, dict[str, str]] = {
    "touchpoints": {"persona_keys": "personas"},
    "measures": {"touchpoint_keys": "touchpoints"},
}
"""The same for fields that hold several keys in one cell."""
BETWEEN = re.compile(r"\s*[|;\n]\s*|\s*,\s+|,")


@dataclass
class Index:
    """The keys of one kind with the names they go by, to look references up."""

    kind: str
    names: dict[str, str] = field(default_factory=dict)
    """Key → name."""
    found: dict[str, set[str]] = field(default_factory=dict)
    """Folded key or name → keys."""
    waiting: list[tuple[str, str]] = field(default_factory=list)
    """Text and key to be added to `found`: most things are never looked for by name."""

    def add(self, key: str, name: str) -> None:
        self.names[key] = name
        self.waiting += [(text, key) for text in (key, name) if text]

    def also(self, text: str, key: str) -> None:
        """Let a key go by another number as well."""
        self.waiting.append((text, key))

    def by_name(self) -> dict[str, set[str]]:
        """Folded key or name → keys, with everything added so far."""
        for text, key in self.waiting:
            self.found.setdefault(folded(text), set()).add(key)
        self.waiting.clear()
        return self.found

    def keys(self, text: str) -> set[str]:
        """The keys that a text can mean: its own, else those that go by this name."""
        return {text} if text in self.names else self.by_name().get(folded(text), set())

    def find(self, text: str) -> str:
        """The one key that a text means. Raises Unreadable when there is none, or several things of that name."""
        keys = self.keys(text)
        if len(keys) == 1:
            return next(iter(keys))
        raise Unreadable("V01", self.ambiguous(text) if keys else self.unknown(text))

    def find_all(self, text: str) -> str:
        """The keys that a cell with one or several names means, joined by "|"; raises Unreadable for an unknown one."""
        if all(part in self.names for part in text.split("|")):
            return text
        if self.keys(text):
            return self.find(text)
        return "|".join(dict.fromkeys(self.find(part) for part in BETWEEN.split(text) if part))

    def ambiguous(self, text: str) -> Message:
        return message(
            "There are several entries called “{value}” on the sheet “{sheet}”. Write the number instead of the name.",
            value=text,
            sheet=KIND_LABELS[self.kind],
        )

    def unknown(self, text: str) -> Message:
        found = self.by_name()
        near = process.extractOne(folded(text), list(found), scorer=fuzz.ratio, score_cutoff=NEARLY)
        if near:
            key = min(found[near[0]])
            return message(
                "“{value}” is not known on the sheet “{sheet}”. Did you mean “{suggestion}”? Write it the same way in "
                "both places.",
                value=text,
                sheet=KIND_LABELS[self.kind],
                suggestion=key if folded(key) == near[0] else self.names[key],
            )
        return message(
            "“{value}” is not known on the sheet “{sheet}”. Add it there, or correct it here.",
            value=text,
            sheet=KIND_LABELS[self.kind],
        )


def index_of(kind: str, names: Mapping[str, str]) -> Index:
    """An index that starts with what is already known."""
    index = Index(kind)
    for key, name in names.items():
        index.add(key, name)
    return index
