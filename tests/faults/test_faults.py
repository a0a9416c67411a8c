"""Whatever fails half-way: no half film under its name, nobody left running, and the next run succeeds."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from slideshow.system import ffmpeg
from tests.faults.__main__ import killed
from tests.faults.making import Trip
from tests.photos import scene
from tests.scripts import shell_script

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which processes are whose"),
]


@pytest.fixture
def trip(tmp_path: Path) -> Trip:
    return Trip(tmp_path)


def meanwhile(trip: Trip, does: str, when: str = "") -> str:
    """An ffmpeg that does this when it is started for the first time, with `when` among its arguments.

    The album has been read by then.
    """
    once = f'case "$*" in *"{when}"*) if mkdir "{trip.folder}/once" 2>/dev/null; then {does}; fi;; esac'
    versions = f'case "$*" in *-version*) exec "{ffmpeg.executable()}" "$@";; esac'
    return shell_script(trip.folder / "ffmpeg", f'{versions}\n{once}\nexec "{ffmpeg.executable()}" "$@"')


def test_killed_at_any_moment_it_leaves_nothing_half_done(trip: Trip) -> None:
    assert [problems for _, problems in killed(trip, 2, 5)] == [[], []]


@pytest.mark.parametrize(
    "text",
    ["kill -9 $$", "exit 1", "head -c 20000 >/dev/null; kill -9 $$"],
    ids=["dies", "fails", "dies late"],
)
def test_without_a_working_ffmpeg_there_is_an_error_and_no_film(trip: Trip, text: str) -> None:
    whole = f'case "$*" in *-version*) exec "{ffmpeg.executable()}" "$@";; esac\n'
    code, said = trip.made(IMAGEIO_FFMPEG_EXE=shell_script(trip.folder / "ffmpeg", whole + text))
    assert code == 1
    assert "ffmpeg" in said
    assert "Traceback" not in said
    assert not trip.out.exists()
    assert not trip.strays()
    assert not trip.left()
    assert trip.made()[0] == 0


def test_an_ffmpeg_that_hangs_is_ended_and_said(trip: Trip) -> None:
    text = f'case "$*" in *pipe:0*) sleep 1000;; esac\nexec "{ffmpeg.executable()}" "$@"'
    code, said = trip.made(
        IMAGEIO_FFMPEG_EXE=shell_script(trip.folder / "ffmpeg", text), SLIDESHOW_FFMPEG_SECONDS="1.5"
    )
    assert code == 1, said
    assert "ffmpeg hangs: it did nothing for 1.5 s" in said
    assert "Traceback" not in said
    assert not trip.out.exists()
    assert not trip.strays()
    assert not trip.left()
    assert trip.made()[0] == 0


def test_a_missing_ffmpeg_is_said(trip: Trip) -> None:
    code, said = trip.made(IMAGEIO_FFMPEG_EXE=str(trip.folder / "no such program"))
    assert code == 1
    assert "Traceback" not in said
    assert "no such program" in said or "was not found" in said
    assert not trip.strays()
    assert not trip.left()


@pytest.mark.parametrize("change", ["deleted", "replaced", "cut"])
def test_a_photo_that_changes_while_the_film_is_made_costs_only_itself(trip: Trip, change: str) -> None:
    photo = trip.photos / "IMG_3.jpg"
    other = trip.folder / "other.jpg"
    scene(300, 400, 99).save(other, quality=92)
    does = {
        "deleted": f'rm -f "{photo}"',
        "replaced": f'cp "{other}" "{photo}"',
        "cut": f'truncate -s 5000 "{photo}"',
    }[change]
    code, said = trip.made("--json", IMAGEIO_FFMPEG_EXE=meanwhile(trip, does))
    assert code == 0, said
    assert (trip.folder / "once").exists()
    assert '"photos_used": 5' in said or '"photos_used": 6' in said
    assert trip.is_whole_or_absent()
    assert trip.out.exists()


def test_an_album_that_is_taken_away_is_said_once(trip: Trip) -> None:
    code, said = trip.made(IMAGEIO_FFMPEG_EXE=meanwhile(trip, f"rm -r '{trip.photos}'"))
    assert code == 2, said
    assert said.count("there is nothing at its place") == 6
    assert f"{trip.photos}: its photos are gone or were changed. Start again." in said
    assert said.count("Filming ...") == 1
    assert not trip.out.exists()
    assert not trip.left()


def test_two_runs_to_one_film_leave_a_whole_one(trip: Trip) -> None:
    runs = [trip.started("--seed", str(seed)) for seed in (1, 2)]
    said = [run.communicate() for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    assert trip.out.exists()
    assert trip.is_whole_or_absent()
    assert trip.left() == []


@pytest.mark.parametrize("damage", ["a file in its place", "rubbish in it", "nowhere"])
def test_a_damaged_cache_costs_no_film(trip: Trip, damage: str) -> None:
    assert trip.made()[0] == 0
    if damage == "a file in its place":
        shutil.rmtree(trip.cache)
        trip.cache.write_text("no folder")
    elif damage == "rubbish in it":
        for path in [path for path in trip.cache.rglob("*") if path.is_file()]:
            path.write_bytes(path.read_bytes()[:37] + b"rubbish")
    else:
        trip.cache = Path("/proc/nowhere")
    trip.out.unlink()
    code, said = trip.made()
    assert code == 0, said
    assert trip.out.exists()
    assert trip.is_whole_or_absent()


@contextmanager
def disk(folder: Path, size: str) -> Iterator[Path]:
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.geteuid() or not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root can make a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with disk(tmp_path / "disk", "200k") as folder:
        yield folder


@pytest.fixture
def disk_for_work(tmp_path: Path) -> Iterator[Path]:
    with disk(tmp_path / "disk", "40m") as folder:
        yield folder


def test_a_full_disk_leaves_no_half_film(tmp_path: Path, small_disk: Path) -> None:
    trip = Trip(tmp_path)
    trip.out = small_disk / "trip.mp4"
    code, said = trip.made()
    assert "Traceback" not in said
    assert code == 1, said
    assert "disk is full" in said
    assert list(small_disk.iterdir()) == []
    assert trip.strays() == []
    assert not trip.left()
    subprocess.run(["mount", "-o", "remount,size=20m", str(small_disk)], check=True)
    assert trip.made()[0] == 0


# What ffmpeg is told when the pictures of a segment, the sound's first file, and the sound itself are made.
_STAGES = {"the pictures": "libx264", "the music": "-threads 1", "the sound": "-c:a aac"}


@pytest.mark.parametrize("stage", _STAGES)
@pytest.mark.parametrize(("lies", "jobs"), [("in the cache", "2"), ("among temporary files", "1")])
def test_a_disk_that_fills_half_way_is_said(
    tmp_path: Path, disk_for_work: Path, lies: str, stage: str, jobs: str
) -> None:
    trip = Trip(tmp_path)
    # There is as much room in both, so that the cache is preferred, if it can be had.
    trip.cache = disk_for_work / "cache" if lies == "in the cache" else Path("/proc/nowhere")
    # What music needs on the way is removed when it is done, and that room would do for these pictures.
    options = ("--jobs", jobs, *(() if stage == "the pictures" else ("--music", "calm")))
    fill = f'cat /dev/zero > "{disk_for_work}/filler" 2>/dev/null'
    code, said = trip.made(
        *options, TMPDIR=str(disk_for_work), IMAGEIO_FFMPEG_EXE=meanwhile(trip, fill, _STAGES[stage])
    )
    place = trip.cache / "slideshow" / "work" if lies == "in the cache" else disk_for_work
    assert (tmp_path / "once").exists()
    assert code == 1, said
    assert f"{place}: the disk is full" in said.replace("\n", " ")
    assert "Make room there and start again." in said
    assert "Traceback" not in said
    assert "should not have happened" not in said
    assert not trip.out.exists()
    assert not trip.strays()
    (disk_for_work / "filler").unlink()
    assert not trip.left()
    assert [path.name for path in disk_for_work.iterdir() if path != trip.cache] == []
    code, said = trip.made(*options, TMPDIR=str(disk_for_work))
    assert code == 0, said
    assert trip.is_whole_or_absent()


def test_a_cache_on_a_full_disk_costs_no_film(tmp_path: Path, small_disk: Path) -> None:
    trip = Trip(tmp_path)
    trip.cache = small_disk
    (small_disk / "full").write_bytes(bytes(150_000))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    code, said = trip.made(TMPDIR=str(temporary))
    assert code == 0, said
    assert trip.out.exists()
    assert trip.is_whole_or_absent()
    assert trip.left() == list(temporary.iterdir()) == []


@pytest.mark.parametrize("lost", ["the films' folder", "the cache"])
def test_a_place_that_is_gone_half_way_is_said(trip: Trip, lost: str) -> None:
    place = trip.cache if lost == "the cache" else trip.out.parent
    code, said = trip.made(IMAGEIO_FFMPEG_EXE=meanwhile(trip, f"rm -rf '{place}'"))
    assert_lost(trip, place, code, said)
    assert trip.made()[0] == 0


def test_a_place_that_is_closed_half_way_is_said(trip: Trip, request: pytest.FixtureRequest) -> None:
    if os.geteuid():
        close, reopen = f"chmod a-w '{trip.out.parent}'", ["chmod", "u+w"]
    else:
        trip.out = request.getfixturevalue("small_disk") / "trip.mp4"
        close = f"mount -o remount,ro '{trip.out.parent}'"
        reopen = ["mount", "-o", "remount,rw,size=20m"]
    code, said = trip.made(IMAGEIO_FFMPEG_EXE=meanwhile(trip, close))
    assert_lost(trip, trip.out.parent, code, said)
    subprocess.run([*reopen, str(trip.out.parent)], check=True)
    assert trip.made()[0] == 0


# What ffmpeg is told when the finished parts become a film, and when that is looked through.
_PACKAGING = {"joined": "-movie_timescale", "checked": "framecrc"}


def test_the_films_disk_that_fills_while_it_is_packaged_is_said(tmp_path: Path, disk_for_work: Path) -> None:
    trip = Trip(tmp_path)
    trip.out = disk_for_work / "trip.mp4"
    fill = f'cat /dev/zero > "{disk_for_work}/filler" 2>/dev/null'
    options = ("--music", "calm")
    originals = trip.originals()
    code, said = trip.made(*options, IMAGEIO_FFMPEG_EXE=meanwhile(trip, fill, _PACKAGING["joined"]))
    assert (tmp_path / "once").exists()
    assert code == 1, said
    words = " ".join(said.split())
    assert f"{trip.out}: the disk is full. The film needs about 0." in words
    assert "Make room, or choose another place with -o." in words
    assert "Traceback" not in said
    assert [path.name for path in disk_for_work.iterdir()] == ["filler"]
    assert not trip.strays()
    (disk_for_work / "filler").unlink()
    assert not trip.left()
    assert trip.originals() == originals
    assert trip.made(*options)[0] == 0
    assert trip.out.exists()
    assert trip.is_whole_or_absent()


@pytest.mark.parametrize("step", _PACKAGING)
def test_a_films_folder_that_is_gone_while_it_is_packaged_is_said(trip: Trip, step: str) -> None:
    gone = meanwhile(trip, f"rm -rf '{trip.out.parent}'", _PACKAGING[step])
    code, said = trip.made(IMAGEIO_FFMPEG_EXE=gone)
    assert_lost(trip, trip.out, code, said)
    assert "cannot be written (No such file or directory)" in " ".join(said.split())
    assert trip.made()[0] == 0


@pytest.mark.parametrize("step", _PACKAGING)
def test_a_films_disk_that_is_read_only_while_it_is_packaged_is_said(
    tmp_path: Path, disk_for_work: Path, step: str
) -> None:
    trip = Trip(tmp_path)
    trip.out = disk_for_work / "trip.mp4"
    close = f"mount -o remount,ro '{disk_for_work}'"
    code, said = trip.made(IMAGEIO_FFMPEG_EXE=meanwhile(trip, close, _PACKAGING[step]))
    assert (tmp_path / "once").exists()
    assert code == 1, said
    assert f"{trip.out}: cannot be written (Read-only file system)" in " ".join(said.split())
    assert "Traceback" not in said
    assert not trip.out.exists()
    assert not trip.strays()
    # What nobody could remove is removed by the next run.
    subprocess.run(["mount", "-o", "remount,rw", str(disk_for_work)], check=True)
    trip.age()
    assert trip.made()[0] == 0
    assert trip.is_whole_or_absent()
    assert not trip.left()


def assert_lost(trip: Trip, place: Path, code: int, said: str) -> None:
    assert (trip.folder / "once").exists()
    assert code in (1, 2), said
    assert "Traceback" not in said
    assert "should not have happened" not in said
    assert str(place) in said
    assert not trip.strays()
    trip.out.parent.mkdir(exist_ok=True)
    assert not trip.left()
    assert not trip.out.exists()
