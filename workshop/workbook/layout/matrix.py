"""Cross tables: recognising that neighbouring columns are one participant's votes each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from workshop.workbook.files.sheets import Sheet, Value
from workshop.workbook.shapes.lists import comparable, listed, meanings
from workshop.workbook.values.ratings import number_of, scale_of
from workshop.workbook.values.scales import word_scales
from workshop.workbook.values.vocabulary import code_words, normal_value, rating_letters, word_set, words

COLUMNS = 3
"""So many neighbouring columns of votes make a cross table."""
SHARE = 0.8
"""This share of their filled cells must look like votes."""
CODE = re.compile(r"([^\W\d_]{0,3}|person|teilnehmer(in)?|participant|proband(in)?|rater)[ .-]?(?P<n>\d{1,4})", re.I)
"""P01, TN 7, R12, 12, Person 3: a pseudonym and nobody's name."""
YEARS = range(1900, 2100)


def vote_columns(sheet: Sheet, row: int, headers: dict[int, str], used: set[int]) -> dict[int, str]:
    """Column → participant, where the sheet's layout is known to have one column for each; else {}."""
    return {column: name for column, name in sheet.people.items() if column in headers and column not in used}


def likely_people(sheet: Sheet, row: int, headers: dict[int, str], used: set[int]) -> dict[int, str]:
    """Column → header for the longest run of neighbouring columns that could hold one person's votes each.

    At least three; two are enough when their headers are codes. {} when there is no such run.
    """
    run = longest_run([c for c in headers if c not in used and not is_computed(headers[c])])
    needed = COLUMNS if not are_codes(headers[c] for c in run) else COLUMNS - 1
    values = [v for (r, c), v in sheet.cells.items() if r > row and c in run]
    enough = len(run) >= needed and values and are_votes(values)
    return {c: headers[c] for c in run} if enough else {}


def is_computed(header: str) -> bool:
    """Whether a header names what is counted from votes: a sum, an average, the number of one level."""
    return comparable(header) in listed("computed") or comparable(header) in meanings("levels")


def are_codes(headers: Iterable[str]) -> bool:
    """Whether all headers are numbers for people, below a wave or not; no year, quarter or the like."""
    return all(is_code(header.rpartition(" · ")[2]) for header in headers)


def is_code(header: str) -> bool:
    if found := CODE.fullmatch(header.strip()):
        return comparable(found[1]) not in listed("no_people") and int(found["n"]) not in YEARS
    return False


def are_votes(values: Iterable[Value]) -> bool:
    """Whether nearly all values could be votes on some scale."""
    given = Counter(values)  # a room's votes are few different words
    letters = scale_of(given).letters
    return sum(n for value, n in given.items() if is_vote(value, letters)) >= SHARE * given.total()


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
    ) or any(word in scale.meanings for scale in word_scales("rating"))
    letter = letters and word in rating_letters()
    return known or letter or word == "x" or (number is not None and -1 <= number <= 10)
