"""The cards of the set-up page: scope, measurements, departments, participants, new and deleted workshops."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from components.forms import attempt, carry_out
from components.people import person_card
from components.retention import kept_card
from components.room import ENTER, Room
from components.table_editor import table_editor
from components.texts import _, current_language
from data.commands import Edit, change_workshop, create_workshop, delete_workshop, edit
from data.waves import close_wave, reopen_wave
from workshop.labels import FIELD_LABELS, LANGUAGE_LABELS, wave_label
from workshop.order import next_key
from workshop.records import Wave, Workshop

SCOPE = ("company", "scope_product", "scope_target_group", "goal", "industry", "location", "facilitator")


def setup_cards(room: Room) -> None:
    """What is set up once; each card is folded as soon as there is something in it, and drawn when it is open."""
    workshop = room.workshop
    named = workshop.scope_product and workshop.scope_target_group
    waves, departments, people = (len(room.dossier[kind]) for kind in ("waves", "departments", "participants"))
    for kind, title, icon, card, is_open in (
        ("scope", _("What it is about"), ":material/target:", scope_card, not named),
        ("waves", f"{_('Measurements')} ({waves})", ":material/timeline:", waves_card, not waves),
        ("departments", f"{_('Departments')} ({departments})", ":material/apartment:", departments_card,
         not departments),
        ("participants", f"{_('Participants')} ({people})", ":material/group:", participants_card, not people),
        ("kept", _("How long it is kept"), ":material/auto_delete:", kept_card, False),
    ):  # fmt: skip
        key = f"{kind}_card_{workshop.id}"
        st.session_state.setdefault(key, is_open)
        with st.expander(title, icon=icon, key=key, on_change="rerun") as opened:
            if opened.open:
                card(room)


def scope_card(room: Room) -> None:
    """What the workshop is about: one target group, one product."""
    st.caption(_("One map, one target group, one product. A second target group gets a workshop of its own."))
    workshop, labels = room.workshop, FIELD_LABELS["workshop"]
    with st.form(f"scope_{workshop.id}", border=False):
        columns = st.columns(2)
        given: dict[str, Any] = {
            name: columns[i % 2].text_input(_(labels[name]), getattr(workshop, name)) for i, name in enumerate(SCOPE)
        }
        given["language"] = columns[1].selectbox(
            _(labels["language"]), list(LANGUAGE_LABELS), list(LANGUAGE_LABELS).index(workshop.language),
            format_func=lambda code: _(LANGUAGE_LABELS[code]),
        )  # fmt: skip
        if st.form_submit_button(_("Save")):
            attempt(change_workshop, workshop, workshop.model_copy(update=given), done=_("Saved"))
            st.rerun()


def waves_card(room: Room) -> None:
    """The measurements: their dates, which are closed, and the next one."""
    st.caption(_("A closed measurement stays as it was: later changes of the journey leave its figures alone."))
    waves = room.dossier["waves"]
    table_editor(
        room, "waves",
        {
            "key": st.column_config.SelectboxColumn(
                _(FIELD_LABELS["waves"]["key"]), options=list(waves["key"]), disabled=True,
                format_func=lambda key: _(wave_label(str(key))),
            ),
            "label": st.column_config.TextColumn(_(FIELD_LABELS["waves"]["label"]), max_chars=200),
            "held_on": st.column_config.DateColumn(_(FIELD_LABELS["waves"]["held_on"]), format="localized"),
            "closed": st.column_config.CheckboxColumn(_("closed"), disabled=True),
        },
        key="waves", rows=waves, alt=_("Measurements of this workshop"),
    )  # fmt: skip
    with st.container(horizontal=True):
        next_wave_button(room)
        for wave in waves.to_dict("records"):
            name = _(wave_label(wave["key"], wave["label"]))
            wave_button(room, wave["key"], name, closed=wave["closed"])


def wave_button(room: Room, wave: str, name: str, *, closed: bool) -> None:
    """Close a measurement, or open it again."""
    label = _("Open “{wave}” again", wave=name) if closed else _("Close “{wave}”", wave=name)
    command = reopen_wave if closed else close_wave
    st.button(label, key=f"wave_{wave}", on_click=carry_out, args=(command, room.workshop.id, wave))


def next_wave_button(room: Room) -> None:
    """Start the next measurement: same people, same touchpoints; the one before is closed."""
    waves = room.dossier.waves
    st.button(
        _("Start the next measurement"), icon=":material/add:",
        on_click=start_wave, args=(room.workshop.id, waves[-1] if waves else None, next_wave(waves)),
    )  # fmt: skip


def next_wave(waves: list[str], label: str = "", held_on: date | None = None) -> Wave:
    """The measurement after `waves` (their keys in their order), with a free key."""
    key = "before" if not waves else "after" if "after" not in waves else next_key(waves, "after")
    return Wave(key=key, seq=len(waves) + 1, label=label, held_on=held_on)


def start_wave(workshop_id: str, before: str | None, wave: Wave) -> None:
    """Callback: the measurement `wave` begins, and the one before it is closed."""
    if attempt(edit, workshop_id, "waves", [Edit(None, wave)], done=_("The next measurement is open.")) and before:
        attempt(close_wave, workshop_id, before)


def departments_card(room: Room) -> None:
    """The departments and their order; renaming one renames it everywhere."""
    rows, labels = room.dossier["departments"], FIELD_LABELS["departments"]
    table_editor(
        room, "departments",
        {
            "seq": st.column_config.NumberColumn(
                _("No."), min_value=0, width=60, alignment="left", help=_(labels["seq"])
            ),
            "name": st.column_config.TextColumn(_(labels["name"]), required=True, max_chars=80),
        },
        key="departments", rows=rows.assign(key=rows["name"]), alt=_("Departments of this workshop"),
        new=lambda row, taken: {"seq": len(taken) + 1} | row, moves=("name", "seq"),
    )  # fmt: skip


def participants_card(room: Room) -> None:
    """The people in the room, by pseudonym and department."""
    st.caption(_("Pseudonyms such as P01: who is behind one, only the person knows. The same one again next time."))
    rows, labels = room.dossier["participants"], FIELD_LABELS["participants"]
    table_editor(
        room, "participants",
        {
            "key": st.column_config.TextColumn(_(labels["key"]), disabled=True),
            "department": st.column_config.SelectboxColumn(_(labels["department"]), options=room.dossier.departments),
            "function": st.column_config.TextColumn(_(labels["function"]), max_chars=200),
        },
        key="participants", rows=rows, alt=_("Participants of this workshop"),
        new=lambda row, taken: row | {"key": next_key(taken, "P")},
    )  # fmt: skip
    person_card(room)


def new_workshop_card() -> None:
    """A new, empty workshop."""
    with st.form("new_workshop"):
        company = st.text_input(_(FIELD_LABELS["workshop"]["company"]), max_chars=200)
        short = st.text_input(
            _("Short name"), max_chars=40, placeholder="WS-2027", help=_("Stands in addresses and commands.")
        )
        if st.form_submit_button(_("Create the workshop")):
            if _create(company, short):
                st.session_state[ENTER] = short.strip()
            st.rerun()


def _create(company: str, short: str) -> bool:
    def create() -> None:
        create_workshop(Workshop(id=short, company=company, language=current_language()))

    return attempt(create, done=_("The workshop is there. List its touchpoints next."))


def delete_card(room: Room) -> None:
    """Deleting a workshop: only after its short name was typed, because nothing brings it back."""
    with st.expander(
        _("Delete this workshop"), icon=":material/delete:", key=f"delete_{room.workshop.id}", on_change="rerun"
    ) as opened:
        if not opened.open:
            return
        st.write(_("Everything in it goes: touchpoints, votes, standards, measures. Nothing brings it back."))
        typed = st.text_input(_("To delete it, type its short name: {name}", name=room.workshop.id), key="delete_name")
        st.button(
            _("Delete"), disabled=typed.strip() != room.workshop.id,
            on_click=carry_out, args=(delete_workshop, room.workshop.id),
            kwargs={"done": _("The workshop is deleted.")},
        )  # fmt: skip
