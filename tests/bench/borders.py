"""Borders of prints: how many are found of photos printed on paper, and how often one is found where none is.

    python -m tests.bench.borders FOLDER...

Each photo is laid on white and yellowed paper, straight and askew, as an instant print, with a wide mount, at
the edge of the scanner, and between bars. "Wrong" is a border of which more than 0.4 % of the side are left,
or that takes more than 5 % of the picture.
"""

import argparse
from pathlib import Path

from slideshow.inspect.borders import border
from slideshow.inspect.photo_facts import trimmed
from slideshow.media.pictures import whole
from slideshow.model.geometry import NO_MARGINS
from slideshow.scan import scan
from tests.inspect.prints import PAPER, YELLOWED, printed, shares

_SIDE = 1024
_LEFT, _CUT = 0.004, 0.05
# Borders in shares of the shorter side, the paper, degrees askew, and the scanner's noise.
_WAYS: dict[str, tuple[tuple[float, float, float, float], tuple[int, int, int], float, float]] = {
    "white paper": ((0.04,) * 4, PAPER, 0.0, 2.0),
    "askew by a degree": ((0.05,) * 4, PAPER, 1.0, 2.0),
    "askew by two": ((0.06,) * 4, PAPER, -2.0, 2.0),
    "yellowed paper": ((0.04,) * 4, YELLOWED, 0.0, 2.0),
    "narrow": ((0.012,) * 4, PAPER, 0.0, 2.0),
    "instant print": ((0.06, 0.06, 0.06, 0.25), PAPER, 0.0, 2.0),
    "wide mount": ((0.2,) * 4, PAPER, 0.0, 2.0),
    "at the scanner's edge": ((0.0, 0.04, 0.05, 0.04), PAPER, 0.0, 2.0),
    "black bars": ((0.0, 0.12, 0.0, 0.12), (0, 0, 0), 0.0, 0.0),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    photos = [
        photo for folder in parser.parse_args().folders for photo in scan(folder).photos if not photo.clip
    ]
    pictures = [(photo.path.name, photo.size, whole(photo, _SIDE)) for photo in photos]
    alarms = [name for name, size, picture in pictures if trimmed(picture, size)[1] != NO_MARGINS]
    print(f"as they are: {len(alarms)} of {len(pictures)} have a border {', '.join(alarms)}")  # noqa: T201
    for name, (sides, paper, degrees, noise) in _WAYS.items():
        found = wrong = 0
        for _, _, picture in pictures:
            shorter = min(picture.shape[:2])
            left, top, right, bottom = (round(side * shorter) for side in sides)
            scan_ = printed(picture, (left, top, right, bottom), paper, degrees, noise)
            sides_found = border(scan_)
            found += any(sides_found)
            off = [
                one - true
                for one, true in zip(sides_found, shares((left, top, right, bottom), scan_), strict=True)
            ]
            wrong += any(sides_found) and not -_LEFT <= min(off) <= max(off) <= _CUT
        print(f"{name:22} {found:3} of {len(pictures)}, {wrong} wrong")  # noqa: T201


if __name__ == "__main__":
    main()
