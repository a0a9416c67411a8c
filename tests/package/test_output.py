import os
import sys
from pathlib import Path

import pytest

from slideshow.errors import InputError, RenderError
from slideshow.media import own_films
from slideshow.media.film_mark import is_ours
from slideshow.package import check_output, publish_picture
from slideshow.package.output import beside, mark, publish
from tests.photos import scene


def problem(out: Path, overwrite: bool = False) -> str:
    with pytest.raises(InputError) as caught:
        check_output(out, overwrite)
    assert caught.value.exit_code == 2
    assert caught.value.hint
    return str(caught.value)


def test_a_new_name_in_a_folder_may_be_written_and_trying_leaves_nothing(tmp_path: Path) -> None:
    check_output(tmp_path / "trip.mp4", overwrite=False)
    check_output(tmp_path / "TRIP.MP4", overwrite=False)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    says = "films/: there is no such folder. Create it, or choose another with -o."
    assert problem(Path("films/trip.mp4")) == says


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "films").touch()
    assert "films/: is not a folder." in problem(tmp_path / "films" / "trip.mp4")


def test_a_folder_in_the_place_of_the_film_gets_a_name_inside_it(tmp_path: Path) -> None:
    folder = tmp_path / "trip.mp4"
    folder.mkdir()
    assert f"is a folder. Give the film a name, such as {folder / 'trip.mp4'}" in problem(folder)
    (tmp_path / "films").mkdir()
    assert str(tmp_path / "films" / "films.mp4") in problem(tmp_path / "films")


@pytest.mark.parametrize(
    ("name", "works"),
    [
        ("trip", "trip.mp4"),
        ("trip.mov", "trip.mp4"),
        ("trip.WEBM", "trip.mp4"),
        ("trip.2024", "trip.2024.mp4"),
        ("photo.jpg", "photo.jpg.mp4"),
        (".mp4", "mp4.mp4"),
    ],
)
def test_another_ending_gets_a_name_that_would_work(tmp_path: Path, name: str, works: str) -> None:
    assert problem(tmp_path / name).endswith(f"a film's name ends in .mp4. Call it {tmp_path / works}.")
    check_output(tmp_path / works, overwrite=False)


def test_a_photo_is_never_replaced_even_when_told_to_overwrite(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff")
    problem(photo, overwrite=True)


def test_a_foreign_file_is_refused_and_the_way_out_is_told(tmp_path: Path) -> None:
    out = tmp_path / "trip.mp4"
    out.write_bytes(b"not ours")
    says = problem(out)
    assert "slideshow did not make it" in says and "--overwrite" in says and "-o" in says
    check_output(out, overwrite=True)
    assert out.read_bytes() == b"not ours"


def test_a_film_that_somebody_else_made_with_slideshow_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, theirs = tmp_path / "trip.mp4", tmp_path / "theirs"
    with beside(out) as part, monkeypatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(theirs))
        part.write_bytes(b"of Anna's trip")
        mark(part)
        publish(part, out, overwrite=False)
        check_output(out, overwrite=False)
    assert is_ours(out)
    with pytest.raises(InputError, match=r"not made by slideshow on this computer.*--overwrite"):
        check_output(out, overwrite=False)
    with beside(out) as part:
        part.write_bytes(b"of my trip")
        mark(part)
        with pytest.raises(InputError, match="on this computer"):
            publish(part, out, overwrite=False)
        assert out.read_bytes().startswith(b"of Anna")
        publish(part, out, overwrite=True)
    # Ours again, also where it is moved to.
    check_output(out, overwrite=False)
    check_output(out.rename(tmp_path / "moved.mp4"), overwrite=False)


def test_a_marked_film_is_ours_until_its_end_changes(tmp_path: Path) -> None:
    out = tmp_path / "trip.mp4"
    out.write_bytes(b"a film")
    assert not is_ours(out)
    mark(out)
    assert is_ours(out)
    own_films.remember(out)
    check_output(out, overwrite=False)
    out.write_bytes(out.read_bytes() + b"more")
    assert not is_ours(out)
    assert "slideshow did not make it" in problem(out)


def test_what_is_not_there_empty_or_no_file_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    assert not is_ours(tmp_path / "missing.mp4")
    assert not is_ours(tmp_path / "empty.mp4")
    assert not is_ours(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_to_nowhere_is_not_replaced(tmp_path: Path) -> None:
    out = tmp_path / "trip.mp4"
    out.symlink_to(tmp_path / "not mounted today" / "trip.mp4")
    assert "is there already" in problem(out)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder in which nobody may write, not even root")
def test_a_folder_that_takes_no_files_is_found_by_trying() -> None:
    assert "/proc/trip.mp4: cannot be written (" in problem(Path("/proc/trip.mp4"))


def test_a_name_too_long_for_the_disk_is_found_before_rendering(tmp_path: Path) -> None:
    assert "cannot be written (" in problem(tmp_path / f"{'n' * 300}.mp4")
    check_output(tmp_path / f"{'n' * 251}.mp4", overwrite=False)


def test_the_hidden_file_carries_the_films_name_and_is_gone_afterwards(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), beside(tmp_path / "trip.mp4") as part:
        assert part.name.startswith(".trip.mp4.") and part.name.endswith(".part")
        assert part.parent == tmp_path and part.is_file()
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_two_runs_to_one_film_have_a_hidden_file_each(tmp_path: Path) -> None:
    out = tmp_path / "trip.mp4"
    with beside(out) as first, beside(out) as second:
        first.write_bytes(b"first")
        second.write_bytes(b"second")
        mark(second)
        publish(second, out, overwrite=False)
        assert first.read_bytes() == b"first"
        publish(first, out, overwrite=False)
    assert out.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [out]


def test_a_film_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or, when the power fails, half of one would be under it."""
    out = tmp_path / "trip.mp4"
    safe: list[int] = []
    real = os.fsync

    def fsync(number: int) -> None:
        if not out.exists():
            safe.append(os.fstat(number).st_ino)
        real(number)

    monkeypatch.setattr(os, "fsync", fsync)
    with beside(out) as part:
        part.write_bytes(b"a film")
        publish(part, out, overwrite=False)
    assert safe == [out.stat().st_ino]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
@pytest.mark.parametrize("name", ["cover.jpg", "preview.png"])
def test_a_picture_that_finds_room_for_a_part_only_is_not_published(tmp_path: Path, name: str) -> None:
    import resource

    out = tmp_path / name
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, limits[1]))
    try:
        with pytest.raises(RenderError, match="cannot be written"):
            publish_picture(scene(600, 800), out, overwrite=False)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(tmp_path.iterdir()) == []
