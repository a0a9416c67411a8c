"""A film held against a target: each rule passes and fails where it should, and its fix mends it."""

import json
import os
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

import slideshow
from slideshow.errors import RenderError
from slideshow.media.film_mark import MARK
from slideshow.model.target import Canvas, Coding, Length, Rate, Target, Trait, Weight
from slideshow.share.target_check import Checked, check
from slideshow.system import ffmpeg

TAGS = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
SURE: dict[str, Any] = {"grade": "A", "source": "this test", "as_of": date(2026, 11, 21)}
TRAITS: tuple[Trait, ...] = get_args(Trait)


def film(path: Path, *options: str, size: str = "180x320", seconds: float = 2, fps: str = "30") -> Path:
    """A film that all targets take, but for what the options change."""
    picture = f"testsrc2=s={size}:r={fps}:d={seconds},format=yuv420p,{TAGS}"
    ffmpeg.run(
        [
            *("-y", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", f"sine=330:r=48000:d={seconds}"),
            *("-c:v", "libx264", "-preset", "veryfast", "-profile:v", "main", "-bf", "0", "-c:a", "aac"),
            *(
                "-movflags",
                "+faststart",
                "-use_editlist",
                "0",
                "-avoid_negative_ts",
                "disabled",
                *options,
                str(path),
            ),
        ]
    )
    return path


def target(
    *,
    canvas: Canvas | None = None,
    length: Length | None = None,
    weight: Weight | None = None,
    rate: Rate | None = None,
    required: tuple[Trait, ...] = (),
    advised: tuple[Trait, ...] = (),
) -> Target:
    return Target(
        name="test",
        description="",
        canvas=canvas or Canvas(width=180, height=320, **SURE),
        length=length,
        weight=weight,
        rate=rate,
        coding=Coding(required=required, advised=advised, **SURE),
    )


def outcomes(checked: Checked) -> dict[str, str]:
    return {one.rule: one.outcome for one in checked.findings}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film(tmp_path_factory.mktemp("films") / "good.mp4")


def test_a_good_film_passes_every_rule(good: Path) -> None:
    wanted = target(
        canvas=Canvas(width=180, height=320, at_most=True, **SURE),
        length=Length(least_seconds=1, advised_seconds=3, most_seconds=4, **SURE),
        weight=Weight(most_bytes=10_000_000, **SURE),
        rate=Rate(least_fps=23, most_fps=60, **SURE),
        required=TRAITS,
    )
    checked = check(good, wanted)
    assert [one for one in checked.findings if one.outcome != "pass"] == []
    assert len(checked.findings) == len(TRAITS) + 6
    assert checked.fits
    assert "kB of 10 MB, 0:02, 180×320, H.264 Main, moov first: fits test" in checked.proof


BROKEN: dict[Trait, tuple[str, ...]] = {
    "h264": ("-c:v", "libx265", "-profile:v", "main", "-x265-params", "log-level=none"),
    "aac": ("-c:a", "libmp3lame"),
    "yuv420_8_bit": ("-pix_fmt", "yuv444p", "-profile:v", "high444"),
    "main_profile": ("-profile:v", "high"),
    "no_b_frames": ("-bf", "3"),
    "moov_first": ("-movflags", "-faststart"),
    "no_edit_lists": ("-use_editlist", "1"),
    "closed_gops": ("-bf", "3", "-x264-params", "open-gop=1:keyint=20:scenecut=0:b-adapt=0"),
    "constant_rate": ("-vf", f"select=mod(n\\,3),{TAGS}", "-fps_mode", "vfr"),
    "upright": ("-vf", f"setsar=4/3,{TAGS}"),
    "bt709": ("-vf", "setparams=color_primaries=bt470bg:color_trc=smpte170m:colorspace=bt470bg"),
    "sound_to_48_khz": ("-ar", "96000"),
}


def test_a_film_of_ours_is_made_again_rather_than_mended(tmp_path: Path) -> None:
    path = film(tmp_path / "trip.mp4", *BROKEN["moov_first"])
    with path.open("ab") as file:
        file.write(MARK)
    (finding,) = check(path, target(required=("moov_first",))).findings[2:]
    assert finding.fix == "Make it again with --for test."


def test_a_film_larger_than_advised_fits_and_it_is_said(good: Path) -> None:
    assert check(good, target(weight=Weight(advised_bytes=100, **SURE))).proof.endswith(
        "fits test, larger than advised"
    )
    assert check(good, target(weight=Weight(advised_bytes=10**9, **SURE))).proof.endswith("fits test")


def test_every_rule_has_its_broken_film() -> None:
    assert set(BROKEN) == set(TRAITS)


@pytest.mark.parametrize("trait", TRAITS)
def test_a_film_that_breaks_a_rule_fails_and_the_fix_that_is_told_mends_it(
    tmp_path: Path, trait: Trait
) -> None:
    path = film(tmp_path / "my film.mp4", *BROKEN[trait])
    (finding,) = check(path, target(required=(trait,))).findings[2:]
    assert finding.outcome == "fail"
    assert finding.found != finding.wanted
    assert [one.outcome for one in check(path, target(advised=(trait,))).findings[2:]] == ["advice"]

    # It is typed as it stands there.
    program, *command = shlex.split(finding.fix.partition(": ")[2])
    assert program == ffmpeg.executable()
    ffmpeg.run(command)
    mended = tmp_path / "my film-mended.mp4"
    # And it breaks nothing else.
    kept: tuple[Trait, ...] = (trait, "constant_rate", "h264", "aac", "yuv420_8_bit", "moov_first")
    assert [one for one in check(mended, target(required=kept)).findings[2:] if one.outcome != "pass"] == []


@pytest.mark.parametrize(
    ("limits", "outcome"),
    [
        ({"most_seconds": 1.5}, "fail"),
        ({"most_seconds": 2}, "pass"),
        ({"advised_seconds": 1.5}, "advice"),
        ({"advised_seconds": 1, "most_seconds": 1.5}, "fail"),
        ({"advised_seconds": 1, "most_seconds": 2}, "advice"),
    ],
)
def test_a_length_is_refused_or_only_advised(good: Path, limits: dict[str, Any], outcome: str) -> None:
    checked = check(good, target(length=Length(**limits, **SURE)))
    assert outcomes(checked)["length"] == outcome
    assert checked.fits == (outcome != "fail")


def test_a_film_can_be_too_short(good: Path) -> None:
    checked = check(good, target(length=Length(least_seconds=5, **SURE)))
    (finding,) = [one for one in checked.findings if one.rule == "shortest"]
    assert (finding.outcome, finding.found, finding.wanted) == ("fail", "0:02", "at least 0:05")
    assert "--length 6" in finding.fix


def test_one_byte_too_many_is_too_many(good: Path) -> None:
    size = good.stat().st_size
    assert check(good, target(weight=Weight(most_bytes=size, **SURE))).fits
    checked = check(good, target(weight=Weight(most_bytes=size - 1, **SURE)))
    assert not checked.fits
    assert f"{size:,} bytes" in [one.found for one in checked.findings]
    assert "does not fit test (file)" in checked.proof


@pytest.mark.parametrize(("fps", "outcome"), [("24000/1001", "pass"), ("60", "pass"), ("20", "fail")])
def test_too_few_frames_a_second_fail(tmp_path: Path, fps: str, outcome: str) -> None:
    path = film(tmp_path / "film.mp4", fps=fps)
    checked = check(path, target(rate=Rate(least_fps=23.976, most_fps=60, **SURE)))
    assert outcomes(checked)["frames a second"] == outcome


@pytest.mark.parametrize(
    ("size", "at_most", "shape", "sides"),
    [
        ("180x320", True, "pass", "pass"),
        ("360x640", True, "pass", "fail"),
        ("360x640", False, "pass", "advice"),
        ("90x160", False, "pass", "advice"),
        ("90x160", True, "pass", "pass"),
        ("320x180", True, "advice", "pass"),  # lying: bars, but no larger than a film that stands
        ("180x180", True, "advice", "pass"),
    ],
)
def test_shape_and_size_are_told_apart(
    tmp_path: Path, size: str, at_most: bool, shape: str, sides: str
) -> None:
    path = film(tmp_path / "film.mp4", size=size)
    found = outcomes(check(path, target(canvas=Canvas(width=180, height=320, at_most=at_most, **SURE))))
    assert (found["shape"], found["size"]) == (shape, sides)


def test_a_film_turned_by_the_phone_is_judged_as_it_is_shown(tmp_path: Path) -> None:
    lying = film(tmp_path / "lying.mp4", size="320x180")
    turned = tmp_path / "turned.mp4"
    ffmpeg.run(["-display_rotation", "90", "-i", str(lying), "-c", "copy", str(turned)])
    checked = check(turned, target(required=("upright",)))
    assert outcomes(checked) == {"shape": "pass", "size": "pass", "upright": "fail"}
    assert "180×320" in checked.proof


def test_a_film_in_fragments_is_told_to_be_copied(tmp_path: Path, good: Path) -> None:
    pieces = tmp_path / "pieces.mp4"
    ffmpeg.run(["-i", str(good), "-c", "copy", "-movflags", "frag_keyframe+empty_moov", str(pieces)])
    checked = check(pieces, target(length=Length(most_seconds=9, **SURE), required=TRAITS))
    (finding,) = [one for one in checked.findings if one.outcome == "fail"]
    assert finding.rule == "one piece"
    assert "-c copy" in finding.fix


def test_what_is_no_film_says_so(tmp_path: Path) -> None:
    (tmp_path / "notes.mp4").write_text("notes and notes")
    with pytest.raises(RenderError, match="cannot be read as an MP4 film"):
        check(tmp_path / "notes.mp4", target())


def test_a_sound_is_no_film(tmp_path: Path) -> None:
    path = tmp_path / "song.mp4"
    ffmpeg.run(["-f", "lavfi", "-i", "sine=330:d=1", "-c:a", "aac", str(path)])
    checked = check(path, target(required=TRAITS))
    assert outcomes(checked) == {"picture": "fail"}


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "slideshow", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(Path(slideshow.__file__).parent.parent), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_command_returns_1_when_a_rule_fails_and_0_when_none_does(tmp_path: Path, good: Path) -> None:
    fits = run("check", good, "--for", "whatsapp")
    assert fits.returncode == 0, fits.stderr
    assert fits.stdout.splitlines()[-1].endswith("moov first: fits whatsapp")
    refused = run("check", good, "--for", "snapchat")
    assert refused.returncode == 1
    (line,) = [line for line in refused.stdout.splitlines() if line.startswith("FAILS")]
    assert "shortest" in line
    assert "at least 0:05" in line
    unknown = run("check", good, "--for", "snap")
    assert unknown.returncode == 2
    assert unknown.stderr.startswith('Target "snap" is unknown.')


def test_json_has_a_rule_a_line_and_the_verdict_last(good: Path) -> None:
    result = run("check", good, "--for", "snapchat", "--json")
    *rules, last = [json.loads(line) for line in result.stdout.splitlines()]
    assert {rule["event"] for rule in rules} == {"rule"}
    assert [rule["rule"] for rule in rules if rule["outcome"] == "fail"] == ["shortest"]
    assert (last["event"], last["target"], last["fits"]) == ("checked", "snapchat", False)
    assert result.returncode == 1


def test_targets_are_listed_a_line_each() -> None:
    lines = run("targets").stdout.splitlines()
    assert len(lines) == 13
    assert "whatsapp   1080×1920, to 16.0 MB, Main profile." in lines[5]
    assert lines[-1].endswith("targets.toml")
    listed = [json.loads(line) for line in run("targets", "--json").stdout.splitlines()]
    assert listed[5]["weight"] | {"as_of": ""} == {
        "grade": "B",
        "source": "the common figure for films that play in the chat",
        "as_of": "",
        "most_bytes": 16_000_000,
    }
