"""A film that is being changed, as a page in the browser on this computer."""
