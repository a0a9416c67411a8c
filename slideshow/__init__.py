"""A folder of photos becomes a vertical film."""

__version__ = "0.1.0"
