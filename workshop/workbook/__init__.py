"""Workbooks in and out: guard, read, understand, account for every row; export and template."""
