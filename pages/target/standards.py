"""target/standards"""

import streamlit as st

st.write("target/standards")
