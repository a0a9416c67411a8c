"""A person's way through the page, in a real browser: what they see, and the film that they get."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from slideshow.media.mp4 import read
from tests.photos import album

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="There is no Chromium here."),
]

# Machines that test are slow, and several tests share them.
PATIENCE_MS = 90_000


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Photos, and two copies of one a moment later, so that something is left out."""
    folder = album(tmp_path_factory.mktemp("albums") / "trip", 8)
    from tests.photos import save

    for number in range(2):
        save(folder, f"IMG_9{number}.jpg", taken=f"2026:04:03 09:03:0{number + 1}", seed=3)
    return folder


@pytest.fixture
def server(trip: Path, tmp_path: Path) -> Iterator[tuple[str, Path, "subprocess.Popen[str]"]]:
    """The page's address, the folder that films are made into, and the program."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("NICEGUI_")
        and name not in ("PYTEST_CURRENT_TEST", "SSH_CONNECTION", "SSH_TTY")
    }
    environment |= {
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "PYTHONPATH": str(Path(__file__).parent.parent.parent),
    }
    made = tmp_path / "made"
    made.mkdir()
    command = [sys.executable, "-m", "slideshow", "studio", str(trip), "--no-open", "--json"]
    program = subprocess.Popen(command, cwd=made, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert program.stdout is not None
        ready = json.loads(program.stdout.readline())
        assert ready["event"] == "ready"
        yield ready["url"], made, program
    finally:
        if program.poll() is None:
            program.send_signal(signal.SIGINT)
        program.wait(timeout=60)


@pytest.fixture
def page(server: tuple[str, Path, Any]) -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="en-GB")
        page.set_default_timeout(PATIENCE_MS)
        page.goto(server[0])
        page.wait_for_selector(".strip li")
        yield page
        browser.close()


def slides(page: Any) -> list[str]:
    """The photos' names in the order of the strip."""
    labels = page.locator(".strip li .name").all_text_contents()
    return [label.split(", ")[1] for label in labels]


def told(page: Any, words: str) -> None:
    """Waits until a screen reader has been told so."""
    page.wait_for_function(
        "words => document.querySelector('[role=status]').textContent.includes(words)", arg=words
    )


def test_a_film_is_watched_changed_undone_made_and_found_again(
    page: Any, server: tuple[str, Path, "subprocess.Popen[str]"], trip: Path
) -> None:
    _, made, program = server
    first = slides(page)
    assert "?key" not in page.url

    # It plays, with sound.
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.5")
    page.wait_for_function("() => document.querySelector('video').webkitAudioDecodedByteCount > 0")
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('video').paused")

    # One is taken out.
    page.locator(".strip li").nth(2).click()
    page.keyboard.press("Delete")
    told(page, "Took out")
    # The focus is not lost with it.
    page.wait_for_function("() => document.activeElement.matches('.strip li.chosen')")
    assert slides(page) == first[:2] + first[3:]

    # Another gives way to the next best, which stands in its place.
    page.locator(".strip li").nth(1).click()
    page.keyboard.press("x")
    told(page, "Swapped")
    swapped = slides(page)
    assert len(swapped) == len(first) - 1
    assert swapped[1] not in first[:2] + first[3:]

    # One is dragged, and moved back by keys.
    page.locator(".strip li").nth(3).drag_to(
        page.locator(".strip li").nth(1), target_position={"x": 8, "y": 40}
    )
    told(page, "Moved")
    assert slides(page)[1] == swapped[3]
    page.locator(".strip li").nth(1).click()
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_function(
        "name => document.querySelectorAll('.strip li .name')[2].textContent.includes(name)",
        arg=swapped[3],
    )

    # A caption that would be markup is a text.
    page.keyboard.press("c")
    page.keyboard.type("<img src=x onerror=document.title='bad'>")
    page.keyboard.press("Enter")
    told(page, "Caption of")
    page.wait_for_function("() => document.querySelector('.strip li.chosen').title.includes('<img src=x')")
    assert page.title() == "trip · slideshow"

    # A look.
    page.click("#tab-film")
    page.locator(".look", has_text="journal").click()
    told(page, "Look journal")

    # A page that is loaded again shows the same.
    before = slides(page)
    page.reload()
    page.wait_for_selector(".strip li")
    assert slides(page) == before
    assert page.locator(".look", has_text="journal").get_attribute("aria-pressed") == "true"

    # All is undone.
    page.keyboard.press("h")
    page.locator("dialog.history[open] li button").first.click()
    told(page, "Undone")
    page.keyboard.press("Escape")
    assert slides(page) == first

    # It is made, and found again by a page that is loaded meanwhile.
    page.keyboard.press("m")
    page.select_option("dialog.make[open] select", "draft")
    page.click("dialog.make[open] button.primary")
    page.wait_for_selector("dialog.make[open] progress")
    page.reload()
    page.wait_for_selector(".strip li")
    page.wait_for_function("() => document.querySelector('.bar .primary').textContent.includes('The film')")
    if not page.locator("dialog.make[open]").count():
        page.keyboard.press("m")
    page.wait_for_selector("dialog.make[open] video")
    assert re.search(r"trip\.mp4", page.inner_text("dialog.make[open]"))
    film = read(made / "trip.mp4")
    assert film.of_kind("video") and film.of_kind("audio")
    assert not list(trip.glob("*.mp4"))
    assert not (trip / "slideshow.toml").exists()

    # Saved, it is in the folder.
    page.keyboard.press("Escape")
    page.keyboard.press("Control+s")
    told(page, "is saved")
    assert (trip / "slideshow.toml").is_file()

    # Ctrl-C ends it in order.
    program.send_signal(signal.SIGINT)
    assert program.wait(timeout=60) == 130
    (trip / "slideshow.toml").unlink()
