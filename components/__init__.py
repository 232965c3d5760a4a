"""What is drawn more than once: the frame, charts, tables, problem lists."""
