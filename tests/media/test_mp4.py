import os
import struct
from fractions import Fraction
from pathlib import Path

import pytest

from slideshow.media.mp4 import Colour, Edit, Movie, MovieError, Sound, Track, read
from slideshow.model.geometry import Size
from slideshow.system.ffmpeg import run
from tests.package import films


def only(movie: Movie, kind: str) -> Track:
    (track,) = movie.of_kind(kind)
    return track


def test_a_part_is_read_as_it_was_asked_of_ffmpeg(tmp_path: Path) -> None:
    movie = read(films.part(tmp_path / "part.mp4", 70, gop=25))
    track = only(movie, "video")
    assert (track.codec, track.time_scale, track.samples.count) == ("avc1", 30_000, 70)
    assert track.samples.total_ticks == 70_000
    assert track.fps == 30
    assert track.picture is not None and track.picture.avc is not None
    assert track.picture.size == movie.size == films.SIZE
    assert (track.picture.avc.profile, track.picture.avc.level) == (100, 40)
    assert (track.picture.avc.chroma, track.picture.avc.bit_depth) == ("4:2:0", 8)
    assert track.picture.turned_degrees == 0
    assert not movie.is_moov_first


@pytest.mark.parametrize("b_frames", [0, 1, 3])
def test_a_part_starts_at_0_and_lasts_its_frames_with_and_without_b_frames(
    tmp_path: Path, b_frames: int
) -> None:
    track = only(read(films.part(tmp_path / "part.mp4", 40, b_frames=b_frames)), "video")
    assert track.samples.reordered == bool(b_frames)
    assert track.samples.evenly_shown
    assert track.start_seconds == 0
    assert abs(track.end_seconds - Fraction(40, 30)) < Fraction(1, 1000)  # the part's clock counts in ms
    assert track.edits[0].media_ticks == track.samples.first_shown == track.samples.lead_ticks


def test_a_rate_of_30000_1001_is_read_exactly(tmp_path: Path) -> None:
    track = only(read(films.part(tmp_path / "part.mp4", 40, fps="30000/1001")), "video")
    assert track.fps == Fraction(30_000, 1001)
    assert track.samples.total_ticks == 40 * 1001


def test_sync_samples_stand_where_the_gops_begin(tmp_path: Path) -> None:
    fixed = "keyint=25:min-keyint=25:scenecut=0:open-gop=0"
    track = only(read(films.part(tmp_path / "part.mp4", 70, x264=fixed)), "video")
    assert track.samples.sync == (0, 25, 50)
    assert track.longest_gop_seconds == Fraction(25, 30)
    assert track.samples.open_gop_count == 0


def test_open_gops_are_told_from_closed_ones(tmp_path: Path) -> None:
    fixed = "keyint=20:min-keyint=20:scenecut=0:bframes=3:b-adapt=0:open-gop=1"
    track = only(read(films.part(tmp_path / "part.mp4", 70, x264=fixed)), "video")
    assert track.samples.evenly_shown
    assert track.samples.open_gop_count > 0


def test_a_missing_frame_is_seen_in_the_times(picture: Path, tmp_path: Path) -> None:
    gap = ["-bsf:v", "setts=pts=PTS+gte(N\\,30)*1000:dts=DTS+gte(N\\,30)*1000"]
    run(["-i", str(picture), "-c", "copy", *gap, str(tmp_path / "gap.mp4")])
    samples = only(read(tmp_path / "gap.mp4"), "video").samples
    assert samples.count == 60
    assert samples.ticks_each is None
    assert not samples.evenly_shown


def test_a_film_has_its_colours_and_begins_with_its_table_of_contents(film: Path) -> None:
    movie = read(film)
    track = only(movie, "video")
    assert movie.is_moov_first and not movie.is_fragmented
    assert {"isom", "mp41", "mp42"} & set(movie.brands)
    assert movie.metadata == ()
    assert track.picture is not None
    assert track.picture.colour == Colour(1, 1, 1, is_full_range=False)
    assert track.picture.encoder == ""


def test_full_range_and_other_colours_are_seen(tmp_path: Path, tone: Path) -> None:
    jpeg = "colorprim=bt470bg:transfer=bt709:colormatrix=bt470bg:range=pc"
    full = ["-vf", "setparams=range=pc"]
    part = films.part(tmp_path / "part.mp4", 60, x264=jpeg, options=full)
    picture = only(read(films.mux(part, tone, tmp_path / "film.mp4")), "video").picture
    assert picture is not None
    assert picture.colour == Colour(5, 1, 5, is_full_range=True)


def test_the_priming_of_aac_is_not_heard(tone: Path) -> None:
    track = only(read(tone), "audio")
    assert track.sound == Sound(sample_rate=48_000, channels=2, aac_type=2)
    # How long its priming is, is the encoder's to choose.
    (edit,) = track.edits
    assert edit.media_ticks is not None and 0 < edit.media_ticks < 4800
    assert edit == Edit(96_000, edit.media_ticks)
    assert track.start_seconds == 0
    assert track.end_seconds == 2
    assert track.samples.total_ticks >= 96_000 + edit.media_ticks
    assert track.samples.sync is None and track.samples.longest_gop == 1


def test_mono_at_44100_is_read_as_such(tmp_path: Path) -> None:
    track = only(read(films.sound(tmp_path / "tone.m4a", 1.0, "-ac", "1", "-ar", "44100")), "audio")
    assert track.sound == Sound(sample_rate=44_100, channels=1, aac_type=2)


def test_a_late_sound_starts_late(picture: Path, tone: Path, tmp_path: Path) -> None:
    late = ["-itsoffset", "0.5", "-i", str(tone), "-map", "0", "-map", "1", "-c", "copy"]
    run(["-i", str(picture), *late, str(tmp_path / "late.mp4")])
    movie = read(tmp_path / "late.mp4")
    # ffmpeg may take a little of the pause back, and let the priming be heard.
    (edit,) = only(read(tone), "audio").edits
    late_by = only(movie, "audio").start_seconds
    priming = Fraction(edit.media_ticks or 0, 48_000)
    assert Fraction(1, 2) - priming - late_by < Fraction(1, 1000)
    assert late_by < Fraction(501, 1000)
    assert abs(movie.duration_seconds - Fraction(5, 2)) < Fraction(2, 1000)


def test_metadata_is_named(picture: Path, tmp_path: Path) -> None:
    tags = ["-metadata", "title=Us", "-metadata", "creation_time=2026-05-01T10:00:00Z"]
    run(["-i", str(picture), "-c", "copy", *tags, str(tmp_path / "tagged.mp4")])
    # ffmpeg may add what it calls itself.
    assert {"©nam", "creation time"} <= set(read(tmp_path / "tagged.mp4").metadata)


def test_the_place_an_iphone_writes_is_named(picture: Path, tmp_path: Path) -> None:
    key = "com.apple.quicktime.location.ISO6709"
    place = ["-metadata", f"{key}=+48.1+011.5/", "-movflags", "+use_metadata_tags"]
    run(["-i", str(picture), "-c", "copy", *place, str(tmp_path / "placed.mov")])
    assert key in read(tmp_path / "placed.mov").metadata


def test_a_turned_film_says_so(picture: Path, tmp_path: Path) -> None:
    turned = ["-display_rotation", "-90", "-i", str(picture), "-c", "copy"]
    run([*turned, str(tmp_path / "turned.mp4")])
    found = only(read(tmp_path / "turned.mp4"), "video").picture
    assert found is not None and found.turned_degrees == 90


def test_wide_pixels_are_read(tmp_path: Path) -> None:
    part = films.part(tmp_path / "part.mp4", 10, options=["-vf", "setsar=4/3"])
    found = only(read(part), "video").picture
    assert found is not None and found.pixel_aspect == Fraction(4, 3)


def test_other_codecs_profiles_and_containers_are_read_too(tmp_path: Path) -> None:
    source = ["-f", "lavfi", "-i", "testsrc2=size=96x64:rate=25", "-frames:v", "10"]
    ten_bit = ["-pix_fmt", "yuv422p10le", "-c:v", "libx264"]
    run([*source, *ten_bit, str(tmp_path / "ten.mov")])
    run([*source, "-c:v", "mpeg4", str(tmp_path / "old.mp4")])
    main = films.part(tmp_path / "main.mp4", 10, profile="main")

    ten, old = only(read(tmp_path / "ten.mov"), "video"), only(read(tmp_path / "old.mp4"), "video")
    assert ten.picture is not None and ten.picture.avc is not None
    assert (ten.picture.avc.profile, ten.picture.avc.chroma, ten.picture.avc.bit_depth) == (122, "4:2:2", 10)
    assert old.codec == "mp4v" and old.fps == 25
    assert old.picture is not None and old.picture.avc is None
    assert old.picture.size == Size(96, 64)
    found = only(read(main), "video").picture
    assert found is not None and found.avc is not None
    assert (found.avc.profile, found.avc.chroma, found.avc.bit_depth) == (77, "4:2:0", 8)


def test_a_fragmented_film_is_called_that(picture: Path, tmp_path: Path) -> None:
    fragments = ["-c", "copy", "-movflags", "+frag_keyframe+empty_moov", str(tmp_path / "pieces.mp4")]
    run(["-i", str(picture), *fragments])
    movie = read(tmp_path / "pieces.mp4")
    assert movie.is_fragmented
    assert only(movie, "video").samples.count == 0


def test_an_mdat_of_size_0_or_in_64_bits_is_passed_over(picture: Path, film: Path, tmp_path: Path) -> None:
    data, other = film.read_bytes(), tmp_path / "other.mp4"
    at = data.rindex(b"mdat") - 4
    other.write_bytes(data[:at] + bytes(4) + data[at + 4 :])
    assert read(other) == read(film)
    other.write_bytes(data[:at] + struct.pack(">I4sQ", 1, b"mdat", len(data) - at + 8) + data[at + 8 :])
    assert read(other) == read(film)


def test_boxes_of_version_1_are_read(film: Path, tmp_path: Path) -> None:
    wide = tmp_path / "wide.mp4"
    wide.write_bytes(_with_wide_edit_list(film.read_bytes()))
    assert read(wide) == read(film)


def _with_wide_edit_list(data: bytes) -> bytes:
    """The first edit list in 64 bits, and its parents as much longer."""
    at = data.index(b"elst") - 4
    _, _, _, count, length, media, rate = struct.unpack_from(">I4sIIIiI", data, at)
    box = struct.pack(">I4sIIQqI", 36, b"elst", 1 << 24, count, length, media, rate)
    data = data[:at] + box + data[at + 28 :]
    for kind in (b"edts", b"trak", b"moov"):
        parent = data.index(kind) - 4
        (size,) = struct.unpack_from(">I", data, parent)
        data = data[:parent] + struct.pack(">I", size + 8) + data[parent + 4 :]
    return data


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no table of contents"),
        (b"GIF89a" + bytes(100), "no MP4 box"),
        (b"\xff\xd8\xff\xe1" + bytes(100), "no MP4 box"),
        (b"\0\0\0\x10ftypisom\0\0\0\0", "no table of contents"),
        (b"\0\0\0\x10ftypisom\0\0\0\0\0\1\0\0mdat", "ends early"),
        (b"\0\0\0\x08moov", "mvhd"),
        (b"\0\0\0\x04moov", "shorter than its own header"),
        (b"\0\0\0\1moov\xff\xff\xff\xff\xff\xff\xff\xff", "ends early"),
    ],
)
def test_what_is_no_film_is_refused_with_a_reason(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "not.mp4"
    path.write_bytes(content)
    with pytest.raises(MovieError, match=says) as caught:
        read(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    with pytest.raises(MovieError, match=r"cannot be read \(No such file"):
        read(tmp_path / "missing.mp4")
    with pytest.raises(MovieError, match="not a file"):
        read(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.mp4")
        with pytest.raises(MovieError, match="not a file"):
            read(tmp_path / "pipe.mp4")


def test_a_claim_of_billions_of_samples_is_not_walked(film: Path, tmp_path: Path) -> None:
    data = bytearray(film.read_bytes())
    sizes, durations = data.index(b"stsz") + 8, data.index(b"stts") + 8
    struct.pack_into(">II", data, sizes, 1, 0xFFFFFFFF)
    struct.pack_into(">I", data, durations + 4, 0xFFFFFFFF)
    path = tmp_path / "claims.mp4"
    path.write_bytes(data)
    with pytest.raises(MovieError, match="one size"):
        read(path)
