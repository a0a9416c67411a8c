"""What is told of a clip before any of it is decoded, and why one cannot be used."""

import os
import shutil
import wave
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from slideshow.errors import FfmpegError, PhotoError
from slideshow.media.clips import probe as probe_module
from slideshow.media.clips.probe import probe
from slideshow.media.clips.source import open_unknown
from slideshow.model.album import Position
from slideshow.model.geometry import Size
from slideshow.system import ffmpeg
from slideshow.system.ffmpeg import run
from tests.media.clips.films import HEIGHT, WIDTH, clip, rewritten


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds of H.264 at 30 pictures a second, with sound, its header first."""
    path = tmp_path_factory.mktemp("clips") / "plain.mp4"
    tone = ("-f", "lavfi", "-i", "sine=d=3", "-movflags", "+faststart", "-g", "15")
    return clip(path, 90, 30, *tone)


def test_a_clip_tells_its_size_rate_and_length(plain: Path) -> None:
    found = probe(plain).clip
    assert (found.size, found.coded) == (Size(WIDTH, HEIGHT), Size(WIDTH, HEIGHT))
    assert found.frame_rate == 30
    assert found.seconds == 3
    assert found.has_sound and not found.is_interlaced
    assert found.transfer == "sdr" and found.matrix == "smpte170m"


@pytest.mark.parametrize("rate", [24, 25, Fraction(30000, 1001), 60, Fraction(120000, 1001), 240])
def test_rates_are_exact(rate: Fraction | int, tmp_path: Path) -> None:
    assert probe(clip(tmp_path / "a.mp4", 48, rate)).clip.frame_rate == rate


@pytest.mark.parametrize("name", ["a.mov", "a.mkv", "a.webm", "a.avi", "a.3gp", "a.m4v"])
def test_containers_of_all_kinds_are_read(name: str, tmp_path: Path) -> None:
    coding = {
        "a.webm": ("-c:v", "libvpx-vp9", "-cpu-used", "8", "-pix_fmt", "yuv420p"),
        "a.avi": ("-c:v", "mjpeg", "-pix_fmt", "yuvj420p"),
        "a.3gp": ("-c:v", "mpeg4"),
    }.get(name, ("-c:v", "libx264", "-pix_fmt", "yuv420p"))
    found = probe(clip(tmp_path / name, 30, 30, coding=coding)).clip
    assert found.size == Size(WIDTH, HEIGHT)
    assert abs(found.seconds - 1) < Fraction(1, 10)
    assert found.is_full_range == (name == "a.avi")


@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize("mirrored", [False, True])
def test_turns_and_mirrorings_are_told_apart(plain: Path, turn: int, mirrored: bool, tmp_path: Path) -> None:
    before = ("-display_rotation:v", str(-turn), *(("-display_hflip",) if mirrored else ()))
    found = probe(rewritten(plain, tmp_path / "a.mp4", before=before)).clip
    # That ffmpeg mirrors behind the turn, we before it.
    assert (found.turn_degrees, found.is_mirrored) == (-turn % 360 if mirrored else turn, mirrored)
    assert found.size == (Size(WIDTH, HEIGHT) if turn == 180 else Size(HEIGHT, WIDTH))


def test_pixels_that_are_not_square_widen_the_film(tmp_path: Path) -> None:
    found = probe(clip(tmp_path / "a.mp4", 30, 30, "-vf", "setsar=4/3")).clip
    assert found.size == Size(WIDTH * 4 // 3, HEIGHT)
    assert found.coded == Size(WIDTH, HEIGHT)


def test_apple_tells_the_time_of_the_place_and_where_it_was(plain: Path, tmp_path: Path) -> None:
    keys = {
        "com.apple.quicktime.creationdate": "2019-07-24T11:25:40+0300",
        "creation_time": "2019-07-24T08:27:00Z",
        "com.apple.quicktime.location.ISO6709": "+32.0929-034.8620+028.516/",
        "com.apple.quicktime.make": "Apple",
        "com.apple.quicktime.model": "iPhone 6",
        "com.apple.quicktime.content.identifier": "ABCD-12",
    }
    told = [word for key, value in keys.items() for word in ("-metadata", f"{key}={value}")]
    found = probe(rewritten(plain, tmp_path / "a.mov", "-movflags", "use_metadata_tags", *told))
    assert found.captured == datetime(2019, 7, 24, 11, 25, 40, tzinfo=timezone(timedelta(hours=3)))
    assert found.captured.utcoffset() == timedelta(hours=3)
    assert found.position == Position(32.0929, -34.862)
    assert found.camera == "Apple iPhone 6"
    assert found.content_identifier == "ABCD-12"


def test_android_tells_the_time_in_utc_and_where_it_was(plain: Path, tmp_path: Path) -> None:
    told = ["-metadata", "creation_time=2021-03-04T05:06:07Z", "-metadata", "location=+48.1371+011.5754/"]
    found = probe(rewritten(plain, tmp_path / "a.mp4", *told))
    assert found.captured == datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert found.is_utc
    assert found.position == Position(48.1371, 11.5754)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a.mov", ("-metadata", "make=NIKON CORPORATION", "-metadata", "model=NIKON D750")),
        ("b.mp4", ("-metadata:s:v", "handler_name=GoPro AVC")),
        ("GX010042.MP4", ()),
        ("GOPR0042.MP4", ()),
        ("DSCN0042.MP4", ()),
    ],
)
def test_cameras_that_know_no_time_zones_call_local_time_utc(
    plain: Path, tmp_path: Path, name: str, told: tuple[str, ...]
) -> None:
    moment = ("-metadata", "creation_time=2021-03-04T05:06:07Z")
    found = probe(rewritten(plain, tmp_path / name, *moment, *told))
    assert found.captured == datetime(2021, 3, 4, 5, 6, 7)
    assert not found.is_utc


@pytest.mark.parametrize("moment", ["1970-01-01T00:00:00Z", "1904-01-01T00:00:00Z"])
def test_a_clock_that_was_never_set_tells_no_time(plain: Path, moment: str, tmp_path: Path) -> None:
    assert (
        probe(rewritten(plain, tmp_path / "a.mp4", "-metadata", f"creation_time={moment}")).captured is None
    )


def test_a_clip_inside_another_file_is_found_at_its_place(plain: Path, tmp_path: Path) -> None:
    photo = tmp_path / "motion, 50%: photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff" + bytes(5000) + plain.read_bytes() + b"maker's own data")
    length = plain.stat().st_size
    assert probe(photo, offset=5003, length=length).clip.seconds == 3
    found = probe(photo, offset=5003).clip
    assert (found.size, found.offset, found.length) == (Size(WIDTH, HEIGHT), 5003, None)


def test_a_clip_cut_off_in_the_middle_is_as_long_as_what_is_left(plain: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.mp4"
    content = plain.read_bytes()
    cut.write_bytes(content[: len(content) * 3 // 5])
    assert 1 <= probe(cut).clip.seconds < Fraction(5, 2)


def test_a_copy_broken_off_and_filled_with_zeros_is_as_long_as_what_is_left(
    tmp_path: Path,
) -> None:
    noise = ("-vf", "noise=alls=60:allf=t", "-movflags", "+faststart", "-b:v", "3M")
    whole = clip(tmp_path / "whole.mp4", 90, 30, *noise).read_bytes()
    cut = tmp_path / "cut.mp4"
    kept = len(whole) * 3 // 5
    cut.write_bytes(whole[:kept] + bytes(len(whole) - kept))
    assert len(whole) > 500_000
    assert 1 <= probe(cut).clip.seconds < Fraction(5, 2)


def why(path: Path) -> str:
    """The words in brackets of the reason why it is left out."""
    with pytest.raises(PhotoError) as error:
        probe(path)
    return error.value.reason.partition("(")[2].rpartition(")")[0]


@pytest.mark.parametrize("share", [0.02, 0.25])
def test_less_than_a_second_of_a_cut_off_clip_is_not_used(plain: Path, share: float, tmp_path: Path) -> None:
    cut = tmp_path / "cut.mp4"
    content = plain.read_bytes()
    cut.write_bytes(content[: int(len(content) * share)])
    assert why(cut) == "the file ends early"


def test_a_clip_whose_header_was_still_to_come_ends_early(tmp_path: Path) -> None:
    whole = clip(tmp_path / "whole.mp4", 60)
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    assert why(cut) == "the file ends early"


@pytest.mark.parametrize("name", ["cut.mkv", "cut.avi"])
def test_other_containers_cut_off_are_as_long_as_what_is_left(plain: Path, name: str, tmp_path: Path) -> None:
    whole = rewritten(plain, tmp_path / f"whole{Path(name).suffix}")
    cut = tmp_path / name
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 3 // 5])
    assert 1 <= probe(cut).clip.seconds < Fraction(5, 2)


def test_sound_alone_is_no_clip(plain: Path, tmp_path: Path) -> None:
    sound = tmp_path / "sound.mp4"
    run(["-i", str(plain), "-map", "0:a", "-c", "copy", str(sound)])
    assert why(sound) == "there is no video in it"


def test_a_song_with_a_cover_is_no_clip(plain: Path, tmp_path: Path) -> None:
    cover, song = tmp_path / "cover.png", tmp_path / "song.m4a"
    Image.new("RGB", (64, 64), "red").save(cover)
    both = ["-map", "0:a", "-map", "1:v", "-c", "copy", "-disposition:v", "attached_pic"]
    run(["-i", str(plain), "-i", str(cover), *both, "-f", "mp4", str(song)])
    assert why(song) == "there is no video in it"


def test_an_encrypted_clip_says_so(plain: Path, tmp_path: Path) -> None:
    key = ("-encryption_scheme", "cenc-aes-ctr", "-encryption_key", "76a6c65c5ea762046bd749a2e632ccbb")
    kid = ("-encryption_kid", "a7e61c373e219033c21091fa607bf3b8")
    assert why(rewritten(plain, tmp_path / "a.mp4", *key, *kid)) == "it is encrypted"


@pytest.mark.parametrize("kind", ["text", "photo", "empty", "zeros", "noise", "playlist", "wave"])
def test_a_rename_of_something_else_is_no_video(kind: str, plain: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    match kind:
        case "text":
            path.write_text("hello\n" * 100)
        case "photo":
            Image.new("RGB", (64, 64), "red").save(path, "JPEG")
        case "empty":
            path.write_bytes(b"")
        case "zeros":
            path.write_bytes(bytes(10_000))
        case "noise":
            path.write_bytes(np.random.default_rng(1).bytes(50_000))
        case "playlist":
            path.write_text(f"ffconcat version 1.0\nfile {plain.name}\n")
        case "wave":
            with wave.open(str(path), "wb") as sound:
                sound.setparams((1, 2, 8000, 0, "NONE", ""))
                sound.writeframes(bytes(16000))
    assert why(path) == "it is not a video inside, or damaged"


@pytest.mark.skipif(os.name == "nt", reason="such names are none there")
@pytest.mark.parametrize("name", ["pipe:0", "data:x", "concat:a|b"])
def test_a_clip_in_a_folder_that_is_called_as_a_protocol_is_a_file(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    path = Path(name) / "a.mp4"
    shutil.copy(plain, path)
    assert probe(path).clip.seconds == 3
    # The same behind a photo, as motion photos have it.
    path.write_bytes(b"\xff" * 1000 + plain.read_bytes())
    raw, _ = run([*open_unknown(path, 1000), "-map", "0:V:0", "-f", "framecrc", "-"])
    assert raw.count(b"\n0,") == 90


def test_a_clip_is_opened_as_its_own_file_and_nothing_else(plain: Path) -> None:
    for words in (open_unknown(plain), open_unknown(plain, 10, 20)):
        protocols = words[words.index("-protocol_whitelist") + 1].split(",")
        formats = words[words.index("-format_whitelist") + 1].split(",")
        assert set(protocols) <= {"file", "subfile"}
        assert not set(formats) & {"hls", "dash", "concat", "concatf", "sdp", "rtsp", "applehttp", "imf"}
        assert words.index("-protocol_whitelist") < words.index("-i") > words.index("-format_whitelist")


def test_a_tag_named_like_ffmpegs_own_words_breaks_nothing(plain: Path, tmp_path: Path) -> None:
    words = (
        "Stream #0:0: Video: h264, yuv420p, 99x99, 1.2.3 fps",
        "Stream #0:0: Video: h264, x, 99x99, .. tbr",
    )
    for number, word in enumerate(words):
        film = tmp_path / f"{number}.mp4"
        told = ["-movflags", "use_metadata_tags", "-metadata", f"{word}=calm"]
        run(["-y", "-i", str(plain), "-c", "copy", *told, str(film)])
        # Its rate is in its boxes; what else a tag says of it is the file's own word.
        assert probe(film).clip.frame_rate == probe(plain).clip.frame_rate


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    assert why(tmp_path / "none.mp4") == "no such file or directory"
    assert why(tmp_path) == "is a directory"


def test_pictures_too_small_or_too_large_are_refused(tmp_path: Path) -> None:
    assert why(clip(tmp_path / "a.mp4", 10, 30, size=(14, 12))) == "its pictures have 14×12 pixels"
    wide = ("-vf", "setsar=100/1")
    assert why(clip(tmp_path / "b.mp4", 10, 30, *wide)) == "its pictures have 19200×112 pixels"


def test_absurd_rates_and_lengths_are_refused(tmp_path: Path) -> None:
    assert why(clip(tmp_path / "slow.mp4", 5, Fraction(1, 60))) == "it has 0.01667 pictures a second"
    assert why(clip(tmp_path / "one.mp4", 1, 30)) == "it has no length"


def test_decoders_are_told_how_large_a_picture_may_be_before_they_ask_for_memory(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A film of 2 MB may hold pictures of 15,000 x 15,000; here all are too large."""
    first = ["-map", "0:V:0", "-frames:v", "1", "-f", "rawvideo", "-"]
    for words in (open_unknown, ffmpeg.given):
        assert run([*words(plain), *first])[0]
    monkeypatch.setattr(ffmpeg, "SIZED", ("-max_pixels", str(WIDTH * HEIGHT - 1)))
    for words in (open_unknown, ffmpeg.given):
        with pytest.raises(FfmpegError):
            run(["-xerror", *words(plain), *first])


def test_the_largest_clips_that_are_taken_are_not_too_large_for_decoders() -> None:
    assert int(ffmpeg.SIZED[1]) == probe_module._LARGEST**2
