"""From the rows of a table to valid records that fit together."""
