"""analysis/votes"""

import streamlit as st

st.write("analysis/votes")
