"""`import slideshow`: what a program is given, from threads too; and the examples in its descriptions."""

import doctest
import importlib
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

import slideshow
from slideshow.documents import template_files
from slideshow.documents.target_files import target as target_of
from slideshow.effects.transitions import TRANSITIONS
from slideshow.events import Advanced, Event
from slideshow.model.target import Length
from slideshow.pipeline import read_options
from tests.media.clips.films import clip
from tests.photos import album

SMALL = (216, 384)


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return album(tmp_path_factory.mktemp("albums") / "trip", 3)


@pytest.mark.parametrize("name", ["films", "templates", "transitions"])
def test_the_examples_in_the_descriptions_hold(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    # What an example registers is gone after it.
    monkeypatch.setattr(TRANSITIONS, "_added", {})
    monkeypatch.setattr(template_files, "_added", {})
    album(tmp_path / "trip", 3)
    module = importlib.import_module(f"slideshow.api.{name}")
    found = doctest.testmod(module, extraglobs={"np": np, "Path": Path}, optionflags=doctest.FAIL_FAST)
    assert found.attempted >= 2
    assert found.failed == 0


def test_importing_it_is_cheap_and_its_names_outlive_modules_of_the_same_name() -> None:
    program = (
        "import slideshow, sys; "
        "assert not {'cv2', 'numpy', 'PIL', 'pydantic'} & {*sys.modules}; "
        "import slideshow.plan, slideshow.sound; "
        "from slideshow.plan import Scene; "
        "assert slideshow.make.__module__ == slideshow.plan.__module__ == slideshow.sound.__module__; "
        "from slideshow import plan, transitions; "
        "assert callable(plan) and 'crossfade' in transitions.names(); "
        "assert all(getattr(slideshow, name) for name in slideshow.__all__)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2])


def test_a_film_tells_what_it_is_and_prints_nothing(
    trip: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    damaged = album(tmp_path / "damaged", 3)
    (damaged / "broken.jpg").write_bytes((damaged / "IMG_0.jpg").read_bytes()[:900])
    events: list[Event] = []
    told: dict[str, list[float]] = {}
    threads = cv2.getNumThreads()
    film = slideshow.make(
        damaged,
        tmp_path / "a.mp4",
        size=SMALL,
        quality="draft",
        length=6,
        report=events.append,
        progress=lambda stage, share: told.setdefault(stage, []).append(share),
    )
    assert (film.width, film.height) == SMALL
    assert film.size == film.path.stat().st_size
    assert film.length == 6.0
    assert [path.name for path, _ in film.left_out] == ["broken.jpg"]
    assert "cannot be read" in film.left_out[0][1]
    assert any(isinstance(event, Advanced) and event.stage == "render" for event in events)
    assert list(told) == ["scan", "inspect", "render", "package"]
    assert all((shares[0], shares[-1]) == (0.0, 1.0) and shares == sorted(shares) for shares in told.values())
    assert len(told["render"]) > 10
    assert (film.parts, film.kit) == ((), ())
    assert film.fits
    assert film.proof.endswith("fits tiktok-dm")
    assert capfd.readouterr() == ("", "")
    assert cv2.getNumThreads() == threads


def test_a_film_in_parts_holds_them_all_each_with_its_kit(
    trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = {"grade": "B", "source": "tests", "as_of": "2026-11-21", "most_seconds": 5}
    target = target_of("square").model_copy(update={"name": "short", "length": Length.model_validate(short)})
    monkeypatch.setattr(read_options, "target_of", lambda name: target)
    options = {"size": (128, 224), "quality": "draft", "length": 6, "target": "short"}
    with pytest.raises(slideshow.InputError, match="at most 0:05"):
        slideshow.make(trip, tmp_path / "a.mp4", **options)  # type: ignore[arg-type]
    film = slideshow.make(
        trip,
        tmp_path / "a.mp4",
        parts=True,
        kit=True,
        max_size=200_000,
        **options,  # type: ignore[arg-type]
    )
    assert [part.path.name for part in film.parts] == ["a-1.mp4", "a-2.mp4"]
    assert replace(film, parts=()) == film.parts[0]
    assert sum(part.slides for part in film.parts) == 3
    for part in film.parts:
        assert part.length <= 5
        assert part.fits
        assert " kB of 0.2 MB, " in part.proof
        assert part.size == part.path.stat().st_size <= 200_000
        assert [path.name for path in part.kit] == [
            f"{part.path.stem}-{name}" for name in ("cover.jpg", "message.txt", "share.json")
        ]
        assert all(path.is_file() for path in part.kit)


def test_a_list_of_photos_makes_a_film_without_a_title(trip: Path, tmp_path: Path) -> None:
    timeline = slideshow.plan([trip / "IMG_2.jpg", trip / "IMG_0.jpg"], size=SMALL)
    names = sorted(photo.path.name for slide in timeline.slides for photo in slide.photos)
    assert names == ["IMG_0.jpg", "IMG_2.jpg"]
    assert not [caption for caption in timeline.captions if caption.kind == "title"]


def test_a_target_decides_the_size(trip: Path) -> None:
    canvas = slideshow.plan(trip, target="tiktok-dm").canvas
    assert (canvas.width, canvas.height) == (1080, 1920)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"template": "cinma"}, 'Did you mean "cinema"'),
        ({"target": "nowhere"}, "nowhere"),
        ({"size": (215, 384)}, "even"),
        ({"per_photo": 3, "length": 9}, "each decides the other"),
        ({"order": "tme"}, 'Did you mean "time"'),
        ({"music": "missing.mp3"}, "no such music"),
        ({"album_link": "https://photos.google.com/album/x"}, "Google Photos"),
    ],
)
def test_what_is_given_wrong_is_an_input_error_that_helps(
    trip: Path, options: dict[str, object], words: str
) -> None:
    with pytest.raises(slideshow.InputError, match=words):
        slideshow.plan(trip, **options)  # type: ignore[arg-type]


def test_an_album_s_link_is_in_the_film_s_last_card(trip: Path) -> None:
    link = "https://photos.app.goo.gl/abcdefgh12345678a"
    assert slideshow.plan(trip, album_link=link).captions[-1].code == link


@pytest.mark.parametrize("size", ["16", "big", 100])
def test_a_size_that_no_film_has_is_refused_before_any_work(trip: Path, tmp_path: Path, size: str) -> None:
    with pytest.raises(slideshow.InputError, match="max_size"):
        slideshow.make(trip, tmp_path / "a.mp4", max_size=size)


def test_an_unknown_option_is_a_mistake_of_the_program(trip: Path) -> None:
    with pytest.raises(TypeError, match="templat"):
        slideshow.plan(trip, templat="cinema")  # type: ignore[call-arg]


@pytest.mark.parametrize(("start", "stop"), [(-1, 3), (5, 4), (0, 10_000)])
def test_frames_that_the_film_does_not_have_are_told_at_once(trip: Path, start: int, stop: int) -> None:
    timeline = slideshow.plan(trip, size=SMALL, length=6)
    with pytest.raises(slideshow.InputError, match="the film has 180"):
        slideshow.frames(timeline, start, stop)


def test_clips_are_in_the_plan_unless_they_are_not_wanted(tmp_path: Path) -> None:
    folder = album(tmp_path / "trip", 2)
    clip(folder / "IMG_9.mp4", 60)
    whole = slideshow.plan(folder, size=SMALL)
    stills = slideshow.plan(folder, size=SMALL, clips=False)
    assert sum(slide.has_clips for slide in whole.slides) == 1
    assert not any(slide.has_clips for slide in stills.slides)
    with pytest.raises(slideshow.InputError, match="mix, only, off"):
        slideshow.plan(folder, size=SMALL, clip_sound="loud")


def test_frames_begun_anywhere_are_the_film_s_own(trip: Path) -> None:
    timeline = slideshow.plan(trip, size=SMALL, length=6)
    whole = list(slideshow.frames(timeline))
    assert len(whole) == 180
    assert all(one.shape == (384, 216, 3) and one.dtype == np.uint8 for one in whole)
    middle = timeline.joins[0].span.start + 2
    part = list(slideshow.frames(timeline, middle, middle + 3))
    assert all(np.array_equal(one, other) for one, other in zip(part, whole[middle:], strict=False))


@pytest.mark.slow
def test_timelines_and_frames_of_many_threads_are_those_of_one(
    trip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is registered here is forgotten afterwards.
    monkeypatch.setattr(TRANSITIONS, "_added", {})

    def seen(seed: int) -> tuple[slideshow.Timeline, bytes]:
        name = f"look_of_thread_{seed}"
        slideshow.transitions.register(name, TRANSITIONS["crossfade"])
        assert name in slideshow.transitions.names()
        timeline = slideshow.plan(trip, size=(128, 224), length=6, seed=seed, template="beats")
        return timeline, b"".join(frame.tobytes() for frame in slideshow.frames(timeline, 40, 80))

    alone = [seen(seed) for seed in range(4)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(seen, range(4))) == alone
    # Two seeds may move the camera alike for so short a while; not all of them.
    assert len({pictures for _, pictures in alone}) > 1


@pytest.mark.slow
def test_films_made_side_by_side_in_threads_are_those_made_alone(trip: Path, tmp_path: Path) -> None:
    def make(name: str, seed: int) -> bytes:
        out = tmp_path / f"{name}.mp4"
        slideshow.make(
            trip, out, size=SMALL, quality="draft", length=6, seed=seed, cached=False, music="calm"
        )
        return out.read_bytes()

    alone = [make(f"alone{seed}", seed) for seed in (1, 2)]
    threads = cv2.getNumThreads()
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(make, ("one", "two"), (1, 2)))
    assert together == alone
    assert alone[0] != alone[1]
    assert cv2.getNumThreads() == threads


def test_a_film_that_fails_does_not_end_the_one_beside_it(trip: Path, tmp_path: Path) -> None:
    is_halfway, has_failed = threading.Event(), threading.Event()

    def wait_in_the_middle(event: Event) -> None:
        if isinstance(event, Advanced) and event.stage == "render" and event.done > 40:
            is_halfway.set()
            assert has_failed.wait(60)

    def fail(event: Event) -> None:
        if isinstance(event, Advanced) and event.stage == "render" and event.done > 40:
            assert is_halfway.wait(60)
            raise ValueError("enough")

    def failing() -> None:
        try:
            slideshow.make(
                trip, tmp_path / "bad.mp4", size=SMALL, length=6, seed=7, report=fail, cached=False
            )
        finally:
            has_failed.set()

    with ThreadPoolExecutor(2) as pool:
        good = pool.submit(
            slideshow.make,
            trip,
            tmp_path / "good.mp4",
            size=SMALL,
            length=6,
            seed=8,
            report=wait_in_the_middle,
            cached=False,
        )
        bad = pool.submit(failing)
        with pytest.raises(ValueError, match="enough"):
            bad.result()
        assert good.result().length == 6.0
    assert not (tmp_path / "bad.mp4").exists()
