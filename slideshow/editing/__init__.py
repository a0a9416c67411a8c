"""A film that a person changes: steps from draft to draft that can be undone, and a preview that follows."""
