"""A camera's clock is moved by --shift, and by what slideshow.toml says."""

from pathlib import Path

import pytest
from PIL import Image

from slideshow.errors import StoryboardError
from slideshow.events import Event, Noticed
from slideshow.model.brief import Brief
from slideshow.model.clock_shift import clock_shift
from slideshow.model.geometry import Size
from slideshow.pipeline.planning import Planned, plan_folder
from slideshow.pipeline.write_plan import write_plan
from tests.photos import scene
from tests.plan.albums import words

SMALL = Brief(canvas=Size(360, 640), keep_all=True)
SHIFTED = Brief(canvas=Size(360, 640), keep_all=True, shifts=(clock_shift("camera b=+1d"),))


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    """Two cameras on two days, of which one shows the day before."""
    folder = tmp_path / "trip"
    folder.mkdir()
    for index in range(6):
        camera, day = ("Camera A", 12) if index % 2 else ("Camera B", 11)
        exif = Image.Exif()
        exif[0x0110] = camera
        exif.get_ifd(0x8769)[0x9003] = f"2024:05:{day + index // 3:02d} {10 + index}:00:00"
        scene(300, 400, seed=index).save(folder / f"{index}.jpg", exif=exif)
    return folder


def names(film: Planned) -> list[str]:
    """The photos behind the first, which is taken out of its time."""
    return [photo.path.stem for shot in film.storyboard.shots[1:] for photo in shot.photos]


def test_the_photos_of_the_camera_move_among_the_others(trip: Path) -> None:
    before, after = plan_folder(trip, SMALL), plan_folder(trip, SHIFTED)
    assert before.storyboard.detail != after.storyboard.detail
    assert words(after.storyboard.detail or "") == "12 13 May 2024"
    assert [one for one in "021435" if one in names(before)] == names(before)
    assert [one for one in "012345" if one in names(after)] == names(after)


def test_a_plan_keeps_the_shift_it_was_written_with(trip: Path) -> None:
    write_plan(trip, SHIFTED)
    assert 'shift = ["camera b=+1d"]' in (trip / "slideshow.toml").read_text()
    told: list[Event] = []
    again = plan_folder(trip, SMALL, report=told.append)
    assert names(again) == names(plan_folder(trip, SHIFTED, fresh=True))
    assert not [one for one in told if isinstance(one, Noticed) and "in order anew" in one.text]


def test_a_shift_that_a_person_writes_into_the_plan_puts_its_slides_in_order(trip: Path) -> None:
    write_plan(trip, SMALL)
    file = trip / "slideshow.toml"
    file.write_text(file.read_text().replace("[[slide]]", 'shift = "Camera B=+1d"\n\n[[slide]]', 1))
    told: list[Event] = []
    film = plan_folder(trip, SMALL, report=told.append)
    assert names(film) == [one for one in "012345" if one in names(film)]
    assert words(film.storyboard.detail or "") == "12 13 May 2024"
    assert any(isinstance(one, Noticed) and "in order anew" in one.text for one in told)


def test_a_shift_in_the_plan_that_is_none_is_answered(trip: Path) -> None:
    (trip / "slideshow.toml").write_text('shift = "Camera B one hour"\n')
    with pytest.raises(StoryboardError, match="is not a camera and a time"):
        plan_folder(trip, SMALL)
