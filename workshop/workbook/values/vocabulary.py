"""The words of sheets, columns and cells in German and English, and how texts are made comparable."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from workshop.labels import CODE_LABELS, FIELD_LABELS, KIND_LABELS
from workshop.texts import LANGUAGES, say

CONTENT = Path(__file__).parent.parent.parent / "content"
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
UNSEEN = dict.fromkeys([0xFE0F, *range(0x1F3FB, 0x1F400)])
"""Emoji presentation selector and skin tones: they do not change what a smiley says."""


@dataclass(frozen=True)
class Kind:
    """How a kind of record is recognised in a workbook."""

    sheets: frozenset[str]
    needs: tuple[str, ...]
    decisive: tuple[str, ...]
    only_by_name: bool
    fields: dict[str, str]
    """Normalised header → field of the record."""
    extras: dict[str, str]
    """Normalised header → what else such a sheet may carry."""
    hints: list[tuple[str, str]]
    """Normalised header and the field or extra it may mean; only ever proposed."""
    rank: dict[str, int]
    """Normalised header → how far back it stands among the names of its field."""


@lru_cache(10_000)
def folded(text: str) -> str:
    """Compatibility forms, lower case, ß as ss, umlauts as ae/oe/ue, one blank between words."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().translate(UMLAUTS).split())


@lru_cache(10_000)
def normal_header(text: str) -> str:
    """A header to compare: folded, without brackets, punctuation, symbols and a unit at its end."""
    plain = re.sub(r"[^\w#]+", " ", folded(re.sub(r"\([^)]*\)", " ", text)).replace("_", " ")).strip()
    return re.sub(r" in( euro?| prozent)?$", "", plain)


def normal_value(value: object) -> str:
    """A cell's text to compare: folded, without punctuation at its end and what changes no smiley."""
    text = folded(str(value).translate(UNSEEN))
    return text if len(text) < 3 else text.rstrip(".!,; ")


@cache
def load(name: str) -> dict[str, Any]:
    """A file of words; whoever asks shares it and leaves it as it is."""
    with (CONTENT / name).open("rb") as file:
        return tomllib.load(file)


@cache
def kinds() -> dict[str, Kind]:
    """Kind of record → how it is recognised; the labels of both languages are part of it."""
    content = load("headers.toml")
    return {name: kind_of(name, content[name]) for name in KIND_LABELS}


def kind_of(name: str, entry: dict[str, Any]) -> Kind:
    names = {
        field: [say(label, language) for language in LANGUAGES] + entry["fields"].get(field, [])
        for field, label in FIELD_LABELS[name].items()
    }
    ranked = [(normal_header(word), field, rank) for field, words in names.items() for rank, word in enumerate(words)]
    extras = entry.get("extras", {}) | ({"workshop": ["workshop id"]} if name != "workshop" else {})
    sheets = [*entry["sheets"], *(say(KIND_LABELS[name], language) for language in LANGUAGES)]
    return Kind(
        sheets=frozenset(normal_header(s) for s in sheets),
        needs=tuple(entry["needs"]),
        decisive=tuple(entry.get("decisive", ())),
        only_by_name=entry.get("only_by_name", False),
        fields={header: field for header, field, _ in reversed(ranked)},
        extras={normal_header(w): extra for extra, listed in extras.items() for w in listed},
        hints=[(normal_header(w), name) for name, listed in entry.get("hints", {}).items() for w in listed],
        rank={header: rank for header, _, rank in reversed(ranked)},
    )


@cache
def listed_headers(group: str) -> frozenset[str]:
    """A top-level list of headers.toml, normalised: "vague_headers", "skipped_sheets" …"""
    return frozenset(normal_header(name) for name in load("headers.toml")[group])


@cache
def words(group: str) -> dict[str, str]:
    """Normalised word → code, for a top-level group of words.toml: "rating_words" or "waves"."""
    return {normal_value(word): code for code, entry in load("words.toml")[group].items() for word in entry}


@cache
def word_set(group: str) -> frozenset[str]:
    """The normalised words of a list in words.toml: "missing", "yes" or "no"."""
    return frozenset(normal_value(word) for word in load("words.toml")[group])


@cache
def rating_letters() -> dict[str, int]:
    """e, o, b → −1, 0, 1."""
    return dict(load("words.toml")["rating_letters"])


@cache
def code_words(kind: str, field: str) -> dict[str, str]:
    """Normalised word → code of a field: the code itself, its label in both languages, and other words for it."""
    labels = CODE_LABELS[kind][field]
    more = load("words.toml").get(kind, {}).get(field, {})
    found = {normal_value(word): code for code, listed in more.items() for word in listed}
    for language in LANGUAGES:
        found |= {normal_value(say(label, language)): code for code, label in labels.items()}
    return found | {normal_value(code): code for code in labels}
