"""Bridges to other programs and libraries. Each needs an extra of its own; the film can be made without."""
