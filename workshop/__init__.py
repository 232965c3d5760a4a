"""What is decided: scale, journey, standards, comparison, workbook in and out. No Streamlit, no SQL."""
