"""The timeline as an editor gets it: read back through OpenTimelineIO, it says what the film shows."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import slideshow
from slideshow.bridges import otio as bridge
from slideshow.effects.layouts import arrange
from slideshow.effects.motions import MOTIONS
from slideshow.errors import InputError
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.model.span import FrameSpan
from slideshow.model.template import Look
from slideshow.model.timeline import Caption, EffectRef, Join, Slide, Timeline
from slideshow.pipeline.planning import plan_folder
from slideshow.render import stills
from tests.photos import album, save
from tests.plan.albums import LANDSCAPE, PANORAMA, PORTRAIT, filmed, photo
from tests.plan.albums import album as photos_of

otio = pytest.importorskip("opentimelineio")

CANVAS = Size(270, 480)


def read_back(timeline: Timeline, folder: Path, **given: Any) -> Any:
    """The timeline after it has been a file."""
    path = folder / "film.otio"
    bridge.write_otio(bridge.to_otio(timeline, "Trip", **given), path)
    return otio.adapters.read_from_file(str(path))


def items(whole: Any) -> list[Any]:
    """What stands on the video track, transitions aside."""
    (track,) = whole.video_tracks()
    return [one for one in track if not isinstance(one, otio.schema.Transition)]


@pytest.fixture(scope="module")
def film() -> Timeline:
    sizes = [PORTRAIT, LANDSCAPE, PANORAMA, LANDSCAPE, PORTRAIT] * 2
    return filmed(photos_of(*sizes), canvas=CANVAS, closing="The end", closing_seconds=3.0, title="Trip")


def test_it_is_as_long_as_the_film_and_has_a_clip_for_every_slide(film: Timeline, tmp_path: Path) -> None:
    whole = read_back(film, tmp_path)
    assert whole.name == "Trip"
    assert whole.duration() == otio.opentime.RationalTime(len(film.span), 30)
    assert len(items(whole)) == len(film.slides)
    assert list(whole.metadata["slideshow"]["canvas"]) == [270, 480]


def test_each_photo_is_there_by_its_absolute_url(film: Timeline, tmp_path: Path) -> None:
    whole = read_back(film, tmp_path)
    urls = {clip.media_reference.target_url for clip in whole.find_clips() if clip.name != "Card"}
    assert urls == {
        photo.path.resolve().as_uri()
        for slide in film.slides
        for photo in slide.photos
        if slide.layout.name != "ground"
    }
    assert all(url.startswith("file:///") for url in urls)


def test_transitions_lie_where_two_slides_are_seen_and_reach_into_media_that_is_there(
    film: Timeline, tmp_path: Path
) -> None:
    (track,) = read_back(film, tmp_path).video_tracks()
    joins = [join for join in film.joins if len(join.span)]
    found = [one for one in track if isinstance(one, otio.schema.Transition)]
    assert [one.metadata["slideshow"]["name"] for one in found] == [one.transition.name for one in joins]
    for join, transition in zip(joins, found, strict=True):
        index = track.index(transition)
        before, after = track[index - 1], track[index + 1]
        cut = track.range_of_child(after).start_time
        assert int((cut - transition.in_offset).value) == join.span.start
        assert int((cut + transition.out_offset).value) == join.span.stop
        for item, needs in ((before, transition.out_offset), (after, -transition.in_offset)):
            media, used = item.available_range(), item.trimmed_range()
            edge = used.end_time_exclusive() if item is before else used.start_time
            assert media.start_time <= edge + needs <= media.end_time_exclusive()


def test_cuts_are_no_transitions(tmp_path: Path) -> None:

    fill, still = EffectRef.of("fill", room=0.0), EffectRef.of("still")
    slides = tuple(Slide((photo(n),), FrameSpan(30 * n, 30 * n + 30), fill, still) for n in range(2))
    cut = Join(FrameSpan(30, 30), EffectRef.of("crossfade"))
    whole = read_back(Timeline(Fraction(30), CANVAS, slides, (cut,), (), Look()), tmp_path)
    (track,) = whole.video_tracks()
    assert [type(one).__name__ for one in track] == ["Clip", "Clip"]
    assert len(track[0].metadata["slideshow"]["keyframes"]) == 2


def test_between_keyframes_the_straight_way_is_the_cameras(film: Timeline, tmp_path: Path) -> None:
    for slide, item in zip(film.slides, items(read_back(film, tmp_path)), strict=True):
        sizes = [photo.size for photo in slide.photos]
        arrangement = arrange(slide.layout.name, sizes, film.canvas, **dict[str, Any](slide.layout.arguments))
        clips = list(item) if isinstance(item, otio.schema.Stack) else [item]
        for placement, clip, size in zip(arrangement.placements, clips, sizes, strict=False):
            frames = clip.metadata["slideshow"]["keyframes"]
            assert frames[0]["frame"] == 0
            assert frames[-1]["frame"] == len(slide.span) - 1
            for before, after in pairwise(frames):
                for frame in range(before["frame"], after["frame"] + 1):
                    share = (frame - before["frame"]) / (after["frame"] - before["frame"])
                    scale = before["scale"] + (after["scale"] - before["scale"]) * share
                    place = [
                        start + (stop - start) * share
                        for start, stop in zip(before["position"], after["position"], strict=True)
                    ]
                    window = MOTIONS[slide.motion.name](
                        arrangement.card,
                        arrangement.view(film.canvas),
                        slide.span.progress(slide.span.start + frame),
                        **slide.motion.arguments,
                    )
                    window = arrangement.beyond(window, film.canvas)
                    # The corners of the crop, where the film shows them and where the keyframes put them.
                    zoom = film.canvas.width / window.width
                    crop, box = placement.crop, placement.box
                    for x, y, box_x, box_y in (
                        (crop.x, crop.y, box.x, box.y),
                        (crop.right, crop.bottom, box.right, box.bottom),
                    ):
                        told = (
                            film.canvas.width / 2 + place[0] + (x - size.width / 2) * scale,
                            film.canvas.height / 2 + place[1] + (y - size.height / 2) * scale,
                        )
                        assert told == pytest.approx(
                            ((box_x - window.x) * zoom, (box_y - window.y) * zoom), abs=0.6
                        )
        if clips[0].name != "Card":
            assert len(clips[0].metadata["slideshow"]["keyframes"]) < len(slide.span) / 4


def test_a_thing_in_a_photo_is_in_the_film_where_the_keyframes_put_it(tmp_path: Path) -> None:
    dark = np.zeros((400, 600, 3), np.uint8)
    dark[90:110, 240:260] = 255
    (tmp_path / "trip").mkdir()
    save(tmp_path / "trip", "1.png", picture=Image.fromarray(dark))
    film = plan_folder(tmp_path / "trip", Brief(canvas=CANVAS, title="", keep_all=True)).timeline
    (slide,) = film.slides
    slide = replace(
        slide,
        layout=EffectRef.of("fill", room=0.3, focus=(0.3, 0.3)),
        motion=EffectRef.of("zoom_in", focus_x=0.6, focus_y=0.9),
    )
    film = replace(film, slides=(slide,))
    (clip,) = items(read_back(film, tmp_path))
    for frame in clip.metadata["slideshow"]["keyframes"]:
        (picture,) = stills(film, [frame["frame"]])
        rows, columns = np.nonzero(picture.mean(axis=2) > 140)
        x = CANVAS.width / 2 + frame["position"][0] + (250 - 300) * frame["scale"]
        y = CANVAS.height / 2 + frame["position"][1] + (100 - 200) * frame["scale"]
        assert abs(columns.mean() + 0.5 - x) < 1.0
        assert abs(rows.mean() + 0.5 - y) < 1.0


def test_texts_and_beats_are_markers_and_music_is_a_track(film: Timeline, tmp_path: Path) -> None:
    song = tmp_path / "a song.mp3"
    whole = read_back(film, tmp_path, music=song, beats_seconds=(0.5, 1.0, 9999.0))
    markers = [(one.name, one.metadata["slideshow"]["kind"]) for one in whole.tracks.markers]
    assert markers == [
        *((caption.heading, caption.kind) for caption in film.captions),
        ("Beat 1", "beat"),
        ("Beat 2", "beat"),
    ]
    assert {"title", "end"} <= {kind for _, kind in markers}
    title = whole.tracks.markers[0].marked_range
    assert (title.start_time.value, title.duration.value) == (0, len(film.captions[0].span))
    assert whole.tracks.markers[-1].marked_range.start_time.value == 30
    (track,) = whole.audio_tracks()
    assert track[0].media_reference.target_url == song.resolve().as_uri()


def test_chapters_are_markers(tmp_path: Path) -> None:

    base = filmed(photos_of(PORTRAIT, PORTRAIT, PORTRAIT), canvas=CANVAS)
    chapter = Caption("chapter", "Porto", "Day 2", FrameSpan(60, 120), 5)
    whole = read_back(replace(base, captions=(chapter,)), tmp_path)
    (marker,) = whole.tracks.markers
    assert (marker.name, marker.color) == ("Porto", "GREEN")
    assert dict(marker.metadata["slideshow"]) == {"kind": "chapter", "detail": "Day 2"}
    assert marker.marked_range.start_time == otio.opentime.RationalTime(60, 30)


def test_without_the_extra_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bridge, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"Install it: .*(opentimelineio|slideshow-film\[otio\])"):
        bridge.write_timeline(tmp_path, tmp_path / "trip.otio", Brief())


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    places = [str(Path(slideshow.__file__).parent.parent), str(Path(otio.__file__).parent.parent)]
    return subprocess.run(
        [sys.executable, "-m", "slideshow", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(places)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_command_writes_the_timeline_as_slideshow_toml_has_it_and_leaves_that_alone(
    tmp_path: Path,
) -> None:
    trip = album(tmp_path / "trip", 4, (120, 160))
    assert run("plan", trip, cwd=tmp_path).returncode == 0
    plan = trip / "slideshow.toml"
    plan.write_text(plan.read_text("utf-8").replace('title = "Trip"', 'title = "By hand"'), "utf-8")
    before = plan.read_bytes()
    result = run("plan", trip, "--otio", "trip.otio", "--json", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout.splitlines()[-1])["path"] == "trip.otio"
    assert otio.adapters.read_from_file(str(tmp_path / "trip.otio")).name == "By hand"
    assert plan.read_bytes() == before
    again = run("plan", trip, "--otio", "trip.otio", cwd=tmp_path)
    assert (again.returncode, again.stderr.strip()) == (
        2,
        "trip.otio: is there already. Use --overwrite to replace it.",
    )
    assert run("plan", trip, "--otio", "trip.otio", "--overwrite", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("name", ["trip.xml", "nowhere/trip.otio"])
def test_a_place_that_cannot_be_is_told_before_the_photos_are_looked_at(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"ends in \.otio|no such folder"):
        bridge.write_timeline(tmp_path / "no album", tmp_path / name, Brief())
