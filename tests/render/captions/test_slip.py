"""Texts on strips of paper: they can be read whatever is behind, and look the same in every template."""

import numpy as np
import pytest

from slideshow.documents import template_files
from slideshow.model.frame import Frame
from slideshow.model.geometry import EVERYWHERE, Size
from slideshow.model.span import FrameSpan
from slideshow.model.template import Type
from slideshow.model.timeline import Caption
from slideshow.render.captions.captions import overlay
from slideshow.render.captions.contrast import LEAST, luminance, ratio
from slideshow.render.colour import rgb, rgb_of

CANVAS = Size(270, 480)


def test_a_label_gives_a_text_paper_of_its_own_whatever_is_behind() -> None:
    behind = Frame(CANVAS)
    behind.buffer[:] = np.random.default_rng(1).integers(16, 236, behind.buffer.shape, np.uint8)
    look = Type(colour="#202020", label="#fffaf0", align="centre", size=0.14)
    caption = Caption("title", "Lake Garda", "", FrameSpan(0, 60), 5)
    out = Frame(CANVAS)
    out.buffer[:] = behind.buffer
    text = overlay(caption, CANVAS, EVERYWHERE, look, [behind])
    text.draw(20, out)
    assert text.letters is not None
    height, width = text.letters.keep[0].shape
    part = rgb(out)[text.letters.top : text.letters.top + height, text.letters.left :][:, :width]
    bright = luminance(part)
    # Ink and paper, and nothing of what is behind.
    assert ratio(float(np.percentile(bright, 4)), float(np.percentile(bright, 70))) > 10
    assert (bright > 0.8).mean() > 0.5


@pytest.mark.parametrize("name", template_files.names())
def test_ink_can_be_read_on_the_paper_of_every_template(name: str) -> None:
    look = template_files.load(name).look
    pairs = [
        (kind.colour, kind.label) for kind in (look.title, look.chapter, look.caption, look.end) if kind.label
    ]
    if look.has_table and look.border.is_written:
        pairs.append((look.caption.colour, look.border.colour))
    for ink, paper in pairs:
        lights = [float(luminance(np.array(rgb_of(colour)))) for colour in (ink, paper)]
        assert ratio(*lights) >= LEAST
