"""target/priorities"""

import streamlit as st

st.write("target/priorities")
