"""The change log: choosing what to see, each change in readable words, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import streamlit as st

from components.forms import carry_out, kind_label
from components.importing.changes import value_text
from components.plain import plain
from components.room import Room
from components.texts import _
from data.changes import FOLLOWED, Entry, undo_logged
from data.history import Done, Page, history, kinds_changed
from data.rows import title_of
from workshop.labels import FIELD_LABELS
from workshop.records import identity
from workshop.texts import Message, message
from workshop.worksheets.load import worksheets

KIND, WORDS, PAGE = "log_kind", "log_words", "log_page"
"""Session keys of the two filters and of the page."""
ROLES: dict[str, Message] = {
    "facilitator": message("Facilitator"),
    "co_facilitator": message("Co-facilitator"),
    "head": message("Head of a department"),
    "participant": message("From the room"),
}
LONGEST = 160
"""Characters of a value that are shown."""


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: a kind of record ("" = any) and words."""

    kind: str
    words: tuple[str, ...]


def choose(room: Room) -> Wanted:
    """The filters: a kind, and words that are looked for in what is shown."""
    kinds = kinds_changed(room.workshop.id)
    if not kinds:
        return Wanted("", ())
    with st.container(horizontal=True):
        kind = st.selectbox(
            _("What"), ["", *kinds], key=f"{KIND}_{room.workshop.id}", width=260,
            format_func=lambda name: kind_label(name) if name else _("Everything"),
        )  # fmt: skip
        words = st.text_input(_("Words"), key=f"{WORDS}_{room.workshop.id}", width=320, icon=":material/search:")
    return Wanted(kind, tuple(words.casefold().split()))


def draw_log(room: Room, wanted: Wanted) -> None:
    """One page of the log, the newest first."""
    key, says = f"{PAGE}_{room.workshop.id}_{wanted}", sayer(room)

    def matches(entry: Entry) -> bool:
        text = f"{says.title(entry)} {' '.join(says.lines(entry))}".replace("\\", "").casefold()
        return all(word in text for word in wanted.words)

    number = int(st.session_state.get(key, 1))
    found: Page = history(
        room.workshop.id, kind=wanted.kind, matches=matches if wanted.words else None, page=number
    )  # fmt: skip
    if not found.done:
        st.info(_("Nothing was found.") if wanted.kind or wanted.words else _("Nothing was changed here yet."))
        return
    for done in found.done:
        with st.container(border=True, key=f"log_{done.batch}"):
            draw_done(room, done, says)
    if found.pages > 1:
        st.pagination(found.pages, key=key)


def draw_done(room: Room, done: Done, says: Sayer) -> None:
    """What was changed in one go: when, by whom, what became of it, and the button that takes it back."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(headline(done), width="stretch")
        if can_be_undone(done):
            st.button(
                _("Take back"), icon=":material/undo:", key=f"undo_{done.batch}", on_click=carry_out,
                args=(undo_logged, room.workshop.id, done.batch), kwargs={"done": _("The change is undone.")},
            )  # fmt: skip
        elif done.undone:
            st.caption(f":material/undo: {plain(undone_words(done))}", width="content")
    several = len(done.counts) > 1
    st.markdown("\n".join(says.line(entry, with_kind=several) for entry in done.entries))
    if (rest := sum(count for _kind, count in done.counts) - len(done.entries)) > 0:
        st.caption(_("… and {n} more", n=rest))


def headline(done: Done) -> str:
    """When, by which role, how many of what; for markdown."""
    what = ", ".join(f"{count} × {kind_label(kind)}" for kind, count in done.counts)
    told = [moment(done.at), _(ROLES.get(done.actor, done.actor)), what]
    if done.file:
        told.append(_("from the file “{file}”", file=done.file))
    return "**" + plain(" · ".join(told)) + "**"


def moment(at: datetime) -> str:
    """A day and a time where the visitor is."""
    zone = st.context.timezone
    local = at.astimezone(_zone(zone)) if zone else at
    return _("{day}, {time}", day=local.date(), time=f"{local:%H:%M}" + ("" if zone else " UTC"))


def _zone(name: str) -> Any:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):  # the browser names it; a system without its file knows UTC
        return ZoneInfo("UTC")


def can_be_undone(done: Done) -> bool:
    """Whether there is a button: for standards, measures, touchpoints; an import is undone on its own page."""
    return not done.undone and done.file is None and {kind for kind, _count in done.counts} <= set(FOLLOWED)


def undone_words(done: Done) -> str:
    """When and by whom it was taken back, or that nobody can any more."""
    if done.undone_at is None:
        return _("taken back with its import") if done.file else _("can no longer be taken back")
    role = _(ROLES.get(done.undone_by or "", done.undone_by or ""))
    return _("taken back {moment}, {role}", moment=moment(done.undone_at), role=role)


@dataclass(frozen=True)
class Sayer:
    """Says changes in words; knows what the workshop's touchpoints are called."""

    names: dict[str, str]

    def line(self, entry: Entry, *, with_kind: bool = False) -> str:
        """One change as a line of a list, with what became what, for markdown."""
        kind = f"{plain(kind_label(entry.kind))}: " if with_kind else ""
        said = f"- {kind}{plain(self.title(entry))}"
        if entry.before is None:
            return f"{said} – **{plain(_('new'))}**"
        if entry.after is None:
            return f"{said} – **{plain(_('deleted'))}**"
        return "\n".join([said, *(f"  - {line}" for line in self.lines(entry))])

    def title(self, entry: Entry) -> str:
        """What a record is called."""
        row = entry.after or entry.before or {}
        if entry.kind == "worksheet_cells":
            return self.cell(row)
        return title_of(row) or " · ".join(str(row.get(name)) for name in identity(entry.kind))

    def cell(self, row: dict[str, Any]) -> str:
        """Where on which worksheet a field is."""
        sheet = worksheets().get(row["worksheet"])
        title = _(sheet.title) if sheet else row["worksheet"]
        fields = {field.name: field for field in sheet.fields} if sheet else {}
        label = _(fields[row["field"]].label) if row["field"] in fields else row["field"]
        return f"{title}, {self.names.get(row['entry'], row['entry'])}: {label}"

    def lines(self, entry: Entry) -> list[str]:
        """Each changed field: its name, before → after, for markdown; of what is new or gone what it says."""
        before, after = entry.before or {}, entry.after or {}
        changed = [field for field in after or before if before.get(field) != after.get(field)]
        return [
            f"{plain(self.label(entry.kind, field))}: {self.value(entry.kind, field, before.get(field))} "
            f":material/arrow_forward: **{self.value(entry.kind, field, after.get(field))}**"
            for field in changed
        ]

    def label(self, kind: str, field: str) -> str:
        """What a field is called."""
        found = FIELD_LABELS.get(kind, {}).get(field)
        return _(found) if found else field

    def value(self, kind: str, field: str, value: Any) -> str:
        """A value as a person reads it, for markdown: touchpoints by their names."""
        if value and field in ("touchpoint", "touchpoint_keys"):
            value = ", ".join(self.names.get(key, key) for key in str(value).split("|"))
        if isinstance(value, str) and len(value) > LONGEST:
            value = f"{value[:LONGEST]}…"
        return value_text(kind, field, value)


def sayer(room: Room) -> Sayer:
    """The one for this workshop."""
    points = room.dossier["touchpoints"]
    return Sayer(dict(zip(points["key"], points["name"], strict=True)))
