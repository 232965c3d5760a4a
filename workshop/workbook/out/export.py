"""A whole workshop as a workbook: readable as it is, and read back without a difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from secrets import token_hex
from typing import Any

import pandas as pd
import xlsxwriter

from workshop.dossier import Dossier
from workshop.labels import FIELD_LABELS, KIND_LABELS, WAVE_LABELS, code_label
from workshop.records import KINDS
from workshop.scale import RATING_NAMES
from workshop.texts import Message, message, say
from workshop.workbook.drafts.keys import PREFIXES
from workshop.workbook.drafts.rows import WAVE_FIELDS
from workshop.workbook.layout.columns import IDENTITY
from workshop.workbook.meta import SHEET as META
from workshop.workbook.out.face import Column, Face
from workshop.workbook.out.meta_sheet import meta_rows
from workshop.workbook.values.fields import MODELS, MONEY_FIELDS, RATING_FIELDS, plain_type

ORDER = ("touchpoints", "standards", "measures", "ratings", "participants", "personas", "customer_ratings")
"""The sheets a person looks for first; the others follow in the order of `KINDS`."""
NAMED_TOUCHPOINT = {"ratings", "customer_ratings", "standards", "conversations", "moments_of_truth"}
"""Kinds whose sheet shows the touchpoint's name beside its number, for reading; the number counts."""


def export_workbook(dossier: Dossier, language: str, figures: Mapping[str, Any] | None = None) -> bytes:
    """The workshop as .xlsx in `language` ("de" or "en"): one sheet a kind, the key in a column of its own.

    `figures` (nested names and values) becomes a sheet of results, which an import passes over.
    """
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        face = Face(book, language)
        read_me(face, dossier)
        face.properties(face.sheet(KIND_LABELS["workshop"]), properties(dossier, language))
        for kind in (*ORDER, *(k for k in KINDS if k not in ORDER)):
            if len(dossier[kind]):
                write_kind(face, dossier, kind)
        if figures:
            names, values = zip(*flat(figures), strict=True)
            results = [Column(say(message("Figure"), language), names), Column(say(message("Value"), language), values)]
            face.table(face.sheet(message("Results")), results)
        write_meta(book, dossier)
    return content.getvalue()


def write_kind(face: Face, dossier: Dossier, kind: str) -> None:
    """The sheet of one kind; what has a number of its own carries it once more in the hidden first column."""
    sheet, found = face.sheet(KIND_LABELS[kind]), columns(dossier, kind, face.language)
    if kind in PREFIXES:
        found.insert(0, Column(IDENTITY, list(dossier[kind]["key"])))
    face.table(sheet, found)
    if kind in PREFIXES:
        sheet.set_column(0, 0, None, None, {"hidden": True})


def write_meta(book: xlsxwriter.Workbook, dossier: Dossier) -> None:
    """What an import needs to know of this export, on a sheet that Excel does not even offer to unhide."""
    sheet = book.add_worksheet(META)
    for number, row in enumerate(meta_rows(dossier, salt=token_hex(4))):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)
    sheet.very_hidden()


def read_me(face: Face, dossier: Dossier) -> None:
    """The first sheet: what this file is and how to work with it."""
    lines: list[Message | str] = [
        message("{company}: customer touchpoint workshop", company=dossier.workshop.company),
        "",
        message("This workbook holds everything about the workshop, one sheet for each kind of thing."),
        message("You may change, add, sort and filter rows and read the file in again."),
        message(
            "The numbers in the first columns (touchpoint, standard, measure …) tell what is what: leave them as they "
            "are. New rows need no number."
        ),
        message("Ratings are words: disappointed, okay or delighted. An empty cell means no own contact."),
        message("The sheet “Results”, if there is one, is computed and is not read back."),
    ]
    face.lines(face.sheet(message("Read me")), lines)


def properties(dossier: Dossier, language: str) -> list[tuple[str, Any]]:
    """Names and values of the workshop itself."""
    record = dossier.workshop
    return [
        (say(label, language), shown_value("workshop", field, getattr(record, field)))
        for field, label in FIELD_LABELS["workshop"].items()
    ]


def columns(dossier: Dossier, kind: str, language: str) -> list[Column]:
    """The columns of one kind, headers from the labels; beside a touchpoint's number its name."""
    frame = dossier[kind]
    names = dict(zip(dossier.touchpoints["key"], dossier.touchpoints["name"], strict=True))
    waves = wave_names(dossier, language)
    found = []
    for field in MODELS[kind].model_fields:
        values = [shown_value(kind, field, value) for value in frame[field].tolist()]
        if WAVE_FIELDS.get(kind) == field:
            values = [waves.get(key, key) for key in values]
        votes = (kind, field) in RATING_FIELDS
        found.append(Column(say(FIELD_LABELS[kind][field], language), values, field in MONEY_FIELDS, votes))
        if field == "touchpoint" and kind in NAMED_TOUCHPOINT:
            called = [names.get(key, "") for key in frame[field]]
            found.append(Column(say(message("Name of the touchpoint"), language), called))
    return found


def wave_names(dossier: Dossier, language: str) -> dict[str, str]:
    """Key of a wave → its name in a cell: before and after as people say them, unless another wave has that key."""
    said = {key: say(WAVE_LABELS.get(key, key), language) for key in dossier.waves}
    return {key: key if name in said else name for key, name in said.items()}


def shown_value(kind: str, field: str, value: Any) -> Any:
    """A stored value as it stands in a cell: codes by their names, days as dates, what is missing as None."""
    if value is None or value == "" or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp | date):
        return value.date() if isinstance(value, pd.Timestamp) else value
    if (kind, field) in RATING_FIELDS:
        return RATING_NAMES[int(value)]
    plain = plain_type(kind, field)
    if plain is int:
        return int(value)
    return code_label(kind, field, value) if plain is str else value


def flat(figures: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Nested figures as rows: "touchpoints.T01.n" and its value."""
    for name, value in figures.items():
        full = f"{path}.{name}" if path else str(name)
        match value:
            case Mapping():
                yield from flat(value, full)
            case list() | tuple():
                yield from flat({str(n): item for n, item in enumerate(value, start=1)}, full)
            case float() if value != value:
                yield full, None
            case _:
                yield full, value
