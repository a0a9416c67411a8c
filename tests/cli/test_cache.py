import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from slideshow.cli.app import app
from slideshow.system.file_cache import FileCache
from slideshow.system.user_folders import cache_folder
from tests.photos import album


@pytest.fixture(autouse=True)
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "cache"))


def make(folder: Path, out: Path, *options: str) -> str:
    command = ["make", str(folder), "-o", str(out), "--size", "144x256", "--quality", "draft"]
    result = CliRunner().invoke(app, [*command, *options])
    assert result.exit_code == 0, result.output
    return result.output


def told() -> dict[str, str]:
    result = CliRunner().invoke(app, ["cache", "--json"])
    assert result.exit_code == 0
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return {line["name"]: line["description"] for line in lines}


def test_the_cache_tells_where_how_many_and_how_much(tmp_path: Path) -> None:
    assert told()["segments"].startswith("0 files, 0.0 MB of at most 2000, in ")
    make(album(tmp_path / "trip", 2), tmp_path / "film.mp4")
    assert told()["segments"].startswith("2 files, ")
    assert told()["facts"].startswith("4 files, ")
    assert str(cache_folder() / "segments") in told()["segments"]


def test_machines_are_told_the_figures(tmp_path: Path) -> None:
    (segments,) = [
        line
        for line in map(json.loads, CliRunner().invoke(app, ["cache", "--json"]).stdout.splitlines())
        if line["name"] == "segments"
    ]
    assert (segments["files"], segments["size_bytes"], segments["most_bytes"]) == (0, 0, 2_000_000_000)
    assert Path(segments["folder"]) == cache_folder() / "segments"


def test_clearing_throws_out_all_of_it_and_what_killed_runs_left(tmp_path: Path) -> None:
    make(album(tmp_path / "trip", 2), tmp_path / "film.mp4")
    old, new = (cache_folder() / "work" / name for name in ("make-old", "make-new"))
    for folder in (old, new):
        folder.mkdir(parents=True)
        (folder / "part.mp4").write_bytes(b"half")
    os.utime(old, (1, 1))
    result = CliRunner().invoke(app, ["cache", "clear"])
    assert result.exit_code == 0
    assert "MB thrown out" in result.output
    assert all(words.startswith("0 files") for words in told().values())
    assert not old.exists()
    assert new.exists()


def test_without_a_cache_nothing_is_kept_and_the_film_is_the_same(tmp_path: Path) -> None:
    folder = album(tmp_path / "trip", 2)
    make(folder, tmp_path / "one.mp4", "--no-cache")
    assert list(FileCache(cache_folder() / "segments").files()) == []
    make(folder, tmp_path / "two.mp4")
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()


@pytest.mark.parametrize("options", [["--jobs", "0"], ["--jobs", "1000"], ["--encoder", "x265"]])
def test_what_cannot_be_asked_for_is_told_in_a_line(tmp_path: Path, options: list[str]) -> None:
    command = ["make", str(album(tmp_path / "trip", 1)), "-o", str(tmp_path / "film.mp4"), *options]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 2
    assert options[0] in result.output
