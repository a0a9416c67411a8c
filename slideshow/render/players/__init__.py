"""Moving pictures on a slide's card: clips, Live Photos, animations."""
