"""Numbers and words of another scale: which scale it is, is asked once a column; the originals stay visible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from workshop.texts import Message, message
from workshop.workbook.files.sheets import shown
from workshop.workbook.problems import Severity, Unreadable
from workshop.workbook.questions import LEFT_OUT, Choice
from workshop.workbook.values.asking import LEAVE_CELLS, Column, Distinct, Meaning, Meanings, picture, unanswered
from workshop.workbook.values.scale_headers import proposed
from workshop.workbook.values.scales import NumberScale, Purpose, fitting, fitting_words, meant

SEVERITY: dict[Purpose, Severity] = {"rating": "error", "five": "warning"}
"""A vote waits with its rating; a relevance, impact or effort only stays empty meanwhile."""


def on_number_scale(column: Column, numbers: Mapping[Distinct, float], purpose: Purpose) -> Meanings | None:
    """What the numbers of a column mean on the scale the person chose; None when they lie on no scale.

    `numbers`: value → its number.
    """
    weighed = [number for value, number in numbers.items() for _ in column.cells[value]]
    scales = {scale.code: scale for scale in fitting(weighed, purpose)}
    if not scales:
        return None
    answer = column.ask(
        "C06",
        "scale",
        question_about(column),
        [*(Choice(code, scale.label(purpose)) for code, scale in scales.items()), LEAVE_CELLS],
        sorted(numbers, key=lambda value: numbers[value]),
        proposal=proposed(list(scales.values()), column.header),
    )
    if answer in ("", LEFT_OUT):
        return unanswered(column, "C06", list(numbers), answer, SEVERITY[purpose])
    scale = scales[answer]
    found = {value: scale.read(number) for value, number in numbers.items()}
    say_mapped(column, {v: m for v, m in found.items() if m is not None}, scale.label(purpose), purpose, answer)
    return {v: Meaning(m) if m is not None else Meaning(trouble=outside(v, scale)) for v, m in found.items()}


def on_word_scale(
    column: Column, spelled: Mapping[Distinct, str], purpose: Purpose, group: Literal["words", "signs"]
) -> Meanings:
    """What words or signs mean that are only clear together. `spelled`: value → word of the scale."""
    scales = {scale.code: scale for scale in fitting_words(spelled.values(), purpose, group)}
    written = {word: shown(picture(value)) for value, word in spelled.items()}
    choices = [Choice(code, scale.label(purpose, written)) for code, scale in scales.items()]
    values = list(spelled)
    answer = column.ask("C06", group, question_about(column), [*choices, LEAVE_CELLS], values)
    if answer in ("", LEFT_OUT):
        return unanswered(column, "C06", values, answer, SEVERITY[purpose])
    scale = scales[answer]
    found = {value: scale.meanings[word] for value, word in spelled.items()}
    say_mapped(column, found, scale.label(purpose, written), purpose, answer)
    return {value: Meaning(meaning) for value, meaning in found.items()}


def question_about(column: Column) -> Message:
    if not column.header:
        return message("How are the ratings of the participants to be read?")
    return message("How are the values of “{column}” to be read?", column=column.header)


def say_mapped(column: Column, found: Mapping[Distinct, int], scale: Message, purpose: Purpose, code: str) -> None:
    """Say once what each value was taken as, and on which scale."""
    if not found:
        return
    steps = [meant(shown(value[1]), meaning, purpose) for value, meaning in found.items()]
    what = message(
        "The values were read on the scale “{scale}”: {steps}. Cells: {cells}.",
        scale=scale,
        steps=steps[:20],
        cells=column.places(list(found)),
    )
    column.say("C06", "note", what, list(found), taken=code)


def outside(value: Distinct, scale: NumberScale) -> Unreadable:
    what = message(
        "“{value}” does not lie on the scale from {low} to {high}. Correct it, or choose another scale.",
        value=shown(value[1]),
        low=scale.low,
        high=scale.high,
    )
    return Unreadable("C06", what)
