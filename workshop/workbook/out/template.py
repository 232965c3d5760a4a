"""The empty workbook to start from: drop-downs, a note on every header, and an example that can be read in."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from workshop.labels import CODE_LABELS, FIELD_LABELS, KIND_LABELS, LEVEL_LABELS, WAVE_LABELS
from workshop.scale import RATING_NAMES
from workshop.texts import Message, message, say
from workshop.workbook.out.face import Column, Face
from workshop.workbook.values.fields import plain_type
from workshop.workbook.values.vocabulary import load

PREPARED_ROWS = 500
"""Rows with drop-downs."""
JOURNEY: dict[str, Message] = {
    "phase": FIELD_LABELS["touchpoints"]["phase"],
    "name": FIELD_LABELS["touchpoints"]["name"],
    "department": FIELD_LABELS["touchpoints"]["department"],
    "channel": FIELD_LABELS["touchpoints"]["channel"],
    "rating": FIELD_LABELS["ratings"]["rating"],
    "relevance": FIELD_LABELS["ratings"]["relevance"],
    "nogo": LEVEL_LABELS["nogo"],
    "must": LEVEL_LABELS["must"],
    "wow": LEVEL_LABELS["wow"],
    "todo": FIELD_LABELS["measures"]["title"],
    "responsible": FIELD_LABELS["measures"]["responsible"],
    "from": FIELD_LABELS["measures"]["from_date"],
    "until": FIELD_LABELS["measures"]["until_date"],
    "budget": FIELD_LABELS["measures"]["budget"],
    "comment": FIELD_LABELS["touchpoints"]["comment"],
}
"""The journey on one sheet: a touchpoint a row, with the room's rating, its standards and one measure."""
MORE: dict[str, tuple[str, ...]] = {
    "participants": ("key", "department", "function", "perspective"),
    "ratings": ("wave", "participant", "touchpoint", "rating", "relevance"),
    "standards": ("level", "text", "department", "touchpoint", "criterion", "target", "status"),
    "measures": (
        *("title", "touchpoint_keys", "type", "department", "responsible", "accountable"),
        *("from_date", "until_date", "budget", "quick_win", "impact", "effort", "status"),
    ),
}
"""Further sheets of the template, for those who need more than one rating, standard or measure a touchpoint."""
NOTES: dict[str, Message] = {
    "phase": message("Before the purchase, Purchase or After the purchase. Required."),
    "name": message("One point at which the customer meets you, in the customer's order. Required."),
    "channel": message("Where it happens: phone, web, on site …"),
    "rating": message("Seen by the customer: disappointed, okay or delighted. Empty = not rated."),
    "relevance": message("How much it matters to the customer: 1 = hardly, 5 = decisive."),
    "nogo": message("What must never happen, in one sentence of at most 140 characters."),
    "must": message("What must always happen, in one sentence of at most 140 characters."),
    "wow": message("What would delight, in one sentence of at most 140 characters."),
    "todo": message("What is to be done, beginning with a verb."),
    "title": message("What is to be done, beginning with a verb."),
    "responsible": message("Who does it."),
    "accountable": message("Who answers for it: exactly one person."),
    "until": message("Day, month and year, for example 15.04.2025."),
    "until_date": message("Day, month and year, for example 15.04.2025."),
    "budget": message("Amount in the currency of the workshop."),
    "participant": message("A code such as P01, no name: votes stay anonymous."),
    "key": message("A code such as P01, no name: votes stay anonymous."),
    "touchpoint": message("The touchpoint's name exactly as on the sheet “Touchpoints”."),
    "touchpoint_keys": message("The touchpoint's name exactly as on the sheet “Touchpoints”; several separated by |."),
    "text": message("One sentence of at most 140 characters. Required."),
    "level": message("No-Go = must never happen, Must = must always happen, Wow = would delight."),
    "wave": message("before = first measurement, after = second measurement."),
}
"""Column → what belongs into it."""


def template_workbook(language: str) -> bytes:
    """The template as .xlsx in `language` ("de" or "en")."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        face, lists = Face(book, language), Lists(book, language)
        face.lines(face.sheet(message("Read me")), explanation())
        face.properties(face.sheet(KIND_LABELS["workshop"]), blank_properties(language))
        journey = face.sheet(KIND_LABELS["touchpoints"])
        write(face, lists, journey, "touchpoints", JOURNEY)
        for kind, fields in MORE.items():
            write(face, lists, face.sheet(KIND_LABELS[kind]), kind, {name: header(kind, name) for name in fields})
        write_example(face)
        lists.write()
        journey.activate()
    return content.getvalue()


def explanation() -> list[Message | str]:
    return [
        message("Template for a customer touchpoint workshop"),
        "",
        message("1. Fill in the sheet “Touchpoints”: one row for each point at which a customer meets you."),
        message("2. What you do not know yet stays empty. Rows may be added, sorted and coloured."),
        message(
            "3. Save the file and read it in. Before anything is kept you see what was understood and what was not."
        ),
        "",
        message("The other sheets are for those who have more than one rating, standard or measure for a touchpoint."),
        message(
            "The sheet “Example” shows a filled-in table. It is left out as soon as you have touchpoints of your own."
        ),
    ]


def header(kind: str, name: str) -> Message:
    """The label of a field; touchpoints are referred to by name, because the template gives them no number."""
    return FIELD_LABELS["touchpoints"]["name"] if name == "touchpoint" else FIELD_LABELS[kind][name]


def blank_properties(language: str) -> list[tuple[str, Any]]:
    return [
        (say(label, language), None) for field, label in FIELD_LABELS["workshop"].items() if field != "current_step"
    ]


def write(face: Face, lists: Lists, sheet: Worksheet, kind: str, headers: dict[str, Message]) -> None:
    """An empty table: headers with notes, drop-downs in the prepared rows."""
    columns = [Column(say(header, face.language), votes=name == "rating") for name, header in headers.items()]
    face.table(sheet, columns, tinted_rows=PREPARED_ROWS)
    for number, name in enumerate(headers):
        sheet.set_column(number, number, 34 if name in ("name", "text", "title", "nogo", "must", "wow", "todo") else 18)
        if name in NOTES:
            sheet.write_comment(0, number, say(NOTES[name], face.language), {"x_scale": 2, "author": ""})
        if choices := choices_for(kind, name):
            rule = {"validate": "list", "source": lists.range(choices), "error_type": "warning"}
            sheet.data_validation(1, number, PREPARED_ROWS, number, rule)


def choices_for(kind: str, name: str) -> list[Message | str]:
    """What a drop-down offers for a column; [] for free cells."""
    if name == "rating":
        return list(RATING_NAMES.values())
    if name == "wave":
        return list(WAVE_LABELS.values())
    if name in ("relevance", "impact", "effort"):
        return ["1", "2", "3", "4", "5"]
    if name in CODE_LABELS.get(kind, {}):
        return list(CODE_LABELS[kind][name].values())
    known = name in FIELD_LABELS[kind] and plain_type(kind, name) is bool
    return [message("yes"), message("no")] if known else []


def write_example(face: Face) -> None:
    """The example as a sheet of its own."""
    rows = load("example.toml")[face.language]
    columns = []
    for name, header in JOURNEY.items():
        values = [example_value(name, row[name]) for row in rows]
        columns.append(Column(say(header, face.language), values, money=name == "budget", votes=name == "rating"))
    face.table(face.sheet(message("Example")), columns)


def example_value(name: str, value: Any) -> Any:
    if name == "phase":
        return CODE_LABELS["touchpoints"]["phase"][value]
    return RATING_NAMES[value] if name == "rating" else value


class Lists:
    """A very hidden sheet with the words of the drop-downs: lists inside a rule end at 255 characters."""

    def __init__(self, book: xlsxwriter.Workbook, language: str) -> None:
        self.book, self.language = book, language
        self.columns: list[list[str]] = []

    def range(self, choices: list[Message | str]) -> str:
        """The name of the range that holds these choices, spoken; written once however often it is used."""
        words = [say(choice, self.language) for choice in choices]
        if words not in self.columns:
            self.columns.append(words)
            letter = xlsxwriter.utility.xl_col_to_name(len(self.columns) - 1)
            self.book.define_name(f"choices_{len(self.columns)}", f"=_lists!${letter}$1:${letter}${len(words)}")
        return f"=choices_{self.columns.index(words) + 1}"

    def write(self) -> None:
        sheet = self.book.add_worksheet("_lists")
        for number, words in enumerate(self.columns):
            for row, word in enumerate(words):
                sheet.write_string(row, number, word)
        sheet.very_hidden()
