"""The library of touchpoints by industry, and the six that come before the first contact: ready to take over."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from workshop.dossier import Dossier
from workshop.order import next_key
from workshop.records import PHASES, Touchpoint
from workshop.texts import LANGUAGES, Wording, say
from workshop.worksheets.model import Content, Name, Text

FILE = Path(__file__).parent / "content" / "touchpoints.toml"
PRECONTACT = "precontact"
"""The group of the six touchpoints that customers meet before they ever call."""


class LibraryGroup(Content):
    """One library: an industry's, or the one for everybody."""

    id: Name
    de: Text
    en: Text
    industry: str = ""

    @property
    def label(self) -> Wording:
        return Wording(self.de, self.en)


class LibraryTouchpoint(Content):
    """A touchpoint as most companies of an industry have it."""

    id: Name
    group: Name
    phase: str
    name: Wording
    channel: Wording
    steerability: str = ""
    media_type: str = ""
    contact_type: str = ""
    words: tuple[str, ...] = ()
    """Parts of names and channels by which it is known when it is there already under another name."""


class Library(Content):
    """Everything in the file."""

    groups: tuple[LibraryGroup, ...]
    touchpoints: tuple[LibraryTouchpoint, ...]


@cache
def library() -> Library:
    """The library, read once."""
    return Library.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))


def fits(industry: str, words: str) -> bool:
    """Whether an industry such as “Autohaus, Neuwagen” is meant by words such as "auto|kfz"; "" means every one."""
    parts = industry.casefold().replace("-", " ").replace(",", " ").split()
    return not words or any(part.startswith(word) for word in words.casefold().split("|") for part in parts)


def touchpoints_in(group: str) -> list[LibraryTouchpoint]:
    """The touchpoints of one library in the customer's order."""
    return [one for one in library().touchpoints if one.group == group]


def is_there(dossier: Dossier, one: LibraryTouchpoint) -> bool:
    """Whether the journey has a touchpoint of this name, or one before the purchase that its words describe."""
    rows = dossier.touchpoints
    names = {say(one.name, language).casefold() for language in LANGUAGES}
    if set(rows["name"].str.casefold()) & names:
        return True
    early = rows[(rows["phase"] == one.phase) & (rows["status"] != "irrelevant")]
    return any(word in name.casefold() for name in early["name"] for word in one.words)


def taken_over(dossier: Dossier, one: LibraryTouchpoint, language: str) -> tuple[Touchpoint, list[str]]:
    """The touchpoint as a new record, and the keys of the journey in their new order.

    What comes before the first contact goes to the front, everything else to the end of its phase.
    """
    rows = dossier.touchpoints
    keys = list(rows["key"])
    key = next_key(keys, "T")
    place = len(keys) if one.group != PRECONTACT else _front(dossier)
    if one.group != PRECONTACT:
        later = [PHASES.index(phase) > PHASES.index(one.phase) for phase in rows["phase"]]
        place = later.index(True) if True in later else len(keys)
    order = [*keys[:place], key, *keys[place:]]
    record = Touchpoint(
        key=key, seq=place + 1, phase=one.phase, name=say(one.name, language), channel=say(one.channel, language),
        steerability=one.steerability, media_type=one.media_type, contact_type=one.contact_type,
    )  # fmt: skip
    return record, order


def _front(dossier: Dossier) -> int:
    """Behind the touchpoints before the first contact that are at the front already."""
    names = {say(one.name, language) for one in touchpoints_in(PRECONTACT) for language in LANGUAGES}
    return next((i for i, name in enumerate(dossier.touchpoints["name"]) if name not in names), 0)


def missing_precontacts(dossier: Dossier) -> Sequence[LibraryTouchpoint]:
    """Those of the six touchpoints before the first contact that the journey does not have."""
    return [one for one in touchpoints_in(PRECONTACT) if not is_there(dossier, one)]
