"""The result of reading an upload: records, problems and an account of its rows, also as JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from workshop.records import KINDS, Record, Workshop
from workshop.texts import Message
from workshop.workbook.problems import Problem
from workshop.workbook.questions import Choice, Question

if TYPE_CHECKING:
    from workshop.dossier import Bundle


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


@dataclass
class Reading:
    """Everything an upload says: nothing is stored yet.

    A record's `model_fields_set` tells which fields the workbook had a column for; all others hold their default.
    """

    file: str
    workshop: Workshop | None = None
    records: dict[str, list[Record]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    sheets: list[SheetReport] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    """What only the person can know, in the order it is asked; with its answers."""

    @cached_property
    def bundle(self) -> Bundle:
        """The records, ready to be stored."""
        from workshop.dossier import Bundle  # brings pandas, which the reading child process does without

        return Bundle(self.workshop, self.records)

    @property
    def errors(self) -> list[Problem]:
        """The problems that held a row back."""
        return [p for p in self.problems if p.severity == "error"]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; `from_json` makes the same reading of them."""
        return {
            "file": self.file,
            "workshop": self.workshop.model_dump(mode="json", exclude_unset=True) if self.workshop else None,
            "records": {
                kind: [r.model_dump(mode="json", exclude_unset=True) for r in records]
                for kind, records in self.records.items()
            },
            "problems": [vars(p) | {"what": message_to_json(p.what)} for p in self.problems],
            "sheets": [asdict(s) for s in self.sheets],
            "questions": [question_to_json(q) for q in self.questions],
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Reading:
        """The reading that `to_json` wrote."""
        return Reading(
            file=data["file"],
            workshop=Workshop.model_validate(data["workshop"]) if data["workshop"] else None,
            records={
                kind: [KINDS[kind].model_validate(record) for record in records]
                for kind, records in data["records"].items()
            },
            problems=[Problem(**p | {"what": message_from_json(p["what"])}) for p in data["problems"]],
            sheets=[
                SheetReport(**s | {"columns": tuple(ColumnReport(**c) for c in s["columns"])}) for s in data["sheets"]
            ],
            questions=[question_from_json(q) for q in data["questions"]],
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
