"""What people write in TOML: storyboards, templates, targets."""
