"""The same film by other programs: one file each, as its own documentation shows it."""
