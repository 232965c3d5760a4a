"""The records of one kind in a file beside those in the workshop: what each changes, and what only a person can say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workshop.labels import FIELD_LABELS, KIND_LABELS, code_label
from workshop.records import KINDS, Record, identity
from workshop.texts import Message, message
from workshop.workbook.meta import Identity, Meta, carried, hash_of, identity_of
from workshop.workbook.questions import Choice, Interview, Question, key_of
from workshop.workbook.reading import Source
from workshop.workbook.values.references import REFERENCES

TITLES = ("name", "title", "text", "customer", "contact_reason", "label", "company")
"""The first of these fields that is filled is what a person calls a record."""
FILE, WORKSHOP = "file", "workshop"
"""Whose word counts."""


@dataclass(frozen=True)
class FieldChange:
    """One field: what the workshop holds now, and what it becomes."""

    field: str
    before: Any
    after: Any
    both: bool = False
    """The workshop changed it too since the file was exported."""


@dataclass(frozen=True)
class RecordChange:
    """What becomes of one record of the file.

    status: "new", "changed", "unchanged", or "held": the workshop deleted it since the export, or what it refers to,
    and nobody has said that it shall come back.
    """

    kind: str
    identity: Identity
    title: str
    status: str
    source: Source
    fields: tuple[FieldChange, ...] = ()


@dataclass
class Beside:
    """One kind of the workshop, to lay the records of a file beside it."""

    kind: str
    stored: Mapping[Identity, Record]
    meta: Meta | None
    """What the file remembers of its export, when it is one of this workshop."""
    interview: Interview
    left: dict[str, set[str]] = field(default_factory=dict)
    """Kind → keys of what was deleted in the workshop and stays so; shared by all kinds."""

    def changes(
        self, records: Sequence[Record], places: Sequence[Source]
    ) -> Iterable[tuple[RecordChange, Record | None]]:
        """What becomes of each record, and the record with just the fields to store (None = nothing to store)."""
        self.ask_deleted([record for record in records if self.was_deleted(record)])
        for record, place in zip(records, places, strict=True):
            key = identity_of(self.kind, record)
            now = self.stored.get(key)
            fields = () if now is None else tuple(self.changed(now, record))
            names = [change.field for change in fields] if now else list(type(record).model_fields)
            if self.is_left(record, names):
                status, kept = "held", None
            elif now is None:
                status, kept = "new", record
            else:
                status = "changed" if fields else "unchanged"
                kept = only(record, {*identity(self.kind), *names}) if fields else None
            yield RecordChange(self.kind, key, title_of(now or record), status, place, fields), kept

    def changed(self, now: Record, record: Record) -> Iterable[FieldChange]:
        """The fields that a record of the file changes; three-way, where the file remembers its export."""
        for name in sorted(record.model_fields_set - set(identity(self.kind))):
            before, after = getattr(now, name), getattr(record, name)
            if carried(before) == carried(after):
                continue
            both = False
            if exported := self.exported(now).get(name):
                if hash_of(name, after, self.salt) == exported:
                    continue  # not touched in Excel: the workshop's newer value stays
                both = hash_of(name, before, self.salt) != exported
            if not both or self.ask_conflict(now, name, before, after) == FILE:
                yield FieldChange(name, before, after, both)

    @property
    def salt(self) -> str:
        return self.meta.salt if self.meta else ""

    def exported(self, record: Record) -> Mapping[str, str]:
        """Field → hash of a record as it was exported; {} when nobody remembers."""
        known = self.meta.base.get(self.kind, {}) if self.meta else {}
        return known.get(identity_of(self.kind, record), {})

    def was_deleted(self, record: Record) -> bool:
        """Whether the workshop had a record when it was exported and has it no more."""
        return bool(self.exported(record)) and identity_of(self.kind, record) not in self.stored

    def is_left(self, record: Record, names: Iterable[str]) -> bool:
        """Whether a record stays deleted, or refers in one of these fields to what does."""
        targets = REFERENCES.get(self.kind, {})
        lost = any(getattr(record, name) in self.left.get(targets[name], ()) for name in names if name in targets)
        return lost or (self.was_deleted(record) and self.called(record) in self.left.get(self.kind, ()))

    def called(self, record: Record) -> str:
        """What a record goes by among those that are left: its key; votes and values of a kind go together."""
        own = identity_of(self.kind, record)
        return str(own[0]) if len(own) == 1 else "*"

    def ask_deleted(self, records: Sequence[Record]) -> None:
        """Ask which of the records that were deleted meanwhile shall come back; what refers to one goes with it."""
        groups: dict[str, list[Record]] = {}
        for record in records:
            if not self.is_left(record, type(record).model_fields):
                groups.setdefault(self.called(record), []).append(record)
        for called, group in groups.items():
            if self.interview.ask(deleted(self.kind, called, group)) != FILE:
                self.left.setdefault(self.kind, set()).add(called)

    def ask_conflict(self, now: Record, name: str, before: Any, after: Any) -> str:
        """Whose value counts where both sides changed a field: FILE, WORKSHOP, or "" while nobody has said."""
        what = message(
            "“{title}”: “{field}” was changed in the file and in the workshop since the export. Which one counts?",
            title=title_of(now),
            field=FIELD_LABELS[self.kind][name],
        )
        choices = (
            Choice(WORKSHOP, message("workshop: {value}", value=shown_value(self.kind, name, before))),
            Choice(FILE, message("file: {value}", value=shown_value(self.kind, name, after))),
        )
        key = "|".join(map(str, identity_of(self.kind, now)))
        return self.interview.ask(difference_question((self.kind, key, name), what, choices))

    def missing(self, there: set[Identity]) -> list[tuple[Identity, str]]:
        """What the workshop has and the file does not; of an export only what it held, not what came later."""
        known = self.meta.base.get(self.kind, {}) if self.meta else self.stored
        return [(key, title_of(r)) for key, r in self.stored.items() if key not in there and key in known]


def deleted(kind: str, called: str, records: Sequence[Record]) -> Question:
    """The question about a record, or about all votes of a kind, that the workshop deleted since the export."""
    leave, back = Choice(WORKSHOP, message("leave it deleted")), Choice(FILE, message("add it again"))
    what = message(
        "“{title}” ({kind}) is in the file, but was deleted or renamed in the workshop since the export.",
        title=title_of(records[0]),
        kind=KIND_LABELS[kind],
    )
    if len(records) > 1:
        what = message(
            "{n} entries of “{kind}” are in the file, but were deleted in the workshop since the export.",
            n=len(records),
            kind=KIND_LABELS[kind],
        )
    return difference_question((kind, called, "@deleted"), what, (leave, back))


def difference_question(parts: tuple[str, ...], what: Message, choices: tuple[Choice, ...]) -> Question:
    """A question about the file beside the workshop; unanswered, the workshop's word counts."""
    key = key_of("difference", *parts)
    return Question(key, step="difference", code="V09", sheet="", what=what, choices=choices, proposal=WORKSHOP)


def only(record: Record, names: set[str]) -> Record:
    """A record of which just these fields are to be stored."""
    return type(record).model_construct(_fields_set=names, **record.model_dump())


def title_of(record: Record) -> str:
    """What a person calls a record: its name, its first words, else what identifies it."""
    named = next((str(value) for name in TITLES if (value := getattr(record, name, ""))), "")
    if named:
        return named
    kind = next(kind for kind, model in KINDS.items() if isinstance(record, model))
    return " · ".join(map(str, identity_of(kind, record)))


def shown_value(kind: str, field: str, value: Any) -> Any:
    """A value as it stands in a choice: codes by their names, "empty" for nothing."""
    if value is None or value == "":
        return message("empty")
    return code_label(kind, field, value) if isinstance(value, str) or field in ("rating", "sentiment") else value
