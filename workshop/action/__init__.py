"""The action plan: measures, who carries them, and what everybody should hear of it."""
