"""What the values of a column mean: votes, scales, codes, numbers, dates, references; in doubt it is asked, once."""
