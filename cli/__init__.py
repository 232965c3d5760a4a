"""The commands of `manage.py`, one file for each thing they are about."""
