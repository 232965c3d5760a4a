"""Drafts → records that fit together: numbered, referring to what exists, valid, and none of them twice."""

from __future__ import annotations

from typing import Any

from workshop.labels import FIELD_LABELS, KIND_LABELS
from workshop.records import KINDS, Record, Workshop, identity
from workshop.texts import message
from workshop.workbook.compared.context import NAMED_BY, Context
from workshop.workbook.drafts.creation import CREATING, new_record
from workshop.workbook.drafts.drafts import Draft
from workshop.workbook.drafts.identity import identify
from workshop.workbook.drafts.keys import number
from workshop.workbook.drafts.touchpoints import complete, is_reference
from workshop.workbook.drafts.validation import record_of
from workshop.workbook.drafts.vote_rows import Days, take_word
from workshop.workbook.frame import dated_waves, workshop_of
from workshop.workbook.layout.table import Table, home_row
from workshop.workbook.problems import Unreadable
from workshop.workbook.values.fields import MODELS, limit_of, text_of
from workshop.workbook.values.references import LISTS, REFERENCES, index_of

ORDER = [kind for kind in KINDS if kind != "measures"] + ["measures"]
"""What is referred to comes first; measures refer to KPIs."""


class Assembly:
    """Takes the drafts of a whole file, kind by kind, so that what is referred to comes first."""

    def __init__(self, file: str, language: str, known: Context, tables: list[Table]) -> None:
        self.file, self.language, self.known = file, language, known
        self.workshop: Workshop | None = None
        self.records: dict[str, list[Record]] = {}
        self.sources: dict[str, list[tuple[str, int]]] = {}
        """Kind → sheet and row of the file for each record; ("", 0) for what others only mention."""
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
        pointing = [draft for draft in drafts if self.points(draft)]
        describing = [draft for draft in drafts if not self.points(draft)] if pointing else drafts
        identify(describing, self.known)
        complete([draft for draft in describing if draft.kind == "touchpoints"], self.known)
        number(describing, self.known)
        of_kind: dict[str, list[Draft]] = {}
        for draft in describing:
            of_kind.setdefault(draft.kind, []).append(draft)
        for kind in ORDER:
            for draft in of_kind.get(kind, []):
                self.add_record(draft)
            for draft in pointing if kind == "touchpoints" else []:
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
        record = record_of(draft)
        if record is None:
            return  # before anything is made for the sake of a row that is held back
        if self.resolve(draft, creating=True):
            record = record_of(draft)
        if record is not None and self.is_first(draft, record):
            self.keep(draft.kind, record, (draft.table.sheet.name, home_row(draft.table, draft.row)))
            self.days.note(draft)
            if draft.alias:
                self.indexes[draft.kind].also(draft.alias, draft.values["key"])

    def keep(self, kind: str, record: Record, source: tuple[str, int] = ("", 0)) -> None:
        """Add a record, remember where it stands, and make it known to those that refer to it."""
        self.records.setdefault(kind, []).append(record)
        self.sources.setdefault(kind, []).append(source)
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

    def resolve(self, draft: Draft, *, creating: bool) -> bool:
        """Replace the names in reference fields by keys: those that make what they mention, or those that may not.

        Returns whether any had to be looked up; what is a key already stays as it is.
        """
        looked_up = False
        for name, target in REFERENCES.get(draft.kind, {}).items():
            text = draft.values.get(name)
            if not text or draft.failed or text in self.indexes[target].names:
                continue
            if creating == self.may_create(draft, target):
                self.refer(draft, name, target, str(text), name)
                looked_up = True
        for name, target in LISTS.get(draft.kind, {}).items() if not creating else ():
            text = draft.values.get(name)
            if text and (target in self.listed or self.indexes[target].names):
                try:
                    draft.values[name] = self.indexes[target].find_all(str(text))
                except Unreadable as trouble:
                    if not self.was_lost(draft, name, target, str(text)):
                        draft.unreadable(name, text, trouble)
        return looked_up

    def refer(self, draft: Draft, name: str, target: str, text: str, column: str) -> None:
        """Set a reference field to the key that `text` means; create what need not be listed."""
        index = self.indexes[target]
        if not index.keys(text) and self.may_create(draft, target) and not self.create(draft, target, text, column):
            return
        try:
            draft.values[name] = index.find(text)
        except Unreadable as trouble:
            if not self.was_lost(draft, name, target, text):
                draft.unreadable(column, text, trouble)

    def was_lost(self, draft: Draft, name: str, target: str, text: str) -> bool:
        """Whether a reference of our own export led nowhere even then, and was not touched since."""
        meta, record = draft.table.interview.exported, MODELS[draft.kind].model_fields
        if meta is None or record[name].default != "":  # any other reference is kept whole by storage
            return False
        key = tuple(draft.values.get(part) for part in identity(draft.kind))
        known = meta.names.get(target, frozenset())
        lost = [part for part in text.split("|") if not self.indexes[target].keys(part)]
        return known.isdisjoint(lost) and meta.exported(draft.kind, key, name, text)

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
