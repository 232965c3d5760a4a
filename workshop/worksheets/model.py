"""What a worksheet is: its rows, its fields, its ready entries; checked when its file is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from workshop.records import KINDS, MEASURE_TYPES
from workshop.texts import Wording, say

Kind = Literal[
    "text", "long", "choice", "many", "yes", "scale", "number", "date", "touchpoint", "department", "persona",
    "departments", "measures",
]  # fmt: skip
SEVERAL = ("many", "departments", "measures")
"""Kinds of which one field holds several, joined by "|" as it is stored."""
Rows = Literal[
    "list", "one", "touchpoint", "department", "persona", "standard", "measure", "handover", "kpi", "conversation",
    "customer", "records", "cards",
]  # fmt: skip
"""What a row is about: an entry of its own, the workshop as a whole, one of the things the workshop has already, a
hand-over between departments, a record of a kind (`record`), or nothing: cards are only read."""
Text = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class Content(BaseModel):
    """Base of everything that is read from a file: an unknown word in it is a slip of the pen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Choice(Content):
    """One of the answers a field offers."""

    code: Name
    de: Text
    en: Text

    @property
    def label(self) -> Wording:
        return Wording(self.de, self.en)


class SheetField(Content):
    """One field of a worksheet."""

    name: Name
    kind: Kind = "text"
    label: Wording
    help: Wording | None = None
    choices: tuple[Choice, ...] = ()
    min: int = 1
    max: int = 5
    """Ends of a scale; a number is not below `min` unless that is 1, which stands for no limit."""
    length: Annotated[int, Field(ge=1, le=2000)] = 2000
    wide: bool = False

    @model_validator(mode="after")
    def _has_choices(self) -> SheetField:
        if (self.kind in ("choice", "many")) != bool(self.choices):
            raise ValueError(f"field {self.name}: choices belong to the kinds choice and many, and to no other")
        if len({choice.code for choice in self.choices}) < len(self.choices):
            raise ValueError(f"field {self.name}: two choices have the same code")
        return self


class Preset(Content):
    """A ready entry: what it is filed under, where it holds, and the fields it fills."""

    id: Name
    group: Wording | None = None
    industry: str = ""
    """Offered to workshops whose industry has this word in it; "" = to all."""
    source: str = ""
    """Where a fact or a saying comes from, with its year."""
    values: Mapping[str, Wording | int | str]


class AsMeasure(Content):
    """How an entry becomes a measure: which fields are its title and its touchpoint, and of which type it is."""

    title: Name
    touchpoint: Name | None = None
    type: str = "improve"
    by: Name | None = None
    """A field whose code decides about the type instead, see `types`; a code that is not in it makes no measure."""
    types: Mapping[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_a_type(self) -> AsMeasure:
        if wrong := {self.type, *self.types.values()} - set(MEASURE_TYPES):
            raise ValueError(f"{', '.join(sorted(wrong))}: not a type of measure ({', '.join(MEASURE_TYPES)})")
        return self


class Sheet(Content):
    """One worksheet."""

    id: Name
    rows: Rows
    title: Wording
    intro: Wording
    items: tuple[int, ...] = ()
    """The numbers of what the method asks for that this sheet serves (docs/method-coverage.md)."""
    group: str = ""
    """The heading it is found under, one of the file's groups."""
    page: str = ""
    """"" = the page of worksheets of its step; else the name of a page of its own that shows it."""
    more: bool = False
    """Whether it is one of those behind “more”."""
    layout: Literal["table", "form", "lanes"] = "table"
    """Rows that exist already: all of them in a table, or one at a time as a form; a list: side by side as lanes."""
    record: str = ""
    prefix: str = ""
    """Of rows "records": the kind of record and the beginning of a new one's key."""
    fields: tuple[SheetField, ...] = ()
    presets: tuple[Preset, ...] = ()
    measure: AsMeasure | None = None
    counted: tuple[Name, ...] = ()
    """Fields of one choice whose answers are counted, and numbers that are added up, below the table."""
    chart: str = ""
    """Name of the chart in `components.slides.CHARTS` that is drawn from it."""
    questions: tuple[Wording, ...] = ()
    """Questions that help with this sheet only."""
    step: str = ""

    def field(self, name: str) -> SheetField:
        """A field by its name. Raises KeyError when the sheet has none of that name."""
        return {field.name: field for field in self.fields}[name]

    @property
    def names(self) -> list[str]:
        """Names of the fields in their order."""
        return [field.name for field in self.fields]

    @property
    def is_open(self) -> bool:
        """Whether people add rows of their own."""
        return self.rows in ("list", "records") and not (self.rows == "records" and not self.prefix)

    @model_validator(mode="after")
    def _fits_together(self) -> Sheet:
        known = set(self.names)
        if len(known) < len(self.fields):
            raise ValueError("two fields have the same name")
        if self.layout == "lanes" and not (self.rows == "list" and self.chart):
            raise ValueError("lanes are for rows “list” with a chart")
        if bool(self.record) != (self.rows == "records"):
            raise ValueError("record belongs to rows “records”, and to no other")
        if self.record and not (self.record in KINDS and known <= set(KINDS[self.record].model_fields)):
            raise ValueError(f"{self.record} is no kind of record, or has not all of these fields")
        used = {name for preset in self.presets for name in preset.values}
        if self.measure:
            used |= {name for name in (self.measure.title, self.measure.touchpoint, self.measure.by) if name}
        used |= set(self.counted)
        if self.rows != "cards" and (wrong := used - known):
            raise ValueError(f"no field is called {', '.join(sorted(wrong))}")
        if len({preset.id for preset in self.presets}) < len(self.presets):
            raise ValueError("two ready entries have the same id")
        return self


class Group(Content):
    """A heading under which a step's worksheets are found."""

    id: Name
    de: Text
    en: Text

    @property
    def label(self) -> Wording:
        return Wording(self.de, self.en)


class StepFile(Content):
    """One file of worksheets: all of a step."""

    groups: tuple[Group, ...] = ()
    sheet: tuple[Sheet, ...] = ()

    @model_validator(mode="after")
    def _groups_exist(self) -> StepFile:
        known = {group.id for group in self.groups} | {""}
        for sheet in self.sheet:
            if sheet.group not in known:
                raise ValueError(f"sheet {sheet.id}: there is no group {sheet.group}")
        return self


def value_in(value: Wording | int | str, language: str) -> str:
    """What a preset fills in, in a language."""
    return say(value, language) if isinstance(value, Wording) else str(value)
