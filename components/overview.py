"""The cards of the overview: what the workshop is about, and the four steps."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import streamlit as st

from components.forms import carry_out
from components.importing.source import EXCEL
from components.kept import keep_drawn
from components.plain import plain
from components.room import Room, derived
from components.rooms import page_at
from components.texts import _, current_language
from data.commands import change_workshop
from workshop.dossier import Dossier
from workshop.labels import STEP_LABELS, STEP_PURPOSES
from workshop.progress import Point, progress
from workshop.records import STEPS, Workshop


def workshop_card(room: Room) -> None:
    """Company, target group, product and goal in two lines."""
    workshop = room.workshop
    st.header(plain(workshop.company))
    scope = " · ".join(part for part in (workshop.scope_product, workshop.scope_target_group) if part)
    st.write(plain(scope) or _("No target group and no product chosen yet."))
    if workshop.goal:
        st.caption(_("Goal: {goal}", goal=plain(workshop.goal)))


def export_button(room: Room) -> None:
    """The whole workshop as a workbook, to edit in Excel and read in again; made only when somebody asks for it."""
    st.download_button(
        _("Whole workshop as a workbook"), lambda: workbook_of(room.dossier), f"{room.workshop.id}.xlsx", EXCEL,
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def workbook_of(dossier: Dossier) -> bytes:
    """The workbook in the workshop's language, with its figures."""
    from workshop.figures.document import figures  # brings scipy, which the overview does without
    from workshop.workbook.out.export import export_workbook

    return export_workbook(dossier, dossier.workshop.language, figures(dossier))


def step_cards(room: Room) -> None:
    """The four steps side by side, the current one marked; a click on a point leads to where it is done."""
    today = datetime.now(UTC).date()
    points = derived(room, progress, today)
    with st.grid(4, min_column_width=220):
        for number, step in enumerate(STEPS, start=1):
            with st.container(border=True, height="stretch"):
                draw = partial(step_card, number, step, points[step])
                keep_drawn("step", draw, room.revision, step, today, current_language())
                current_step(room.workshop, step)


def step_card(number: int, step: str, points: list[Point]) -> None:
    """One step: what it is for, how much of it is done, and the way to each of its points."""
    done = sum(point.done for point in points)
    st.markdown(f"### {number}. {_(STEP_LABELS[step])}")
    st.caption(_(STEP_PURPOSES[step]))
    st.progress(done / len(points), text=_("{done} of {all} done", done=done, all=len(points)))
    for point in points:
        point_line(point)


def point_line(point: Point) -> None:
    """One point as a link to its page: a tick when it is done, an open circle when not."""
    icon = ":material/check_circle:" if point.done else ":material/radio_button_unchecked:"
    st.page_link(page_at(point.page), label=_(point.text), icon=icon)


def current_step(workshop: Workshop, step: str) -> None:
    """Where the room is now: a badge on the current step, a button on the others."""
    if workshop.current_step == step:
        st.badge(_("We are here"), icon=":material/location_on:", color="blue")
    else:
        st.button(
            _("We are here now"), key=f"step_{step}", icon=":material/near_me:", on_click=carry_out,
            args=(change_workshop, workshop, workshop.model_copy(update={"current_step": step})),
        )  # fmt: skip
