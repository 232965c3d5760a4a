"""Every sentence a person reads: looked up in the catalogues, filled and formatted for their language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("de", "en")
LOCALES = Path(__file__).parent.parent / "locales"


@dataclass(frozen=True)
class Message:
    """A sentence not yet spoken: its English wording, which is the catalogue's key, and what fills its gaps."""

    id: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.id, tuple(sorted((k, str(v)) for k, v in self.values.items()))))


def message(id: str, /, **values: Any) -> Message:
    """Make a message; the name is what `make texts` looks for when it collects the catalogue."""
    return Message(id, values)


@dataclass(frozen=True)
class Wording:
    """A text of a content file, which brings its languages along instead of standing in a catalogue."""

    de: str
    en: str


class Refusal(Exception):
    """Something a person asked for cannot be done. Its message names the thing, the place and the remedy."""

    def __init__(self, message: Message) -> None:
        super().__init__(say(message, "en"))
        self.message = message

    def __reduce__(self) -> tuple[type[Refusal], tuple[Message]]:
        return type(self), (self.message,)


@cache
def catalogue(language: str) -> dict[str, str]:
    """All texts of one language, English wording → wording; what is not translated stays English.

    The .po files are read directly: no compiled copy that can be stale, and 50 ms once per process.
    """
    texts: dict[str, str] = {}
    for path in sorted((LOCALES / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            texts |= {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}
    return texts


def say(text: Message | Wording | str, language: str) -> str:
    """Speak a message in `language` ("de" or "en"); a plain string is already spoken and comes back as it is."""
    if isinstance(text, str):
        return text
    if isinstance(text, Wording):
        return text.de if language == "de" else text.en
    if not text.values:
        return _as_it_is(text.id, language)
    wording = catalogue(language).get(text.id, text.id)
    return wording.format(**{name: spoken(value, language) for name, value in text.values.items()})


@lru_cache(maxsize=4096)
def _as_it_is(wording: str, language: str) -> str:
    """A text without gaps: most are, and a page has up to a hundred."""
    return catalogue(language).get(wording, wording).format()


def spoken(value: Any, language: str) -> str:
    """One value as a reader of `language` writes it: 12.03.2025 and 1.500,5 in German, 12 Mar 2025 in English;
    a real minus sign."""
    match value:
        case Message() | Wording():
            return say(value, language)
        case bool():
            return say(message("yes") if value else message("no"), language)
        case datetime() | date():
            return _day(value, language)
        case int() if -1000 < value < 1000:  # as it is; Babel takes longer than the rest of the sentence
            return str(value).replace("-", "−")
        case int():
            return format_decimal(value, locale=language).replace("-", "−")
        case float():
            return format_decimal(value, format="#,##0.##", locale=language).replace("-", "−")
        case list() | tuple():
            return ", ".join(spoken(item, language) for item in value)
        case _:
            return str(value)


@lru_cache(maxsize=4096)
def _day(value: date, language: str) -> str:
    """Babel takes longer for a date than all else takes for its sentence, and the same ones come again and again."""
    return format_date(value, "dd.MM.yyyy" if language == "de" else "d MMM yyyy", locale=language)


def signed(points: float) -> str:
    """Net delight as it stands in a chart: a real minus sign, a plus sign, no decimals; "–" when there is none."""
    if points != points:
        return "–"
    rounded = round(points)
    return f"+{rounded}" if rounded > 0 else f"−{-rounded}" if rounded < 0 else "0"
