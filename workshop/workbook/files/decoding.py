"""From the bytes of a text file to its text: the encoding is found, never assumed, and said when it was not certain."""

from __future__ import annotations

import re

from workshop.texts import Message, message
from workshop.workbook.problems import Problem

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
OLD_ENCODINGS = {"cp1252": "Windows-1252", "mac_roman": "MacRoman"}
USUAL = frozenset("äöüÄÖÜßéèàçñ€§°„“”‚‘’–—…•×²³½")
"""What German and English texts have beside ASCII; the wrong encoding makes other characters of the same bytes."""
TWICE = re.compile("[\u00c2\u00c3][^\0-\x7f]|\u00e2[^\0-\x7f]{2}")
"""Where a character may have been encoded twice: Ã¤ for ä, â‚¬ for €."""


def decoded(content: bytes, sheet: str) -> tuple[str, list[Problem]]:
    """The text, by byte order mark, NUL pattern, strict UTF-8, and only then by the bytes of the umlauts.

    What had to be concluded, was damaged or was encoded twice comes back as a remark, with a sample to look at.
    """
    text, problems = by_marks(content, sheet) or by_letters(content, sheet)
    text, twice = undone(text)
    if twice:
        what = message(
            "Umlauts were encoded twice; “{original}” was read as “{taken}”. Check it.",
            original=twice[0],
            taken=twice[1],
        )
        problems.append(Problem("F08", "warning", sheet, "", *twice, what))
    if "\ufffd" in text:
        sample = next(line for line in text.split("\n") if "\ufffd" in line).strip()[:60]
        what = message("Some characters cannot be read; they stand as � in “{sample}”. Correct them.", sample=sample)
        problems.append(Problem("F08", "warning", sheet, "", sample, sample, what))
    return text, problems


def by_marks(content: bytes, sheet: str) -> tuple[str, list[Problem]] | None:
    """The text of a file that says its encoding by a mark, by its zeros, or by being correct UTF-8."""
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), []
    if content.count(0) > len(content) * 0.3:
        text = content.decode("utf-16-le" if not content[1] else "utf-16-be", errors="replace")
        return text, [concluded("UTF-16", text.split("\n")[0].strip()[:60], sheet, "")]
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        return None


def by_letters(content: bytes, sheet: str) -> tuple[str, list[Problem]]:
    """Text that is not UTF-8 throughout: an old encoding, or lines of two encodings pasted together."""
    encoding = max(OLD_ENCODINGS, key=lambda name: plausible(content.decode(name, errors="replace")))
    spoken = OLD_ENCODINGS[encoding]
    lines, foreign, unicode = [], [], False
    for number, line in enumerate(content.split(b"\n"), start=1):
        try:
            lines.append(line.decode("utf-8"))
            unicode = unicode or not line.isascii()
        except UnicodeDecodeError:
            lines.append(line.decode(encoding, errors="replace"))
            foreign.append(number)
    sample, cell = lines[foreign[0] - 1].strip()[:60], f"A{foreign[0]}"
    if not unicode:
        return "\n".join(lines), [concluded(spoken, sample, sheet, cell)]
    what = message(
        "The file mixes two encodings. Read as {encoding}: line {lines}. Check the umlauts in “{sample}”.",
        lines=foreign[:20],
        encoding=spoken,
        sample=sample,
    )
    return "\n".join(lines), [Problem("F08", "warning", sheet, cell, sample, spoken, what)]


def concluded(encoding: str, sample: str, sheet: str, cell: str) -> Problem:
    what: Message = message(
        "The encoding was taken to be {encoding}. Check the umlauts in “{sample}”.", encoding=encoding, sample=sample
    )
    return Problem("F08", "note", sheet, cell, sample, encoding, what)


def plausible(text: str) -> int:
    """How much more usual than odd characters a text has beyond ASCII."""
    beyond = [c for c in text if not c.isascii()]
    return 2 * sum(c in USUAL for c in beyond) - len(beyond)


def undone(text: str) -> tuple[str, tuple[str, str] | None]:
    """The text with double encoding undone, and a line before and after as a sample; None when there was none."""
    right = TWICE.sub(lambda found: once(found[0]), text)
    if right == text:
        return text, None
    lines = zip(text.split("\n"), right.split("\n"), strict=True)
    before, after = next((one, other) for one, other in lines if one != other)
    return right, (before.strip()[:60], after.strip()[:60])


def once(text: str) -> str:
    """The character that was encoded twice; the text itself when it is not one of the usual ones."""
    try:
        character = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
    return character if character in USUAL else text
