"""Cells that count votes ("3x begeistert, 2x okay", or 3 / 2 / 1 under a header that says so)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import floor

from workshop.scale import RATING_NAMES, RATINGS
from workshop.texts import message
from workshop.workbook.files.sheets import Value, shown
from workshop.workbook.questions import LEFT_OUT, Choice
from workshop.workbook.values.asking import LEAVE_CELLS, Column, Distinct, Meaning, Meanings, picture, unanswered
from workshop.workbook.values.vocabulary import folded, normal_value, rating_letters, words

AT_MOST = 200
"""So many people take part in a workshop; a higher count is none."""
BETWEEN = re.compile(r"[,;/|+&\n]|\bund\b|\band\b")
NUMBER_FIRST = re.compile(r"(\d+)\s*[x×*]?\s*(\D+)")
WORD_FIRST = re.compile(r"(\D+?)\s*[:(=]?\s*(\d+)\s*[x×*]?\s*\)?")
ONLY_NUMBERS = re.compile(r"(\d+)\s*[/|;:,–-]\s*(\d+)\s*[/|;:,–-]\s*(\d+)")
EACH, MOST, MEAN = "each", "most", "mean"


def counts_in(value: Value, header: str) -> tuple[int, ...]:
    """The single votes that a cell counts, (−1, −1, 0) for "2x enttäuscht, 1x okay"; () when it counts none."""
    if not isinstance(value, str) or not any(c.isdigit() for c in value):
        return ()
    order = order_in(header)
    if (match := ONLY_NUMBERS.fullmatch(value.strip())) and order:
        pairs = list(zip(order, map(int, match.groups()), strict=True))
    else:
        parts = [counted(part.strip()) for part in BETWEEN.split(folded(value))]
        pairs = [pair for pair in parts if pair]
        if len(pairs) < len(parts):
            return ()
    votes = sum(n for _, n in pairs)
    return tuple(rating for rating, n in pairs for _ in range(n)) if votes <= AT_MOST else ()


def counted(part: str) -> tuple[int, int] | None:
    """(rating, how often) of "3x begeistert" or "begeistert (3x)"; None where it is neither."""
    if match := NUMBER_FIRST.fullmatch(part):
        number, word = match[1], match[2]
    elif match := WORD_FIRST.fullmatch(part):
        word, number = match[1], match[2]
    else:
        return None
    known = words("rating_words") | {letter: str(rating) for letter, rating in rating_letters().items()}
    rating = known.get(normal_value(word))
    return (int(rating), int(number)) if rating else None


def order_in(header: str) -> tuple[int, ...]:
    """The order in which a header names the three ratings (“😞 / 😐 / 😀”); () when it does not name each once."""
    named = [w for part in re.split(r"[\s/|,;()]+", folded(header)) if (w := normal_value(part))]
    known = words("rating_words") | {letter: str(rating) for letter, rating in rating_letters().items()}
    found = tuple(int(known[w]) for w in named if w in known)
    return found if sorted(found) == sorted(RATINGS) else ()


def of_counts(column: Column, values: Sequence[Distinct], single_votes: bool) -> Meanings:
    """What the cells of a column mean that count votes: asked once for all of them."""
    choices = [
        Choice(MOST, message("one rating: the most frequent one")),
        Choice(MEAN, message("one rating: the mean, rounded")),
        LEAVE_CELLS,
    ]
    if single_votes:
        choices.insert(0, Choice(EACH, message("as many single votes, without names")))
    what = message("Some cells of “{column}” count several votes. How are they to be taken?", column=column.header)
    answer = column.ask("C05", "counts", what, choices, values)
    if answer in ("", LEFT_OUT):
        return unanswered(column, "C05", values, answer)
    found = {value: taken(counts_in(picture(value), column.header), answer) for value in values}
    say_counts(column, values, answer, found)
    return found


def taken(votes: tuple[int, ...], answer: str) -> Meaning:
    """A count as single votes, as its most frequent rating, or as its mean; a tie is decided by the mean."""
    mean = floor(sum(votes) / len(votes) + 0.5)
    if answer == EACH:
        return Meaning(votes[0], ballots=votes)
    often = sorted(RATINGS, key=votes.count)
    if answer == MOST and votes.count(often[-1]) > votes.count(often[-2]):
        return Meaning(often[-1])
    return Meaning(mean)


def say_counts(column: Column, values: Sequence[Distinct], answer: str, found: Meanings) -> None:
    """Say once what each count became."""
    cells = column.places(values)
    if answer == EACH:
        n = sum(len(found[value].ballots) * len(column.cells[value]) for value in values)
        what = message("Cells that count votes were taken as {n} single votes: {cells}.", n=n, cells=cells)
    else:
        steps = [
            message("{steps} = {meaning}", steps=shown(v[1]), meaning=RATING_NAMES[found[v].value]) for v in values
        ]
        what = message(
            "Cells that count votes were taken as one rating: {steps}. Cells: {cells}.", steps=steps, cells=cells
        )
    column.say("C05", "note", what, values, taken=answer)
