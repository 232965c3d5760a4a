"""analysis/curve"""

import streamlit as st

st.write("analysis/curve")
