"""Segments and sound → the finished film, checked and under its name."""

from slideshow.package.checks import Expected
from slideshow.package.film import package, weight
from slideshow.package.output import check_output
from slideshow.package.picture import publish_picture

__all__ = ["Expected", "check_output", "package", "publish_picture", "weight"]
