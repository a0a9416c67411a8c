"""Films with clips in them, from the folder to the finished file: the right pictures at the right time."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from slideshow.events import Event, Finished
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.model.timeline import Slide
from slideshow.pipeline.planning import Planned, plan_folder
from slideshow.pipeline.privacy import privacy_line
from slideshow.render import render
from slideshow.system import ffmpeg
from tests.films import make_here
from tests.media.clips.films import H264, clip, number_in
from tests.photos import save

CANVAS = Size(180, 320)
BRIEF = Brief(canvas=CANVAS, title="")
TONE = ("-f", "lavfi", "-i", "sine=frequency=880:duration=4", "-c:a", "aac")


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("albums") / "trip"
    folder.mkdir()
    for index in (1, 3):
        save(folder, f"IMG_{index}.jpg", (300, 400), seed=index)
    clip(folder / "IMG_2.mp4", 120, 30, *TONE, coding=H264, size=(320, 240))
    (folder / "slideshow.toml").write_text(
        '[[slide]]\nphotos = ["IMG_1.jpg"]\nseconds = 5\n'
        '[[slide]]\nphotos = ["IMG_2.mp4"]\nfrom = 0.5\nto = 3.5\nlayout = "fit"\n'
        '[[slide]]\nphotos = ["IMG_3.jpg"]\nseconds = 5\n'
    )
    return folder


@pytest.fixture(scope="module")
def film(trip: Path) -> tuple[Path, Planned, Finished]:
    out = trip.parent / "trip.mp4"
    plans: list[Planned] = []
    told: list[Event] = []
    make_here(trip, out, BRIEF, cached=False, made_as=lambda plan, _: plans.append(plan), report=told.append)
    return out, plans[0], next(one for one in told if isinstance(one, Finished))


def frames(film: Path) -> NDArray[np.uint8]:
    """Its frames' luma: (count, height, width)."""
    raw, _ = ffmpeg.run(["-i", str(film), "-f", "rawvideo", "-pix_fmt", "gray", "pipe:1"])
    return np.frombuffer(raw, np.uint8).reshape(-1, CANVAS.height, CANVAS.width)


def moving(plan: Planned) -> Slide:
    return next(slide for slide in plan.timeline.slides if slide.has_clips)


def box(plan: Planned) -> tuple[slice, slice]:
    """Where a clip of 4:3 that is shown whole lies in the frame."""
    height = CANVAS.width * 3 // 4
    top = (CANVAS.height - height) // 2
    return slice(top, top + height), slice(0, CANVAS.width)


def test_every_frame_shows_the_clips_picture_of_that_moment(film: tuple[Path, Planned, Finished]) -> None:
    out, plan, _ = film
    seen = frames(out)
    slide = moving(plan)
    alone = list(range(slide.span.start + 20, slide.span.stop - 20))
    wanted = [15 + number - slide.span.start for number in alone]
    found = [number_in(seen[number][box(plan)]) for number in alone]
    assert found == wanted


def test_the_film_says_how_many_clips_it_holds(film: tuple[Path, Planned, Finished]) -> None:
    _, plan, told = film
    assert (told.photos_used, told.clips_used) == (2, 1)
    assert "and 1 clip can be heard;" in privacy_line(plan.timeline, heard_clips=1)
    assert "heard" not in privacy_line(plan.timeline)


def test_its_sound_is_heard_while_it_is_seen(film: tuple[Path, Planned, Finished]) -> None:
    out, plan, _ = film
    raw, _ = ffmpeg.run(["-i", str(out), "-f", "f32le", "-ar", "8000", "-ac", "1", "pipe:1"])
    sound = np.frombuffer(raw, np.float32)
    slide = moving(plan)
    start, stop = (int(8000 * edge / plan.timeline.fps) for edge in (slide.span.start, slide.span.stop))

    def level(part: NDArray[np.float32]) -> float:
        return float(np.sqrt(np.mean(part**2)))

    assert level(sound[start + 2000 : stop - 2000]) > 0.01
    assert level(sound[: start - 800]) < 0.001
    assert level(sound[stop + 800 :]) < 0.001


def test_whoever_films_it_the_parts_are_the_same(trip: Path, tmp_path: Path) -> None:
    timeline = plan_folder(trip, BRIEF).timeline
    parts = []
    for jobs in (1, 2):
        folder = tmp_path / str(jobs)
        folder.mkdir()
        parts.append([one.read_bytes() for one in render(timeline, "draft", folder, jobs=jobs)])
    assert len(parts[0]) > 1
    assert parts[0] == parts[1]


def test_without_clips_the_photos_alone_are_shown(trip: Path) -> None:
    film = plan_folder(trip, Brief(canvas=CANVAS, title="", clips=False), fresh=True)
    assert [photo.path.name for photo in film.scene.album.photos] == ["IMG_1.jpg", "IMG_3.jpg"]


def test_an_unedited_plan_is_the_same_film(trip: Path, tmp_path: Path) -> None:
    from slideshow.documents import storyboard_file

    fresh = plan_folder(trip, BRIEF, fresh=True)
    file = tmp_path / storyboard_file.NAME
    storyboard_file.write(file, fresh.storyboard, fresh.scene.album)
    read, _ = storyboard_file.read(file, fresh.scene.album)
    assert [shot.starts for shot in read.shots] == [shot.starts for shot in fresh.storyboard.shots]
    assert [shot.seconds for shot in read.shots] == [shot.seconds for shot in fresh.storyboard.shots]
