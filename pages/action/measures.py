"""action/measures"""

import streamlit as st

st.write("action/measures")
