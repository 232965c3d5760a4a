"""What the votes of a column mean: the sure ones are taken visibly, everything else is asked once per scale or word."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.scale import RATING_NAMES, RATINGS
from workshop.texts import message
from workshop.workbook.files.sheets import shown
from workshop.workbook.problems import AlreadySaid, Unreadable
from workshop.workbook.questions import LEFT_OUT, Choice
from workshop.workbook.values.asking import (
    LEAVE_CELLS,
    Column,
    Distinct,
    Meaning,
    Meanings,
    picture,
    say_taken,
    unanswered,
)
from workshop.workbook.values.counts import counts_in, of_counts
from workshop.workbook.values.on_scale import on_number_scale, on_word_scale
from workshop.workbook.values.ratings import RatingScale, number_of, own_words, scale_of, slip_of
from workshop.workbook.values.vocabulary import normal_value, words

MISSING = "missing"
RATING_CHOICES = (
    *(Choice(str(rating), RATING_NAMES[rating]) for rating in reversed(RATINGS)),
    Choice(MISSING, message("not rated")),
    LEAVE_CELLS,
)


def vote_meanings(column: Column, *, single_votes: bool = False) -> Meanings:
    """What each distinct value of a column of votes means; asks what only the person can know.

    `single_votes`: a cell that counts several votes ("3x begeistert, 2x okay") may become that many.
    """
    scale = scale_of([picture(value) for value in column.cells], column.header)
    found: Meanings = {}
    groups: dict[str, list[Distinct]] = {}
    asked: dict[str, list[Distinct]] = {}
    for value in column.cells:
        plain = picture(value)
        if family := scale.family(plain) or ("counts" if counts_in(plain, column.header) else ""):
            groups.setdefault(family, []).append(value)
        elif (sure := sure_meaning(scale, value)) is not None:
            found[value] = sure
        else:
            asked.setdefault(f"{value[2]} {normal_value(shown(plain))}".strip(), []).append(value)
    for family, values in groups.items():
        found |= of_group(column, family, values, scale, single_votes)
    for part, values in asked.items():
        found |= of_word(column, part, values)
    return found


def of_group(
    column: Column, family: str, values: Sequence[Distinct], scale: RatingScale, single_votes: bool
) -> Meanings:
    """Values that are to be understood together; numbers that lie on no scale are asked one by one."""
    if family == "counts":
        return of_counts(column, values, single_votes)
    if family == "numbers":
        numbers = {value: number_of(picture(value)) or 0.0 for value in values}
        if (found := on_number_scale(column, numbers, "rating")) is not None:
            return found
        return {v: m for value in values for v, m in of_word(column, shown(value[1]), [value]).items()}
    spelled = {
        value: scale.sign(picture(value)) if family == "signs" else normal_value(picture(value)) for value in values
    }
    return on_word_scale(column, spelled, "rating", "signs" if family == "signs" else "words")


def sure_meaning(scale: RatingScale, value: Distinct) -> Meaning | None:
    """What needs neither a question nor a remark: our own words and numbers, and words for "not rated"."""
    plain = picture(value)
    try:
        rating = scale.read(plain)
    except (Unreadable, AlreadySaid):
        return None
    ours = rating is None or scale.letters or number_of(plain) is not None or normal_value(plain) in own_words()
    return Meaning(rating) if ours and not value[2] else None


def of_word(column: Column, part: str, values: Sequence[Distinct]) -> Meanings:
    """A word, smiley or symbol: taken when it is sure, with a proposal when it is nearly one, always changeable."""
    plain, font = picture(values[0]), values[0][2]
    word, number = normal_value(shown(plain)), number_of(plain)
    sure = words("rating_words").get(word, "") if number is None else ""
    repeated = {words("rating_words").get(sign, "") for sign in word.replace(" ", "")} if number is None else set()
    proposal = sure or (slip_of(word) if number is None else "") or (repeated.pop() if len(repeated) == 1 else "")
    code = "C13" if font else "C05"
    what = message("Which rating is “{value}”?", value=shown(plain))
    if font:
        what = message(
            "“{letter}” in {font} is the picture {value}. Which rating is it?",
            letter=shown(values[0][1]),
            font=font,
            value=shown(plain),
        )
    answer = column.ask(code, part, what, RATING_CHOICES, values, proposal=proposal, settled=not font and bool(sure))
    if answer in ("", LEFT_OUT):
        return unanswered(column, code, values, answer)
    label = next(choice.label for choice in RATING_CHOICES if choice.code == answer)
    say_taken(column, code, values, label, answer)
    return dict.fromkeys(values, Meaning(None if answer == MISSING else int(answer)))
