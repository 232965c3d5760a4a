"""Customer conversations: how well the plan is kept, whom we are about to lose, and the plan itself."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from components.columns import sent
from components.few import first_few
from components.forms import carry_out
from components.kept import keep_drawn
from components.measure_form import add
from components.plain import plain
from components.room import Room, derived
from components.table_editor import table_editor
from components.texts import _, current_language
from data.commands import Edit, edit
from data.store import load
from workshop.control.conversations import (
    NOTES,
    Alarm,
    Counted,
    Criticism,
    CustomerStanding,
    alarms,
    counted,
    criticisms,
    customer_standings,
    plan_title,
)
from workshop.dossier import Dossier
from workshop.labels import CODE_LABELS, FIELD_LABELS
from workshop.order import next_key
from workshop.records import Conversation
from workshop.scale import RATINGS, SYMBOLS
from workshop.texts import Message, message, say, spoken
from workshop.worksheets.load import worksheets

LABELS, CODES = FIELD_LABELS["conversations"], CODE_LABELS["conversations"]
FIELDS = ("customer", "internal_role", "occasion", "channel", "planned_on", "status", "done_on", "interval",
          "customer_statement", "sentiment", "finding", "handover_to", "next_step", "next_on", "touchpoint",
          "segment")  # fmt: skip


def today() -> date:
    return datetime.now(UTC).date()


def plan_card(room: Room) -> None:
    """How much of the plan was kept, what is late, and why conversations do not take place."""
    keep_drawn(
        "conversations", partial(draw_plan, derived(room, counted, today())), room.revision, today(), current_language()
    )


def draw_plan(counts: Counted) -> None:
    """The figures and words of `plan_card`."""
    st.header(_(plan_title(counts)), anchor=False)
    with st.grid(5, min_column_width=140):
        share = "–" if counts.share is None else f"{round(100 * counts.share)} %"
        st.metric(_("Held"), share, border=True)
        st.metric(_("Overdue"), counts.overdue, border=True)
        st.metric(_("Postponed"), counts.postponed, border=True)
        st.metric(_("Cancelled"), counts.cancelled, border=True)
        st.metric(_("Strategic"), counts.strategic, border=True)
    if counts.reasons:
        reasons = [f"{reason_text(reason)} ({n})" for reason, n in counts.reasons]
        st.caption(plain(_("Why they did not take place: {reasons}", reasons=reasons)))


def reason_text(reason: str) -> str:
    """A reason by its code in the worksheet; one written down in own words stays as it is."""
    choices = {choice.code: choice.label for choice in worksheets()[NOTES].field("reason").choices}
    return _(choices[reason]) if reason in choices else reason


def warning_card(room: Room) -> None:
    """The early-warning list: customers with two or more reasons to worry, and the next conversation in one click."""
    st.header(_("Early warning"))
    found: list[Alarm] = derived(room, alarms, today())
    if not found:
        st.caption(_("No customer gives more than one reason to worry."))
    for one in first_few(found, "all_alarms"):
        with st.container(horizontal=True, vertical_alignment="center"):
            words, name = ", ".join(_(reason) for reason in one.reasons), one.customer.name
            st.markdown(f":material/warning: **{plain(name)}** – {plain(words)}", width="stretch")
            if one.day is None:
                st.caption(_("planned"))
                continue
            st.button(
                _("Plan for {day}", day=one.day), icon=":material/event:", key=f"plan_{name}", on_click=carry_out,
                args=(plan_conversation, room.workshop.id, one.customer, one.day),
                kwargs={"done": _("The conversation is planned.")},
            )  # fmt: skip


def plan_conversation(workshop_id: str, one: CustomerStanding, day: date) -> None:
    """Store a planned conversation with a customer."""
    key = next_key(list(load(workshop_id)["conversations"]["key"]), "C")
    record = Conversation(
        key=key, customer=one.name, segment=one.segment, internal_role=one.holder, interval=one.interval, planned_on=day
    )
    edit(workshop_id, "conversations", [Edit(None, record)])


def customers_card(room: Room) -> None:
    """Every customer: last conversation, silence, next date, who keeps in touch."""
    st.dataframe(
        derived(room, customer_lines, today(), current_language()), hide_index=True, height="content", placeholder="",
        alt=_("Customers with their last and next conversation"),
    )  # fmt: skip


def customer_lines(dossier: Dossier, day: date, language: str) -> pa.Table:
    """One row of texts a customer, under titles of a language."""
    return sent(pd.DataFrame([line_of(one, language) for one in customer_standings(dossier, day)]))


def line_of(one: CustomerStanding, language: str) -> dict[str, Any]:
    """One customer as a row of texts."""
    due: Message | date | str = one.next or "–"
    cells: list[tuple[Message, Any]] = [
        (message("Customer"), one.name),
        (message("Last conversation"), one.last or "–"),
        (message("Days of silence"), one.silence),
        (message("Next conversation"), message("overdue since {day}", day=due) if one.overdue else due),
        (message("Interval"), one.interval or "–"),
        (message("Who keeps in touch"), one.holder or "–"),
        (message("Deputy"), one.deputy or "–"),
    ]
    return {say(title, language): value if isinstance(value, int | None) else spoken(value, language)
            for title, value in cells}  # fmt: skip


def criticism_card(room: Room) -> None:
    """What disappointed customers said, each with a button that makes a measure of it."""
    said: list[Criticism] = derived(room, criticisms)
    if said:
        st.header(_("From criticism to a measure"))
    for one in first_few(said, "all_criticisms"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(one.customer)}**: {plain(one.words)}", width="stretch")
            if one.planned:
                st.caption(_("in the plan"))
                continue
            given = {"title": one.title, "touchpoint_keys": one.touchpoint, "responsible": one.responsible}
            st.button(
                _("Make a measure"), icon=":material/add_task:", key=f"criticism_{one.key}", on_click=carry_out,
                args=(add, room.workshop.id, given), kwargs={"done": _("The measure is in the plan.")},
            )  # fmt: skip


def conversation_table(room: Room) -> None:
    """All conversations, planned and held, edited in place."""
    table_editor(
        room, "conversations", {name: column(name, room) for name in FIELDS}, key="conversations",
        rows=derived(room, newest_first),
        new=lambda row, taken: {"key": next_key(taken, "C"), **row}, alt=_("Customer conversations, newest first"),
    )  # fmt: skip


def newest_first(dossier: Dossier) -> pd.DataFrame:
    """The frame "conversations" by the day they were planned for."""
    return dossier["conversations"].sort_values("planned_on", ascending=False, kind="stable")


def column(name: str, room: Room) -> Any:
    """How one field is shown and entered."""
    kinds, label = st.column_config, _(LABELS[name])
    if name == "customer":
        return kinds.TextColumn(label, required=True, max_chars=200, pinned=True)
    if name == "status":
        return kinds.SelectboxColumn(
            label, options=list(CODES["status"]), default="planned", required=True,
            format_func=lambda code: _(CODES["status"][str(code)]),
        )  # fmt: skip
    if name == "sentiment":
        return kinds.SelectboxColumn(label, options=list(RATINGS), format_func=mood)
    if name in ("planned_on", "done_on", "next_on"):
        return kinds.DateColumn(label, format="localized")
    if name == "touchpoint":
        names = dict(zip(room.dossier.touchpoints["key"], room.dossier.touchpoints["name"], strict=True))
        return kinds.SelectboxColumn(label, options=list(names), format_func=lambda key: names.get(str(key), str(key)))
    long = name in ("customer_statement", "finding", "next_step")
    return kinds.TextColumn(label, max_chars=2000 if long else 200, width=280 if long else None)


def mood(code: Any) -> str:
    """A mood with its symbol."""
    return f"{SYMBOLS[int(code)]} {_(CODES['sentiment'][str(int(code))])}"
