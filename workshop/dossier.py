"""A dossier: everything kept about one workshop in memory, and the bundle of records it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Annotated, Any, cast, get_args, get_origin

import pandas as pd

from workshop.records import KINDS, Record, Workshop


@dataclass
class Bundle:
    """Records on their way in: what a workbook says, or what a test sets up. Nothing is stored yet."""

    workshop: Workshop | None = None
    records: dict[str, list[Record]] = field(default_factory=dict)

    def of(self, kind: str) -> list[Any]:
        """The records of one kind of `workshop.records.KINDS`; [] when there are none."""
        return self.records.get(kind, [])

    def add(self, kind: str, record: Record) -> None:
        """Append one record."""
        self.records.setdefault(kind, []).append(record)


@dataclass(frozen=True)
class Dossier:
    """One workshop as pandas frames, one per kind of record, columns named like the record's fields.

    Numbers that are missing are NaN (float64), dates are datetime64 with NaT, texts that are missing are "",
    references that are missing (department, touchpoint) are None. Rows come in the order a person expects:
    touchpoints, waves and departments by `seq`, everything else by its identity.
    Frames are shared through a cache: never change one in place.
    """

    workshop: Workshop
    frames: dict[str, pd.DataFrame]

    def __getitem__(self, kind: str) -> pd.DataFrame:
        return self.frames[kind]

    def records(self, kind: str) -> list[Record]:
        """Every record of one kind, in the order of its frame."""
        frame, names = self.frames[kind], list(KINDS[kind].model_fields)
        rows = zip(*(frame[name].tolist() for name in names), strict=True) if len(frame) else ()
        return [record_of(kind, dict(zip(names, row, strict=True))) for row in rows]

    @property
    def touchpoints(self) -> pd.DataFrame:
        return self.frames["touchpoints"]

    @property
    def ratings(self) -> pd.DataFrame:
        """One row a vote: wave, participant, touchpoint, rating, relevance, missing_reason."""
        return self.frames["ratings"]

    @property
    def waves(self) -> list[str]:
        """Keys of the waves in their order, e.g. ["before", "after"]."""
        return list(self.frames["waves"]["key"])

    @cached_property
    def departments(self) -> list[str]:
        """Names in their order."""
        return list(self.frames["departments"]["name"])

    def wave_date(self, wave: str) -> date | None:
        """The day a wave was held, or None."""
        row = self.frames["waves"].loc[self.frames["waves"]["key"] == wave, "held_on"]
        return None if row.empty or pd.isna(row.iloc[0]) else cast("date", row.iloc[0].date())


def frame_of(kind: str, rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Rows of one kind as a frame with every column of the record, typed as `Dossier` promises, empty or not."""
    fields = KINDS[kind].model_fields
    frame = pd.DataFrame(list(rows), columns=list(fields), dtype="object")  # "object" keeps None apart from NaN
    for name, info in fields.items():
        allowed = plain_types(info.annotation)
        if date in allowed:
            frame[name] = pd.to_datetime(frame[name])
        elif bool in allowed:
            frame[name] = frame[name].astype(bool)
        elif float in allowed or (int in allowed and type(None) in allowed):
            frame[name] = frame[name].astype("float64")
        elif int in allowed:
            frame[name] = frame[name].astype("int64")
    order = "seq" if "seq" in fields else None
    return frame.sort_values(order, kind="stable", ignore_index=True) if order else frame


def record_of(kind: str, row: Mapping[Any, Any]) -> Record:
    """A record from a frame's or an editor's row: NaN, NaT and None become what the record calls missing.

    Raises pydantic's ValidationError when a limit is broken.
    """
    record = KINDS[kind]
    values = {name: given(row[name]) for name in record.model_fields if name in row}
    present = {name: value for name, value in values.items() if value is not None}
    return record.model_validate(present)


def given(value: Any) -> Any:
    """A cell of a frame as a record takes it: None for what is missing, whole numbers as int."""
    if isinstance(value, pd.Timestamp):
        return None if pd.isna(value) else value.date()
    if isinstance(value, float):
        return None if pd.isna(value) else int(value) if value.is_integer() else value
    return None if value is pd.NaT or value is pd.NA else value.item() if hasattr(value, "item") else value


def plain_types(annotation: Any) -> set[Any]:
    """The bare types inside an annotation: {int, NoneType} for `Annotated[int, …] | None`."""
    if get_origin(annotation) is Annotated:
        return plain_types(get_args(annotation)[0])
    inner = get_args(annotation)
    return set().union(*(plain_types(a) for a in inner)) if inner else {annotation}


def dossier_of(bundle: Bundle) -> Dossier:
    """A dossier straight from records, without a database: for previews, the command line and tests.

    Raises ValueError when the bundle has no workshop.
    """
    if bundle.workshop is None:
        raise ValueError("a dossier needs a workshop record")
    frames = {kind: frame_of(kind, [r.model_dump() for r in bundle.of(kind)]) for kind in KINDS}
    return Dossier(bundle.workshop, frames)
