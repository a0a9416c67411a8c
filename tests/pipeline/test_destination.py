"""Films made for where they go: the target's rules, a size limit, parts, what lies beside the film."""

import json
import os
import stat
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from slideshow.documents.target_files import target
from slideshow.errors import InputError
from slideshow.events import Event, Finished, Noticed
from slideshow.media.mp4 import read
from slideshow.model.brief import Brief
from slideshow.model.coding import Coding
from slideshow.model.geometry import Size
from slideshow.model.target import Canvas, Length, Target
from slideshow.model.timeline import Timeline
from slideshow.pipeline.destination import Destination, brief_for
from slideshow.pipeline.kit import check_kit, cover_of, message_of, share_of
from slideshow.pipeline.planning import plan_folder
from slideshow.share.target_check import check
from tests.films import make_film, make_here
from tests.photos import album, save

# The module, which `slideshow.make` is not: that is the function.
stages = import_module("slideshow.pipeline.crew")

SMALL = Size(270, 480)
FIGURE = {"grade": "B", "source": "tests", "as_of": "2026-11-21"}


def place(most_seconds: float) -> Target:
    """A target that takes films up to a length."""
    canvas = Canvas.model_validate({"width": 270, "height": 480, **FIGURE})
    length = Length.model_validate({"most_seconds": most_seconds, **FIGURE})
    return Target(name="place", description="", canvas=canvas, length=length)


def noise(seed: int) -> Image.Image:
    """What is dear to code: grain all over."""
    rng = np.random.default_rng(seed)
    grain = rng.normal(0, 14, (640, 480, 1)) + np.linspace(60, 190, 640).reshape(-1, 1, 1)
    return Image.fromarray(np.clip(np.repeat(grain, 3, 2), 0, 255).astype(np.uint8))


@pytest.fixture(scope="module")
def noisy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("albums") / "grain"
    folder.mkdir()
    for index in range(4):
        save(
            folder,
            f"IMG_{index}.jpg",
            picture=noise(index),
            taken=f"2026:04:0{index // 2 + 3} 09:0{index}:00",
        )
    return folder


@pytest.fixture(scope="module")
def plain_album(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return album(tmp_path_factory.mktemp("albums") / "trip", 4)


def film(
    folder: Path, out: Path, destination: Destination, events: list[Event] | None = None, **options: object
) -> Finished:
    heard: list[Event] = [] if events is None else events
    brief = Brief(canvas=SMALL, **options)  # type: ignore[arg-type]
    return make_here(folder, out, brief, quality="fast", destination=destination, report=heard.append)


def takes_counted(monkeypatch: pytest.MonkeyPatch) -> list[Coding]:
    """Every filming from now on, as it happens."""
    takes: list[Coding] = []
    true_render = stages.render

    def render(timeline: Timeline, coding: Coding, *rest: object, **more: object) -> tuple[Path, ...]:
        takes.append(coding)
        return true_render(timeline, coding, *rest, **more)  # type: ignore[no-any-return]

    monkeypatch.setattr(stages, "render", render)
    return takes


def test_a_film_for_whatsapp_is_of_main_profile_without_b_frames_and_proven(
    plain_album: Path, tmp_path: Path
) -> None:
    made = film(plain_album, tmp_path / "trip.mp4", Destination(target("whatsapp")))
    (track,) = read(made.path).of_kind("video")
    assert track.picture is not None
    assert track.picture.avc is not None
    assert track.picture.avc.profile == 77
    assert not track.samples.reordered
    assert made.fits
    assert made.proof.endswith("270×480, H.264 Main, moov first: fits whatsapp")
    assert check(made.path, target("whatsapp")).fits


@pytest.mark.parametrize("quality", ["draft", "good", "best"])
def test_every_quality_can_be_of_main_profile(quality: str, plain_album: Path, tmp_path: Path) -> None:
    brief = Brief(canvas=SMALL, length_seconds=5.0)
    made = make_film(
        plain_album,
        tmp_path / "trip.mp4",
        brief,
        quality=quality,
        destination=Destination(target("whatsapp")),
    )
    assert "H.264 Main" in made.proof
    assert made.fits


@pytest.mark.parametrize("limit", [60_000, 90_000, 120_000, 200_000])
def test_a_size_limit_is_kept_and_used_in_few_takes(
    limit: int, noisy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    takes = takes_counted(monkeypatch)
    events: list[Event] = []
    made = film(noisy, tmp_path / "trip.mp4", Destination(max_bytes=limit), events)
    assert 0.8 * limit <= made.path.stat().st_size <= limit
    assert len(takes) <= 4
    cost = [event.text for event in events if isinstance(event, Noticed) and "To stay within" in event.text]
    assert len(cost) == 1
    assert "less detail" in cost[0] or "seconds instead of" in cost[0]
    assert f"of {limit / 1e6:g}" in made.proof or "fits" in made.proof


def test_a_limit_that_does_not_bind_costs_nothing(
    plain_album: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = film(plain_album, tmp_path / "free.mp4", Destination())
    takes, events = takes_counted(monkeypatch), list[Event]()
    made = film(plain_album, tmp_path / "held.mp4", Destination(max_bytes=16_000_000), events)
    assert made.path.read_bytes() == free.path.read_bytes()
    assert takes == [Coding("fast")]
    told = [event.text for event in events if isinstance(event, Noticed)]
    assert all(text.startswith("Privacy") for text in told)


def test_a_limit_that_cannot_be_kept_leaves_no_film_and_names_one_that_can(
    noisy: Path, tmp_path: Path
) -> None:
    out = tmp_path / "trip.mp4"
    with pytest.raises(InputError, match="cannot be made as small") as caught:
        film(noisy, out, Destination(max_bytes=12_000))
    assert not list(tmp_path.iterdir())
    nearest = caught.value.hint.split("--max-size ")[1].split(";")[0]
    from slideshow.pipeline import option_values

    limit = option_values.size_bytes(nearest)
    assert limit is not None
    assert film(noisy, out, Destination(max_bytes=limit)).size_bytes <= limit


def test_where_a_length_is_the_persons_the_film_keeps_it(noisy: Path, tmp_path: Path) -> None:
    made = film(noisy, tmp_path / "trip.mp4", Destination(max_bytes=250_000), length_seconds=10.0)
    assert made.duration_seconds == 10.0
    assert made.size_bytes <= 250_000


def test_a_film_too_long_for_its_target_says_what_would_help(plain_album: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"The film is 0:12, and place takes at most 0:06\.") as caught:
        film(plain_album, tmp_path / "trip.mp4", Destination(place(6.0)), length_seconds=12.0)
    assert "--parts to make 3 films" in caught.value.hint
    assert not list(tmp_path.iterdir())


def test_parts_are_numbered_films_within_the_length_each_with_a_cover_of_its_own(
    plain_album: Path, tmp_path: Path
) -> None:
    events: list[Event] = []
    destination = Destination(place(6.0), in_parts=True, kit=True)
    first = film(plain_album, tmp_path / "trip.mp4", destination, events, length_seconds=12.0)
    made = [event for event in events if isinstance(event, Finished)]
    assert [one.path.name for one in made] == ["trip-1.mp4", "trip-2.mp4", "trip-3.mp4"]
    assert first == made[0]
    assert all(one.fits and one.duration_seconds <= 6.0 for one in made)
    assert sum(one.photos_used for one in made) == 4
    covers = {cover_of(one.path).read_bytes() for one in made}
    assert len(covers) == 3
    assert not (tmp_path / "trip.mp4").exists()


def test_parts_are_not_made_of_a_film_that_is_short_enough(plain_album: Path, tmp_path: Path) -> None:
    made = film(plain_album, tmp_path / "trip.mp4", Destination(place(60.0), in_parts=True))
    assert made.path == tmp_path / "trip.mp4"


def test_the_kit_is_a_cover_a_message_and_facts_that_only_the_owner_reads(
    plain_album: Path, tmp_path: Path
) -> None:
    made = film(plain_album, tmp_path / "trip.mp4", Destination(kit=True))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "trip-cover.jpg",
        "trip-message.txt",
        "trip-share.json",
        "trip.mp4",
    ]
    with Image.open(cover_of(made.path)) as cover:
        assert (cover.format, cover.size) == ("JPEG", (270, 480))
        assert not cover.getexif()
    assert message_of(made.path).read_text("utf-8") == "Trip: 3 April 2026\n"
    facts = json.loads(share_of(made.path).read_text("utf-8"))
    assert facts["file"] == "trip.mp4"
    assert facts["size_bytes"] == made.path.stat().st_size
    assert (facts["target"], facts["link"], facts["cover"]) == ("tiktok-dm", None, "trip-cover.jpg")
    if os.name == "posix":
        assert stat.S_IMODE(share_of(made.path).stat().st_mode) == 0o600


def test_nothing_lies_beside_a_film_that_was_made_without_a_kit(plain_album: Path, tmp_path: Path) -> None:
    film(plain_album, tmp_path / "trip.mp4", Destination())
    assert [path.name for path in tmp_path.iterdir()] == ["trip.mp4"]


def test_a_kit_replaces_its_own_files_and_nobody_elses(plain_album: Path, tmp_path: Path) -> None:
    out, destination = tmp_path / "trip.mp4", Destination(kit=True)
    film(plain_album, out, destination)
    film(plain_album, out, destination)
    message_of(out).write_text("My own words.\n", "utf-8")
    film_before = out.stat().st_mtime_ns
    with pytest.raises(InputError, match=r"trip-message\.txt: is there already"):
        film(plain_album, out, destination)
    assert message_of(out).read_text("utf-8") == "My own words.\n"
    assert out.stat().st_mtime_ns == film_before
    check_kit(out, overwrite=True)
    message_of(out).unlink()
    for foreign in ("{}", "[" * 100_000):
        share_of(out).write_text(foreign, "utf-8")
        with pytest.raises(InputError, match=r"trip-share\.json"):
            check_kit(out, overwrite=False)


def test_the_cover_is_the_best_photo_and_no_join(tmp_path: Path) -> None:
    folder = album(tmp_path / "trip", 3)
    # One that is out of focus, and flat: nobody would choose it.
    blurred = Image.fromarray(np.full((800, 600, 3), 128, np.uint8))
    save(folder, "A.jpg", picture=blurred, taken="2026:04:03 08:20:00")
    from slideshow.plan import cover_frame

    plan = plan_folder(folder, Brief(canvas=SMALL, keep_all=True, order="name"))
    frame = cover_frame(plan.timeline, plan.scene.facts_of)
    assert not [join for join in plan.timeline.joins if frame in join.span]
    (slide,) = [slide for slide in plan.timeline.slides if frame in slide.span]
    assert plan.timeline.slides[0].photos[0].path.name == "A.jpg"
    assert slide.photos[0].path.name != "A.jpg"


@pytest.mark.parametrize("name", ["reels", "square", "wide", "story"])
def test_a_target_decides_canvas_length_and_what_stays_free(name: str, plain_album: Path) -> None:
    wanted = target(name)
    brief = brief_for(wanted, Brief(), None)
    timeline = plan_folder(plain_album, brief).timeline
    assert (timeline.canvas.width, timeline.canvas.height) == (wanted.canvas.width, wanted.canvas.height)
    if wanted.most_seconds:
        # No longer than a friend will watch, unless that is asked for.
        assert brief.most_seconds == min(60.0, wanted.most_seconds)
    if name == "reels":
        # Captions and controls lie over the lowest 672 of 1920 pixels.
        assert timeline.safe.bottom == pytest.approx(1 - 672 / 1920)


def test_the_usual_target_leaves_the_brief_as_it_was() -> None:
    assert brief_for(target(), Brief(), None) == Brief()


def test_a_size_of_ones_own_goes_before_the_targets() -> None:
    assert brief_for(target("square"), Brief(), Size(720, 1280)).canvas == Size(720, 1280)


def test_music_leaves_a_tight_limit_to_the_pictures(plain_album: Path, tmp_path: Path) -> None:
    limit = 400_000
    made = film(
        plain_album, tmp_path / "trip.mp4", Destination(max_bytes=limit), length_seconds=12.0, music=("warm",)
    )
    (sound,) = read(made.path).of_kind("audio")
    assert made.size_bytes <= limit
    assert Destination(max_bytes=limit).sound_kilobits(12.0) == 64
    assert Destination(target("whatsapp")).sound_kilobits(60.0) == 192
    assert sound.duration_seconds == pytest.approx(12.0, abs=0.03)


def test_an_end_card_is_no_photo(plain_album: Path, tmp_path: Path) -> None:
    assert film(plain_album, tmp_path / "trip.mp4", Destination(), closing="The end").photos_used == 4
