"""A transition of one's own, and a film that uses it alone.

    python docs/examples/own_transition.py ./trip curtain.mp4

It is tried when it is registered: it has to start as `before`, end as `after`, and leave both as they are.
"""

import sys
import tempfile
from pathlib import Path

import slideshow
from slideshow.model.frame import Frame


def curtain(before: Frame, after: Frame, progress: float, *, out: Frame, folds: float = 4.0) -> None:
    """`after` comes down from above in folds; `folds` can be set in a template."""
    for was, will, plane in zip(before.planes, after.planes, out.planes, strict=True):
        height, width = plane.shape
        plane[:] = was
        for fold in range(round(folds)):
            left, right = (width * edge // round(folds) for edge in (fold, fold + 1))
            # The folds follow one another, and all arrive in time.
            late = 0.3 * fold / folds
            row = round(height * min(1.0, max(0.0, (progress - late) / (1 - late))))
            plane[:row, left:right] = will[:row, left:right]


slideshow.transitions.register("curtain", curtain)
folder, film_file = sys.argv[1:]
with tempfile.TemporaryDirectory() as place:
    template = Path(place) / "theatre.toml"
    template.write_text('extends = "default"\n\n[transitions]\ncurtain = 1\n', "utf-8")
    timeline = slideshow.plan(folder, template=template, size=(360, 640), length=8)
    film = slideshow.make(
        folder, film_file, template=template, size=(360, 640), length=8, quality="draft", overwrite=True
    )
print(f"{film.path}: {', '.join(join.transition.name for join in timeline.joins)}")
