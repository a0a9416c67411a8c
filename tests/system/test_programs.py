"""Programs are found where the person has put them, and never in a folder of photos."""

import os
from pathlib import Path

import pytest

from slideshow.errors import InputError
from slideshow.share.upload import rclone
from slideshow.system import programs
from slideshow.system.programs import program

SCRIPT = "#!/bin/sh\nexit 0\n"


def put(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(SCRIPT)
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("search", ["", ".", "bin", f".{os.pathsep}", f"..{os.pathsep}bin"])
def test_a_program_in_the_current_folder_is_not_ours(
    search: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (tmp_path, tmp_path / "bin", tmp_path.parent):
        put(folder, "rclone")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", search)
    assert program("rclone") is None
    with pytest.raises(InputError, match="was not found"):
        rclone.run(["listremotes"], seconds=5)
    (tmp_path.parent / "rclone").unlink()


def test_the_first_folder_that_is_named_in_full_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "here", "rclone")
    (tmp_path / "empty").mkdir()
    there = put(tmp_path / "there", "rclone")
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("PATH", os.pathsep.join([".", str(tmp_path / "empty"), str(there.parent)]))
    assert program("rclone") == str(there)


def test_on_windows_a_program_with_its_ending_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "trip", "rclone.exe")
    put(tmp_path / "bin", "rclone.bat")
    monkeypatch.setattr(programs, "_ENDINGS", (".exe",))
    monkeypatch.chdir(tmp_path / "trip")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert program("rclone") is None
    there = put(tmp_path / "bin", "rclone.exe")
    assert program("rclone") == str(there)
