"""Drafts → records that fit together: numbered, referring to what exists, valid, and none of them twice."""

from __future__ import annotations

from typing import Any

from workshop.labels import FIELD_LABELS, KIND_LABELS
from workshop.records import KINDS, Record, Workshop, identity
from workshop.texts import message
from workshop.workbook.context import NAMED_BY, Context
from workshop.workbook.creation import CREATING, new_record
from workshop.workbook.drafts import Draft
from workshop.workbook.fields import limit_of, text_of
from workshop.workbook.frame import dated_waves, workshop_of
from workshop.workbook.keys import number
from workshop.workbook.problems import Unreadable
from workshop.workbook.references import LISTS, REFERENCES, index_of
from workshop.workbook.table import Table
from workshop.workbook.touchpoints import complete, is_reference
from workshop.workbook.validation import record_of
from workshop.workbook.vote_rows import Days, take_word

ORDER = [kind for kind in KINDS if kind != "measures"] + ["measures"]
"""What is referred to comes first; measures refer to KPIs."""


class Assembly:
    """Takes the drafts of a whole file, kind by kind, so that what is referred to comes first."""

    def __init__(self, file: str, language: str, known: Context, tables: list[Table]) -> None:
        self.file, self.language, self.known = file, language, known
        self.workshop: Workshop | None = None
        self.records: dict[str, list[Record]] = {}
        self.indexes = {kind: index_of(kind, known.of(kind)) for kind in NAMED_BY}
        self.firsts: dict[tuple[Any, ...], Draft] = {}
        """(kind, identity) → the draft that had it first."""
        self.listed = {table.kind for table in tables if table.rows}
        self.pointing = {id(table) for table in tables if is_reference(table, tables, known)}
        """Touchpoint tables whose rows only refer to touchpoints."""
        self.days = Days()

    def add(self, drafts: list[Draft]) -> None:
        """Make records of all drafts; what cannot become one says why in its draft."""
        self.workshop = workshop_of(drafts, self.file, self.language, self.known)
        for draft in drafts:
            for wave in dated_waves(draft):
                self.keep("waves", wave)
        describing = [draft for draft in drafts if not self.points(draft)]
        complete([draft for draft in describing if draft.kind == "touchpoints"], self.known)
        number(describing, self.known)
        for kind in ORDER:
            for draft in (d for d in describing if d.kind == kind):
                self.add_record(draft)
            for draft in (d for d in drafts if d.kind == kind and self.points(d)):
                self.point(draft)
        self.days.date(self.records.get("waves", []))

    def points(self, draft: Draft) -> bool:
        return draft.kind == "touchpoints" and id(draft.table) in self.pointing

    def point(self, draft: Draft) -> None:
        """Find the touchpoint that a row of a vote table is about."""
        column = "key" if draft.values.get("key") else "name"
        self.refer(draft, "key", "touchpoints", str(draft.values.get(column, "")), column)

    def add_record(self, draft: Draft) -> None:
        """Look up what a draft refers to, check it, and keep it as a record."""
        if draft.parent:
            if draft.parent.failed:
                return  # its row is held back and says why
            field = "touchpoint_keys" if draft.kind == "measures" else "touchpoint"
            draft.values[field] = draft.parent.values["key"]
        if draft.kind in ("ratings", "customer_ratings"):
            take_word(draft)
        self.resolve(draft, creating=False)
        if record_of(draft) is None:
            return  # before anything is made for the sake of a row that is held back
        self.resolve(draft, creating=True)
        record = record_of(draft)
        if record is not None and self.is_first(draft, record):
            self.keep(draft.kind, record)
            self.days.note(draft)

    def keep(self, kind: str, record: Record) -> None:
        """Add a record and make it known to those that refer to it."""
        self.records.setdefault(kind, []).append(record)
        if kind in self.indexes:
            self.indexes[kind].add(getattr(record, identity(kind)[0]), str(getattr(record, NAMED_BY[kind])))

    def is_first(self, draft: Draft, record: Record) -> bool:
        """Whether no earlier row describes the same thing; the later one is held back."""
        key = tuple(getattr(record, name) for name in identity(draft.kind))
        first = self.firsts.setdefault((draft.kind, *key), draft)
        if first is draft:
            return True
        what = message(
            "“{id}” occurs twice under “{kind}”: it was already taken from sheet “{sheet}”, {cell}. Give this one its "
            "own number, or delete the one that does not count.",
            id=" · ".join(map(str, key)),
            kind=KIND_LABELS[draft.kind],
            sheet=first.table.sheet.name,
            cell=first.address(identity(draft.kind)[-1]),
        )
        draft.say("V02", "error", identity(draft.kind)[-1], str(key[-1]), what)
        return False

    def resolve(self, draft: Draft, *, creating: bool) -> None:
        """Replace the names in reference fields by keys: those that make what they mention, or those that may not."""
        for name, target in REFERENCES.get(draft.kind, {}).items():
            text = draft.values.get(name)
            if text and not draft.failed and creating == self.may_create(draft, target):
                self.refer(draft, name, target, str(text), name)
        for name, target in LISTS.get(draft.kind, {}).items() if not creating else ():
            text = draft.values.get(name)
            if text and (target in self.listed or self.indexes[target].names):
                try:
                    draft.values[name] = self.indexes[target].find_all(str(text))
                except Unreadable as trouble:
                    draft.unreadable(name, text, trouble)

    def refer(self, draft: Draft, name: str, target: str, text: str, column: str) -> None:
        """Set a reference field to the key that `text` means; create what need not be listed."""
        index = self.indexes[target]
        if not index.keys(text) and self.may_create(draft, target) and not self.create(draft, target, text, column):
            return
        try:
            draft.values[name] = index.find(text)
        except Unreadable as trouble:
            draft.unreadable(column, text, trouble)

    def may_create(self, draft: Draft, target: str) -> bool:
        """Whether a mention brings the target into being: participants only while the file has no list of them."""
        if target == "departments" and not self.indexes["departments"].names:
            return True
        return draft.kind in CREATING.get(target, ()) and not (
            target == "participants" and "participants" in self.listed
        )

    def create(self, draft: Draft, target: str, key: str, column: str) -> bool:
        """Make the record that a mention asks for; False when its name is too long, which is said."""
        limit = limit_of(target, identity(target)[0]) or len(key)
        if len(key) > limit:
            field = FIELD_LABELS[target][identity(target)[0]]
            what = message(
                "“{field}” has {n} characters, at most {limit} are possible. Shorten it.",
                field=field,
                n=len(key),
                limit=limit,
            )
            draft.say("C15", "error", column, key, what)
            return False
        department = self.department_of(draft) if target == "participants" else None
        self.keep(target, new_record(target, key, len(self.indexes[target].names) + 1, draft, department))
        return True

    def department_of(self, draft: Draft) -> str | None:
        """The department a vote's row gives for its participant; made when it is new."""
        text = text_of(draft.extra["department"]) if "department" in draft.extra else ""
        index = self.indexes["departments"]
        if text and not index.keys(text) and not self.create(draft, "departments", text, "department"):
            return None
        return index.find(text) if text else None
