"""Who leads the room: it is said, given up and taken over on purpose, and nothing of it happens by itself."""

from __future__ import annotations

import streamlit as st

from components.live import who
from components.live.console_steps import give_up_here, lead_from_now
from components.texts import _
from data.live_leading import lead
from data.live_room import Room


def draw_leading(room: Room) -> None:
    """One line and one button: leading, nobody leads, somebody else does. Also says that this console is there."""
    leading = lead(room.workshop_id, who.current_actor())
    if leading.mine:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(_("You lead this room."), width="content")
            st.button(
                _("Hand over"), icon=":material/swap_horiz:", key="console_give_up", type="tertiary",
                help=_("Nobody leads then until somebody takes over; phones and wall stay as they are."),
                on_click=give_up_here, args=(room.workshop_id,),
            )  # fmt: skip
        return
    if leading.nobody:
        st.info(_("Nobody leads this room. Take over to take the next step."), icon=":material/person_off:")
    elif leading.away:
        st.warning(_("Who leads this room was not seen for half a minute."), icon=":material/person_off:")
    else:
        st.info(
            _("Somebody else leads this room. You see everything and change nothing."), icon=":material/visibility:"
        )
    st.button(
        _("Take over"),
        icon=":material/swap_horiz:",
        key="console_take_over",
        on_click=lead_from_now,
        args=(room.workshop_id,),
    )
