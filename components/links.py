"""The page of links: a new one, shown once with its QR code and a text to mail; the list; what departments write."""

from __future__ import annotations

from html import escape
from typing import NamedTuple
from urllib.parse import quote

import streamlit as st

from components.forms import attempt, carry_out
from components.live.address import public_address
from components.live.console_door import qr_image
from components.plain import plain
from components.room import Room
from components.texts import _
from data.comments import Comment, list_comments, tick_off
from data.links import KINDS, LONGEST_DAYS, Link, Wanted, add_link, list_links, renew_link, revoke_link
from workshop.rights import CO_FACILITATOR, HEAD, MANAGEMENT, PROJECTOR
from workshop.texts import Message, message

SHOWN = "link_shown"
"""Session key of the link that was just made: its token and for whom."""
DAYS = 90
KIND_LABELS: dict[str, Message] = {
    HEAD: message("Head of a department"),
    MANAGEMENT: message("Management: everything, to read"),
    PROJECTOR: message("Projector: what the console shows"),
    CO_FACILITATOR: message("Co-facilitator: everything but links"),
}


class Fresh(NamedTuple):
    """A link that was just made."""

    token: str
    role: str
    company: str
    password: bool


def new_link_card(room: Room) -> None:
    """The form for a new link; what it asks depends on whom it is for."""
    st.header(_("A new link"), anchor=False)
    role = st.selectbox(_("For whom"), KINDS, key="link_role", format_func=lambda kind: _(KIND_LABELS[kind]))
    with st.form("new_link", border=False):
        if role == HEAD:
            st.selectbox(_("Department"), room.dossier.departments, key="link_department")
            st.checkbox(_("May edit the status of own standards, and own measures"), key="link_edits")
            st.checkbox(_("Sees the whole company’s figure beside the own"), key="link_context")
        with st.container(horizontal=True):
            st.text_input(_("Note, for you only"), key="link_note", max_chars=200, width=280)
            st.number_input(_("Good for days"), 1, LONGEST_DAYS, DAYS, key="link_days", width=160)
            st.text_input(_("Password (optional)"), key="link_password", type="password", width=280,
                          autocomplete="new-password")  # fmt: skip
        st.form_submit_button(
            _("Make the link"), icon=":material/add_link:", on_click=make,
            args=(room.workshop.id, room.workshop.company),
        )  # fmt: skip


def make(workshop_id: str, company: str) -> None:
    """Callback: make the link of the form and keep it to be shown."""
    state = st.session_state
    wanted = Wanted(
        state.link_role, state.get("link_department"), bool(state.get("link_edits")), bool(state.get("link_context")),
        state.link_note, int(state.link_days), state.link_password,
    )  # fmt: skip

    def store() -> None:
        token = add_link(workshop_id, wanted)
        state[SHOWN] = Fresh(token, wanted.role, company, bool(wanted.password))

    if attempt(store):
        state.link_password = state.link_note = ""


def shown_once() -> None:
    """The link that was just made, until somebody puts it away; it is kept nowhere else."""
    fresh: Fresh | None = st.session_state.get(SHOWN)
    if fresh is None:
        return
    address = f"{public_address()}/s/{fresh.token}"
    with st.container(border=True, key="link_shown"):
        st.subheader(_("The new link, shown only now"), anchor=False)
        picture, words = st.columns([1, 3])
        picture.html(f'<img src="{qr_image(address)}" width="200" alt="{escape(_("QR code of the link"))}">')
        with words:
            st.code(address, language=None, wrap_lines=True)
            text = mail_text(fresh, address)
            st.code(text, language=None, wrap_lines=True)
            with st.container(horizontal=True):
                subject = _("Your link to the workshop of {company}", company=fresh.company)
                mail = f"mailto:?subject={quote(subject)}&body={quote(text)}"
                st.link_button(_("Write the mail"), mail, icon=":material/mail:")
                st.button(_("I have passed it on"), icon=":material/check:", on_click=put_away)


def mail_text(fresh: Fresh, address: str) -> str:
    """What to write to the person, without the password."""
    lines = [
        _("Good day,"), "",
        _("this is your personal link to the results of the workshop at {company}:", company=fresh.company),
        address, "",
        _("Please do not pass it on: whoever has it sees what you see."),
    ]  # fmt: skip
    if fresh.password:
        lines.append(_("You get the password in another way."))
    return "\n".join(lines)


def put_away() -> None:
    """Callback: forget the link that was just made."""
    st.session_state.pop(SHOWN, None)


def list_card(workshop_id: str) -> None:
    """Every link of the workshop, with its buttons."""
    st.header(_("Links of this workshop"), anchor=False)
    links = list_links(workshop_id)
    if not links:
        st.caption(_("There is none yet."))
    for link in links:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"link_{link.id}"):
            st.markdown(told(link), width="stretch")
            st.button(
                _("Renew"), icon=":material/autorenew:", key=f"renew_{link.id}", on_click=renew,
                args=(workshop_id, link),
                help=_("Makes a new address, good for {n} days; the old one leads nowhere from then on.", n=DAYS),
            )  # fmt: skip
            st.button(
                _("Revoke"), icon=":material/block:", key=f"revoke_{link.id}", disabled=not link.valid,
                on_click=carry_out, args=(revoke_link, workshop_id, link.id),
                kwargs={"done": _("The link is revoked.")},
            )  # fmt: skip


def told(link: Link) -> str:
    """A link in words, as markdown: for whom, what it allows, until when, last used when."""
    whom = _(KIND_LABELS.get(link.role, message("Facilitator")))
    if link.department:
        whom = f"{whom}: {link.department}"
    rights = [_("may edit")] * link.edits + [_("sees the company’s figure")] * link.context
    rights += [_("with a password")] * link.has_password
    until = (
        _("revoked") if link.revoked_at
        else _("good until {day}", day=link.expires_at) if link.valid else _("expired on {day}", day=link.expires_at)
    )  # fmt: skip
    used = _("last used on {day}", day=link.last_used_at) if link.last_used_at else _("never used")
    title = plain(f"{whom} – {link.note}" if link.note else whom)
    return f"**{title}**  \n{plain(' · '.join([until, used, *rights]))}"


def renew(workshop_id: str, link: Link) -> None:
    """Callback: a new address for a link, shown once like a new one."""

    def store() -> None:
        token = renew_link(workshop_id, link.id, DAYS)
        st.session_state[SHOWN] = Fresh(token, link.role, _("your company"), link.has_password)

    attempt(store)


def comments_card(workshop_id: str) -> None:
    """What departments have written, open ones first."""
    found = sorted(list_comments(workshop_id), key=lambda one: one.done_at is not None)
    if not found:
        return
    st.header(_("What departments write"), anchor=False)
    for one in found:
        draw_comment(workshop_id, one)


def draw_comment(workshop_id: str, one: Comment) -> None:
    """One comment, with a button as long as it is open."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        said = f"**{plain(one.department)}**, {_('{day}', day=one.written_at)}  \n{plain(one.text)}"
        st.markdown(said, width="stretch")
        if one.done_at is None:
            st.button(_("Done"), icon=":material/check:", key=f"done_{one.key}", on_click=carry_out,
                      args=(tick_off, workshop_id, one.key))  # fmt: skip
        else:
            st.caption(_("done on {day}", day=one.done_at))
