"""target/coverage"""

import streamlit as st

st.write("target/coverage")
