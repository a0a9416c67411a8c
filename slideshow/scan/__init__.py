"""A folder, or a list of files, becomes an Album: files, kinds, EXIF. Headers only, never pixels."""

from slideshow.scan.folder import scan, scan_listed
from slideshow.scan.problems import none_usable

__all__ = ["none_usable", "scan", "scan_listed"]
