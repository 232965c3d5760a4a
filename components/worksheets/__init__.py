"""Worksheets on a page: the choice of one, its table or form, its ready entries, its measures."""
