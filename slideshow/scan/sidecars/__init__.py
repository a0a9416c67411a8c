"""What files beside a photo say of it."""
