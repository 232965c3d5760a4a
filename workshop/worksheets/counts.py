"""What the entries of a worksheet add up to: how often each answer was given, with its share and n; sums of numbers."""

from __future__ import annotations

from workshop.dossier import Dossier
from workshop.scale import MIN_VOTES
from workshop.texts import Message, Wording, message
from workshop.worksheets.entries import cells_of, value_of
from workshop.worksheets.load import worksheets
from workshop.worksheets.model import SheetField


def counted(dossier: Dossier, sheet_id: str) -> list[Message]:
    """A sentence for each field the sheet counts, the most frequent answer first; of numbers their sum; none for a
    field nobody filled."""
    sheet = worksheets()[sheet_id]
    texts = list(cells_of(dossier, sheet).values())
    answers = {name: [entry[name] for entry in texts if entry.get(name)] for name in sheet.counted}
    return [sentence(sheet.field(name), given) for name, given in answers.items() if given]


def sentence(field: SheetField, given: list[str]) -> Message:
    """Answers with share and count, or the sum of numbers, and how many entries say anything."""
    if field.kind == "number":
        total = sum(value for text in given if (value := value_of(field, text)) is not None)
        return message("{field}: {total} in all · n = {n}", field=field.label, total=total, n=len(given))
    labels = {choice.code: choice.label for choice in field.choices}
    times = {code: given.count(code) for code in dict.fromkeys(given)}
    enough = len(given) >= MIN_VOTES
    parts = [
        part(labels.get(code, code), times[code], round(100 * times[code] / len(given)) if enough else None)
        for code in sorted(times, key=lambda code: -times[code])
    ]
    return message("{field}: {parts} · n = {n}", field=field.label, parts=parts, n=len(given))


def part(answer: Wording | str, count: int, share: int | None) -> Message:
    """One answer with its count, and its share where enough entries give one."""
    if share is None:
        return message("{answer} {count}", answer=answer, count=count)
    return message("{answer} {share}% ({count})", answer=answer, share=share, count=count)
