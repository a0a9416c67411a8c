"""A QR code is read again from the finished film, as it is and as small as apps make it."""

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
import segno

from slideshow.errors import RenderError
from slideshow.model.geometry import Size
from slideshow.package import Expected, package
from slideshow.package.qr_check import code_fault
from slideshow.system import ffmpeg
from tests.package import films

LINK = "https://photos.app.goo.gl/AbCdEfGhIjKlMnOpQ"
SIZE = Size(720, 1280)
COUNT = 45
EXPECTED = Expected(COUNT, Fraction(30), SIZE, code=LINK)


def coded(link: str, module_pixels: int) -> np.ndarray:
    """A white frame with a code in its middle, as luma."""
    modules = np.array([list(row) for row in segno.make_qr(link, error="m").matrix], np.uint8)
    code = np.kron(np.where(modules, 16, 235).astype(np.uint8), np.ones((module_pixels,) * 2, np.uint8))
    frame = np.full((SIZE.height, SIZE.width), 235, np.uint8)
    top, left = ((whole - side) // 2 for whole, side in zip(frame.shape, code.shape, strict=True))
    frame[top : top + code.shape[0], left : left + code.shape[1]] = code
    return frame


def film_of(path: Path, last: np.ndarray, before: np.ndarray) -> Path:
    """A film of white frames with `before` among them and `last` as its last one."""
    source = [
        "-f",
        "rawvideo",
        "-pix_fmt",
        "gray",
        "-s",
        f"{SIZE.width}x{SIZE.height}",
        "-r",
        "30",
        "-i",
        "-",
    ]
    how = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "20", "-pix_fmt", "yuv420p"]
    frames = [before] * (COUNT - 1) + [last]
    ffmpeg.run(["-y", *source, *how, str(path)], stdin=b"".join(frame.tobytes() for frame in frames))
    return path


def covered(frame: np.ndarray) -> np.ndarray:
    """The frame with a blot where a third of its code is."""
    return cv2.circle(frame.copy(), (SIZE.width // 2, SIZE.height // 2), 70, (235,), -1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("last", "before", "fault"),
    [
        (coded(LINK, 8), coded(LINK, 8), ""),
        (np.full((SIZE.height, SIZE.width), 235, np.uint8), coded(LINK, 8), "the QR code is read as nothing"),
        (covered(coded(LINK, 8)), coded(LINK, 8), "the QR code is read as nothing"),
        (coded(f"{LINK}2", 8), coded(LINK, 8), "the QR code is read as another link"),
        # Fine on a large screen, a grey spot on a small one.
        (coded(LINK, 2), coded(LINK, 2), "the QR code, 360 pixels wide, is read as nothing"),
    ],
    ids=["well", "missing", "covered", "another", "too fine"],
)
def test_the_code_of_the_last_frame_is_read_large_and_small(
    tmp_path: Path, last: np.ndarray, before: np.ndarray, fault: str
) -> None:
    assert code_fault(film_of(tmp_path / "film.mp4", last, before), EXPECTED, LINK) == fault


def test_a_code_is_read_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = film_of(tmp_path / "film.mp4", coded(LINK, 8), coded(LINK, 8))

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    assert code_fault(film, EXPECTED, LINK) == ""


def test_a_film_without_the_code_it_should_have_is_not_kept(
    tmp_path: Path, picture: Path, tone: Path
) -> None:
    folder = tmp_path / "films"
    folder.mkdir()
    expected = Expected(60, Fraction(30), films.SIZE, code=LINK)
    with pytest.raises(RenderError, match="the QR code is read as nothing") as raised:
        package([picture], tone, folder / "trip.mp4", expected, overwrite=False)
    assert LINK not in str(raised.value)
    assert list(folder.iterdir()) == []
