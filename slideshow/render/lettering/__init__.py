"""Text → letters: shaped in any script, wrapped, and drawn as ink that can be laid over a frame."""

from slideshow.render.lettering.draw import Ink, Letter
from slideshow.render.lettering.lines import Align, Line, Lines, typeset

__all__ = ["Align", "Ink", "Letter", "Line", "Lines", "typeset"]
