"""moviepy: our frames are its frames, anywhere in time; its clips join by our transitions."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("moviepy")

from moviepy import AudioClip, ColorClip, VideoClip, VideoFileClip, concatenate_videoclips

import slideshow
from slideshow.bridges.moviepy import from_clips, to_clip
from slideshow.errors import InputError
from slideshow.model.timeline import Timeline
from slideshow.render.colour import RGB
from tests.photos import album

SMALL = (216, 384)


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return album(tmp_path_factory.mktemp("albums") / "trip", 7)


@pytest.fixture(scope="module")
def timeline(trip: Path) -> Timeline:
    return slideshow.plan(trip, size=SMALL, fps=29.97, length=15, template="cinema")


@pytest.fixture(scope="module")
def ours(timeline: Timeline) -> list[RGB]:
    return list(slideshow.frames(timeline))


def test_a_clip_is_as_long_large_and_fast_as_the_film(timeline: Timeline) -> None:
    clip = to_clip(timeline)
    assert isinstance(clip, VideoClip)
    assert tuple(clip.size) == SMALL
    assert clip.fps == pytest.approx(30000 / 1001)
    assert clip.duration == pytest.approx(float(timeline.duration_seconds))


def test_its_frames_are_ours_one_after_the_other(timeline: Timeline, ours: list[RGB]) -> None:
    pictures = list(to_clip(timeline).iter_frames())
    assert len(pictures) == len(ours)
    assert all(np.array_equal(one, other) for one, other in zip(pictures, ours, strict=True))


def test_its_frames_are_ours_in_any_order(timeline: Timeline, ours: list[RGB]) -> None:
    clip = to_clip(timeline)
    for number in np.random.default_rng(1).permutation(len(ours))[:60]:
        at, within = number / clip.fps, (number + 0.9) / clip.fps
        assert np.array_equal(clip.get_frame(at), ours[number])
        assert np.array_equal(clip.get_frame(within), ours[number])


def test_it_is_cut_and_composed_like_any_other(timeline: Timeline, ours: list[RGB]) -> None:
    clip = to_clip(timeline)
    cut = concatenate_videoclips([clip.subclipped(90 / clip.fps, 120 / clip.fps), clip])
    assert np.array_equal(cut.get_frame(0), ours[90])
    assert np.array_equal(cut.get_frame(30.2 / clip.fps), ours[0])


def test_it_is_written_with_its_sound(trip: Path, tmp_path: Path) -> None:
    sound = slideshow.sound(trip, tmp_path / "sound.m4a", music="calm", length=12)
    timeline = slideshow.plan(trip, size=SMALL, music="calm", length=12)
    clip = to_clip(timeline, sound)
    clip.subclipped(4, 6).write_videofile(str(tmp_path / "part.mp4"), logger=None)
    with VideoFileClip(str(tmp_path / "part.mp4")) as written:
        assert written.duration == pytest.approx(2.0, abs=0.05)
        assert np.abs(written.audio.to_soundarray()).max() > 0.05
        shown = written.get_frame(1.0).astype(int)
    assert np.abs(shown - clip.get_frame(5.0)).mean() < 12
    clip.close()


def test_a_sound_that_is_none_is_told(timeline: Timeline, tmp_path: Path) -> None:
    (tmp_path / "x.mp3").write_text("no sound")
    with pytest.raises(InputError, match="no sound"):
        to_clip(timeline, tmp_path / "x.mp3")


def moving(level: int) -> VideoClip:
    """A picture that gets lighter, with a tone."""

    def picture(time: float) -> RGB:
        return np.full((384, 216, 3), level + int(10 * time), np.uint8)

    def tone(time: "float | np.ndarray") -> "np.ndarray":
        return 0.5 * np.sin(2 * np.pi * 440 * np.asarray(time))

    sound = AudioClip(tone, duration=2.0, fps=44100)
    return VideoClip(picture, duration=2.0).with_fps(30).with_audio(sound)


def test_clips_join_by_our_transition_and_stay_themselves_outside_of_it() -> None:
    joined = from_clips([moving(20), moving(200)], "wipe_right", 0.5)
    assert joined.duration == pytest.approx(3.5)
    assert np.array_equal(joined.get_frame(1.4), moving(20).get_frame(1.4))
    assert np.array_equal(joined.get_frame(2.5), moving(200).get_frame(1.0))
    middle = joined.get_frame(1.75)
    assert abs(int(middle[200, 8].mean()) - int(middle[200, -8].mean())) > 150
    assert joined.audio.duration == pytest.approx(3.5)
    assert np.abs(joined.audio.subclipped(1.6, 1.9).to_soundarray()).max() > 0.2


def test_hard_cuts_and_a_template_s_overlay() -> None:
    joined = from_clips([moving(20), moving(200)], seconds=0.0, template="cinema")
    assert joined.duration == pytest.approx(4.0)
    assert joined.get_frame(1.0)[2, 2].mean() < moving(20).get_frame(1.0).mean()
    assert joined.get_frame(2.1)[192, 108].mean() > 180


@pytest.mark.parametrize(
    ("clips", "options", "words"),
    [
        ([], {}, "no clips"),
        ([moving(1), moving(2)], {"transition": "wype_right"}, "Did you mean"),
        ([moving(1), moving(2)], {"seconds": 3.0}, "its joins take"),
        ([moving(1), moving(2)], {"sofness": 3.0}, "sofness"),
        ([moving(1), ColorClip((100, 100), (0, 0, 0), duration=3)], {}, "one size"),
        ([ColorClip((101, 100), (0, 0, 0), duration=3)], {}, "odd"),
        ([ColorClip((100, 100), (0, 0, 0))], {}, "no length"),
    ],
)
def test_clips_that_do_not_go_together_are_told(
    clips: list[VideoClip], options: dict[str, object], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        from_clips(clips, **options)  # type: ignore[arg-type]
