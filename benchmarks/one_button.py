"""The smallest live vote: one button and one insert in a part of its own; what the phone is measured by."""

import streamlit as st
from sqlalchemy import text

from data.engine import writing


@st.cache_resource(show_spinner=False)
def make_table() -> None:
    """Once per process."""
    with writing() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS pressed (id INTEGER PRIMARY KEY)"))


@st.fragment
def vote() -> None:
    """A run for each vote."""
    if st.button("Vote", key="vote"):
        with writing() as connection:
            connection.execute(text("INSERT INTO pressed DEFAULT VALUES"))
        st.session_state.saved = st.session_state.get("saved", 0) + 1
    st.html(f"saved {st.session_state.get('saved', 0)}")


make_table()
vote()
