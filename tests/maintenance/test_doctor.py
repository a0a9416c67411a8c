"""`slideshow doctor`: what works here is tried, what does not is told with what would help."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from slideshow.cli.app import app
from slideshow.errors import FfmpegError
from slideshow.maintenance import doctor
from slideshow.maintenance.doctor import Finding, examine
from slideshow.media import photo_files
from slideshow.render import hardware_encoder
from slideshow.system import ffmpeg


@pytest.fixture(autouse=True)
def no_graphics_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardware_encoder, "candidates", tuple)


def found(section: str, name: str) -> Finding:
    return next(one for one in examine() if (one.section, one.name) == (section, name))


def test_everything_that_is_needed_works_here() -> None:
    result = CliRunner().invoke(app, ["doctor", "--json"])
    assert result.exit_code == 0
    *lines, end = [json.loads(line) for line in result.stdout.splitlines()]
    assert end == {"event": "examined", "works": True}
    photos = {line["name"]: line["outcome"] for line in lines if line["section"] == "photos"}
    formats = ("HEIF", "AVIF", "JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP")
    assert photos == dict.fromkeys(formats, "ok")
    assert {line["section"] for line in lines} == {
        "program",
        "photos",
        "encoders",
        "extras",
        "fonts",
        "machine",
    }


def test_a_person_is_told_in_lines() -> None:
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 0
    assert result.stdout.endswith("Films can be made here.\n")
    assert "HEIF" in result.stdout and "Thai" in result.stdout and "free here" in result.stdout


def test_a_format_that_is_not_read_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    as_ever = photo_files.opened

    def opened(file: object, format: str) -> object:
        if format == "HEIF":
            raise ImportError("libheif is missing")
        return as_ever(file, format)  # type: ignore[arg-type]

    monkeypatch.setattr(photo_files, "opened", opened)
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 1
    assert "FAILS    HEIF" in result.stdout and "libheif is missing" in result.stdout
    assert "pip install" in found("photos", "HEIF").fix
    assert found("photos", "AVIF").outcome == "ok"


def test_an_encoder_that_does_not_encode_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(arguments: object) -> None:
        raise FfmpegError("Unknown encoder 'libx264'")

    monkeypatch.setattr(ffmpeg, "feeding", fails)
    one = found("encoders", "x264")
    assert one.outcome == "failed"
    assert "libx264" in one.found
    assert CliRunner().invoke(app, ["doctor"]).exit_code == 1


@pytest.mark.parametrize(
    ("version", "outcome"), [("11.3.0", "warning"), ("12.2", "warning"), ("13.0.0", "ok"), ("14.1", "ok")]
)
def test_an_old_pillow_is_warned_of_and_does_not_stop_anybody(
    monkeypatch: pytest.MonkeyPatch, version: str, outcome: str
) -> None:
    monkeypatch.setattr(doctor, "version", lambda name: version)
    one = found("program", "pillow")
    assert one.outcome == outcome
    assert ("pillow>=13" in one.fix) == (outcome == "warning")
    assert CliRunner().invoke(app, ["doctor"]).exit_code == 0


def test_a_script_without_a_font_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_SCRIPTS", {"Latin": "Aé", "none": "\U0010fffd"})
    assert found("fonts", "Latin").outcome == "ok"
    assert found("fonts", "none").outcome == "off"
    assert "Noto" in found("fonts", "none").fix


def test_a_full_disk_is_warned_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(doctor, "_LITTLE_DISK_BYTES", 1 << 62)
    assert found("machine", "free here").outcome == "warning"
