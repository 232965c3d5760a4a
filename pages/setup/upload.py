"""setup/upload"""

import streamlit as st

st.write("setup/upload")
