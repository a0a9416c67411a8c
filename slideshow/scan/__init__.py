"""A folder becomes an Album: files, kinds, EXIF. Headers only, never pixels."""

from slideshow.scan.folder import scan

__all__ = ["scan"]
