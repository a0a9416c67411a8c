"""An ffmpeg for which there is no memory is told as that, and not as a mistake in the film."""

import sys
from fractions import Fraction
from pathlib import Path

import pytest

from slideshow.errors import FfmpegError
from slideshow.model.geometry import Size
from slideshow.package.checks import Expected, decoding_fault
from slideshow.system import ffmpeg
from tests.scripts import shell_script

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stand-ins are shell scripts")

REFUSED = """
echo "[vf#0:0] Error sending frames to consumers: Resource temporarily unavailable" >&2
echo "[vost#0:0] Could not open encoder before EOF" >&2
echo "[vost#0:0] Task finished with error code: -22 (Invalid argument)" >&2
echo "[out#0] Nothing was written into output file." >&2
exit 1
"""


@pytest.mark.parametrize(
    ("text", "why"), [(REFUSED, "had not enough memory"), ("kill -9 $$", "was ended by signal 9")]
)
def test_a_film_that_cannot_be_checked_for_want_of_memory_is_not_called_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, why: str
) -> None:
    path = shell_script(tmp_path / "ffmpeg", text)
    monkeypatch.setattr(ffmpeg, "executable", lambda: path)
    with pytest.raises(FfmpegError, match=why) as raised:
        decoding_fault(tmp_path / "film.mp4", Expected(30, Fraction(30), Size(64, 64)))
    assert raised.value.hint == "Memory may be short: close other programs, or try --jobs 1."


def test_a_film_that_cannot_be_decoded_is_wrong(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"no film")
    assert "ffmpeg failed" in decoding_fault(film, Expected(30, Fraction(30), Size(64, 64)))
