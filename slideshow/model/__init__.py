"""Frozen nouns. They know no stage and touch no file."""
