"""Segments and sound → the finished film, checked and under its name."""

from slideshow.package.checks import Expected
from slideshow.package.output import check_output
from slideshow.package.packaging import package, weight
from slideshow.package.picture_file import publish_picture

__all__ = ["Expected", "check_output", "package", "publish_picture", "weight"]
