"""Workbooks that we write: export, template, and the upload once more with what became of it."""
