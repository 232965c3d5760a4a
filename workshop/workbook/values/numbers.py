"""Numbers as people write them: German, English and Swiss; an uncertain one is said, never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from workshop.texts import message
from workshop.workbook.files.sheets import Value, shown
from workshop.workbook.problems import Unreadable

Comma = Literal["decimal", "thousands", ""]
"""What a comma means in a column; a point means the other thing. "" = the column does not show it."""
UNITS = re.compile(r"€|£|\$|%|\b(eur|euro|chf|gbp|usd)\b", re.IGNORECASE)
PLAIN = re.compile(r"[-+]?\d+")
GERMAN = re.compile(r"[-+]?(\d{1,3}(\.\d{3})+,\d+|\d{1,3}(\.\d{3}){2,}|\d+,(\d{1,2}|\d{4,})|\d{4,},\d{3}|0,\d+)")
ENGLISH = re.compile(r"[-+]?(\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,}|\d+\.(\d{1,2}|\d{4,})|\d{4,}\.\d{3}|0\.\d+)")
EITHER = re.compile(r"[-+]?\d{1,3}[.,]\d{3}")
"""1.500 and 1,500: fifteen hundred or one and a half."""


def bare(text: str) -> str:
    """Digits and signs only: no unit, no blanks or apostrophes between groups, a real minus, 0–9 for all digits."""
    plain = UNITS.sub("", unicodedata.normalize("NFKC", text)).replace("−", "-").strip()
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in plain)
    return re.sub(r"(?<=\d)[ '’](?=\d{3}(\D|$))", "", plain)


def meaning_of_comma(values: Iterable[Value]) -> Comma:
    """What the certain numbers of a column say about its comma; "" when they say nothing or disagree."""
    texts = [bare(value) for value in values if isinstance(value, str)]
    german, english = any(GERMAN.fullmatch(t) for t in texts), any(ENGLISH.fullmatch(t) for t in texts)
    return "" if german == english else "decimal" if german else "thousands"


def is_uncertain(value: Value) -> bool:
    """Whether the text alone does not tell thousands from decimals."""
    return isinstance(value, str) and bool(EITHER.fullmatch(t := bare(value))) and not t.lstrip("+-").startswith("0")


def read_number(value: Value, comma: Comma = "", money: bool = False) -> float:
    """The number of a cell.

    1.500 and 1,500 are read as `comma` says; an amount of money has no three decimals, so there they are thousands.
    Raises Unreadable (a warning) for everything that is not one certain number: ranges, "ca. 300", "2k".
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise not_a_number(value)
    if not isinstance(value, str):
        return value
    text = bare(value)
    if PLAIN.fullmatch(text):
        return int(text)
    if is_uncertain(value):
        if not money and not comma:
            raise thousand_or_decimal(value)
        decimal_mark = {"decimal": ",", "thousands": "."}.get(comma, "")
        if money or decimal_mark not in text:
            return int(re.sub(r"[.,]", "", text))
        return float(text.replace(",", "."))
    if GERMAN.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    if ENGLISH.fullmatch(text):
        return float(text.replace(",", ""))
    raise not_a_number(value)


def not_a_number(value: Value) -> Unreadable:
    what = message(
        "“{value}” was not taken: it is not one certain number. Enter a number, for example 1500 or 1.5.",
        value=shown(value),
    )
    return Unreadable("C08", what, "warning")


def thousand_or_decimal(value: Value) -> Unreadable:
    what = message(
        "“{value}” was not taken: it can mean thousands or decimals. Enter it without a separator for thousands.",
        value=shown(value),
    )
    return Unreadable("C09", what, "warning")
