"""The upload page in cards: choose, answer, review, keep."""
