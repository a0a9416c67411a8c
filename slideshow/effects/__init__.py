"""Tables of pure functions. A new effect is a function and a line in its table."""
