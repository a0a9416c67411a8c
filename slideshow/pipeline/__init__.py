"""One film through all stages."""
