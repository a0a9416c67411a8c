"""What follows from a film's choices: where its texts find faces, also where a part of the frame is open."""

from fractions import Fraction

import pytest

from slideshow.documents.template_files import load
from slideshow.model.brief import Brief
from slideshow.model.geometry import Point, Size
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.plan import Scene, complete, finishing, timeline_of
from tests.plan.albums import LANDSCAPE, album, face, looks

CANVAS = Size(360, 640)


@pytest.mark.parametrize("template", ["default", "cinema"])
@pytest.mark.parametrize("layout", ["fit", "fill", "band"])
def test_faces_are_told_where_they_are_seen(template: str, layout: str) -> None:
    trip = album(LANDSCAPE)
    facts = {trip.photos[0].digest: looks(1, faces=(face(0.5, 0.5, 0.2),))}
    made = Scene(trip, facts, load(template), Brief(canvas=CANVAS), {})
    shot = Shot(
        trip.photos, seconds=Fraction(4), layout=layout, focus=(Point(0.5, 0.5),), motion="still", crop=None
    )
    if layout == "fit":
        shot = Shot(trip.photos, Fraction(4), layout=layout, focus=shot.focus, motion="still", crop="whole")
    storyboard = complete(Storyboard((shot,), heading="A trip"), made)
    line = finishing(timeline_of(storyboard, made.template, made.brief), made, has_music=False)
    title = line.captions[0]
    (seen,), (part,) = title.faces, title.photos
    # In the middle of what is seen of the photo.
    assert seen.centre.x == pytest.approx(part.centre.x, abs=0.12)
    assert seen.centre.y == pytest.approx(part.centre.y, abs=0.02)
    bars = made.template.look.overlay.bars
    assert part.y >= bars - 0.005
    assert part.bottom <= 1.0 - bars + 0.005
    if layout == "fit":
        # A landscape that is shown whole is a third as high as a tall frame.
        assert part.height == pytest.approx(1.0 * CANVAS.width / LANDSCAPE.aspect / CANVAS.height, abs=0.03)
