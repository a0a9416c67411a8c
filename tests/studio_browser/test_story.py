"""A person's way through the page, in a real browser: what they see, and the film that they get."""

import re
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from slideshow.media.mp4 import read
from tests.studio_browser.conftest import slides, told

pytestmark = pytest.mark.slow


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
    page.wait_for_selector(".tray")
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
    page.locator("dialog.make[open] .segments button").first.click()
    page.click("dialog.make[open] button.primary")
    page.wait_for_selector("dialog.make[open] progress")
    page.reload()
    page.wait_for_selector(".tray")
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
