"""The result of reading an upload: records, problems and an account of its rows, also as JSON and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from functools import cache, cached_property
from types import GenericAlias
from typing import TYPE_CHECKING, Any, Literal, cast

from pydantic import TypeAdapter

from workshop.records import KINDS, Record, Workshop
from workshop.texts import Message
from workshop.workbook.meta import Identity, Meta
from workshop.workbook.problems import Problem
from workshop.workbook.questions import Choice, Question

if TYPE_CHECKING:
    from workshop.dossier import Bundle


RowState = Literal["kept", "held", "skipped"]
Source = tuple[str, int]
"""Sheet and row of the file."""


@dataclass(frozen=True)
class ColumnReport:
    """What became of a column: its letter, its header, and the field it fills ("" = not imported)."""

    letter: str
    header: str
    field: str


@dataclass(frozen=True)
class SheetReport:
    """The account of one sheet: `read` rows with content below the header = `kept` + `held` + `skipped`."""

    name: str
    kind: str
    """Kind of `workshop.records.KINDS`, "workshop", or "" when the sheet was not read."""
    header_row: int
    """0 when there is none."""
    columns: tuple[ColumnReport, ...] = ()
    read: int = 0
    kept: int = 0
    held: int = 0
    skipped: int = 0
    shape: str = "rows"
    """How the sheet lays its records out; see `workshop.workbook.shapes`."""
    balance: dict[str, int] = field(default_factory=dict)
    """Class (imported, rejected, header …) → filled cells, see `workshop.workbook.balance`."""
    readers: dict[str, int] = field(default_factory=dict)
    """Reader → filled cells it counts."""


@cache
def list_of(kind: str) -> TypeAdapter[list[Record]]:
    """What writes and reads all records of a kind at once; one by one takes several times as long."""
    records: Any = GenericAlias(list, (KINDS[kind],))
    return TypeAdapter(records)


@dataclass
class Details:
    """The bulk of a reading: its records, where each came from, and what became of each row."""

    records: dict[str, list[Record]] = field(default_factory=dict)
    """Kind → records. `model_fields_set` tells which fields the workbook had a column for."""
    sources: dict[str, list[Source]] = field(default_factory=dict)
    """Kind → (sheet, row) of each record, parallel to `records`; ("", 0) for what others only mention."""
    rows: dict[Source, RowState] = field(default_factory=dict)
    """(sheet, row) → what became of each row with content below a header."""
    held: dict[str, list[Identity]] = field(default_factory=dict)
    """Kind → what identifies the records that were held back."""
    meta: Meta | None = None
    """What the file remembers of its export, when it is one of ours."""

    def pack(self) -> bytes:
        """Lines of JSON, the first for everything but the records, then one for the records of each kind."""
        beside = {
            "kinds": list(self.records),
            "sources": self.sources,
            "rows": [[*place, state] for place, state in self.rows.items()],
            "held": self.held,
            "meta": self.meta.to_json() if self.meta else None,
        }
        records = [list_of(kind).dump_json(found, exclude_unset=True) for kind, found in self.records.items()]
        return b"\n".join([json.dumps(beside).encode(), *records])

    @staticmethod
    def unpack(packed: bytes) -> Details:
        """The details that `pack` wrote."""
        first, *lines = packed.split(b"\n")
        data = json.loads(first)
        return Details(
            records={kind: list_of(kind).validate_json(line) for kind, line in zip(data["kinds"], lines, strict=True)},
            sources={kind: [(sheet, row) for sheet, row in places] for kind, places in data["sources"].items()},
            rows={(sheet, row): state for sheet, row, state in data["rows"]},
            held={kind: [tuple(key) for key in keys] for kind, keys in data["held"].items()},
            meta=Meta.from_json(data["meta"]) if data["meta"] else None,
        )


@dataclass(eq=False)
class Reading:
    """Everything an upload says: nothing is stored yet.

    A reading that comes from the child process keeps its details packed until somebody asks for a record: a file of
    100,000 rows can be checked without the server ever holding them as objects.
    """

    file: str
    workshop: Workshop | None = None
    problems: list[Problem] = field(default_factory=list)
    sheets: list[SheetReport] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    """What only the person can know, in the order it is asked; with its answers."""
    make: str = ""
    """The same for files of the same making, so that answers can be remembered."""
    exported: str = ""
    """Short name of the workshop whose export the file is; "" = it is no export of ours."""
    counts: dict[str, int] = field(default_factory=dict)
    """Kind → number of records."""
    packed: bytes = field(default=b"", repr=False)
    """The details as `Details.pack` writes them."""

    @cached_property
    def details(self) -> Details:
        """The records and where they came from."""
        return Details.unpack(self.packed) if self.packed else Details()

    @property
    def meta(self) -> Meta | None:
        """What the file remembers of its export, when it is one of ours."""
        return self.details.meta

    @property
    def records(self) -> dict[str, list[Record]]:
        return self.details.records

    @property
    def sources(self) -> dict[str, list[Source]]:
        return self.details.sources

    @property
    def held(self) -> dict[str, list[Identity]]:
        return self.details.held

    @property
    def rows(self) -> dict[Source, RowState]:
        return self.details.rows

    @cached_property
    def bundle(self) -> Bundle:
        """The records, ready to be stored."""
        from workshop.dossier import Bundle  # brings pandas, which the reading child process does without

        return Bundle(self.workshop, self.records)

    @property
    def errors(self) -> list[Problem]:
        """The problems that held a row back."""
        return [p for p in self.problems if p.severity == "error"]

    @property
    def open_questions(self) -> list[Question]:
        """The questions nobody has answered; what they concern is held back."""
        return [question for question in self.questions if question.open]

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, Reading) and self.to_json() == other.to_json()
        return same and self.details == cast(Reading, other).details

    def to_json(self) -> dict[str, Any]:
        """Everything but the details as plain JSON values; `from_json` makes the same reading of them."""
        return {
            "file": self.file,
            "workshop": self.workshop.model_dump(mode="json", exclude_unset=True) if self.workshop else None,
            "problems": [vars(p) | {"what": message_to_json(p.what)} for p in self.problems],
            "sheets": [asdict(s) for s in self.sheets],
            "questions": [question_to_json(q) for q in self.questions],
            "make": self.make,
            "exported": self.exported,
            "counts": self.counts,
        }

    @staticmethod
    def from_json(data: Mapping[str, Any], details: bytes) -> Reading:
        """The reading that `to_json` wrote; `details` are what `Details.pack` wrote, unpacked when needed."""
        return Reading(
            file=data["file"],
            workshop=Workshop.model_validate(data["workshop"]) if data["workshop"] else None,
            problems=[Problem(**p | {"what": message_from_json(p["what"])}) for p in data["problems"]],
            sheets=[
                SheetReport(**s | {"columns": tuple(ColumnReport(**c) for c in s["columns"])}) for s in data["sheets"]
            ],
            questions=[question_from_json(q) for q in data["questions"]],
            make=data["make"],
            exported=data["exported"],
            counts=data["counts"],
            packed=details,
        )


def question_to_json(question: Question) -> dict[str, Any]:
    """A question as plain values."""
    choices = [{"code": c.code, "label": value_to_json(c.label)} for c in question.choices]
    return vars(question) | {"what": message_to_json(question.what), "choices": choices}


def question_from_json(data: Mapping[str, Any]) -> Question:
    """The question that `question_to_json` wrote."""
    known = dict(data) | {name: tuple(data[name]) for name in ("cells", "samples")}
    known["choices"] = tuple(Choice(c["code"], value_from_json(c["label"])) for c in data["choices"])
    known["rows"] = tuple(tuple(row) for row in data["rows"])
    return Question(**known | {"what": message_from_json(data["what"])})


def message_to_json(text: Message) -> dict[str, Any]:
    """A message as plain values; nested messages and dates keep their nature."""
    return {"id": text.id, "values": {name: value_to_json(value) for name, value in text.values.items()}}


def message_from_json(data: Mapping[str, Any]) -> Message:
    return Message(data["id"], {name: value_from_json(value) for name, value in data["values"].items()})


def value_to_json(value: Any) -> Any:
    match value:
        case Message():
            return {"message": message_to_json(value)}
        case date() | datetime():
            return {"date": value.isoformat()[:10]}
        case list() | tuple():
            return [value_to_json(item) for item in value]
        case _:
            return value


def value_from_json(value: Any) -> Any:
    match value:
        case {"message": text}:
            return message_from_json(text)
        case {"date": text}:
            return date.fromisoformat(text)
        case list():
            return [value_from_json(item) for item in value]
        case _:
            return value
