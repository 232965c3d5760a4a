"""Why an import can no longer be undone: what was built on it since, in a sentence that says what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, select

from data.import_rows import Import, Records, Taken, imports_of
from data.rows import Row, by_identity, identify, rows_of, title_of, workshop_record
from data.rules import LABELS, REFERENCES
from data.tables import table
from workshop.labels import FIELD_LABELS, KIND_LABELS
from workshop.records import KINDS
from workshop.texts import Message, message


def reason_against(connection: Connection, taken: Taken) -> Message | None:
    """The first thing that stands against undoing an import; None = nothing does."""
    reason = next(_reasons(connection, taken), None)
    return reason and message("The import of “{file}” cannot be undone. {reason}", file=taken.about.file, reason=reason)


def closed_since(connection: Connection, about: Import) -> set[str]:
    """The waves that were closed after an import and still are."""
    rows = table("waves").c
    query = select(rows.key).where(rows.workshop_id == about.workshop_id, rows.closed_at > about.at)
    return set(connection.execute(query).scalars())


def _reasons(connection: Connection, taken: Taken) -> Iterator[Message]:
    about = taken.about
    yield from _undone_or_not_the_last(connection, about)
    yield from _closed(connection, taken)
    now = {kind: by_identity(kind, rows_of(connection, kind, about.workshop_id)) for kind in KINDS}
    now["workshop"] = by_identity("workshop", [workshop_record(connection, about.workshop_id).model_dump()])
    then = {kind: _without(taken, kind, records) for kind, records in now.items()}
    yield from _changed(taken, now)
    if about.created:
        yield from _added(connection, about, then)
    else:
        yield from _used(connection, taken, then)
        yield from _gone(taken, then)


def _without(taken: Taken, kind: str, records: Records) -> Records:
    """What would be there without the import."""
    brought = taken.brought.get(kind, {})
    return {key: row for key, row in records.items() if key not in brought} | taken.restored.get(kind, {})


def _undone_or_not_the_last(connection: Connection, about: Import) -> Iterator[Message]:
    if about.undone:
        yield message("It is undone already.")
    for other in imports_of(connection, about.workshop_id):
        if other.at > about.at and not other.undone:
            yield message("“{later}” was imported after it. Undo that import first.", later=other.file)


def _closed(connection: Connection, taken: Taken) -> Iterator[Message]:
    """Votes of it lie in a wave that was closed since."""
    voted = {row["wave"] for pairs in taken.changes.values() for _, row in pairs if row and "wave" in row}
    for wave in sorted(voted & closed_since(connection, taken.about)):
        yield message("Its measurement “{wave}” was closed since. Open it again on the page “Set up” first.", wave=wave)


def _changed(taken: Taken, now: Mapping[str, Records]) -> Iterator[Message]:
    """What it brought or changed is no longer as it left it."""
    for kind, pairs in taken.changes.items():
        found = [(after, now[kind].get(identify(kind, after))) for _, after in pairs if after is not None]
        differing = [(after, stored) for after, stored in found if stored != after]
        for after, stored in differing:
            yield _difference(kind, after, stored, len(differing))


def _difference(kind: str, after: Row, stored: Row | None, count: int) -> Message:
    """How a record differs from what the import left; those without a name, such as votes, are counted."""
    name = after["company"] if kind == "workshop" else title_of(after)
    if not name:
        return message(
            "{count} × {kind} from it were changed or deleted since. Take out by hand what is not wanted.",
            count=count,
            kind=KIND_LABELS[kind],
        )
    if stored is None:
        return message(
            "“{name}” ({kind}) was deleted or renamed since. Undo that first, or take out by hand what is not wanted.",
            name=name,
            kind=KIND_LABELS[kind],
        )
    return message(
        "“{name}” ({kind}) was changed since: {fields}. Undo that first, or take out by hand what is not wanted.",
        name=name,
        kind=KIND_LABELS[kind],
        fields=[FIELD_LABELS[kind][field] for field, value in after.items() if stored[field] != value],
    )


def _added(connection: Connection, about: Import, then: Mapping[str, Records]) -> Iterator[Message]:
    """The workshop it made holds more than it brought, or its room was opened."""
    for kind, records in then.items():
        if records:
            yield message(
                "{count} × {kind} were added since. Delete those first, or delete the whole workshop.",
                count=len(records),
                kind=KIND_LABELS[kind],
            )
    rows = table("workshops").c
    if connection.execute(select(rows.stage).where(rows.id == about.workshop_id)).scalar_one():
        yield message("The workshop’s room was opened since. If the workshop is not wanted any more, delete it.")


def _used(connection: Connection, taken: Taken, then: Mapping[str, Records]) -> Iterator[Message]:
    """Something that stays refers to what it brought."""
    for user, fields in REFERENCES.items():
        rows = list(then[user].values()) if user in then else _others(connection, taken, user)
        for field, target in fields.items():
            brought = taken.brought.get(target, {})
            for key, count in Counter(row[field] for row in rows if (row[field],) in brought).items():
                yield message(
                    "“{name}”, which it brought, has {count} × {kind} since. "
                    "Move or delete those first, or take out by hand what is not wanted.",
                    name=title_of(brought[key,]),
                    count=count,
                    kind=LABELS[user],
                )


def _others(connection: Connection, taken: Taken, user: str) -> list[Row]:
    """References from a table that holds no records, without those that go when a closing is taken back."""
    rows = table(user).c
    query = select(*(rows[name] for name in REFERENCES[user])).where(rows.workshop_id == taken.about.workshop_id)
    found = [dict(row) for row in connection.execute(query).mappings()]
    waves = taken.closed.keys() - closed_since(connection, taken.about)
    if user == "wave_participants":
        return [row for row in found if row["wave"] not in waves]
    if user != "wave_touchpoints":
        return found
    return [row for row in found if row["wave"] not in waves or row["touchpoint"] not in taken.closed[row["wave"]]]


def _gone(taken: Taken, then: Mapping[str, Records]) -> Iterator[Message]:
    """What would come back refers to something that is no longer there."""
    for kind, records in taken.restored.items():
        for field, target in REFERENCES.get(kind, {}).items():
            for row in records.values():
                if row[field] is not None and (row[field],) not in then[target]:
                    yield message(
                        "“{name}” belonged to “{value}” before, which is not there any more. Add “{value}” first.",
                        name=title_of(row),
                        value=row[field],
                    )
