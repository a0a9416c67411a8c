"""A decoder that fails only on all of a photo, once the film is begun, costs one photo and not the film."""

import os
import sys
from pathlib import Path

import pytest

from tests.faults.making import Trip
from tests.photos import album

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which processes are whose"),
]

# What every process of the program does first.
_STAND_IN = """
import ctypes, os
from slideshow.media import proxies
from slideshow.render import crashing_photo, segment_renderer

from slideshow.system.sandbox import Limits

decode = crashing_photo.decode
segment_renderer._COMPOSING_SECONDS = 0.0
crashing_photo.limits = segment_renderer.limits = lambda photo: Limits(2.5, 1 << 30)

def misled(photo, *arguments, **options):
    if photo.path.stem == "crashes":
        os.abort()
    if photo.path.stem == "hangs":
        # With the interpreter held, as a decoder may do.
        ctypes.PyDLL(None).sleep(1000)
    return decode(photo, *arguments, **options)

crashing_photo.decode = misled
proxies.decode = misled
"""


@pytest.fixture
def misled(tmp_path: Path) -> dict[str, str]:
    """An environment in which photos of certain names are not decoded for a film."""
    (tmp_path / "sitecustomize.py").write_text(_STAND_IN)
    return {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(Path(__file__).parents[2])])}


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("fault", ["crashes", "hangs"])
def test_a_photo_that_ends_its_decoder_costs_only_itself(
    tmp_path: Path, misled: dict[str, str], fault: str, jobs: str
) -> None:
    trip = Trip(tmp_path)
    (trip.photos / "IMG_3.jpg").rename(trip.photos / f"{fault}.jpg")
    code, said = trip.made("--json", "--jobs", jobs, **misled)
    assert code == 0, said
    assert f"{fault}.jpg" in said
    assert {"crashes": "its decoder crashed", "hangs": "it took longer than 2 s"}[fault] in said
    assert '"photos_used": 5' in said
    assert trip.is_whole_or_absent()
    assert trip.out.exists()
    assert not trip.strays()
    assert not trip.left()


def test_a_film_of_one_photo_that_ends_its_decoder_is_an_error(
    tmp_path: Path, misled: dict[str, str]
) -> None:
    trip = Trip(tmp_path)
    for path in trip.photos.iterdir():
        if path.name == "IMG_3.jpg":
            path.rename(trip.photos / "crashes.jpg")
        else:
            path.unlink()
    code, said = trip.made("--jobs", "1", **misled)
    assert code == 2, said
    assert "its decoder crashed" in said
    assert "Traceback" not in said
    assert not trip.out.exists()
    assert not trip.left()


def test_one_album_s_photo_that_ends_its_decoder_costs_a_batch_nothing_else(
    tmp_path: Path, misled: dict[str, str]
) -> None:
    trip = Trip(tmp_path)
    albums = trip.folder / "albums"
    album(albums / "good", 2, (300, 400))
    album(albums / "bad", 3, (300, 400))
    (albums / "bad" / "IMG_1.jpg").rename(albums / "bad" / "crashes.jpg")
    code, said = trip.batched(albums, "--jobs", "1", **misled)
    assert code == 0, said
    assert "crashes.jpg" in said
    assert "its decoder crashed" in said
    assert sorted(path.name for path in trip.out.parent.glob("*.mp4")) == ["bad.mp4", "good.mp4"]
    assert not trip.strays()
