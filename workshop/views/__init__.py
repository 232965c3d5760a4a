"""Views: what a chart shows, in rows, with its message, its small print and its words for those who cannot see it."""
