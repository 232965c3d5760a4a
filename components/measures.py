"""The action plan: where it stands in figures and words, quick wins to take over, and the table edited in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, cast

import pandas as pd
import streamlit as st

from components.few import first_few
from components.forms import carry_out
from components.kept import keep_drawn
from components.plain import plain
from components.room import Room, derived
from components.table_editor import table_editor
from components.texts import _, current_language
from data.commands import Edit, edit
from workshop.action.measures import NEXT_STATUS, Standing, in_order, standing
from workshop.action.plan import Plan, plan
from workshop.dossier import Dossier, record_of
from workshop.labels import CODE_LABELS, FIELD_LABELS
from workshop.order import next_key
from workshop.records import MEASURE_STATUSES, Measure
from workshop.texts import say

LABELS, CODES = FIELD_LABELS["measures"], CODE_LABELS["measures"]
TOUCHPOINTS, STATUSES = LABELS["touchpoint_keys"], CODES["status"]
STATUS_CLICK = "measure_status_click"
FIELDS = ("quick_win", "title", "click", "status", "responsible", "accountable", "from_date", "until_date", "budget",
          "spent", "impact", "effort", "touchpoints", "type", "department", "consulted", "informed")  # fmt: skip
AT_FIRST = FIELDS[: FIELDS.index("impact")]
"""Who, what, from, until, budget, spent: what the plan is about every day; the rest is one click away."""


def plan_card(room: Room) -> None:
    """The message, the number of measures by status, the money, and in words what is late or too dear."""
    today = datetime.now(UTC).date()
    keep_drawn("plan", partial(draw_plan, derived(room, plan), derived(room, standing, today)), room.revision, today,
               current_language())  # fmt: skip


def draw_plan(total: Plan, now: Standing) -> None:
    """The figures and words of `plan_card`."""
    st.header(_(now.title), anchor=False)
    with st.grid(5, min_column_width=140):
        for status in MEASURE_STATUSES:
            st.metric(_(STATUSES[status]), total.status.get(status, 0), border=True)
        st.metric(_("Quick wins"), total.quick_wins, border=True)
    warnings = [f"- :material/warning: {plain(_(warning))}" for warning in now.warnings]
    st.markdown("\n".join([plain(_(now.money)), "", *warnings]))


def quick_win_card(room: Room) -> None:
    """Measures that are quick wins by the rule, each with a button that takes the suggestion over."""
    candidates = derived(room, standing, datetime.now(UTC).date()).candidates
    for key, title in first_few(candidates, "all_quick_wins"):
        with st.container(horizontal=True, vertical_alignment="center"):
            say_so = _("“{title}”: much effect, little effort, done within a month.", title=title)
            st.markdown(plain(say_so), width="stretch")
            st.button(
                _("Make it a quick win"), icon=":material/bolt:", key=f"quick_{key}",
                on_click=carry_out, args=(change, room.workshop.id, measure_in(room, key)), kwargs={"quick_win": True},
            )  # fmt: skip


def measure_in(room: Room, key: str) -> Measure:
    """One measure as it stands now."""
    measures = room.dossier["measures"]
    return cast("Measure", record_of("measures", measures[measures["key"] == key].iloc[0].to_dict()))


def change(workshop_id: str, base: Measure, **values: Any) -> None:
    """Store some fields of a measure. Raises ValidationError for a broken limit, Refusal for a broken rule."""
    edit(workshop_id, "measures", [Edit(base, Measure.model_validate(base.model_dump() | values))])


def measure_table(room: Room) -> None:
    """All measures, quick wins first, edited in place; one click takes a measure to its next status."""
    rows = derived(room, measure_rows, current_language())
    every = st.toggle(_("All columns"), key="measure_columns", persist_state="page")
    fields, key = (FIELDS, "all_measures") if every else (AT_FIRST, "measures")
    table_editor(
        room, "measures", columns(room, fields, derived(room, keys_in_order)), key=key, rows=rows,
        new=lambda row, taken: {"key": next_key(taken, "M"), **row},
        moves=("quick_win", "from_date", "status"), alt=_("Measures of this workshop, quick wins first"),
    )  # fmt: skip


def measure_rows(dossier: Dossier, language: str) -> pd.DataFrame:
    """The frame "measures" in its order, with the names of its touchpoints and what a click on the status does."""
    rows = in_order(dossier["measures"])
    names = dict(zip(dossier.touchpoints["key"], dossier.touchpoints["name"], strict=True))
    touched = [", ".join(names.get(key, key) for key in keys.split("|") if key) for keys in rows["touchpoint_keys"]]
    verbs = {status: f"→ {say(STATUSES[following], language)}" for status, following in NEXT_STATUS.items()}
    return rows.assign(touchpoints=touched, click=[verbs.get(status, "") for status in rows["status"]])


def keys_in_order(dossier: Dossier) -> list[str]:
    """The measures, row by row."""
    return list(in_order(dossier["measures"])["key"])


def is_rated(dossier: Dossier) -> bool:
    """Whether any measure has both an impact and an effort."""
    return bool(dossier["measures"][["impact", "effort"]].notna().all(axis=1).any())


def columns(room: Room, fields: Sequence[str], keys: list[str]) -> dict[str, Any]:
    """How these fields of the table are shown and entered, in their order. `keys`: the measures, row by row."""
    return {name: column(name, room, keys) for name in fields}


def column(name: str, room: Room, keys: list[str]) -> Any:
    """How one field is shown and entered."""
    kinds = st.column_config
    if name == "click":
        return kinds.ButtonColumn(_("One click"), width=110, key=STATUS_CLICK, on_click=advance, args=(room, keys))
    label = _(LABELS.get(name, TOUCHPOINTS))
    if name == "title":
        return kinds.TextColumn(label, required=True, width=420)
    if name == "touchpoints":
        return kinds.TextColumn(label, disabled=True)
    if name in CODES:
        codes = list(CODES[name])  # the first one is that of a new row: open, improve
        return kinds.SelectboxColumn(label, options=codes, default=codes[0], required=True, format_func=code_name(name))
    if name == "department":
        return kinds.SelectboxColumn(label, options=room.dossier.departments)
    if name == "quick_win":
        return kinds.CheckboxColumn(label, width=120)
    if name in ("from_date", "until_date"):
        return kinds.DateColumn(label, format="localized")
    if name in ("budget", "spent"):
        return kinds.NumberColumn(f"{label} ({room.workshop.currency})", min_value=0, format="localized")
    if name in ("impact", "effort"):
        return kinds.NumberColumn(label, min_value=1, max_value=5, step=1)
    return kinds.TextColumn(label, max_chars=200)


def code_name(name: str) -> Callable[[Any], str]:
    """The speaker of a field's codes."""
    return lambda code: _(CODES[name].get(code, code))


def advance(room: Room, keys: list[str]) -> None:
    """Callback: the measure in the clicked row goes to its next status."""
    base = measure_in(room, keys[st.session_state[STATUS_CLICK]["row"]])
    carry_out(change, room.workshop.id, base, status=NEXT_STATUS[base.status])
