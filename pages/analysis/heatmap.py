"""analysis/heatmap"""

import streamlit as st

st.write("analysis/heatmap")
