"""After the evaluation: what customers are told, and the next cycle."""

from __future__ import annotations

import streamlit as st

from components.forms import attempt
from components.plain import plain
from components.room import ENTER, Room, derived
from components.texts import _, current_language
from data.cycles import next_cycle
from data.store import list_workshops
from workshop.control.next_cycle import next_id
from workshop.control.you_said import answers, letter, unanswered


def you_said_card(room: Room) -> None:
    """“You said – we did” as a text for customers, to be edited and taken along."""
    st.header(_("You said – we did"))
    st.caption(_("The customer has to feel that the company keeps getting better. So tell them."))
    if not derived(room, answers):
        st.info(
            _("Nothing to tell yet: it takes a customer’s words at a touchpoint and a finished measure there."),
            icon=":material/info:",
        )
    else:
        text = derived(room, letter, current_language())
        edited = st.text_area(_("Text for customers"), text, height=320, key=f"letter_{hash(text)}")
        st.download_button(
            _("As a text file"), edited, f"{room.workshop.id}.txt", "text/plain", icon=":material/download:",
            on_click="ignore",
        )  # fmt: skip
    open_card(room)


def open_card(room: Room) -> None:
    """What customers said and nobody has answered yet."""
    waiting = derived(room, unanswered)
    if not waiting:
        return
    with st.expander(_("Still without an answer ({n})", n=len(waiting)), icon=":material/pending:"):
        lines = [f"- **{plain(name)}**: {plain(' · '.join(said))}" for name, said in waiting]
        st.markdown("\n".join(lines))


def next_cycle_card(room: Room) -> None:
    """Begin the next cycle with everything that goes on; deleting the new workshop undoes it."""
    title = _("Begin the next cycle")
    with st.expander(title, icon=":material/restart_alt:", key="next_cycle", on_change="rerun") as opened:
        if opened.open:
            next_cycle_form(room)


def next_cycle_form(room: Room) -> None:
    """What goes on and what stays, the short name of the new workshop, and the button."""
    st.caption(
        _("A new workshop with the same touchpoints, departments, personas, participants, standards, figures, "
          "conversations and open measures. Votes and finished measures stay here, where nothing changes.")
    )  # fmt: skip
    taken = [one.id for one in list_workshops()]
    with st.form("next_cycle_form", border=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input(
                _("Short name of the new workshop"), next_id(taken, room.workshop.id), max_chars=40,
                key=f"next_cycle_{room.workshop.id}", width=320,
            )  # fmt: skip
            begin = st.form_submit_button(_("Begin"))
        if begin:
            if attempt(next_cycle, room.workshop.id, name.strip(), done=_("The next cycle has begun.")):
                st.session_state[ENTER] = name.strip()
            st.rerun()
    st.caption(_("Not wanted after all? Delete the new workshop on the page “Set up”."))
