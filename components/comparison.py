"""The cards of the before/after page: the result in numbers, what it speaks for, with and without a measure."""

from __future__ import annotations

import streamlit as st

from components.chart_card import draw_chart
from components.charted import rated_waves, wave_names
from components.look import Look
from components.room import Room, derived
from components.settings import next_wave_button
from components.slides import Options
from components.texts import _
from workshop.control.result import ControlSummary
from workshop.figures.counters import counters
from workshop.scale import MIN_VOTES
from workshop.texts import signed


def choose_pair(room: Room) -> tuple[str, str]:
    """The two measurements to compare: the first and the last unless somebody chooses. Stops the page without two."""
    waves = rated_waves(room)
    if len(waves) < 2:
        st.info(
            _("There is nothing to compare yet: measure a second time, with the same people and the same touchpoints."),
            icon=":material/info:",
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            next_wave_button(room)
            st.page_link("../pages/analysis/ratings.py", label=_("Enter votes"), icon=":material/how_to_vote:")
        st.stop()
    if len(waves) == 2:
        return waves[0], waves[1]
    with st.container(horizontal=True):
        before = _choose(room, _("Before"), waves[:-1], 0)
        later = waves[waves.index(before) + 1 :]
        return before, _choose(room, _("After"), later, len(later) - 1)


def _choose(room: Room, label: str, waves: list[str], index: int) -> str:
    names = wave_names(room)
    return str(st.selectbox(label, waves, index, format_func=lambda wave: names[wave]))


def result_card(summary: ControlSummary) -> None:
    """The whole room in four numbers, each with what it counts; none when so few people would be one person's votes."""
    if summary.raters < MIN_VOTES:
        st.info(_(summary.verdict), icon=":material/info:")
        return
    with st.container(horizontal=True):
        change = _("{points} points", points=signed(summary.total.mean))
        st.metric(_("Mean change per person"), change, border=True, help=_(summary.caption))
        st.metric(_("Votes improved"), summary.improved, border=True)
        st.metric(_("Votes as before"), summary.same, border=True)
        st.metric(_("Votes worse"), summary.worse, border=True)
    st.caption(_(summary.caption))


def counters_card(room: Room, before: str, after: str) -> None:
    """Two goals, two counters: fewer disappointed, more delighted; shares of all votes of either measurement."""
    found = derived(room, counters, before, after)
    if found is None:
        return
    with st.container(horizontal=True):
        for one in found:
            change = _("{points} points", points=f"{one.after - one.before:+d}")  # a plain minus turns the arrow
            st.metric(
                _(one.name), f"{one.after} %", change, delta_color="off", border=True,
                help=_("Before {before} % of {n_before} votes, after {after} % of {n_after}.", **one.values),
            )  # fmt: skip


def relevance_card(room: Room, before: str, after: str, look: Look) -> None:
    """Relevance × quality before and after on the same axes with fixed lines, drawn only when somebody wants it."""
    if st.toggle(_("Relevance and quality, before and after"), key="relevance_twice"):
        left, right = st.columns(2)
        for column, wave in ((left, before), (right, after)):
            with column:
                draw_chart(room, "relevance", look, Options(wave=wave, by="fixed"), key=f"relevance_{wave}")


def evidence_card(summary: ControlSummary) -> None:
    """What this many people can show and what not. The test is named; nothing here is ever "proven"."""
    st.header(_("What this speaks for"))
    st.write(_(summary.verdict))
    if summary.reach:
        st.caption("\n\n".join(_(sentence) for sentence in summary.reach))


def measures_card(summary: ControlSummary) -> None:
    """Touchpoints with a finished measure beside those without any."""
    st.header(_("With and without a measure"))
    effect = summary.effect
    with st.container(horizontal=True):
        st.metric(_("with a finished measure ({n})", n=effect.n_done), signed(effect.mean_done), border=True)
        st.metric(_("without any ({n})", n=effect.n_none), signed(effect.mean_none), border=True)
    st.write(_(summary.effect_in_words))
