"""What is kept: settings, tables, store, migrations. No Streamlit."""
