"""The workshop a file is about: its own sheet, its number on every row, or only the file's name."""

from __future__ import annotations

import re
from pathlib import PurePath

from workshop.records import Wave, Workshop
from workshop.texts import Message, message
from workshop.workbook import refusals
from workshop.workbook.compared.context import Context
from workshop.workbook.drafts.drafts import Draft
from workshop.workbook.drafts.validation import record_of
from workshop.workbook.files.sheets import shown
from workshop.workbook.problems import Unreadable
from workshop.workbook.values.dates import read_date
from workshop.workbook.values.fields import text_of

DATED = {"date_before": "before", "date_after": "after"}
"""Extras of a workshop sheet → the wave they date."""


def workshop_of(drafts: list[Draft], file: str, language: str, known: Context) -> Workshop | None:
    """The workshop that the drafts of a file belong to; None when it is added to a known one and says nothing itself.

    Raises Refusal when the rows belong to several workshops.
    """
    own = [draft for draft in drafts if draft.kind == "workshop"]
    ids = sorted({text_of(d.extra["workshop"]) for d in drafts if "workshop" in d.extra})
    ids = sorted({*ids, *(str(d.values["id"]) for d in own if d.values.get("id"))})
    if len(ids) > 1 or len(own) > 1:
        raise refusals.several_workshops(file, ids or [shown(d.values.get("company", "?")) for d in own])
    name = PurePath(file.replace("\\", "/")).stem
    if own:
        given = own[0].values
        given["id"] = ids[0] if ids else short_name(str(given.get("company") or name))
        if not given.get("company"):
            given["company"] = name
            own[0].say("Z03", "warning", "company", "", no_company(name), taken=name)
        if own[0].table.value(own[0].row, "language") is None:
            given["language"] = language
        take_currency(own[0], drafts)
        record = record_of(own[0])
        return record if isinstance(record, Workshop) else Workshop(id=given["id"], company=name, language=language)
    if known.workshop:
        say_foreign(drafts, known)
        return None
    return Workshop(id=ids[0] if ids else short_name(name), company=name, language=language)


def no_company(name: str) -> Message:
    return message("The company is missing; the file's name “{name}” was taken. Enter the company.", name=name)


def short_name(text: str) -> str:
    """A workshop number from a name: upper-case letters and digits, joined by hyphens, at most 40 characters."""
    parts = re.findall(r"[A-Z0-9ÄÖÜ]+", text.upper().replace("ß", "SS"))
    return "-".join(parts)[:40].strip("-") or "WORKSHOP"


def say_foreign(drafts: list[Draft], known: Context) -> None:
    """Say once when rows name another workshop than the one they are added to."""
    for draft in drafts:
        if "workshop" in draft.extra and text_of(draft.extra["workshop"]) != known.workshop:
            what = message(
                "This row belongs to the workshop “{other}”, but is being added to “{this}”. "
                "Check that it is the right file.",
                other=text_of(draft.extra["workshop"]),
                this=known.workshop,
            )
            draft.say("V07", "warning", "workshop", text_of(draft.extra["workshop"]), what)
            return


def take_currency(own: Draft, drafts: list[Draft]) -> None:
    """Take the currency of the measures when the workshop names none; say where a measure has another one."""
    priced = [d for d in drafts if "currency" in d.extra]
    if priced and not own.values.get("currency"):
        own.values["currency"] = text_of(priced[0].extra["currency"])
    for draft in priced:
        currency = text_of(draft.extra["currency"])
        if currency != own.values["currency"]:
            what = message(
                "The amounts of this row are in {currency}, those of the workshop in {usual}. Convert them.",
                currency=currency,
                usual=own.values["currency"],
            )
            draft.say("V07", "warning", "currency", currency, what)


def dated_waves(own: Draft) -> list[Wave]:
    """The waves whose days a row of the workshop sheet gives; [] for rows of other sheets."""
    waves: list[Wave] = []
    if own.kind != "workshop":
        return waves
    for seq, (column, key) in enumerate(DATED.items(), start=1):
        if column in own.extra:
            try:
                waves.append(Wave(key=key, seq=seq, held_on=read_date(own.extra[column])))
            except Unreadable as trouble:
                own.unreadable(column, own.extra[column], trouble)
    return waves
