"""One participant: what is stored about them as a workbook, and deleting them, told beforehand what goes."""

from __future__ import annotations

from dataclasses import astuple

import streamlit as st

from components.forms import attempt
from components.importing.source import EXCEL
from components.plain import plain
from components.room import Room
from components.texts import _, current_language
from data.forgetting import forget
from data.live_seats import list_seats
from data.people import About, stored_about
from workshop.labels import FIELD_LABELS, KIND_LABELS, PERSON_LABELS
from workshop.texts import Message, message

CHOSEN, WAY, TYPED = "person_chosen", "person_way", "person_typed"
"""Session keys of the person, of what is to happen with the answers, and of the pseudonym typed to confirm it."""
KEEP, ALL = "keep", "all"
WAYS: dict[str, Message] = {
    KEEP: message("Keep answers without the person"),
    ALL: message("Delete everything"),
}


def person_card(room: Room) -> None:
    """Choose somebody, see what there is, take it home as a workbook, delete it."""
    keys = list(room.dossier["participants"]["key"])
    if not keys:
        return
    st.subheader(_("One person: hand over or delete"), anchor=False)
    st.caption(_("For whoever asks what is stored about them, or wants it deleted. They tell you their pseudonym."))
    names = {seat.participant: seat.name for seat in list_seats(room.workshop.id)}
    homes = dict(zip(room.dossier["participants"]["key"], room.dossier["participants"]["department"], strict=True))

    def label(key: str) -> str:
        return " · ".join(part for part in (key, names.get(key), homes.get(key)) if isinstance(part, str) and part)

    key = st.selectbox(
        _("Who"), keys, index=None, key=f"{CHOSEN}_{room.workshop.id}_{len(keys)}", format_func=label, width=420
    )
    if key is not None:
        about = stored_about(room.workshop.id, key)
        st.write(plain(summary(about)))
        workbook_button(room, about)
        delete_part(room, about)


def summary(about: About) -> str:
    """What there is, in a sentence."""
    counts = {_(PERSON_LABELS[name]): len(rows) for name, rows in about.rows.items() if name != "participants"}
    counts |= {_("Entries in the log and in imports"): len(about.logged)}
    return _("Stored: {parts}", parts=[f"{count} × {name}" for name, count in counts.items() if count] or ["–"])


def workbook_button(room: Room, about: About) -> None:
    """Everything about the person as a workbook, made when somebody asks for it."""
    language = current_language()
    st.download_button(
        _("Everything about this person as a workbook"), lambda: workbook_of(room, about, language),
        f"{room.workshop.id}-{about.key}.xlsx", EXCEL, icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def workbook_of(room: Room, about: About, language: str) -> bytes:
    """The workbook in the person's language."""
    from workshop.workbook.out.person import person_workbook  # brings XlsxWriter

    return person_workbook(about.rows, about.logged, map(astuple, about.mentions), room.dossier, language)


def delete_part(room: Room, about: About) -> None:
    """How to delete somebody, what that means, and the button, once the pseudonym was typed."""
    way = st.radio(_("When the person is deleted"), list(WAYS), key=WAY, format_func=lambda name: _(WAYS[name]))
    st.markdown("\n".join(f"- {plain(line)}" for line in consequences(about, keep=way == KEEP)))
    typed = st.text_input(_("To delete, type the pseudonym: {name}", name=about.key), key=f"{TYPED}_{about.key}")
    st.button(
        _("Delete this person"), icon=":material/person_remove:", key="person_delete",
        disabled=typed.strip() != about.key, on_click=delete, args=(room.workshop.id, about.key, way == KEEP),
    )  # fmt: skip


def consequences(about: About, *, keep: bool) -> list[str]:
    """What happens, before it does."""
    lines = [
        _("Seat, name, pseudonym, function and every entry in the log and in imports go. Nothing brings them back.")
    ]
    still_open, ended = about.count("ratings", closed=False), about.count("ratings", closed=True)
    if not keep:
        lines.append(_("All answers go, those of closed measurements too: their figures change."))
    if keep and still_open:
        lines.append(_("{n} answers of open measurements go. To keep them, close the measurement first.", n=still_open))
    if keep and not (ended or about.count("standard_votes") or about.count("dots")):
        lines.append(_("There are no answers yet that could stay."))
    elif keep:
        lines.append(
            _("{n} answers of closed measurements, classifications and dots stay under a random name: the figures stay "
              "as they are. In a department of fewer than five people the answers lose the department, too.", n=ended)
        )  # fmt: skip
    if about.mentions:
        where = ", ".join(dict.fromkeys(mention(one.table, one.title, one.field) for one in about.mentions))
        lines.append(
            _("In texts written by hand the name stays where the plan needs it; change it there: {where}", where=where)
        )
    lines.append(_("Backups made before still hold it until they are deleted by themselves."))
    return lines


def mention(table: str, title: str, field: str) -> str:
    """A place where a name stands."""
    kind, label = KIND_LABELS.get(table), FIELD_LABELS.get(table, {}).get(field)
    return f"{_(kind) if kind else table} {title} ({_(label) if label else field})"


def delete(workshop_id: str, key: str, keep_answers: bool) -> None:
    """Callback: delete the person."""
    attempt(forget, workshop_id, key, keep_answers=keep_answers, done=_("The person is deleted."))
