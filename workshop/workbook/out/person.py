"""A workbook for one participant: everything that is stored about them, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from workshop.dossier import Dossier
from workshop.labels import FIELD_LABELS, KIND_LABELS, PERSON_LABELS, code_label, wave_label
from workshop.texts import Message, message, say, spoken
from workshop.workbook.out.face import Column, Face

Row = Mapping[str, Any]

HEADERS: dict[str, Message] = {
    "name": message("Name"),
    "on_paper": message("On paper, without a phone"),
    "joined_at": message("Came in"),
    "seen_at": message("Last heard of"),
    "left_at": message("Left"),
    "rated_at": message("Rated at"),
    "round": message("Round"),
    "dots": message("Dots"),
    "standard": message("Standard"),
    "wave": message("Wave"),
    "participant": message("Participant"),
    "department": message("Department"),
    "touchpoint": message("Touchpoint"),
    "level": message("Level"),
}
"""What columns are called that no record of the workshop has; these go before the records' own."""


def person_workbook(
    about: Mapping[str, Sequence[Row]],
    logged: Iterable[Row],
    mentions: Iterable[tuple[str, str, str, str]],
    dossier: Dossier,
    language: str,
) -> bytes:
    """An .xlsx in `language` ("de" or "en"). `about`: table → rows; `logged`: what the change log and imports remember
    (at, source, kind, before, after); `mentions`: where the name stands in texts (table, of what, field, text)."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        face = Face(book, language)
        face.lines(face.sheet(message("Read me")), _read_me(dossier))
        for name, rows in about.items():
            if rows:
                face.table(face.sheet(PERSON_LABELS[name]), _columns(name, rows, dossier, language))
        if found := [_told(row, language) for row in logged]:
            headers = [message("Date"), message("Source"), message("What"), message("Before"), message("After")]
            face.table(face.sheet(message("Log")), _table(headers, found, language))
        if texts := [_mention(one, language) for one in mentions]:
            headers = [message("Where"), message("Of what"), message("Field"), message("What it says")]
            face.table(face.sheet(message("Name in texts")), _table(headers, texts, language))
    return content.getvalue()


def _read_me(dossier: Dossier) -> list[Message | str]:
    return [
        message("{company}: what is stored about one person", company=dossier.workshop.company),
        "",
        message("Each sheet is one kind of thing; what is not here is not stored."),
        message("Of the phone only a fingerprint of a random number is kept: it says nothing about the person."),
        message("Times are in UTC."),
    ]


def _table(headers: Sequence[Message], rows: Sequence[Sequence[Any]], language: str) -> list[Column]:
    return [
        Column(say(header, language), [row[number] for row in rows]) for number, header in enumerate(headers)
    ]  # fmt: skip


def _columns(name: str, rows: Sequence[Row], dossier: Dossier, language: str) -> list[Column]:
    return [
        Column(
            say(_header(name, field), language), [_value(name, field, row[field], dossier, language) for row in rows]
        )
        for field in rows[0]
    ]


def _header(name: str, field: str) -> Message | str:
    return HEADERS[field] if field in HEADERS else FIELD_LABELS.get(_kind(name), {}).get(field, field)


def _kind(name: str) -> str:
    """The kind of record whose fields a table has."""
    return "ratings" if name == "earlier_ratings" else name


def _value(name: str, field: str, value: Any, dossier: Dossier, language: str) -> Any:
    """A value as a person reads it: codes by their names, touchpoints and standards by theirs, times as text."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return f"{spoken(value, language)}, {value:%H:%M}"
    if field == "touchpoint":
        return _named(dossier, "touchpoints", "name", value)
    if field == "standard":
        return _named(dossier, "standards", "text", value)
    if field == "wave":
        return say(wave_label(str(value)), language)
    label = code_label(_kind(name), field, value)
    return say(label, language) if isinstance(label, Message) else value


def _named(dossier: Dossier, kind: str, field: str, key: str) -> str:
    names = dict(zip(dossier[kind]["key"], dossier[kind][field], strict=True))
    return f"{key} – {names[key]}" if key in names else key


def _told(row: Row, language: str) -> list[Any]:
    """One entry of the log in one line."""
    source = row["source"] or say(message("Change log"), language)
    sides = [_said(row["kind"], row[side], language) for side in ("before", "after")]
    return [_value("", "", row["at"], None, language), source, say(KIND_LABELS[row["kind"]], language), *sides]  # type: ignore[arg-type]


def _said(kind: str, row: Row | None, language: str) -> str | None:
    if row is None:
        return None
    return "; ".join(
        f"{say(FIELD_LABELS[kind].get(field, field), language)}: {say(code_label(kind, field, value), language)}"
        for field, value in row.items()
        if value not in (None, "")
    )


def _mention(one: tuple[str, str, str, str], language: str) -> list[Any]:
    table, title, field, text = one
    kind = KIND_LABELS.get(table, table)
    return [say(kind, language), title, say(FIELD_LABELS.get(table, {}).get(field, field), language), text]
