"""Cross tables: recognising that neighbouring columns are one participant's votes each."""

from __future__ import annotations

from workshop.workbook.ratings import number_of, scale_of
from workshop.workbook.sheets import Sheet, Value
from workshop.workbook.vocabulary import code_words, normal_header, normal_value, rating_letters, word_set, words

COLUMNS = 3
"""So many neighbouring columns of votes make a cross table."""
SHARE = 0.8
"""This share of their filled cells must look like votes."""
COMPUTED = {"summe", "gesamt", "anzahl", "mittelwert", "durchschnitt", "total", "sum", "average", "mean", "count", "n"}
COMPUTED |= {"ø", "enttaeuscht", "okay", "begeistert", "disappointed", "delighted", "e", "o", "b"}
"""Headers of columns that are counted from votes and are nobody's votes."""


def vote_columns(sheet: Sheet, row: int, headers: dict[int, str], used: set[int]) -> dict[int, str]:
    """Column → participant for the longest run of vote columns; {} when it is shorter than three."""
    run = longest_run([c for c in headers if c not in used and normal_header(headers[c]) not in COMPUTED])
    values = [v for (r, c), v in sheet.cells.items() if r > row and c in run]
    if len(run) < COLUMNS or not values:
        return {}
    letters = scale_of(values).letters
    votes = sum(1 for value in values if is_vote(value, letters))
    return {c: headers[c] for c in run} if votes >= SHARE * len(values) else {}


def longest_run(columns: list[int]) -> list[int]:
    """The longest stretch of neighbouring numbers."""
    runs: list[list[int]] = []
    for column in sorted(columns):
        if runs and column == runs[-1][-1] + 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return max(runs, key=len, default=[])


def is_vote(value: Value, letters: bool) -> bool:
    """Whether a cell could be a vote on any scale: a word, a smiley, a letter, a mark up to 10, a cross."""
    word, number = normal_value(value), number_of(value)
    known = (
        word in words("rating_words") or word in code_words("ratings", "missing_reason") or word in word_set("missing")
    )
    letter = letters and word in rating_letters()
    return known or letter or word == "x" or (number is not None and -1 <= number <= 10)
