"""From the bytes of an upload to its sheets: guarded, in a process of its own, by two readers."""
