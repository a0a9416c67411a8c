"""The version of the program, for everybody who tells or compares it."""

__version__ = "0.1.0"
