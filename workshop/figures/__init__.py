"""Figures of a workshop: from its dossier to counts, intervals and tests, and in words what they can show."""
