"""Films of Live Photos and animations, from the folder to the finished file."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from slideshow.documents import storyboard_file
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.model.timeline import Slide
from slideshow.pipeline.planning import Planned, plan_folder
from slideshow.render import render
from slideshow.system import ffmpeg
from tests.films import make_here
from tests.live_photos import film, numbered, still
from tests.media.clips.films import number_in
from tests.photos import save

CANVAS = Size(180, 320)
BRIEF = Brief(canvas=CANVAS, title="", live=True)
LAST = 45


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("albums") / "trip"
    folder.mkdir()
    frames = numbered(90, (CANVAS.width, CANVAS.height))
    tone = ("-f", "lavfi", "-i", "sine=frequency=880:duration=3")
    film(folder / "IMG_2.mov", frames, "-c:a", "aac", "-shortest", before=tone)
    still(folder / "IMG_2.jpg", frames[LAST])
    save(folder, "IMG_1.jpg", (180, 320), seed=1)
    (folder / "slideshow.toml").write_text(
        '[[slide]]\nphotos = ["IMG_1.jpg"]\nseconds = 2\n'
        '[[slide]]\nphotos = ["IMG_2.jpg"]\nseconds = 4\nmotion = "still"\n'
        'transition = "crossfade"\ntransition_seconds = 0.4\n'
    )
    return folder


@pytest.fixture(scope="module")
def made(trip: Path) -> tuple[Path, Planned]:
    out = trip.parent / "trip.mp4"
    plans: list[Planned] = []
    make_here(trip, out, BRIEF, quality="draft", cached=False, made_as=lambda plan, _: plans.append(plan))
    return out, plans[0]


def playing(plan: Planned) -> Slide:
    return next(slide for slide in plan.timeline.slides if slide.has_clips)


def frames(film: Path) -> NDArray[np.uint8]:
    raw, _ = ffmpeg.run(["-i", str(film), "-f", "rawvideo", "-pix_fmt", "gray", "pipe:1"])
    return np.frombuffer(raw, np.uint8).reshape(-1, CANVAS.height, CANVAS.width)


def test_the_film_runs_up_to_the_photo_and_stays_there(made: tuple[Path, Planned]) -> None:
    out, plan = made
    slide, seen = playing(plan), frames(out)
    alone = range(slide.span.start + 14, slide.span.stop)
    wanted = [min(number - slide.span.start, LAST) for number in alone]
    assert [number_in(seen[number]) for number in alone] == wanted


def test_it_is_heard_while_it_plays_and_no_longer(made: tuple[Path, Planned]) -> None:
    out, plan = made
    raw, _ = ffmpeg.run(["-i", str(out), "-f", "f32le", "-ar", "8000", "-ac", "1", "pipe:1"])
    sound = np.frombuffer(raw, np.float32)
    start = int(8000 * playing(plan).span.start / plan.timeline.fps)

    def level(first: float, last: float) -> float:
        return float(np.sqrt(np.mean(sound[start + int(8000 * first) : start + int(8000 * last)] ** 2)))

    assert level(0.3, 1.3) > 0.01
    assert level(1.7, 3.5) < 0.001


def test_by_default_the_photo_is_a_photo(trip: Path) -> None:
    film = plan_folder(trip, Brief(canvas=CANVAS, title=""))
    assert [photo.path.name for photo in film.scene.album.photos] == ["IMG_1.jpg", "IMG_2.jpg"]
    assert not any(slide.has_clips for slide in film.timeline.slides)


def test_a_plan_made_with_live_can_be_filmed_without(trip: Path, tmp_path: Path) -> None:
    fresh = plan_folder(trip, BRIEF, fresh=True)
    file = tmp_path / storyboard_file.NAME
    storyboard_file.write(file, fresh.storyboard, fresh.scene.album)
    resting = plan_folder(trip, Brief(canvas=CANVAS, title=""), fresh=True).scene.album
    read, changes = storyboard_file.read(file, resting)
    assert not changes
    assert [shot.seconds for shot in read.shots] == [shot.seconds for shot in fresh.storyboard.shots]


def test_whoever_films_it_the_parts_are_the_same(trip: Path, tmp_path: Path) -> None:
    timeline = plan_folder(trip, BRIEF).timeline
    parts = []
    for jobs in (1, 2):
        folder = tmp_path / str(jobs)
        folder.mkdir()
        parts.append([one.read_bytes() for one in render(timeline, "draft", folder, jobs=jobs)])
    assert parts[0] == parts[1]


def test_an_animation_loops_for_as_long_as_it_is_seen(tmp_path: Path) -> None:
    from PIL import Image

    pictures = [Image.fromarray(picture) for picture in numbered(5, (CANVAS.width, CANVAS.height))]
    folder = tmp_path / "trip"
    folder.mkdir()
    pictures[0].save(
        folder / "a.webp", save_all=True, append_images=pictures[1:], duration=200, loop=0, lossless=True
    )
    out = tmp_path / "trip.mp4"
    brief = Brief(canvas=CANVAS, title="", length_seconds=2.5)
    make_here(folder, out, brief, quality="draft", cached=False)
    seen = [number_in(frame) for frame in frames(out)]
    assert len(seen) == 75
    assert seen[:60] == [number // 6 % 5 for number in range(60)]
