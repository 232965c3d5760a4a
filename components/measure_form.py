"""A new measure: who does what at which touchpoint, from when until when, with which budget."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components.forms import attempt, carry_out
from components.measures import change, measure_in
from components.places import in_order, place_labels, places_of
from components.room import Room, derived
from components.texts import _, current_language
from data.commands import Edit, edit
from data.store import load
from workshop.labels import CODE_LABELS, FIELD_LABELS
from workshop.order import next_key
from workshop.records import MEASURE_TYPES, Measure

TYPES = CODE_LABELS["measures"]["type"]
NUMBER = "measure_form_number"
"""Session key of a number that rises with each measure added: the next form starts empty."""
UNFOLDED = "add_measure"
"""Session key of whether the form is unfolded: it stays so after a measure was added, the next one is at hand."""
DATE_FORMATS = {"de": "DD.MM.YYYY", "en": "DD/MM/YYYY"}


def add_card(room: Room) -> None:
    """The form, drawn only when somebody unfolds it."""
    with st.expander(_("Add a measure"), icon=":material/add:", key=UNFOLDED, on_change="rerun") as opened:
        if opened.open:
            measure_form(room)


def measure_form(room: Room) -> None:
    """The fields of a new measure; what was refused stays in them."""
    prefix = f"measure_{st.session_state.setdefault(NUMBER, 0)}"
    with st.form(prefix, border=False):
        what(room, prefix)
        who_and_when(room, prefix)
        worth(room, prefix)
        st.form_submit_button(
            _("Add the measure"),
            key=f"{prefix}_submit",
            on_click=add_from,
            args=(room.workshop.id, prefix),
        )


def field_labels() -> dict[str, str]:
    """What the fields of a measure are called."""
    return {name: _(label) for name, label in FIELD_LABELS["measures"].items()}


def what(room: Room, prefix: str) -> None:
    """Title, touchpoints by name with the painpoints on top, and type."""
    labels, places = field_labels(), place_choice(room)
    st.text_input(
        labels["title"], key=f"{prefix}_title", placeholder=_("Call back within two hours"),
        help=_("Start with a verb: what will be done, not what is wrong."),
    )  # fmt: skip
    left, right = st.columns([3, 1])
    left.multiselect(
        labels["touchpoint_keys"], list(places), key=f"{prefix}_touchpoints",
        format_func=places.__getitem__, placeholder=_("Choose touchpoints"),
    )  # fmt: skip
    right.selectbox(
        labels["type"],
        MEASURE_TYPES,
        key=f"{prefix}_type",
        format_func=lambda code: _(TYPES[code]),
    )


def who_and_when(room: Room, prefix: str) -> None:
    """Department, who does it, the one person who answers for it, and the dates."""
    labels, dates = field_labels(), DATE_FORMATS[current_language()]
    department, responsible, accountable, start, end = st.columns(5)
    department.selectbox(
        labels["department"], room.dossier.departments, index=None, key=f"{prefix}_department", placeholder="–"
    )
    responsible.text_input(labels["responsible"], key=f"{prefix}_responsible", help=_("Who does it."))
    accountable.text_input(
        labels["accountable"], key=f"{prefix}_accountable", help=_("The one person who answers for it.")
    )
    start.date_input(labels["from_date"], None, key=f"{prefix}_from_date", format=dates)
    end.date_input(labels["until_date"], None, key=f"{prefix}_until_date", format=dates)


def worth(room: Room, prefix: str) -> None:
    """Budget, impact, effort and quick win."""
    labels = field_labels()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(
            f"{labels['budget']} ({room.workshop.currency})", min_value=0, value=None, key=f"{prefix}_budget", width=180
        )
        st.segmented_control(labels["impact"], range(1, 6), key=f"{prefix}_impact")
        st.segmented_control(labels["effort"], range(1, 6), key=f"{prefix}_effort")
        st.checkbox(labels["quick_win"], key=f"{prefix}_quick_win")


def touchpoints_card(room: Room) -> None:
    """The touchpoints of a measure that is in the plan already, chosen by name; the table shows them only."""
    with st.expander(
        _("Choose the touchpoints of a measure"), icon=":material/route:", key="measure_touchpoints", on_change="rerun"
    ) as opened:
        if not opened.open:
            return
        labels, places, measures = field_labels(), place_choice(room), room.dossier["measures"]
        titles = dict(zip(measures["key"], measures["title"], strict=True))
        key = st.selectbox(labels["title"], list(titles), key="measure_chosen", format_func=titles.__getitem__)
        base, field = measure_in(room, key), f"touchpoints_of_{key}"
        st.session_state[field] = [place for place in base.touchpoint_keys.split("|") if place in places]
        st.multiselect(
            labels["touchpoint_keys"], list(places), key=field, format_func=places.__getitem__,
            on_change=store_touchpoints, args=(room.workshop.id, base, field), placeholder=_("Choose touchpoints"),
        )  # fmt: skip


def store_touchpoints(workshop_id: str, base: Measure, field: str) -> None:
    """Callback: the measure is about the chosen touchpoints from now on."""
    carry_out(change, workshop_id, base, touchpoint_keys="|".join(st.session_state[field]), done=_("Saved"))


def place_choice(room: Room) -> dict[str, str]:
    """The touchpoints to choose from, key → label, those that disappoint most first."""
    labels = derived(room, place_labels, current_language())
    return {place.key: labels[place.key] for place in in_order(derived(room, places_of), painful=True)}


def add_from(workshop_id: str, prefix: str) -> None:
    """Callback: store what stands in the form; it is emptied only when that worked."""
    names = ("title", "type", "department", "responsible", "accountable", "from_date", "until_date", "budget", "impact",
             "effort", "quick_win")  # fmt: skip
    given = {name: st.session_state[f"{prefix}_{name}"] for name in names}
    given["touchpoint_keys"] = "|".join(st.session_state[f"{prefix}_touchpoints"])
    if attempt(add, workshop_id, given, done=_("The measure is in the plan.")):
        st.session_state[NUMBER] += 1
        st.session_state[UNFOLDED] = True


def add(workshop_id: str, given: dict[str, Any]) -> None:
    """Store a new measure. Raises ValidationError for a broken limit, Refusal for dates or people that do not fit."""
    key = next_key(list(load(workshop_id)["measures"]["key"]), "M")
    edit(workshop_id, "measures", [Edit(None, Measure.model_validate({"key": key, **given}))])
