"""The good news for everybody in the company: the state of the plan, its successes, and texts to take along."""

from __future__ import annotations

import streamlit as st

from components.plain import plain
from components.room import Room, derived
from components.texts import _, current_language
from workshop.action.news import Success, mail, news
from workshop.action.poster import poster

WALL = 12
"""So many successes hang on the wall at first."""


def status_card(room: Room) -> None:
    """What has worked out, what is being done, what comes next: a page anybody may see."""
    told = derived(room, news)
    st.header(plain(_(told.title)), anchor=False)
    if told.days_to_first is not None:
        st.caption(_("Days to the first success, by the dates of the plan: {n}.", n=told.days_to_first))
    success_cards(told.successes)
    for heading, lines in ((_("What we are doing now"), told.doing), (_("What comes next"), told.coming)):
        if lines:
            st.subheader(heading, anchor=False)
            st.markdown("\n".join(f"- {plain(_(line))}" for line in lines))


def success_cards(successes: list[Success]) -> None:
    """The success wall: one card each, the newest first."""
    shown = successes
    if len(successes) > WALL and not st.toggle(_("All {n} successes", n=len(successes)), key="all_successes"):
        shown = successes[:WALL]
    if not shown:
        st.markdown(_("Nothing is finished yet. Begin with a quick win, so that success is seen soon."))
        return
    with st.grid(3, min_column_width=280):
        for one in shown:
            with st.container(border=True, height="stretch"):
                st.markdown("\n\n".join(success_lines(one)))


def success_lines(one: Success) -> list[str]:
    """What stands on a card of the success wall, as one text: every element more costs in every run."""
    small = [_(one.when)] if one.when else []
    small += [_("thanks to {who}", who=one.who)] if one.who else []
    quote = [f"„{plain(one.quote)}“"] if one.quote else []
    return [
        f":material/star: **{plain(one.title)}**",
        *quote,
        *([f":gray[:small[{plain(' · '.join(small))}]]"] if small else []),
    ]


def texts_card(room: Room) -> None:
    """The same as a mail to be edited, and as a poster to be printed."""
    language, name = current_language(), room.workshop.id
    st.header(_("To take along"), anchor=False)
    text = derived(room, mail, language)
    edited = st.text_area(_("Text for a mail"), text, height=320, key=f"news_{hash(text)}")
    with st.container(horizontal=True):
        st.download_button(
            _("As a text file"), edited, f"{name}.txt", "text/plain", icon=":material/mail:", on_click="ignore"
        )
        st.download_button(
            _("As a poster on one page"), derived(room, poster, language), f"{name}.html", "text/html",
            icon=":material/print:", on_click="ignore", help=_("Open it in a browser and print it."),
        )  # fmt: skip
