"""Worksheets: forms, lists and matrices of the method, described in content files and filled in by a workshop."""
