"""Copies of the photos for an album online."""
