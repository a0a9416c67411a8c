"""Transitions and templates of others: of the running program, and of installed packages."""
