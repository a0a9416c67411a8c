"""What the page shows of choices before they are made: moving pictures, clips, music."""

import io
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from slideshow.errors import InputError
from slideshow.studio import clips
from slideshow.studio.listening import heard_in, sound_of
from slideshow.studio.open_album import OpenAlbum
from slideshow.studio.tiles import Tiles
from slideshow.system import ffmpeg
from tests.studio.conftest import wait_for

# Whole films and drafts are made: with the slow tests.
pytestmark = pytest.mark.slow


def frames(content: bytes) -> list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
    with Image.open(io.BytesIO(content)) as image:
        found = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            found.append(np.asarray(image.convert("RGB")))
    return found


def test_a_choice_is_shown_on_this_very_slide_moving(opened: OpenAlbum) -> None:
    tiles: Tiles = opened.film.tiles
    before = opened.whole()["state"]
    closer, still = (frames(tiles.tile(2, "motion", name)) for name in ("zoom_in", "still"))
    assert len(closer) > 5
    assert np.ptp([frame.astype(int) for frame in closer], axis=0).max() > 60
    assert len(still) == 1 or np.ptp([frame.astype(int) for frame in still], axis=0).max() < 30
    assert len(frames(tiles.tile(2, "motion", "zoom_in", still=True))) == 1
    filled, whole = (frames(tiles.tile(2, "layout", name))[0].astype(int) for name in ("fill", "fit"))
    assert np.abs(filled - whole).max() > 40
    assert opened.whole()["state"] == before


def test_a_transition_is_shown_between_these_two_slides(opened: OpenAlbum) -> None:
    shown = frames(opened.film.tiles.tile(2, "transition", "push_left"))
    first = frames(opened.film.tiles.tile(1, "layout", "fill"))[-1].astype(int)
    assert np.abs(shown[0].astype(int) - first).mean() < np.abs(shown[-1].astype(int) - first).mean()


@pytest.mark.parametrize(
    ("number", "kind", "name"),
    [
        (1, "transition", "crossfade"),
        (99, "layout", "fill"),
        (2, "layout", "grid"),
        (2, "x", "fill"),
        (2, "motion", "../x"),
    ],
)
def test_there_is_no_picture_of_what_cannot_be_chosen(
    opened: OpenAlbum, number: int, kind: str, name: str
) -> None:
    with pytest.raises(InputError):
        opened.film.tiles.tile(number, kind, name)


def test_music_of_our_own_is_heard_and_seen_before_it_is_chosen(opened: OpenAlbum) -> None:
    film = opened.film.edited
    seen = heard_in(film, "calm", None)
    assert seen["seconds"] >= 8
    assert all(0 <= one <= 1 for one in seen["levels"])
    assert len(seen["bars"]) > 2
    first, other = (b"".join(islice(sound_of(film, "calm", seed), 2)) for seed in (1, 2))
    assert first[:4] == b"RIFF"
    assert np.frombuffer(first[44:], "<i2").any()
    assert first != other
    with pytest.raises(InputError):
        heard_in(film, "loud", None)


def test_another_seed_is_another_piece_and_a_step(opened: OpenAlbum) -> None:
    opened.do("music", {"name": "calm"}, opened.revision)
    before = opened.whole()["state"]["film"]["seed"]
    done = opened.do("seed", {"number": 4711}, opened.revision)
    assert done["words"] == "Other music"
    assert done["state"]["film"]["seed"] == 4711
    opened.do("undo", {}, opened.revision)
    assert opened.whole()["state"]["film"]["seed"] == before
    with pytest.raises(InputError):
        opened.do("seed", {"number": -1}, opened.revision)


def test_light_is_evened_out_or_left_as_a_step(opened: OpenAlbum) -> None:
    assert opened.whole()["state"]["film"]["tone"]
    done = opened.do("tone", {"on": False}, opened.revision)
    assert done["words"] == "Photos in their own light"
    assert not opened.film.edited.session.film.scene.brief.tone
    opened.do("undo", {}, opened.revision)
    assert opened.whole()["state"]["film"]["tone"]


def test_a_clips_strip_tells_its_pictures_and_where_it_is_loud(
    trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    picture = ["-f", "lavfi", "-i", "color=red:s=160x120:r=25:d=3,format=yuv420p"]
    later = ["-f", "lavfi", "-i", "color=blue:s=160x120:r=25:d=3,format=yuv420p"]
    sound = ["-f", "lavfi", "-i", "sine=f=440:d=6,volume='if(lt(t,3),0,1)':eval=frame"]
    joined = ["-filter_complex", "[0:v][1:v]concat=n=2:v=1[v]", "-map", "[v]", "-map", "2:a"]
    ffmpeg.run([*picture, *later, *sound, *joined, "-c:a", "aac", "-y", str(trip / "clip.mp4")])
    opened = OpenAlbum(trip, tmp_path, lambda: None)
    wait_for(lambda: opened.phase in ("ready", "failed"))
    try:
        album = opened.film.edited.session.scene.album.photos
        clip = next(photo for photo in album if photo.path.name == "clip.mp4")
        with Image.open(io.BytesIO(clips.strip(clip))) as image:
            strip = np.asarray(image.convert("RGB"), int)
        assert strip[36, 10, 0] > strip[36, 10, 2]
        assert strip[36, -10, 2] > strip[36, -10, 0]
        levels = clips.loudness(clip)
        assert max(levels[: len(levels) // 3]) < min(levels[-len(levels) // 3 : -4])
        with pytest.raises(InputError):
            clips.strip(album[0] if album[0] is not clip else album[1])
    finally:
        opened.close()
