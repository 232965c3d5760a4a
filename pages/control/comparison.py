"""control/comparison"""

import streamlit as st

st.write("control/comparison")
