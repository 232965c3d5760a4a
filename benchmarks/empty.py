"""The emptiest page Streamlit can draw: what every other page is compared with."""

import streamlit as st

st.write("empty")
