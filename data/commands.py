"""Every change of a workshop: one function per command, one transaction each, nothing half stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select, update

from data.changes import log
from data.engine import writing
from data.import_rows import Changes, Import, Source, closings, record_import
from data.live_content import ASKED, content_changed
from data.live_signal import tell
from data.owners import give_to_asker
from data.permission import ask
from data.rows import (
    Change,
    Row,
    apply,
    by_identity,
    identify,
    raise_revision,
    remove,
    rows_of,
    title_of,
    workshop_record,
    write,
    write_workshop,
)
from data.rules import check_edit, conflict
from data.tables import table
from data.waves import check_open, close_all_but_last, close_before
from workshop.dossier import Bundle
from workshop.records import KINDS, RatingRecord, Record, StandardVote, Wave, Workshop
from workshop.rights import FACILITATOR, needed
from workshop.texts import Refusal, message

VOTES = ("ratings", "customer_ratings", "standard_votes", "self_images")
"""Answers of people: stored by overwriting, never in the change log."""

FIRST_WAVE = Wave(key="before").model_dump()
"""Every workshop has a measurement to begin with."""


@dataclass(frozen=True)
class Edit:
    """A change of one record: what the person saw (None = it is new) and what it should be (None = delete it)."""

    base: Record | None
    record: Record | None


@dataclass
class Kept:
    """What storing a bundle did, counted in records over all kinds."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


def create_workshop(workshop: Workshop) -> None:
    """Store a new, empty workshop with its first wave. Raises Refusal when the id is taken."""
    with writing() as connection:
        ask(connection, "create")
        _create(connection, workshop)
        write(connection, "waves", workshop.id, [FIRST_WAVE])


def keep(
    bundle: Bundle, *, into: str | None = None, actor: str = "facilitator", source: Source | None = None
) -> tuple[str, Kept]:
    """Store a bundle: as a new workshop, or `into` an existing one, where it adds and changes but never deletes; of the
    workshop itself it then changes the fields that the bundle's workshop has set.

    Returns the workshop's id and the counts. With a `source` it is written down as an import, which can be undone.
    Raises Refusal, with nothing stored, when a new workshop's id is taken or when the bundle votes in a closed wave.
    """
    batch = uuid4().hex
    with writing() as connection:
        role = ask(connection, "facilitate" if into else "create", into)
        actor = actor if role == FACILITATOR else role
        target, made = (into, {}) if into else _make_room(connection, bundle)
        numbers = content_changed(connection, target, votes=True)
        before = closings(connection, target)
        if into:
            close_before(connection, target, {vote.wave: wave_seq(bundle, vote.wave) for vote in bundle.of("ratings")})
            made = _keep_workshop(connection, bundle.workshop, target)
        changes, kept = _keep_records(connection, bundle, target)
        close_all_but_last(connection, target)
        if into:
            _log_all(connection, target, changes, actor=actor, batch=batch)
        if source:
            about = Import(batch, target, datetime.now(UTC), actor, **vars(source), created=into is None, undone=False)
            record_import(connection, about, made | changes, before)
    tell(target, numbers)
    return target, kept


def edit(workshop_id: str, kind: str, edits: Sequence[Edit], *, actor: str = "facilitator") -> None:
    """Apply edits of one kind and log them as one batch.

    Only the fields a person changed are written, so somebody else's change of another field stays: comparing values
    needs no version counter and lets two people work on one record. Raises Refusal, with nothing stored, when both
    changed the same field, a new key is taken, a rule is broken, or something deleted is still in use.
    """
    with writing() as connection:
        ask(connection, "enter", workshop_id)
        numbers = content_changed(connection, workshop_id, shown=kind in ASKED)
        stored = by_identity(kind, rows_of(connection, kind, workshop_id))
        changes: list[Change] = []
        for item in edits:
            role = ask(connection, *_right(workshop_id, kind, item, stored))
            actor = actor if role == FACILITATOR else role
            before, after = _merged(kind, item, stored)
            check_edit(connection, workshop_id, kind, before, after)
            if before != after:
                changes.append((before, after))
        apply(connection, kind, workshop_id, changes)
        log(connection, workshop_id, kind, changes, actor=actor, batch=uuid4().hex)
    tell(workshop_id, numbers)


def change_workshop(base: Workshop, changed: Workshop) -> None:
    """Change what is said about a workshop (scope, goal, step): only the fields that differ from `base` are written."""
    was, now = base.model_dump(), Workshop.model_validate(changed.model_dump()).model_dump()
    values = {name: value for name, value in now.items() if value != was[name] and name != "id"}
    rows = table("workshops")
    with writing() as connection:
        ask(connection, "facilitate", base.id)
        raise_revision(connection, base.id, content=True)
        if values:
            connection.execute(update(rows).where(rows.c.id == base.id).values(values))


def delete_workshop(workshop_id: str) -> None:
    """Delete a workshop with everything in it. Raises Refusal when there is none with this id."""
    rows = table("workshops")
    with writing() as connection:
        ask(connection, "administer", workshop_id)
        workshop_record(connection, workshop_id)
        connection.execute(delete(rows).where(rows.c.id == workshop_id))


def rate(workshop_id: str, votes: Sequence[RatingRecord]) -> None:
    """Store votes; one that is there already is overwritten, one without any answer is removed.

    Raises Refusal when their wave is closed.
    """
    rows = [vote.model_dump() for vote in votes]
    given = [
        row for row in rows if any(row[name] not in (None, "") for name in ("rating", "relevance", "missing_reason"))
    ]
    with writing() as connection:
        ask(connection, "facilitate", workshop_id)
        raise_revision(connection, workshop_id, votes=True)
        for wave in {vote.wave for vote in votes}:
            check_open(connection, workshop_id, wave)
        now = {"rated_at": datetime.now(UTC)}
        write(connection, "ratings", workshop_id, [row | now for row in given])
        remove(connection, "ratings", workshop_id, [row for row in rows if row not in given])


def classify(workshop_id: str, votes: Sequence[StandardVote]) -> None:
    """Store how participants classify standards; a classification that is there already is overwritten."""
    with writing() as connection:
        ask(connection, "facilitate", workshop_id)
        raise_revision(connection, workshop_id, votes=True)
        write(connection, "standard_votes", workshop_id, [vote.model_dump() for vote in votes])


def unclassify(workshop_id: str, votes: Sequence[StandardVote]) -> None:
    """Take classifications back; like all votes they leave no trace in the change log."""
    with writing() as connection:
        ask(connection, "facilitate", workshop_id)
        raise_revision(connection, workshop_id, votes=True)
        remove(connection, "standard_votes", workshop_id, [vote.model_dump() for vote in votes])


def _create(connection: Connection, workshop: Workshop) -> None:
    rows = table("workshops")
    if connection.execute(select(rows.c.id).where(rows.c.id == workshop.id)).first():
        raise Refusal(
            message(
                "There is already a workshop “{name}”. Add the file to it, or give the new one another short name.",
                name=workshop.id,
            )
        )
    fresh = {"content": 0, "votes": 0, "stage": 0, "created_at": datetime.now(UTC)}
    connection.execute(insert(rows).values(workshop.model_dump() | fresh))
    give_to_asker(connection, workshop.id)


def _make_room(connection: Connection, bundle: Bundle) -> tuple[str, Changes]:
    """Create the bundle's workshop, with a first wave unless the bundle brings its own; its id, and what was made."""
    if bundle.workshop is None:
        raise Refusal(message("The file does not say which workshop it is. Choose the one it belongs to."))
    _create(connection, bundle.workshop)
    made: Changes = {"workshop": [(None, bundle.workshop.model_dump())]}
    if not bundle.of("waves"):
        write(connection, "waves", bundle.workshop.id, [FIRST_WAVE])
        made["waves"] = [(None, FIRST_WAVE)]
    return bundle.workshop.id, made


def _keep_workshop(connection: Connection, workshop: Workshop | None, target: str) -> Changes:
    """Change what is said about a workshop that a bundle is added to: the fields it has set, except its short name."""
    if workshop is None:
        return {}
    before = workshop_record(connection, target).model_dump()
    after = before | workshop.model_dump(include=workshop.model_fields_set - {"id"})
    if before == after:
        return {}
    write_workshop(connection, after)
    return {"workshop": [(before, after)]}


def _keep_records(connection: Connection, bundle: Bundle, workshop_id: str) -> tuple[Changes, Kept]:
    changed, kept = Changes(), Kept()
    for kind in KINDS:
        if not bundle.of(kind):
            continue
        stored = by_identity(kind, rows_of(connection, kind, workshop_id))
        pairs = [laid_over(stored.get(identify(kind, record.model_dump())), record) for record in bundle.of(kind)]
        changes = changed[kind] = [(before, after) for before, after in pairs if before != after]
        for wave in {after["wave"] for _, after in changes if after and "wave" in after}:
            check_open(connection, workshop_id, wave)
        apply(connection, kind, workshop_id, changes)
        kept.new += sum(before is None for before, _ in changes)
        kept.changed += sum(before is not None for before, _ in changes)
        kept.unchanged += len(pairs) - len(changes)
    return changed, kept


def _log_all(connection: Connection, workshop_id: str, changes: Changes, *, actor: str, batch: str) -> None:
    for kind in changes:
        if kind not in VOTES:
            log(connection, workshop_id, kind, changes[kind], actor=actor, batch=batch)


def laid_over(stored: Row | None, record: Record) -> tuple[Row | None, Row]:
    """What is stored, and what it becomes: only the fields the workbook had a column for are overwritten."""
    return stored, record.model_dump() if stored is None else stored | record.model_dump(exclude_unset=True)


def wave_seq(bundle: Bundle, key: str) -> int | None:
    """The place of a wave in a bundle; None when the bundle does not say."""
    return next((wave.seq for wave in bundle.of("waves") if wave.key == key), None)


def _right(
    workshop_id: str, kind: str, item: Edit, stored: dict[tuple[object, ...], Row]
) -> tuple[str, str, str | None]:
    """What an edit takes: action, workshop, department. Of a record that belongs elsewhere by now, it takes more."""
    base = item.base.model_dump() if item.base else None
    wanted = item.record.model_dump() if item.record else None
    action, department = needed(kind, base, wanted)
    now = stored.get(identify(kind, base or wanted or {}))
    elsewhere = now is not None and now.get("department") != department
    return ("facilitate", workshop_id, None) if elsewhere else (action, workshop_id, department)


def _merged(kind: str, item: Edit, stored: dict[tuple[object, ...], Row]) -> Change:
    """What is stored now, and what it becomes: the person's changed fields laid over it."""
    base = item.base.model_dump() if item.base else None
    wanted = KINDS[kind].model_validate(item.record.model_dump()).model_dump() if item.record else None
    now = stored.get(identify(kind, base or wanted or {}))
    if base is None:
        if now is not None and kind == "worksheet_cells" and wanted:  # two people filled the same empty field
            raise conflict(kind, title_of(now), "value", theirs=now["value"], mine=wanted["value"])
        if now is not None:
            raise Refusal(message("“{name}” is already there. Choose another name.", name=title_of(now)))
        return None, wanted
    if now is None:
        raise Refusal(message("Somebody else has deleted “{name}” meanwhile.", name=title_of(base)))
    if wanted is None:
        return now, None
    if identify(kind, wanted) != identify(kind, base) and identify(kind, wanted) in stored:
        raise Refusal(message("“{name}” is already there. Choose another name.", name=title_of(wanted)))
    for name, value in wanted.items():
        if value != base[name] and now[name] not in (base[name], value):
            raise conflict(kind, title_of(base), name, theirs=now[name], mine=value)
    return now, now | {name: value for name, value in wanted.items() if value != base[name]}
