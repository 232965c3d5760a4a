"""What the dates of a column mean: whether day or month stands first, and whether a number is a day, asked once."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.texts import message
from workshop.workbook.files.sheets import shown
from workshop.workbook.problems import Unreadable
from workshop.workbook.questions import Choice
from workshop.workbook.values.asking import LEAVE_CELLS, Column, Distinct, Meaning, Meanings, unanswered
from workshop.workbook.values.dates import Order, is_ambiguous, order_in, read_date, serial_day
from workshop.workbook.values.vocabulary import normal_value, word_set

ORDERS: dict[str, Order] = {"day": "day", "month": "month"}
SERIAL = "serial"


def date_meanings(column: Column) -> Meanings:
    """What each distinct value of a column of dates means; asks about 03/04/2025 and 45747."""
    swapped = [value for value in column.cells if is_ambiguous(value[1])]
    serial = [value for value in column.cells if serial_day(value[1])]
    order = order_in(value for _, value, _ in column.cells)
    found = {value: one_date(value, order) for value in column.cells if value not in serial}
    if swapped and not order:
        found |= of_swapped(column, swapped)
    if serial:
        found |= of_serial(column, serial)
    return found


def one_date(value: Distinct, order: Order) -> Meaning:
    if normal_value(value[1]) in word_set("missing"):
        return Meaning()
    try:
        return Meaning(read_date(value[1], order))
    except Unreadable as trouble:
        return Meaning(trouble=trouble)


def of_swapped(column: Column, values: Sequence[Distinct]) -> Meanings:
    """Dates of which nobody knows whether the day or the month stands first."""
    first = values[0][1]
    choices = [
        Choice("day", message("the day: {value} = {meaning}", value=shown(first), meaning=read_date(first, "day"))),
        Choice(
            "month", message("the month: {value} = {meaning}", value=shown(first), meaning=read_date(first, "month"))
        ),
        LEAVE_CELLS,
    ]
    what = message("Does the day or the month stand first in “{column}”?", column=column.header)
    answer = column.ask("C07", "order", what, choices, values)
    found = {value: one_date(value, ORDERS[answer]) for value in values} if answer in ORDERS else {}
    return taken_or_not(column, values, answer, found)


def of_serial(column: Column, values: Sequence[Distinct]) -> Meanings:
    """Numbers such as 45747, which is how Excel counts days."""
    first = values[0][1]
    day = message("days as Excel counts them: {value} = {meaning}", value=shown(first), meaning=serial_day(first))
    what = message(
        "“{column}” holds numbers instead of dates, such as {value}. What are they?",
        column=column.header,
        value=shown(first),
    )
    answer = column.ask("C07", SERIAL, what, [Choice(SERIAL, day), LEAVE_CELLS], values, proposal=SERIAL)
    found = {value: Meaning(serial_day(value[1])) for value in values} if answer == SERIAL else {}
    return taken_or_not(column, values, answer, found)


def taken_or_not(column: Column, values: Sequence[Distinct], answer: str, found: Meanings) -> Meanings:
    """Say once what became of uncertain dates."""
    cells = column.places(values)
    if found:
        steps = [message("{steps} = {meaning}", steps=shown(v[1]), meaning=found[v].value) for v in values]
        what = message("Taken as dates: {steps}. Cells: {cells}.", steps=steps, cells=cells)
        column.say("C07", "note", what, values, taken=", ".join(f"{found[v].value:%Y-%m-%d}" for v in values)[:200])
        return found
    return unanswered(column, "C07", values, answer, "warning")
