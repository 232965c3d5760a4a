"""Deleting one participant: everything, or all but answers that count already, which stay without the person."""

from __future__ import annotations

import logging
from collections import Counter
from typing import Any

from sqlalchemy import Connection, delete, select, update

from data.engine import writing
from data.live_anonymity import new_names, put_back, taken
from data.live_room import find_room
from data.live_signal import tell
from data.people import LOGGED, OWN, is_about, names_of, nobody, pattern_of
from data.permission import ask
from data.rows import Row, raise_revision
from data.tables import table
from data.waves import closed_waves
from workshop.scale import MIN_VOTES

log = logging.getLogger("werkstatt")

KEPT = ("ratings", "earlier_ratings", "wave_participants", "standard_votes", "dots")
"""Answers that can stay under a name that nobody has: ratings of closed measurements, classifications."""
GONE = "…"
"""What stands in the place of the name in old texts of the log."""


def forget(workshop_id: str, key: str, *, keep_answers: bool) -> None:
    """Delete a participant with seat, name and everything that the log and the imports remember. There is no way back.

    `keep_answers`: what was rated in closed measurements, and the classifications, stay under a new random name, so
    that these figures stay as they are; the time, the function and a department of fewer than five people are taken
    from them. What was rated in a measurement that is still open goes in any case.
    Raises Refusal when there is no such participant.
    """
    with writing() as connection:
        ask(connection, "facilitate", workshop_id)
        find_room(connection, workshop_id, lock=True)
        numbers = raise_revision(connection, workshop_id, content=True, votes=True, stage=True)
        name = _name(connection, workshop_id, key)
        connection.execute(delete(table("seats")).where(*_theirs("seats", workshop_id, key)))
        kept = _kept(connection, workshop_id, key) if keep_answers else {}
        for kind in reversed(OWN):  # what refers to the participant goes before them
            connection.execute(delete(table(kind)).where(*_theirs(kind, workshop_id, key)))
        for kind, rows in kept.items():
            put_back(connection, kind, OWN[kind], rows)
        _clean_logs(connection, workshop_id, key, names_of(key, name))
        _clean_answers(connection, {key, name} - {""})
    log.warning("A participant was deleted: workshop=%s answers_kept=%s", workshop_id, bool(kept))
    tell(workshop_id, numbers)


def _theirs(kind: str, workshop_id: str, key: str) -> tuple[Any, ...]:
    rows = table(kind)
    return (rows.c.workshop_id == workshop_id, rows.c[OWN[kind]] == key)


def _name(connection: Connection, workshop_id: str, key: str) -> str:
    if not connection.execute(select(1).where(*_theirs("participants", workshop_id, key))).first():
        raise nobody(key)
    names = connection.execute(select(table("seats").c.name).where(*_theirs("seats", workshop_id, key))).scalars()
    return next((name for name in names if name), "")


def _kept(connection: Connection, workshop_id: str, key: str) -> dict[str, list[Row]]:
    """What stays, under its new name, taken out of the tables: written anew, its place does not tell whose it was."""
    small = _small(connection, workshop_id)
    closed, renamed = closed_waves(connection, workshop_id), new_names(connection, workshop_id, [key])
    answers = {kind: taken(connection, kind, workshop_id, "participant", renamed) for kind in KEPT}
    answers = {kind: [row for row in rows if row.get("wave") in {None, *closed}] for kind, rows in answers.items()}
    if not any(answers.values()):
        return {}
    for row in answers["ratings"]:
        row["rated_at"] = None
    for row in answers["wave_participants"]:
        row["department"] = None if row["department"] in small[row["wave"]] else row["department"]
    person = taken(connection, "participants", workshop_id, "key", renamed)
    for row in person:
        row |= {"token_hash": None, "function": ""}
        row["department"] = None if row["department"] in small[""] else row["department"]
    return {"participants": person} | answers


def _small(connection: Connection, workshop_id: str) -> dict[str, set[str | None]]:
    """Departments with too few people to be one of many there: now (""), and in each closed measurement."""
    people, then = table("participants").c, table("wave_participants").c
    here = select(people.department).where(people.workshop_id == workshop_id)
    sizes = {"": Counter(connection.execute(here).scalars())}
    for wave, name in connection.execute(select(then.wave, then.department).where(then.workshop_id == workshop_id)):
        sizes.setdefault(wave, Counter())[name] += 1
    return {wave: {name for name, n in found.items() if n < MIN_VOTES} for wave, found in sizes.items()}


def _clean_logs(connection: Connection, workshop_id: str, key: str, names: list[str]) -> None:
    """Take the person out of the change log and of what imports remember; where the name stands in other texts of
    theirs, it is replaced, for these texts are history."""
    changes, imports = table("changes"), table("imports")
    for row in connection.execute(select(changes).where(changes.c.workshop_id == workshop_id)).mappings().all():
        its = changes.c.id == row["id"]
        if row["kind"] in LOGGED and is_about(row["kind"], row["after"] or row["before"], key):
            connection.execute(delete(changes).where(its))
            continue
        old = {name: row[name] for name in ("identity", "before", "after")}
        new = without(old, names)
        if new != old:
            connection.execute(update(changes).where(its).values(new))
    for row in connection.execute(select(imports).where(imports.c.workshop_id == workshop_id)).mappings().all():
        left = [item for item in row["changes"] if not is_about(item[0], item[2] or item[1], key)]
        values = {"changes": without(left, names), "file": without(row["file"], names)}
        connection.execute(update(imports).where(imports.c.id == row["id"]).values(values))


def without(value: Any, names: list[str]) -> Any:
    """The same with these names replaced, in every text within."""
    match value:
        case str():
            for name in names:
                value = pattern_of(name).sub(GONE, value)
            return value
        case dict():
            return {field: without(one, names) for field, one in value.items()}
        case list():
            return [without(one, names) for one in value]
    return value


def _clean_answers(connection: Connection, names: set[str]) -> None:
    """Forget what was answered about files by this name: keys of questions are made of headers."""
    rows = table("import_answers")
    for row in connection.execute(select(rows.c.make, rows.c.key, rows.c.answer)).all():
        if names & {row.answer, *row.key.split("/")}:
            its = (rows.c.make == row.make, rows.c.key == row.key)
            connection.execute(delete(rows).where(*its))
