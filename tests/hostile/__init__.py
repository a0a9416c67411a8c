"""Photos broken in thousands of ways, and what the program makes of them."""
