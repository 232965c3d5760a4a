"""Whose the workshop is, on the page of links: the owners, one more, one less; and who is signed in, in the menu."""

from __future__ import annotations

import streamlit as st

from components.access import asking_now
from components.door import providers
from components.forms import attempt, carry_out
from components.plain import plain
from components.texts import _
from data.accounts import sign_in_is_set_up
from data.owners import Owner, add_owner, list_owners, remove_owner
from data.visits import sign_out
from workshop.rights import Grant


def owners_card(workshop_id: str) -> None:
    """The owners with their buttons, and a field for one more; nothing where nobody signs in."""
    if not providers() and not sign_in_is_set_up():
        return
    st.header(_("Owners"), anchor=False)
    st.caption(_("Owners sign in, and may do everything in this workshop: lead it, make links, delete it."))
    owners = list_owners(workshop_id)
    if not owners:
        st.caption(_("So far it belongs to whoever runs this app."))
    for owner in owners:
        draw_owner(workshop_id, owner, alone=len(owners) == 1)
    with st.form("new_owner", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("E-mail of another owner"), key="owner_email", max_chars=254, width=320)
        st.form_submit_button(_("Add"), icon=":material/person_add:", on_click=add, args=(workshop_id,))


def draw_owner(workshop_id: str, owner: Owner, *, alone: bool) -> None:
    """One owner; the last one cannot be removed."""
    grant = asking_now()
    mine = grant is not None and grant.account == owner.id
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"owner_{owner.id}"):
        name = f"**{plain(owner.email)}**" + (f"  \n{plain(owner.name)}" if owner.name else "")
        st.markdown(name + (" " + _("(you)") if mine else ""), width="stretch")
        st.button(
            _("Remove"), icon=":material/person_remove:", key=f"remove_{owner.id}", disabled=alone,
            help=_("Somebody has to own the workshop. Add another owner first.") if alone else None,
            on_click=carry_out, args=(remove_owner, workshop_id, owner.id),
            kwargs={"done": _("{email} is no longer an owner.", email=owner.email)},
        )  # fmt: skip


def add(workshop_id: str) -> None:
    """Callback: one more owner."""
    email = st.session_state.owner_email
    if attempt(add_owner, workshop_id, email, done=_("{email} is an owner now.", email=email.strip())):
        st.session_state.owner_email = ""


def draw_account(grant: Grant) -> None:
    """Who is signed in, and the way out; nothing for who came with a link."""
    if grant.account is None:
        return
    st.caption(_("Signed in as {email}", email=plain(grant.email)))
    st.button(_("Sign out"), icon=":material/logout:", key="sign_out", on_click=leave)


def leave() -> None:
    """Callback: end the visit, and what the provider said with it."""
    sign_out()
    if st.user.get("is_logged_in"):
        st.logout()
