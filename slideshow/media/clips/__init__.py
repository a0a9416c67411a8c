"""Moving pictures for every stage: a file → what its header says, its frames, single pictures of it."""
