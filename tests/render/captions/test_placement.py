"""Where a text stands: on nobody's face, across no edge, where it is calm."""

import numpy as np
import pytest

from slideshow.model.frame import Frame
from slideshow.model.geometry import Rect, Size
from slideshow.model.safe_zone import safe_zone
from slideshow.model.span import FrameSpan
from slideshow.model.template import Type
from slideshow.model.timeline import Caption
from slideshow.render.captions import contrast
from slideshow.render.captions.captions import overlay
from slideshow.render.colour import rgb

CANVAS = Size(540, 960)
SPAN = FrameSpan(0, 90)
WHOLE = (Rect(0.0, 0.0, 1.0, 1.0),)


def grey(level: int = 120) -> Frame:
    frame = Frame(CANVAS)
    frame.y[:], frame.u[:], frame.v[:] = level, 128, 128
    return frame


def place_of(behind: Frame, caption: Caption, look: Type | None = None, below: float | None = None) -> Rect:
    """The letters' place, in shares of the frame."""
    text = overlay(caption, CANVAS, safe_zone(CANVAS), look or Type(), [behind], below)
    assert text.letters is not None
    rows, columns = np.nonzero(text.letters.keep[0] < 128)
    left, top = columns.min() + text.letters.left, rows.min() + text.letters.top
    width, height = np.ptp(columns) + 1, np.ptp(rows) + 1
    return Rect(left / CANVAS.width, top / CANVAS.height, width / CANVAS.width, height / CANVAS.height)


def title(faces: tuple[Rect, ...] = (), photos: tuple[Rect, ...] = WHOLE) -> Caption:
    return Caption("title", "Lisbon trip", "3 April", SPAN, 18, faces=faces, photos=photos)


def test_without_a_reason_it_stands_where_the_template_wants_it() -> None:
    assert place_of(grey(), title()).bottom > 0.7


@pytest.mark.parametrize("face", [Rect(0.1, 0.6, 0.4, 0.2), Rect(0.05, 0.5, 0.9, 0.25)])
def test_it_stands_on_no_face(face: Rect) -> None:
    place = place_of(grey(), title((face,)))
    assert place.common(face).area == 0
    zone = safe_zone(CANVAS)
    assert zone.contains(place, tolerance=0.01)


def test_it_goes_where_it_is_calm() -> None:
    busy = grey()
    random = np.random.default_rng(2)
    busy.y[480:] = random.integers(20, 235, busy.y[480:].shape).astype(np.uint8)
    busy.y[480:] = np.kron(random.integers(20, 235, (60, 68)), np.ones((8, 8)))[:480, :540].astype(np.uint8)
    assert place_of(busy, title()).bottom < 0.52


@pytest.mark.parametrize("edge", [0.55, 0.62, 0.68, 0.72, 0.75])
def test_no_photo_s_edge_goes_through_it(edge: float) -> None:
    photos = (Rect(0.0, 0.2, 1.0, edge - 0.2),)
    place = place_of(grey(), title(photos=photos))
    assert not place.y < edge < place.bottom
    assert not place.y < 0.2 < place.bottom


def test_it_does_not_lie_across_the_seam_of_a_stack() -> None:
    stack = (Rect(0.0, 0.0, 1.0, 0.497), Rect(0.0, 0.503, 1.0, 0.497))
    face = Rect(0.1, 0.55, 0.7, 0.25)
    place = place_of(grey(), title((face,), stack))
    assert place.bottom <= 0.5 or place.y >= 0.5
    assert place.common(face).area == 0


def test_it_is_smaller_where_it_would_stand_on_a_face_otherwise() -> None:
    face = Rect(0.0, 0.14, 1.0, 0.32)
    look = Type(size=0.26, place="centre", align="centre")
    long = Caption("title", "Friends and family", "", SPAN, 18, faces=(face,), photos=WHOLE)
    assert place_of(grey(), long, look).common(face).area == 0
    free = Caption("title", "Friends and family", "", SPAN, 18, photos=WHOLE)
    assert place_of(grey(), long, look).height < place_of(grey(), free, look).height


def test_its_shadow_is_local() -> None:
    out, behind = grey(200), grey(200)
    text = overlay(title(), CANVAS, safe_zone(CANVAS), Type(), [behind])
    text.draw(0, out)
    assert out.y[: CANVAS.height // 2].min() > 190
    # To the right of the words, and at the frame's foot, the photo is as it was.
    assert (out.y[-100:] > 190).all()
    assert (out.y < 190).mean() < 0.25


@pytest.mark.parametrize("level", [60, 120, 180, 235])
def test_its_letters_can_be_read(level: int) -> None:
    out, behind = grey(level), grey(level)
    text = overlay(title(), CANVAS, safe_zone(CANVAS), Type(scrim=0.0), [behind])
    assert text.letters is not None
    if text.scrim is not None:
        text.scrim.draw(out)
    rows, columns = np.nonzero(text.letters.keep[0] < 128)
    light = contrast.luminance(rgb(out)[rows + text.letters.top, columns + text.letters.left])
    assert contrast.ratio(1.0, float(light.max())) >= 4.5
