"""What a file would change in a workshop: new, changed field by field, unchanged, missing; and who changed it too."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from workshop.dossier import Bundle, Dossier
from workshop.records import Workshop
from workshop.workbook.compared.beside import Beside, FieldChange, RecordChange, only
from workshop.workbook.drafts.assembly import ORDER
from workshop.workbook.meta import Identity, Meta, identity_of
from workshop.workbook.questions import Answers, Interview, Question
from workshop.workbook.reading import Reading, Source


@dataclass
class Difference:
    """A file beside the workshop it is added to. `missing` stays in the workshop: an import never deletes."""

    changes: list[RecordChange] = field(default_factory=list)
    missing: dict[str, list[tuple[Identity, str]]] = field(default_factory=dict)
    """Kind → identity and title of what the workshop has and the file, which lists this kind, does not."""
    questions: list[Question] = field(default_factory=list)
    """Fields that both sides changed since the export, and records that the workshop deleted since; unanswered, the
    workshop's word counts."""
    rows: dict[Source, str] = field(default_factory=dict)
    """(sheet, row) → "new", "changed", "unchanged", "skipped" or "held"."""
    workshop: tuple[FieldChange, ...] = ()
    """What changes in the workshop's own properties."""
    bundle: Bundle = field(default_factory=Bundle)
    """The records and fields to store, and nothing else."""

    @property
    def counts(self) -> dict[str, int]:
        """Rows of the file with content: read = new + changed + unchanged + skipped + held."""
        states = Counter(self.rows.values())
        names = ("new", "changed", "unchanged", "skipped", "held")
        return {"read": len(self.rows), **{name: states[name] for name in names}}


def compare(reading: Reading, dossier: Dossier | None, answers: Answers | None = None) -> Difference:
    """What storing a reading would change; `dossier` None = it becomes a new workshop, so everything is new.

    When the file is an export of this workshop it carries hashes of what it held: a field that is as it was exported
    was not touched in Excel, so what the workshop says by now stays; a field that both changed is asked, and so is a
    record that the workshop has deleted since. What refers to one that stays deleted is held back with it.
    """
    found, interview, left = Difference(), Interview(answers or {}), dict[str, set[str]]()
    meta = reading.meta if dossier and reading.meta and reading.meta.workshop == dossier.workshop.id else None
    for kind in ORDER:
        stored = {identity_of(kind, record): record for record in dossier.records(kind)} if dossier else {}
        beside = Beside(kind, stored, meta, interview, left)
        records = reading.records.get(kind, [])
        for change, kept in beside.changes(records, reading.sources.get(kind, [])):
            found.changes.append(change)
            if kept is not None:
                found.bundle.add(kind, kept)
        if any(sheet.kind == kind and (sheet.kept or meta) for sheet in reading.sheets):
            there = {identity_of(kind, record) for record in records} | set(reading.held.get(kind, []))
            found.missing[kind] = beside.missing(there)
    found.missing = {kind: lost for kind, lost in found.missing.items() if lost}
    found.bundle.workshop = reading.workshop
    if dossier:
        found.workshop, found.bundle.workshop = compare_workshop(reading.workshop, dossier.workshop, meta, interview)
    found.questions = list(interview.questions.values())
    found.rows = rows_of(reading, found, new=dossier is None)
    return found


def compare_workshop(
    given: Workshop | None, now: Workshop, meta: Meta | None, interview: Interview
) -> tuple[tuple[FieldChange, ...], Workshop | None]:
    """The changed properties of the workshop itself, and the record with just those; None when there are none."""
    beside = Beside("workshop", {}, meta, interview)
    changes = tuple(beside.changed(now, given)) if given else ()
    if not changes:
        return (), None
    merged = now.model_copy(update={change.field: change.after for change in changes})
    kept = only(merged, {"id", *(change.field for change in changes)})
    return changes, kept if isinstance(kept, Workshop) else None


def rows_of(reading: Reading, found: Difference, *, new: bool) -> dict[Source, str]:
    """What becomes of each row: new when a record of its own kind is new, changed when any of its records is."""
    kinds = {sheet.name: sheet.kind for sheet in reading.sheets}
    states: dict[Source, set[str]] = {}
    for change in found.changes:
        own = change.kind == kinds.get(change.source[0])
        states.setdefault(change.source, set()).add(change.status if own or change.status != "new" else "changed")
    rows: dict[Source, str] = {}
    for place, state in reading.rows.items():
        if kinds.get(place[0]) == "workshop":
            states[place] = {"new" if new else "changed" if found.workshop else "unchanged"}
        told = states.get(place, set())
        kept = next((name for name in ("new", "changed", "held") if name in told), "unchanged")
        rows[place] = kept if state == "kept" else state
    return rows
