"""Which record a row of our own export is about: the hidden column `_id` knows, whatever was renamed."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.labels import KIND_LABELS
from workshop.texts import message
from workshop.workbook.compared.context import NAMED_BY, Context
from workshop.workbook.drafts.drafts import Draft
from workshop.workbook.drafts.keys import PREFIXES
from workshop.workbook.layout.columns import IDENTITY as COLUMN
from workshop.workbook.questions import Choice, Question, key_of
from workshop.workbook.values.fields import text_of
from workshop.workbook.values.vocabulary import folded


def identify(drafts: Sequence[Draft], known: Context) -> None:
    """Set the key of every draft that stands in a table with `_id`.

    A known `_id` is that record, even if its visible number was changed. The same `_id` twice is a copied row: the
    later one is new. Without one a row is new, unless the person says that it is the record of the same name.
    """
    exported = [d for d in drafts if d.parent is None and COLUMN in d.table.fields]
    for kind in PREFIXES:
        mine = [d for d in exported if d.kind == kind]
        given = {text_of(d.extra[COLUMN]) for d in mine if COLUMN in d.extra}
        seen: set[str] = set()
        for draft in mine:
            key = text_of(draft.extra[COLUMN]) if COLUMN in draft.extra else ""
            if key and key not in seen:
                seen.add(key)
                take(draft, key)
            else:
                start_anew(draft, copied=bool(key), taken=given | set(known.of(kind)))
                ask_twin(draft, given, known)


def take(draft: Draft, key: str) -> None:
    """The row is the record with this key; a number that was changed beside it goes on meaning the same record."""
    shown = str(draft.values.get("key") or key)
    if shown != key:
        draft.alias = shown
        what = message(
            "The number “{shown}” was changed from “{key}”; it is still the same entry and keeps its old number.",
            shown=shown,
            key=key,
        )
        draft.say("Z05", "note", "key", shown, what, taken=key)
    draft.values["key"] = key


def start_anew(draft: Draft, *, copied: bool, taken: set[str]) -> None:
    """The row is new: it keeps its visible number only when that number is free."""
    number = str(draft.values.get("key") or "")
    if number in taken:
        draft.values["key"] = None
    draft.fresh = True
    if copied:
        what = message("This row is a copy of another one and is taken as a new entry with a number of its own.")
        draft.say("Z05", "note", "key", number, what)


def ask_twin(draft: Draft, given: set[str], known: Context) -> None:
    """Ask whether a row without `_id` is the entry of the same name that the file does not list otherwise."""
    name = str(draft.values.get(NAMED_BY[draft.kind]) or "")
    twins = [key for key, called in known.of(draft.kind).items() if folded(called) == folded(name) and key not in given]
    if not name or not twins or COLUMN in draft.extra:
        return
    question = Question(
        key=key_of("values", draft.table.sheet.tag or draft.table.sheet.name, draft.kind, folded(name)),
        step="values",
        code="Z04",
        sheet=draft.table.sheet.name,
        what=message(
            "“{name}” is already in the workshop under “{kind}”. Is this row the same, or a new entry?",
            name=name,
            kind=KIND_LABELS[draft.kind],
        ),
        choices=(Choice("same", message("the same")), Choice("new", message("a new entry"))),
        cells=(draft.address(NAMED_BY[draft.kind]),),
        samples=(name,),
        proposal="same",
    )
    answer = draft.table.interview.ask(question)
    if answer == "same":
        draft.values["key"], draft.fresh = twins[0], False
    elif not answer:
        draft.say("Z04", "error", NAMED_BY[draft.kind], name, question.what)
