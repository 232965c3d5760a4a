"""live/projector"""

import streamlit as st

st.write("live/projector")
