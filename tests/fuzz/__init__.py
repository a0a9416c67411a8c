"""Files, texts and sounds that strangers made, broken by the million, and what our readers make of them."""
