from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from slideshow.media.mp4 import read
from slideshow.model.geometry import Size
from slideshow.package import Expected
from slideshow.package.checks import decoding_fault, faults
from slideshow.system.ffmpeg import run
from tests.package import films

GOOD = films.expected(60)
GAP = "setts=pts=PTS+gte(N\\,30)*1000:dts=DTS+gte(N\\,30)*1000"


def test_a_good_film_has_no_faults(film: Path) -> None:
    assert faults(read(film), GOOD) == []
    assert decoding_fault(film, GOOD) == ""


@pytest.mark.parametrize(
    ("expected", "says"),
    [
        (replace(GOOD, frame_count=61), "frames: expected 61, found 60"),
        (replace(GOOD, fps=Fraction(25)), "frames a second: expected 25, found 30"),
        (replace(GOOD, fps=Fraction(30_000, 1001)), "frames a second: expected 30000/1001, found 30"),
        (replace(GOOD, size=Size(128, 226)), "size: expected 128×226, found 128×224"),
        (replace(GOOD, profile=77), "H.264 profile: expected 77, found 100"),
        (replace(GOOD, level=31), "H.264 level: expected at most 31, found 40"),
        (
            replace(GOOD, longest_gop_seconds=Fraction(1, 2)),
            "GOP in seconds: expected at most 1/2, found 8/15",
        ),
        (replace(GOOD, sample_rate=44_100), "sound rate: expected 44100, found 48000"),
        (replace(GOOD, channels=1), "sound channels: expected 1, found 2"),
    ],
)
def test_a_film_that_is_not_as_expected_is_told_with_both_figures(
    film: Path, expected: Expected, says: str
) -> None:
    assert says in faults(read(film), expected)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["-movflags", "-faststart"], "the table of contents first: expected True, found False"),
        (["-metadata", "title=Us"], "metadata: expected none, found ©nam"),
        (["-metadata", "creation_time=2026-05-01T10:00:00Z"], "found creation time"),
        (["-map", "-0"], "tracks: expected audio, video, found audio"),
        (["-map", "-1"], "tracks: expected audio, video, found video"),
        (["-map", "1:a"], "tracks: expected audio, video, found audio, audio, video"),
        (["-movflags", "+frag_keyframe+empty_moov-faststart"], "fragmented: expected False, found True"),
        (["-bsf:v", GAP], "a frame at every moment: expected True, found False"),
        (["-bsf:v", "setts=pts=PTS+15000:dts=DTS+15000"], "picture begins: expected 0.000 s, found 0.500 s"),
        (["-t", "1.5"], "frames: expected 60, found 4"),
        (["-aspect", "1:1"], "pixel aspect: expected 1, found 7/4"),
        (["-c:a", "libmp3lame"], "sound codec: expected"),
    ],
)
def test_a_film_muxed_otherwise_has_a_fault(
    picture: Path, tone: Path, tmp_path: Path, options: Sequence[str], says: str
) -> None:
    found = faults(read(films.mux(picture, tone, tmp_path / "film.mp4", *options)), GOOD)
    assert any(says in fault for fault in found), found


def test_other_colours_are_a_fault(tone: Path, tmp_path: Path) -> None:
    part = films.part(tmp_path / "part.mp4", 60, x264="colorprim=bt470bg:colormatrix=bt470bg")
    found = faults(read(films.mux(part, tone, tmp_path / "film.mp4")), GOOD)
    assert [fault.split(":")[0] for fault in found] == ["colours"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        # With the notes that say so, open GOPs can be sought; without them there is only one long GOP.
        (["-bsf:v", "null"], "open GOPs: expected 0, found 4"),
        ([], "GOP in seconds: expected at most 2, found 3"),
    ],
)
def test_open_and_long_gops_are_a_fault(tmp_path: Path, options: Sequence[str], says: str) -> None:
    x264 = "keyint=20:min-keyint=20:scenecut=0:bframes=3:b-adapt=0:open-gop=1"
    part = films.part(tmp_path / "part.mp4", 90, x264=x264, options=options)
    film = films.mux(part, films.sound(tmp_path / "tone.m4a", 3.0), tmp_path / "film.mp4")
    assert says in faults(read(film), films.expected(90))


def test_a_picture_that_is_not_420_in_8_bits_is_a_fault(picture: Path, tone: Path, tmp_path: Path) -> None:
    run(["-i", str(picture), "-pix_fmt", "yuv444p", "-c:v", "libx264", str(tmp_path / "part.mp4")])
    found = faults(read(films.mux(tmp_path / "part.mp4", tone, tmp_path / "film.mp4")), GOOD)
    assert "samples: expected 4:2:0 in 8 bits, found 4:4:4 in 8 bits" in found


def test_frames_hidden_by_an_edit_list_are_a_fault(film: Path, tmp_path: Path) -> None:
    data = bytearray(film.read_bytes())
    media_time = data.index(b"elst") + 16  # of the picture, which comes first
    data[media_time : media_time + 4] = (12_000).to_bytes(4, "big")
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(data)
    assert "picture lasts: expected 2.000 s, found 1.667 s" in faults(read(cut), GOOD)


@pytest.mark.parametrize(("seconds", "is_fault"), [(1.97, True), (1.98, False), (2.02, False), (2.03, True)])
def test_sound_and_picture_end_within_25_ms(
    picture: Path, tmp_path: Path, seconds: float, is_fault: bool
) -> None:
    tone = films.sound(tmp_path / "tone.m4a", seconds)
    found = faults(read(films.mux(picture, tone, tmp_path / "film.mp4")), GOOD)
    assert [fault.split(":")[0] for fault in found] == ["ends"] * is_fault


@pytest.mark.parametrize("where", ["first", "last"])
def test_a_first_or_last_frame_that_does_not_decode_is_found(
    picture: Path, tone: Path, tmp_path: Path, where: str
) -> None:
    data = bytearray(picture.read_bytes())
    start = data.index(b"mdat") + 4
    stop = data.index(b"moov") - 4
    third = (stop - start) // 3
    broken = slice(start + 8, start + third) if where == "first" else slice(stop - third, stop)
    data[broken] = bytes(len(data[broken]))
    part = tmp_path / "part.mp4"
    part.write_bytes(data)
    film = films.mux(part, tone, tmp_path / "film.mp4")
    assert faults(read(film), GOOD) == []
    assert decoding_fault(film, GOOD) != ""


@pytest.mark.parametrize("frame_count", [1, 2, 3])
def test_the_ends_of_the_shortest_films_decode(tmp_path: Path, frame_count: int) -> None:
    part = films.part(tmp_path / "part.mp4", frame_count)
    film = films.mux(part, films.sound(tmp_path / "tone.m4a", frame_count / 30), tmp_path / "film.mp4")
    assert faults(read(film), films.expected(frame_count)) == []
    assert decoding_fault(film, films.expected(frame_count)) == ""
