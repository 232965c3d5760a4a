"""From sheets to tables: which sheets count, where the header is, what a table holds, which column is which field."""
