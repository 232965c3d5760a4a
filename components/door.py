"""The closed door: what somebody sees who may not come in, and the ways in that this house offers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from components.texts import _
from data.accounts import passwords_are_used
from data.visits import ONCE, sign_in_as
from workshop.identity import identity_of
from workshop.texts import Refusal

HANDED = "handed_over"
"""Session key of the token for once, and until when it is good: a run that is repeated leads to the same."""
GO = "export default function ({ data }) { location.replace(data.to) }"

_go = st.components.v2.component("go_on", js=GO)


def closed_door() -> None:
    """What happened, and what to do. Nothing of any workshop."""
    if hand_over():
        return
    named, by_password = providers(), passwords_are_used()
    st.title(_("Please come in through your link"), icon=":material/lock:")
    if named or by_password:
        st.write(_("This page belongs to a workshop. Open the link you got; facilitators sign in."))
        ways_to_sign_in(named, by_password=by_password)
    else:
        st.write(
            _(
                "This page belongs to a workshop. To open it you need a link. Facilitators: use the link that was "
                "printed when the app was started, or make a new one with “python manage.py link”."
            )
        )
    st.write(_("Participants: scan the picture on the wall, or [type the code here](/j)."))
    st.write(_("[What is stored about participants](/privacy)"))


def ways_to_sign_in(named: Mapping[str, str], *, by_password: bool) -> None:
    """A button for each provider, and the way to the form for a password."""
    with st.container(horizontal=True):
        for provider, name in named.items():
            label = _("Sign in with {provider}", provider=name) if name else _("Sign in")
            st.button(label, icon=":material/login:", key=f"sign_in_{provider}", on_click=partial(st.login, provider))
        if by_password:
            st.button(_("Sign in with a password"), icon=":material/password:", key="sign_in_password",
                      on_click=lambda: st.session_state.update(by_password=True))  # fmt: skip
    if st.session_state.pop("by_password", False):
        _go(data={"to": "/signin"}, key="to_form", height=0)


def providers() -> dict[str, str]:
    """The providers of `.streamlit/secrets.toml`: what `st.login` knows each by → what to call it, "" = it has no
    name."""
    if not st.secrets.load_if_toml_exists():
        return {}
    section = st.secrets.get("auth", {})
    found = {"default": ""} if "client_id" in section else {}
    for key, value in section.items():
        if isinstance(value, Mapping) and "client_id" in value:
            found[key] = str(value.get("name", "" if key == "default" else key.capitalize()))
    return found


def hand_over() -> bool:
    """Who comes from the provider is led to a cookie of ours, which routes beside the pages know as well; returns
    whether somebody is. Streamlit's own cookie is good for this once, for minutes: see `workshop.identity`."""
    if not st.user.get("is_logged_in"):
        return False
    now = datetime.now(UTC)
    token, until = st.session_state.get(HANDED, ("", now))
    if until <= now:
        try:
            token = sign_in_as(identity_of(st.user.to_dict(), now))
        except Refusal as refusal:
            st.info(_(refusal.message), icon=":material/info:")
            return False
        st.session_state[HANDED] = (token, now + ONCE)
    st.write(_("You are signed in. One moment …"))
    _go(data={"to": f"/s/{token}"}, key="hand_over", height=0)
    return True
