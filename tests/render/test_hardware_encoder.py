"""Encoders of graphics cards: used when what they made came back right. Stand-ins play the cards."""

import os
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner

from slideshow.cli.app import app
from slideshow.errors import FfmpegError, InputError
from slideshow.events import Event, Noticed
from slideshow.media.film_mark import is_ours
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.render import ENCODERS, encoder, fingerprint, usable_encoder
from slideshow.render.hardware_encoder import fault
from slideshow.system import ffmpeg
from slideshow.system.file_cache import FileCache
from tests.films import make_here
from tests.photos import album

SIZE = Size(270, 480)

# Plays an ffmpeg whose h264_nvenc is x264, after something was done to the arguments.
_STAND_IN = """#!{python}
import os, sys
arguments = sys.argv[1:]
with open({log!r}, "a") as log:
    log.write(" ".join(arguments) + "\\n")
if "h264_nvenc" in arguments:
    at = arguments.index("h264_nvenc")
    arguments[at] = "libx264"
    for option in ("-cq", "-rc", "-strict_gop", "-b:v"):
        where = arguments.index(option)
        del arguments[where:where + 2]
    arguments[arguments.index("p5")] = "superfast"
    {trick}
elif any(name in arguments for name in ("h264_qsv", "h264_vaapi", "h264_videotoolbox", "h264_amf")):
    sys.exit("no such device")
os.execv({real!r}, [{real!r}, *arguments])
"""
_VF = 'arguments[arguments.index("-vf") + 1] += '


Install = Callable[..., Path]


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    if os.name == "nt":
        pytest.skip("a script stands in for a program")
    real = ffmpeg.executable()
    monkeypatch.setattr(sys, "platform", "linux")

    def install(trick: str = "pass") -> Path:
        program, log = tmp_path / "ffmpeg", tmp_path / "log"
        log.write_text("")
        text = _STAND_IN.format(python=sys.executable, log=str(log), real=real, trick=trick)
        program.write_text(text)
        program.chmod(0o755)
        monkeypatch.setattr(ffmpeg, "executable", lambda: str(program))
        forget()
        return log

    def forget() -> None:
        ffmpeg.build.cache_clear()
        fingerprint.program.cache_clear()

    yield install
    forget()


@pytest.fixture
def kept(tmp_path: Path) -> FileCache:
    return FileCache(tmp_path / "encoders")


def test_a_card_whose_frames_come_back_right_is_used(stand_in: Install, kept: FileCache) -> None:
    stand_in()
    assert usable_encoder("auto", SIZE, kept) == "nvenc"
    assert usable_encoder("nvenc", SIZE, kept) == "nvenc"


@pytest.mark.slow
@pytest.mark.parametrize(
    "trick",
    [
        'sys.exit("no driver")',
        _VF + '",lutyuv=u=128"',
        _VF + '",lutyuv=y=val+20"',
        _VF + '",scale=272:480"',
        'arguments[arguments.index("high")] = "baseline"',
        'arguments[-1:] = ["-frames:v", "5", arguments[-1]]',
        "sys.stdin.buffer.read(); sys.exit(0)",
    ],
)
def test_a_card_that_fails_or_lies_is_not(stand_in: Install, kept: FileCache, trick: str) -> None:
    stand_in(trick)
    assert usable_encoder("auto", SIZE, kept) == "x264"
    with pytest.raises(InputError, match="--encoder nvenc: does not work here"):
        usable_encoder("nvenc", SIZE, kept)


def test_what_was_found_is_remembered_for_a_build(stand_in: Install, kept: FileCache) -> None:
    log = stand_in()
    usable_encoder("auto", SIZE, kept)
    log.write_text("")
    assert usable_encoder("auto", SIZE, kept) == "nvenc"
    assert "h264" not in log.read_text()
    # Another build is asked again.
    stand_in('sys.exit("no driver")')
    assert usable_encoder("auto", SIZE, kept) == "x264"


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"encoder": "rm -rf", "at": 9e99}', b"\xff"])
def test_a_memory_that_makes_no_sense_is_forgotten(
    stand_in: Install, kept: FileCache, content: bytes
) -> None:
    stand_in()
    usable_encoder("auto", SIZE, kept)
    for path, _ in kept.files():
        path.write_bytes(content)
    assert usable_encoder("auto", SIZE, kept) == "nvenc"


def test_our_own_encoder_passes_the_test_it_is_measured_by() -> None:
    assert fault("x264", SIZE) == ""


@pytest.mark.parametrize("name", ENCODERS)
def test_every_encoder_is_told_the_same_of_groups_colours_and_clock(name: str) -> None:
    arguments = encoder.encoding(Size(1080, 1920), Fraction(30), "good", name)
    assert arguments[arguments.index("-g") + 1] == "60"
    assert arguments[arguments.index("-profile:v") + 1] == "high"
    assert "+cgop" in arguments
    assert "colorspace=bt709" in arguments[arguments.index("-vf") + 1]
    assert "filter_units=remove_types=6" in arguments[arguments.index("-bsf:v") + 1]


# Passes its trial, and fails from the second film on.
_TIRES = 'sum("h264_nvenc" in line for line in open({log!r})) > 1 and sys.exit("out of memory on the card")'


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    return album(tmp_path / "trip", 2, (120, 160))


def filmed(trip: Path, encoder: str) -> tuple[Path, list[str]]:
    """A film by one encoder, and what was noticed on the way."""
    out, told = trip.parent / "trip.mp4", list[Event]()
    brief = Brief(canvas=Size(128, 224), length_seconds=5.0)
    make_here(trip, out, brief, encoder=encoder, cached=False, report=told.append)
    return out, [one.text for one in told if isinstance(one, Noticed)]


@pytest.mark.slow
def test_a_card_that_fails_half_way_costs_no_film(stand_in: Install, trip: Path, tmp_path: Path) -> None:
    stand_in(_TIRES.format(log=str(tmp_path / "log")))
    out, told = filmed(trip, "auto")
    assert is_ours(out)
    assert [line for line in told if "out of memory on the card" in line and "goes on without" in line]


def test_a_card_that_was_named_and_fails_half_way_is_said(
    stand_in: Install, trip: Path, tmp_path: Path
) -> None:
    stand_in(_TIRES.format(log=str(tmp_path / "log")))
    with pytest.raises(FfmpegError, match="out of memory on the card") as raised:
        filmed(trip, "nvenc")
    assert raised.value.exit_code == 1
    assert not (tmp_path / "trip.mp4").exists()


def test_a_card_that_was_named_and_is_not_there_is_a_mistake_before_any_work(
    stand_in: Install, trip: Path, tmp_path: Path
) -> None:
    stand_in('sys.exit("no driver")')
    result = CliRunner().invoke(app, ["make", str(trip), "-o", str(tmp_path / "a.mp4"), "--encoder", "nvenc"])
    assert result.exit_code == 2
    assert "--encoder nvenc: does not work here (ffmpeg failed: no driver). Use --encoder auto." in " ".join(
        result.stderr.split()
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ffmpeg", "log", "trip"]
