"""The KPI register: where each figure stands, who steps in, its values, and the table in which it is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from components.columns import sent
from components.forms import carry_out
from components.measure_form import add
from components.plain import plain
from components.room import Room, derived
from components.table_editor import table_editor
from components.texts import _, current_language
from workshop.checks import accountable_people
from workshop.control.kpis import (
    OUTSIDE,
    STATES,
    TRIGGERS,
    KpiStanding,
    due_lines,
    kpi_standings,
    register_title,
    trigger_line,
)
from workshop.dossier import Dossier
from workshop.labels import CODE_LABELS, FIELD_LABELS
from workshop.notes import notes_of
from workshop.order import next_key
from workshop.texts import Message, message, say, spoken

LABELS, BETTER = FIELD_LABELS["kpis"], CODE_LABELS["kpis"]["better"]
FIELDS = ("name", "unit", "better", "baseline", "baseline_period", "target", "frequency", "method", "formula",
          "audience", "owner")  # fmt: skip
MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"


def standings_of(room: Room) -> list[KpiStanding]:
    """Every KPI as it stands today, worked out once a day and change."""
    return derived(room, kpi_standings, datetime.now(UTC).date())


def register_card(room: Room) -> None:
    """The message, one line a figure with its status in words, and which values are due."""
    st.header(_(register_title(standings_of(room))), anchor=False)
    audience, day = choose_audience(room), datetime.now(UTC).date()
    st.dataframe(
        derived(room, register_lines, day, audience, current_language()), hide_index=True, height="content",
        alt=_("Where each figure stands"), placeholder="",
    )  # fmt: skip
    if late := due_lines(for_audience(room.dossier, standings_of(room), audience)):
        with st.expander(_("Values that are due ({n})", n=len(late)), icon=":material/event:"):
            st.markdown("\n".join(f"- {plain(_(line))}" for line in late))


def choose_audience(room: Room) -> str:
    """The group of readers the figures are for; "" = everybody. No choice with one group or none."""
    names = derived(room, audiences)
    if len(names) < 2:
        return ""
    chosen = st.selectbox(_(LABELS["audience"]), names, None, key="kpi_audience", placeholder=_("everybody"), width=320)
    return chosen or ""


def audiences(dossier: Dossier) -> list[str]:
    """Every group of readers that is named."""
    return sorted({name for text in dossier["kpis"]["audience"] for name in groups_in(text)})


def groups_in(text: str) -> list[str]:
    """The groups of readers in a cell such as "Verkauf, Werkstatt"."""
    return [part.strip() for part in text.split(",") if part.strip()]


def for_audience(dossier: Dossier, standings: list[KpiStanding], audience: str) -> list[KpiStanding]:
    """The figures for one group of readers; all of them for ""."""
    kpis = dossier["kpis"]
    texts = dict(zip(kpis["key"], kpis["audience"], strict=True))
    return [one for one in standings if not audience or audience in groups_in(texts[one.key])]


def register_lines(dossier: Dossier, day: date, audience: str, language: str) -> pa.Table:
    """One row of texts a figure, under titles of a language."""
    standings = for_audience(dossier, kpi_standings(dossier, day), audience)
    return sent(pd.DataFrame([line_of(one, language) for one in standings]))


def line_of(one: KpiStanding, language: str) -> dict[str, str]:
    """One figure as a row of texts."""
    cells: list[tuple[Message, Message | str]] = [
        (message("Status"), one.status),
        (message("KPI"), one.name),
        (message("Value"), figure(one.value, one.unit, language, one.period)),
        (message("Target value"), figure(one.target, one.unit, language)),
        (message("Next value"), due_text(one)),
        (message("Who steps in"), one.person or "–"),
    ]
    return {say(title, language): say(text, language) for title, text in cells}


def figure(value: float | None, unit: str, language: str, period: str = "") -> str:
    """A value with its unit and month."""
    if value is None:
        return "–"
    text = f"{spoken(float(value), language)} {unit}".strip()
    return f"{text} ({period})" if period else text


def due_text(one: KpiStanding) -> Message | str:
    """When the next value is due, in words when it is overdue."""
    if one.due is None:
        return "–"
    return message("overdue since {day}", day=one.due) if one.overdue else message("{day}", day=one.due)


def trigger_card(room: Room) -> None:
    """Every figure outside its band: who steps in and how, with a button that makes the measure."""
    agreed = derived(room, notes_of, TRIGGERS)
    for one in standings_of(room):
        if one.state != OUTSIDE:
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            way = agreed.get(one.key, {}).get("way", "")
            st.markdown(f":material/warning: {plain(_(trigger_line(one, way)))}", width="stretch")
            if one.measures:
                st.caption(plain(_("Under way: {titles}", titles=list(one.measures))))
                continue
            st.button(
                _("Make a measure"), icon=":material/add_task:", key=f"trigger_{one.key}", on_click=carry_out,
                args=(add, room.workshop.id, measure_for(one, datetime.now(UTC).date(), room.workshop.language)),
                kwargs={"done": _("The measure is in the plan.")},
            )  # fmt: skip


def measure_for(one: KpiStanding, today: date, language: str) -> dict[str, Any]:
    """What a measure says that brings a figure back: from today, accountable is who steps in."""
    title = say(message("Bring “{name}” back into its band", name=one.name[:150]), language)
    people = accountable_people(one.person)
    return {"title": title, "kpi": one.key, "accountable": people[0] if people else "", "from_date": today}


def choose_kpi(room: Room) -> str:
    """The figure to look at: the first of the register unless somebody chooses another."""
    names = {one.key: f"{STATES[one.state][0]} {one.name}" for one in standings_of(room)}
    return str(st.selectbox(_("KPI"), list(names), key=f"kpi_{room.workshop.id}", format_func=names.__getitem__))


def values_card(room: Room, kpi: str) -> None:
    """The values of a figure month by month, added and corrected in place."""
    rows = derived(room, values_of, kpi)
    labels = FIELD_LABELS["kpi_values"]
    st.caption(_("A new value: the month as year-month, such as 2026-03, and the figure."))
    table_editor(
        room, "kpi_values",
        {
            "period": st.column_config.TextColumn(_(labels["period"]), required=True, validate=MONTH, width=110),
            "value": st.column_config.NumberColumn(_(labels["value"]), required=True, format="localized", width=130),
        },
        key=f"kpi_values_{kpi}", rows=rows, new=lambda row, taken: {"kpi": kpi, **row}, moves=("period",),
        alt=_("Values of the figure"),
    )  # fmt: skip


def values_of(dossier: Dossier, kpi: str) -> pd.DataFrame:
    """The rows of "kpi_values" of one figure."""
    values = dossier["kpi_values"]
    return values[values["kpi"] == kpi].reset_index(drop=True)


def kpi_table(room: Room) -> None:
    """The register itself: criterion, formula, method, frequency, audience, owner, baseline, target, direction."""
    kinds = st.column_config
    columns: dict[str, Any] = {name: kinds.TextColumn(_(LABELS[name]), max_chars=200) for name in FIELDS}
    columns["name"] = kinds.TextColumn(_(LABELS["name"]), required=True, max_chars=200, width=320)
    columns["formula"] = kinds.TextColumn(_(LABELS["formula"]), max_chars=2000, width=320)
    columns["better"] = kinds.SelectboxColumn(
        _(LABELS["better"]),
        options=list(BETTER),
        default="higher",
        required=True,
        format_func=lambda c: _(BETTER[str(c)]),
    )
    for name in ("baseline", "target"):
        columns[name] = kinds.NumberColumn(_(LABELS[name]), format="localized")
    columns["frequency"] = kinds.TextColumn(
        _(LABELS["frequency"]), max_chars=200, help=_("Such as monthly, twice a year, every 14 days.")
    )
    table_editor(
        room, "kpis", columns, key="kpis", rows=room.dossier["kpis"],
        new=lambda row, taken: {"key": next_key(taken, "K"), **row}, alt=_("The register of figures"),
    )  # fmt: skip
