"""`batch --photos` and `batch --each`: a folder of albums becomes a folder of folders."""

import json
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from slideshow.cli.app import app
from tests.photos import album


@pytest.fixture
def albums(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    album(tmp_path / "albums" / "Rome", 2)
    album(tmp_path / "albums" / "Oslo", 3)
    return tmp_path / "albums"


def batch(albums: Path, *words: str) -> tuple[Result, list[dict[str, object]]]:
    done = CliRunner().invoke(app, ["batch", str(albums), "--json", *words])
    return done, [json.loads(line) for line in done.stdout.splitlines()]


def test_every_albums_photos_are_written_for_a_place(albums: Path) -> None:
    done, told = batch(albums, "--photos", "tiktok-photo", "--shape", "3:4", "--as", "fill")
    assert done.exit_code == 0
    written = [one for one in told if one["event"] == "photos"]
    assert [one["album"] for one in written] == ["Oslo", "Rome"]
    pictures = sorted(Path("photos").glob("*/*.jpg"))
    assert [str(path.parent.name) for path in pictures] == ["Oslo"] * 3 + ["Rome"] * 2
    assert {Image.open(path).size for path in pictures} == {(1080, 1440)}


def test_an_album_that_fails_stops_no_other(albums: Path) -> None:
    taken = Path("photos/Oslo")
    taken.mkdir(parents=True)
    (taken / "mine.txt").write_text("mine")
    done, told = batch(albums, "--photos", "tiktok-dm")
    assert done.exit_code == 1
    (failed,) = [one for one in told if one["event"] == "album"]
    assert (failed["album"], failed["state"]) == ("Oslo", "failed")
    assert [path.name for path in sorted(taken.iterdir())] == ["mine.txt"]
    assert Path("photos/Rome/02.jpg").is_file()


def test_every_album_has_a_film_for_each_row(albums: Path, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("title,target\nAnna,\nBo,nowhere\n", "utf-8")
    small = ["--size", "128x224", "--quality", "draft", "--offline", "--per-photo", "3", "--jobs", "1"]
    done, told = batch(albums, "--each", str(table), "-o", "out", *small)
    assert done.exit_code == 1, "a row has failed"
    assert [one["made"] for one in told if one["event"] == "each"] == [1, 1]
    assert sorted(str(path.relative_to("out")) for path in Path("out").glob("*/*.mp4")) == [
        str(Path(name) / "Anna.mp4") for name in ("Oslo", "Rome")
    ]


@pytest.mark.parametrize("other", [["--watch"], ["--report", "r.json"], ["--each", "people.csv"]])
def test_what_cannot_go_together_is_told(albums: Path, other: list[str]) -> None:
    done = CliRunner().invoke(app, ["batch", str(albums), "--photos", "tiktok-dm", *other])
    assert done.exit_code == 2
    assert "--photos and --each" in done.stderr
