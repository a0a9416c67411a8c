"""A folder, or a list of files, becomes an Album: files, kinds, EXIF. Headers only, never pixels."""

from slideshow.scan.folder import scan, scan_listed

__all__ = ["scan", "scan_listed"]
