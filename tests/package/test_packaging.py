import errno
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from slideshow.errors import FfmpegError, InputError, RenderError
from slideshow.media.film_mark import is_ours
from slideshow.media.mp4 import MovieError, read
from slideshow.model.geometry import Size
from slideshow.package import Expected, package
from slideshow.package import packaging as film_module
from slideshow.system.ffmpeg import run
from tests.package import films

GOOD = films.expected(60)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "films"
    folder.mkdir()
    return folder / "trip.mp4"


def parts(folder: Path, lengths: Sequence[int], fps: str = "30", b_frames: int = 3) -> list[Path]:
    firsts = [sum(lengths[:number]) for number in range(len(lengths))]
    return [
        films.part(folder / f"part{first}.mp4", length, first=first, fps=fps, b_frames=b_frames)
        for first, length in zip(firsts, lengths, strict=True)
    ]


@pytest.mark.parametrize("b_frames", [0, 1, 3])
@pytest.mark.parametrize("fps", ["30", "30000/1001"])
@pytest.mark.parametrize("lengths", [[75], [50, 70], [31, 1, 2, 17], [1, 1, 1]])
def test_a_joined_film_shows_every_frame_once_at_its_time(
    tmp_path: Path, out: Path, lengths: list[int], fps: str, b_frames: int
) -> None:
    rate, count = Fraction(fps), sum(lengths)
    tone = films.sound(tmp_path / "tone.m4a", float(count / rate))
    segments = parts(tmp_path, lengths, fps, b_frames)
    movie = package(segments, tone, out, films.expected(count, rate), overwrite=False)
    assert films.shown_numbers(out) == list(range(count))
    assert films.shown_times(out, rate) == [number / rate for number in range(count)]
    assert movie == read(out)
    (picture,), (sound,) = movie.of_kind("video"), movie.of_kind("audio")
    assert picture.start_seconds == sound.start_seconds == 0
    assert picture.duration_seconds == count / rate
    assert abs(sound.end_seconds - picture.end_seconds) < Fraction(1, 1000)


def test_a_part_with_a_coarse_clock_keeps_the_end_of_the_sound(tmp_path: Path, out: Path) -> None:
    coarse = films.part(tmp_path / "part.mp4", 61, options=["-video_track_timescale", "30"])
    tone = films.sound(tmp_path / "tone.m4a", 2.02)
    movie = package([coarse], tone, out, films.expected(61), overwrite=False)
    (sound,) = movie.of_kind("audio")
    assert abs(sound.end_seconds - Fraction(202, 100)) < Fraction(1, 1000)


def test_joining_copies_the_packets_as_they_are(tmp_path: Path, out: Path, tone: Path) -> None:
    segments = parts(tmp_path, [25, 35])
    package(segments, tone, out, GOOD, overwrite=False)
    copied = [line for segment in segments for line in packets(segment, "v")]
    assert packets(out, "v") == copied
    assert packets(out, "a") == packets(tone, "a")


def packets(film: Path, kind: str) -> list[bytes]:
    """The size and checksum of each packet."""
    lines, _ = run(["-i", str(film), "-map", f"0:{kind}", "-c", "copy", "-f", "framecrc", "-"])
    # stream, dts, pts, duration, size, checksum
    return [b",".join(line.split(b",")[4:6]) for line in lines.splitlines() if not line.startswith(b"#")]


def test_parts_are_found_under_any_name(tmp_path: Path, tone: Path) -> None:
    folder = tmp_path / "it's a 'trip' 100% ünïcode"
    folder.mkdir()
    out = folder / "-film: the end.mp4"
    package(parts(folder, [25, 35]), tone, out, GOOD, overwrite=False)
    assert films.shown_numbers(out) == list(range(60))


@pytest.mark.skipif(os.name == "nt", reason="such names are none there")
@pytest.mark.parametrize("name", ["pipe:1", "data:x", "concat:a|b"])
def test_a_folder_that_is_called_as_a_protocol_is_a_folder(
    tmp_path: Path, picture: Path, tone: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = Path(name)
    (tmp_path / folder).mkdir()
    monkeypatch.chdir(tmp_path)
    shutil.copy(picture, folder / "part.mp4")
    shutil.copy(tone, folder / "tone.m4a")
    package([folder / "part.mp4"], folder / "tone.m4a", folder / "out.mp4", GOOD, overwrite=False)
    assert films.shown_numbers(tmp_path / folder / "out.mp4") == list(range(60))


def test_parts_are_found_from_the_current_folder(
    tmp_path: Path, tone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts(tmp_path, [25, 35])
    monkeypatch.chdir(tmp_path)
    package([Path("part0.mp4"), Path("part25.mp4")], tone, Path("-out.mp4"), GOOD, overwrite=False)
    assert films.shown_numbers(tmp_path / "-out.mp4") == list(range(60))


def test_the_same_parts_give_the_same_bytes(picture: Path, tone: Path, out: Path) -> None:
    package([picture], tone, out, GOOD, overwrite=False)
    package([picture], tone, out.with_name("again.mp4"), GOOD, overwrite=False)
    assert out.read_bytes() == out.with_name("again.mp4").read_bytes()


def test_a_film_can_be_read_by_others_as_any_new_file(picture: Path, tone: Path, out: Path) -> None:
    package([picture], tone, out, GOOD, overwrite=False)
    plain = out.with_name("plain")
    plain.touch()
    assert out.stat().st_mode == plain.stat().st_mode


@pytest.mark.parametrize(
    ("expected", "says"),
    [
        (replace(GOOD, frame_count=59), "frames: expected 59, found 60"),
        (replace(GOOD, size=Size(1080, 1920)), "size: expected 1080×1920, found 128×224"),
    ],
)
def test_a_film_that_is_not_as_expected_is_not_kept(
    picture: Path, tone: Path, out: Path, expected: Expected, says: str
) -> None:
    with pytest.raises(RenderError, match=says):
        package([picture], tone, out, expected, overwrite=False)
    assert list(out.parent.iterdir()) == []


def test_a_film_whose_end_does_not_decode_is_not_kept(
    picture: Path, tone: Path, tmp_path: Path, out: Path
) -> None:
    data = bytearray(picture.read_bytes())
    end = data.index(b"moov") - 4
    data[end - 400 : end] = bytes(400)
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(data)
    with pytest.raises(RenderError, match="did not pass its check"):
        package([broken], tone, out, GOOD, overwrite=False)
    assert list(out.parent.iterdir()) == []


def test_parts_coded_differently_are_not_joined(tmp_path: Path, tone: Path, out: Path) -> None:
    parts_of_two_kinds = [
        films.part(tmp_path / "one.mp4", 30),
        films.part(tmp_path / "two.mp4", 30, first=30, profile="main"),
    ]
    with pytest.raises(RenderError, match=r"two\.mp4: was not coded like .*one\.mp4"):
        package(parts_of_two_kinds, tone, out, GOOD, overwrite=False)
    assert list(out.parent.iterdir()) == []


def test_a_part_that_is_cut_off_is_named(picture: Path, tone: Path, tmp_path: Path, out: Path) -> None:
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(picture.read_bytes()[:-200])
    with pytest.raises(MovieError, match=r"cut\.mp4: cannot be read"):
        package([cut], tone, out, GOOD, overwrite=False)
    assert list(out.parent.iterdir()) == []


def test_no_parts_are_no_film(tone: Path, out: Path) -> None:
    with pytest.raises(RenderError, match="no parts"):
        package([], tone, out, GOOD, overwrite=False)


@pytest.mark.parametrize("step", ["join", "mark", "read", "faults", "decoding_fault", "publish"])
@pytest.mark.parametrize("failure", [KeyboardInterrupt(), FfmpegError("ffmpeg failed: it said nothing")])
def test_nothing_is_left_behind_whenever_it_ends(
    picture: Path,
    tone: Path,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    failure: BaseException,
) -> None:
    def fail(*_: object) -> None:
        assert any(file.suffix == ".part" for file in out.parent.iterdir())
        raise failure

    monkeypatch.setattr(film_module, step, fail)
    with pytest.raises(type(failure)):
        package([picture], tone, out, GOOD, overwrite=False)
    assert list(out.parent.iterdir()) == []


@pytest.mark.parametrize(
    "failure",
    [
        OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
        OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)),
        FfmpegError("ffmpeg failed: Error writing trailer of trip.mp4: No space left on device"),
    ],
)
def test_a_full_disk_is_called_that_with_what_is_needed(
    picture: Path, tone: Path, out: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(film_module, "join", fail)
    with pytest.raises(RenderError, match=r"the disk is full. The film needs about 0\.\d MB"):
        package([picture], tone, out, GOOD, overwrite=False)
    assert list(out.parent.iterdir()) == []


def test_another_trouble_with_the_disk_is_told_as_it_is(
    picture: Path, tone: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(film_module, "mark", fail)
    with pytest.raises(RenderError, match=r"trip\.mp4: cannot be written \(Input/output error\)"):
        package([picture], tone, out, GOOD, overwrite=False)


def test_a_film_of_ours_is_replaced_and_a_foreign_one_is_not(picture: Path, tone: Path, out: Path) -> None:
    package([picture], tone, out, GOOD, overwrite=False)
    first = out.stat().st_ino, out.stat().st_mtime_ns
    assert is_ours(out)
    package([picture], tone, out, GOOD, overwrite=False)
    assert (out.stat().st_ino, out.stat().st_mtime_ns) != first

    out.write_bytes(b"the only film of our wedding")
    with pytest.raises(InputError, match="slideshow did not make it"):
        package([picture], tone, out, GOOD, overwrite=False)
    assert out.read_bytes() == b"the only film of our wedding"
    package([picture], tone, out, GOOD, overwrite=True)
    assert is_ours(out)
    assert list(out.parent.iterdir()) == [out]


def test_a_foreign_film_that_came_while_we_worked_is_not_replaced(
    picture: Path, tone: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def come(*_: object) -> str:
        out.write_bytes(b"from the phone")
        return ""

    monkeypatch.setattr(film_module, "decoding_fault", come)
    with pytest.raises(InputError, match="slideshow did not make it"):
        package([picture], tone, out, GOOD, overwrite=False)
    assert out.read_bytes() == b"from the phone"
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_good_film_survives_a_run_that_fails(picture: Path, tone: Path, out: Path, overwrite: bool) -> None:
    package([picture], tone, out, GOOD, overwrite=False)
    good = out.read_bytes()
    with pytest.raises(RenderError):
        package([picture], tone, out, films.expected(61), overwrite=overwrite)
    assert out.read_bytes() == good
    assert list(out.parent.iterdir()) == [out]
