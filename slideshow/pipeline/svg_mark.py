"""An SVG → a PNG of it, by the library resvg (an extra), in a process of its own.

resvg opens the pictures that a file names, wherever they lie. So nothing that could name one is drawn at all.
"""

import re
from importlib.util import find_spec
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from slideshow.errors import InputError
from slideshow.system import installation
from slideshow.system.sandbox import Limits, Sandbox, WorkerLost

_WIDTH = 1000
_LIMITS = Limits(seconds=10.0, memory_bytes=500_000_000)
# What brings pictures, pages and programs in.
_REFUSED = frozenset({"image", "feImage", "foreignObject", "script"})
_OUTSIDE = re.compile(r"""url\s*\(\s*["']?\s*(?!["'\s]*#)|@import|\\""", re.IGNORECASE)


def is_svg(content: bytes) -> bool:
    """Whether it may be one: text with such a tag near its start."""
    return b"<svg" in content[:4000]


def png_of(content: bytes, name: str) -> bytes:
    """A picture of the drawing, 1000 pixels wide. `name` is what it is called where it cannot be drawn.

    Raises InputError.
    """
    if find_spec("resvg_py") is None:
        raise InputError(f"{name}: is an SVG.", f"Export it as PNG, or: {installation.extra('svg')}")
    try:
        # Whatever it is written in, and without entities.
        root = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise InputError(f"{name}: is no SVG that can be read.", "Export it as PNG.") from error
    if problem := next(filter(None, map(_problem, root.iter())), ""):
        raise InputError(f"{name}: {problem}, and an SVG here stands for itself.", "Export it as PNG.")
    try:
        with Sandbox(_drawn, lambda _: _LIMITS) as draw:
            return draw(content)
    except (WorkerLost, ValueError) as error:
        raise InputError(f"{name}: this SVG cannot be drawn ({error}).", "Export it as PNG.") from error


def _problem(element: Any) -> str:
    """What of an element leads out of the file; empty for nothing."""
    tag = str(element.tag).rpartition("}")[2]
    if tag in _REFUSED:
        return f"has a <{tag}>"
    for attribute, value in element.attrib.items():
        local = attribute.rpartition("}")[2]
        if (local == "href" and not value.strip().startswith("#")) or local == "base":
            return "refers to something outside of itself"
        if _OUTSIDE.search(value):
            return "refers to something outside of itself"
    if tag == "style" and _OUTSIDE.search(element.text or ""):
        return "refers to something outside of itself"
    return ""


def _drawn(content: bytes) -> bytes:
    from resvg_py import svg_to_bytes

    return bytes(svg_to_bytes(svg_string=content.decode("utf-8"), width=_WIDTH))
