"""What the numbers of a column mean: thousands or decimals, and the scale from 1 to 5, each asked once."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.texts import message
from workshop.workbook.files.sheets import shown
from workshop.workbook.problems import Unreadable
from workshop.workbook.questions import LEFT_OUT, Choice
from workshop.workbook.values.asking import LEAVE_CELLS, Column, Distinct, Meaning, Meanings, picture, unanswered
from workshop.workbook.values.numbers import Comma, is_uncertain, meaning_of_comma, read_number
from workshop.workbook.values.on_scale import on_number_scale, on_word_scale
from workshop.workbook.values.ratings import number_of
from workshop.workbook.values.scale_headers import best_is_high, range_in
from workshop.workbook.values.scales import fitting_words
from workshop.workbook.values.vocabulary import normal_value, word_set

COMMAS: dict[str, Comma] = {"decimal": "decimal", "thousands": "thousands"}
"""Code of an answer → what a comma means; a point means the other thing."""


def number_meanings(column: Column, *, money: bool, whole: bool) -> Meanings:
    """What each distinct value of a column of numbers means.

    `money`: three digits after a point or comma are thousands. `whole`: the field holds whole numbers.
    """
    comma = meaning_of_comma(value for _, value, _ in column.cells)
    uncertain = [value for value in column.cells if is_uncertain(value[1])]
    if uncertain and not comma and not money:
        answer = ask_comma(column, uncertain)
        if answer in ("", LEFT_OUT):
            rest = [value for value in column.cells if value not in uncertain]
            waiting = unanswered(column, "C09", uncertain, answer, "warning")
            return {value: one_number(value, "", money, whole) for value in rest} | waiting
        comma = COMMAS[answer]
    found = {value: one_number(value, comma, money, whole) for value in column.cells}
    if uncertain:
        say_comma(column, uncertain, found)
    return found


def one_number(value: Distinct, comma: Comma, money: bool, whole: bool) -> Meaning:
    if normal_value(value[1]) in word_set("missing"):
        return Meaning()
    try:
        number = read_number(value[1], comma, money)
    except Unreadable as trouble:
        return Meaning(trouble=trouble)
    return Meaning(int(number) if whole and isinstance(number, float) and number.is_integer() else number)


def ask_comma(column: Column, values: Sequence[Distinct]) -> str:
    """Ask whether the points and commas of a column separate thousands or decimals."""
    samples = [value[1] for value in values][:2]
    choices = [
        Choice(
            code,
            message(
                "Read as {steps}",
                steps=[message("{steps} = {meaning}", steps=shown(v), meaning=read_number(v, comma)) for v in samples],
            ),
        )
        for code, comma in COMMAS.items()
    ]
    what = message(
        "Thousands or decimals: how is “{value}” in “{column}” meant?", value=shown(samples[0]), column=column.header
    )
    return column.ask("C09", "comma", what, [*choices, LEAVE_CELLS], values)


def say_comma(column: Column, values: Sequence[Distinct], found: Meanings) -> None:
    """Say once how numbers were read that could be thousands or decimals."""
    steps = [message("{steps} = {meaning}", steps=shown(v[1]), meaning=str(found[v].value)) for v in values]
    what = message(
        "Read as {steps}. If that is wrong, write the numbers without a separator: {cells}.",
        steps=steps,
        cells=column.places(values),
    )
    column.say("C09", "note", what, values, taken=", ".join(str(found[v].value) for v in values)[:200])


def five_meanings(column: Column) -> Meanings:
    """What each distinct value of a column from 1 to 5 means; up to 10, high and low and the like are asked once."""
    numbers = {value: n for value in column.cells if (n := number_of(picture(value))) is not None}
    said = {value: normal_value(shown(value[1])) for value in column.cells if value not in numbers}
    scales = fitting_words(said.values(), "five")
    linked = {value: word for value, word in said.items() if scales and word in scales[0].meanings}
    found: Meanings = {}
    if numbers and is_foreign(column, numbers):
        found |= on_number_scale(column, numbers, "five") or {}
    if linked:
        found |= on_word_scale(column, linked, "five", "words")
    return {value: found[value] if value in found else one_number(value, "", False, True) for value in column.cells}


def is_foreign(column: Column, numbers: dict[Distinct, float]) -> bool:
    """Whether a column's header or a good part of its numbers speaks against 1 to 5 with 5 as the most."""
    if range_in(column.header) not in (None, (1, 5)) or best_is_high(column.header) is False:
        return True
    counts = {value: len(column.cells[value]) for value in numbers}
    return 3 * sum(n for value, n in counts.items() if numbers[value] > 5) > sum(counts.values())
