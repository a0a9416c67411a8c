"""`slideshow plan` and `slideshow preview` as their users meet them."""

import json
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.test_make import QUICK, run
from tests.photos import album, save


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    folder = album(tmp_path / "trip", 4)
    # The same again, a second later and packed harder.
    picture = Image.open(folder / "IMG_1.jpg")
    save(folder, "IMG_1b.jpg", picture=picture, taken="2026:04:03 09:01:01")
    return folder


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "here").mkdir()
    return tmp_path / "here"


def test_a_film_of_an_unedited_plan_is_the_film_without_it_byte_for_byte(trip: Path, here: Path) -> None:
    assert run("make", trip, *QUICK, "-o", "before.mp4", cwd=here).returncode == 0
    planned = run("plan", trip, *QUICK[:2], cwd=here)
    assert planned.returncode == 0, planned.stderr
    assert planned.stdout.startswith(f"{trip}/slideshow.toml: 4 slides, 0:")
    assert run("make", trip, *QUICK, "-o", "after.mp4", cwd=here).returncode == 0
    assert (here / "before.mp4").read_bytes() == (here / "after.mp4").read_bytes()


@pytest.mark.slow
def test_what_a_person_changes_is_in_the_film_and_fresh_ignores_it(trip: Path, here: Path) -> None:
    run("plan", trip, cwd=here)
    file = trip / "slideshow.toml"
    slides = file.read_text("utf-8").split("[[slide]]")
    tail = "[left_out]" + slides[-1].split("[left_out]")[1]
    file.write_text("[[slide]]".join(slides[:3]) + tail, "utf-8")
    short = json.loads(run("make", trip, *QUICK, "--json", cwd=here).stdout.splitlines()[-1])
    assert (short["photos_used"], short["photos_left_out"]) == (2, 3)
    file.write_text("[[slide]]".join(slides[:3]).replace("seconds = ", "seconds = 9 #", 1) + tail, "utf-8")
    longer = json.loads(run("make", trip, *QUICK, "--json", cwd=here).stdout.splitlines()[-1])
    assert longer["duration_seconds"] > short["duration_seconds"] + 4
    file.write_text("[[slide]", "utf-8")
    assert run("make", trip, *QUICK, cwd=here).returncode == 2
    assert run("make", trip, *QUICK, "--fresh", cwd=here).returncode == 0


def test_a_plan_is_not_written_over_one_that_is_there(trip: Path, here: Path) -> None:
    run("plan", trip, cwd=here)
    mine = (trip / "slideshow.toml").read_text("utf-8").replace('title = "Trip"', 'title = "Mine"')
    (trip / "slideshow.toml").write_text(mine, "utf-8")
    refused = run("plan", trip, cwd=here)
    assert refused.returncode == 2
    assert "--overwrite" in refused.stderr
    assert (trip / "slideshow.toml").read_text("utf-8") == mine
    assert run("plan", trip, "--overwrite", cwd=here).returncode == 0
    assert 'title = "Trip"' in (trip / "slideshow.toml").read_text("utf-8")


def test_a_mistake_in_the_plan_is_answered_with_its_line(trip: Path, here: Path) -> None:
    run("plan", trip, cwd=here)
    file = trip / "slideshow.toml"
    file.write_text(file.read_text("utf-8").replace("motion = ", "moton = ", 1), "utf-8")
    result = run("make", trip, *QUICK, cwd=here)
    assert result.returncode == 2
    assert "slideshow.toml:" in result.stderr
    assert 'Did you mean "motion"?' in result.stderr
    assert list(here.iterdir()) == []


def test_what_was_not_chosen_is_told_together_and_one_by_one_in_json(trip: Path, here: Path) -> None:
    told = run("make", trip, *QUICK, cwd=here)
    (line,) = [line for line in told.stderr.splitlines() if line.startswith("Left out")]
    assert line.startswith("Left out, much like another: IMG_1")
    assert "4 photos, 1 left out" in told.stdout
    events = [json.loads(one) for one in run("plan", trip, "--json", cwd=here).stdout.splitlines()]
    (left_out,) = [event for event in events if event["event"] == "left_out"]
    assert left_out["by_choice"] is True
    assert left_out["reason"] == "much like another"
    assert events[-1]["event"] == "written"


def test_all_keeps_every_photo(trip: Path, here: Path) -> None:
    result = run("make", trip, *QUICK, "--all", cwd=here)
    assert "5 photos" in result.stdout
    assert "left out" not in result.stdout


def test_a_preview_is_a_picture_of_the_film_and_replaces_only_its_own(trip: Path, here: Path) -> None:
    result = run("preview", trip, cwd=here)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("trip.png: 4 slides, 0:")
    with Image.open(here / "trip.png") as sheet:
        sheet.load()
        assert sheet.width > 1000
    assert run("preview", trip, "--length", "6", cwd=here).returncode == 0
    shutil.copy(trip / "IMG_0.jpg", here / "trip.png")
    assert run("preview", trip, cwd=here).returncode == 2
    assert (here / "trip.png").read_bytes() == (trip / "IMG_0.jpg").read_bytes()
    refused = run("preview", trip, "-o", "sheet.jpg", cwd=here)
    assert (refused.returncode, "Call it sheet.png" in refused.stderr) == (2, True)


def test_an_unknown_order_is_answered_with_those_there_are(trip: Path, here: Path) -> None:
    result = run("make", trip, "--order", "tiem", cwd=here)
    assert result.returncode == 2
    assert 'Did you mean "time"?' in result.stderr


def test_shift_moves_a_cameras_clock_and_a_camera_that_is_not_there_is_told(trip: Path, here: Path) -> None:
    planned = run("plan", trip, "--shift", "IMG_0*=+1d", "--shift", "Nikon=-2h", cwd=here)
    assert planned.returncode == 0, planned.stderr
    assert '--shift "Nikon": no photo is by such a camera.' in planned.stderr
    text = (trip / "slideshow.toml").read_text("utf-8")
    assert 'shift = ["IMG_0*=+1d", "Nikon=-2h"]' in text
    assert re.search('dates = "3.*4 Apr 2026"', text)


@pytest.mark.parametrize("command", ["plan", "preview"])
def test_in_json_each_slide_is_told_with_how_large_its_photo_is_shown(
    command: str, trip: Path, here: Path
) -> None:
    save(trip, "wide.jpg", (900, 600), taken="2026:04:03 12:00:00", seed=5)
    lines = run(command, trip, "--json", cwd=here).stdout.splitlines()
    slides = json.loads(lines[-1])["plan"]
    assert len(slides) == json.loads(lines[-1])["slides"]
    for slide in slides:
        assert 0.3 < slide["share"] <= 1.0
        assert slide["layout"] and slide["motion"] and slide["seconds"] > 0.5
        assert slide["faces"] == 0
        # Cut to a shape of its own only where it does not fill the frame.
        assert bool(slide["crop"]) == (slide["layout"] == "fit")
    assert slides[0]["transition"] == ""
    assert {name for slide in slides for name in slide["photos"]} >= {"wide.jpg", "IMG_0.jpg"}
