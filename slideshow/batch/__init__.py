"""Many albums: where they lie, what their films are called, what was made of them, who makes them."""
