"""The main script: what Streamlit runs for every window, click and report. All it does is draw the frame."""

from components.frame import draw_frame
from components.texts import current_language, speaking

with speaking(current_language()):  # asked once: a page has up to a hundred texts
    draw_frame()
