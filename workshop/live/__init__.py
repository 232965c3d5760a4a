"""The live room as it is decided: what is going on, which step leads where, who may see what."""
