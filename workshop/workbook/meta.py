"""What an export remembers of itself on its very hidden sheet `_meta`, to be compared when it comes back.

Per record and field it keeps a short salted hash and not the value: what a person deletes from the workbook before
passing it on is not in it any more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2s
from typing import Any

from workshop.records import KINDS, Record, identity
from workshop.workbook.files.sheets import Sheet, clean

SHEET = "_meta"
FORMAT = "touchpoint-werkstatt 1"
DIGITS = 6
"""Hexadecimal digits of a hash: a changed field goes unnoticed once in 16 million."""
Identity = tuple[Any, ...]
Hashes = dict[str, str]
"""Field → hash of its value."""


@dataclass
class Meta:
    """The sheet `_meta` read back."""

    workshop: str
    """Short name of the workshop that was exported."""
    exported_at: str
    """UTC, as in ISO 8601."""
    salt: str
    base: dict[str, dict[Identity, Hashes]] = field(default_factory=dict)
    """Kind, or "workshop" → identity → hashes of the fields as they were exported."""

    def exported(self, kind: str, key: Identity, name: str, value: Any) -> bool:
        """Whether a field stands as it was exported."""
        known = self.base.get(kind, {}).get(key, {}).get(name)
        return known is not None and known == hash_of(name, value, self.salt)

    @cached_property
    def names(self) -> dict[str, frozenset[str]]:
        """Kind → every text that identifies a record of it, alone or with others."""
        return {kind: frozenset(str(part) for key in known for part in key) for kind, known in self.base.items()}

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; `from_json` makes the same of them."""
        base = {kind: [[list(key), hashes] for key, hashes in known.items()] for kind, known in self.base.items()}
        return {"workshop": self.workshop, "exported_at": self.exported_at, "salt": self.salt, "base": base}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Meta:
        """What `to_json` wrote."""
        base = {kind: {tuple(key): hashes for key, hashes in known} for kind, known in data["base"].items()}
        return Meta(**dict(data) | {"base": base})


def hash_of(name: str, value: Any, salt: str) -> str:
    """The hash of the value of one field."""
    return blake2s(f"{salt}{name}={carried(value)!r}".encode(), digest_size=DIGITS // 2).hexdigest()


def carried(value: Any) -> Any:
    """A value as a workbook carries it: Excel keeps fifteen digits of a number, and nobody sees control characters."""
    if isinstance(value, float):
        return float(f"{value:.14g}")
    return clean(value)[0] if isinstance(value, str) else value


def identity_of(kind: str, record: Record) -> Identity:
    """What tells a record from the others of its kind."""
    return tuple(getattr(record, name) for name in identity(kind))


def meta_of(sheets: Sequence[Sheet]) -> Meta | None:
    """What the sheet `_meta` of a file says; None when it has none, one of another making, or one that was edited."""
    sheet = next((s for s in sheets if s.name == SHEET), None)
    rows = [[str(value) for _, value in sorted(row.items())] for row in sheet.rows.values()] if sheet else []
    if not rows or rows[0][0] != FORMAT or len(rows[0]) < 4:
        return None
    try:
        return meta_from(rows)
    except (KeyError, TypeError, ValueError):
        return None  # then it is a workbook like any other


def meta_from(rows: list[list[str]]) -> Meta:
    """The rows of a sheet `_meta`, its first one among them; raises KeyError, TypeError or ValueError if damaged."""
    meta = Meta(rows[0][1], rows[0][2], rows[0][3])
    fields: list[str] = []
    kind = ""
    for row in rows[1:]:
        if row[0] == "workshop" or row[0] in KINDS:
            kind, fields = row[0], row[2:]
            meta.base[kind] = {}
        elif len(row) == 2:
            cut = [row[1][n : n + DIGITS] for n in range(0, len(row[1]), DIGITS)]
            meta.base[kind][tuple(json.loads(row[0]))] = dict(zip(fields, cut, strict=False))
    return meta
