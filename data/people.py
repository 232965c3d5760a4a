"""One participant: everything that is stored about them, to be handed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Connection, select
from sqlalchemy import Table as CoreTable

import data.live_tables  # noqa: F401  much of it is in them
from data.engine import reading
from data.permission import ask
from data.rows import Row
from data.tables import Table, table
from workshop.texts import Refusal, message

OWN = {
    "participants": "key",
    "seats": "participant",
    "wave_participants": "participant",
    "ratings": "participant",
    "earlier_ratings": "participant",
    "standard_votes": "participant",
    "dots": "participant",
}
"""Table → the column that says whose a row is. Customers and who answered Kano's questions are no participants."""
LOGGED = {"participants": "key", "ratings": "participant", "standard_votes": "participant"}
"""The same for records in the change log and in what imports have changed."""
SECRET = {"workshop_id", "token_hash"}
"""Columns that say nothing about anybody: the hash of a random number."""


@dataclass(frozen=True)
class Mention:
    """A text written by hand in which a name stands: in which table, of what, in which field."""

    table: str
    title: str
    field: str
    text: str


@dataclass(frozen=True)
class About:
    """Everything that is stored about one participant."""

    key: str
    name: str
    """"" except in named rooms."""
    rows: Mapping[str, list[Row]]
    """Table → rows, in the order of `OWN`."""
    logged: list[Row]
    """What the change log and the imports remember: at, source ("" = the change log), kind, before, after."""
    mentions: list[Mention]
    closed: frozenset[str]
    """The closed measurements: what was rated in them can stay without the person."""

    def count(self, name: str, *, closed: bool | None = None) -> int:
        """Rows of one table; `closed`: only those of closed measurements, or only those of open ones."""
        found = self.rows.get(name, [])
        return len([row for row in found if closed is None or (row["wave"] in self.closed) is closed])


def stored_about(workshop_id: str, key: str) -> About:
    """Everything that is stored about a participant. Raises Refusal when there is none with this pseudonym."""
    with reading() as connection:
        ask(connection, "facilitate", workshop_id)
        rows = {name: _own(connection, workshop_id, name, key) for name in OWN}
        if not rows["participants"]:
            raise nobody(key)
        name = next((row["name"] for row in rows["seats"] if row["name"]), "")
        waves = table("waves").c
        ended = select(waves.key).where(waves.workshop_id == workshop_id, waves.closed_at.is_not(None))
        return About(
            key, name, rows,
            [*_in_log(connection, workshop_id, key), *_in_imports(connection, workshop_id, key)],
            list(_mentions(connection, workshop_id, names_of(key, name))),
            frozenset(connection.execute(ended).scalars()),
        )  # fmt: skip


def nobody(key: str) -> Refusal:
    """Nobody goes by this pseudonym."""
    return Refusal(message("Nobody in this workshop goes by “{name}”. Load the page again.", name=key))


def names_of(key: str, name: str) -> list[str]:
    """What a person may be called in texts: the name, and a pseudonym that is one, taken from a workbook."""
    return [text for text in (name, key) if len(text) > 1 and not any(map(str.isdigit, text))]


def named(text: str, names: list[str]) -> bool:
    """Whether one of these names stands in a text, as a word."""
    return any(pattern_of(name).search(text) for name in names)


def pattern_of(name: str) -> re.Pattern[str]:
    """A name as a word, in capitals or not."""
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)


def is_about(kind: str, row: Row | None, key: str) -> bool:
    """Whether a record, as the change log or an import keeps it, is this participant or an answer of theirs."""
    return row is not None and kind in LOGGED and row.get(LOGGED[kind]) == key


def _own(connection: Connection, workshop_id: str, name: str, key: str) -> list[Row]:
    rows = table(name)
    mine = (rows.c.workshop_id == workshop_id, rows.c[OWN[name]] == key)
    columns = [column for column in rows.c if column.name not in SECRET]
    query = select(*columns).where(*mine).order_by(*rows.primary_key)
    return [dict(row) for row in connection.execute(query).mappings()]


def _in_log(connection: Connection, workshop_id: str, key: str) -> Iterator[Row]:
    rows = table("changes").c
    query = select(rows.at, rows.actor, rows.kind, rows.before, rows.after)
    query = query.where(rows.workshop_id == workshop_id, rows.kind.in_(LOGGED)).order_by(rows.id)
    for found in connection.execute(query).mappings():
        if is_about(found["kind"], found["after"] or found["before"], key):
            yield {"source": "", **found}


def _in_imports(connection: Connection, workshop_id: str, key: str) -> Iterator[Row]:
    rows = table("imports").c
    query = select(rows.at, rows.file, rows.actor, rows.changes).where(rows.workshop_id == workshop_id)
    for found in connection.execute(query.order_by(rows.at)):
        for kind, before, after in found.changes:
            if is_about(kind, after or before, key):
                told = {"at": found.at, "actor": found.actor, "kind": kind, "before": before, "after": after}
                yield {"source": found.file, **told}


def _mentions(connection: Connection, workshop_id: str, names: list[str]) -> Iterator[Mention]:
    """Texts with the name in them, except in what is the person's own and in the logs, which are told above."""
    for one in Table.metadata.sorted_tables if names else ():
        if "workshop_id" in one.c and one.name not in {*OWN, "changes", "imports", "workshops"}:
            query = select(*_texts(one)).where(one.c.workshop_id == workshop_id)
            for row in [dict(found) for found in connection.execute(query).mappings()]:
                fields = [field for field, text in row.items() if isinstance(text, str) and named(text, names)]
                yield from (Mention(one.name, _title(row), field, row[field]) for field in fields)


def _texts(one: CoreTable) -> list[Any]:
    return [column for column in one.c if column.name not in SECRET and not isinstance(column.type, JSON)]


def _title(row: Mapping[str, Any]) -> str:
    called = (row.get(name) for name in ("key", "name", "entry", "kpi", "role"))
    return next((str(text) for text in called if text), "")
