"""A film offered to a phone in the same network."""
