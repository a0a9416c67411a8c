"""The state of the installation and of its caches."""
