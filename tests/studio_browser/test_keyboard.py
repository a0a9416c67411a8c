"""The whole story by keyboard alone, and by a screen reader's measure."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.studio_browser.conftest import slides, told

pytestmark = pytest.mark.slow


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focus_by_tab(page: Any, wanted: str) -> None:
    """Tab until what is wanted has the focus: whoever has no mouse comes there so."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"Tab never comes to {wanted}.")


def test_a_film_is_changed_and_made_without_a_mouse(
    page: Any, server: tuple[str, Path, "subprocess.Popen[str]"]
) -> None:
    _, made, _ = server
    first = slides(page)
    press(page, "Space")
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.3")
    press(page, "Space")
    page.wait_for_function("() => document.querySelector('video').paused")

    focus_by_tab(page, ".strip li")
    press(page, "Home", "ArrowRight", "Alt+ArrowRight")
    told(page, "Moved")
    assert slides(page)[2] == first[1]
    press(page, "Delete")
    told(page, "Took out")
    assert first[1] not in slides(page)
    press(page, "x")
    told(page, "Swapped")
    # The focus stayed with the strip all the time.
    assert page.evaluate("() => document.activeElement.matches('.strip li')")

    # An edge of the slide is moved by keys.
    lasting = page.locator(".strip li.chosen .under").first.inner_text()
    focus_by_tab(page, ".edge")
    press(page, "ArrowRight")
    told(page, " s")
    page.wait_for_function(
        "was => document.querySelector('.strip li.chosen .under').innerText !== was", arg=lasting
    )

    press(page, "c")
    page.keyboard.type("By keyboard")
    press(page, "Enter")
    told(page, "Caption of")

    press(page, "t", "Escape")
    focus_by_tab(page, ".look")
    press(page, "ArrowRight", "Tab", "Enter")
    told(page, "Look")

    # A list that opens is walked by arrows, and Escape leaves it as it was.
    focus_by_tab(page, ".choice-button")
    press(page, "Enter", "ArrowDown", "Escape")
    assert page.evaluate("() => document.activeElement.matches('.choice-button')")

    count = len(slides(page))
    press(page, "Control+z")
    told(page, "Undone")
    assert len(slides(page)) == count

    press(page, "m")
    page.wait_for_selector("dialog.make[open]")
    focus_by_tab(page, "dialog .segments button")
    press(page, "Enter")
    focus_by_tab(page, "dialog button.primary")
    press(page, "Enter")
    page.wait_for_selector("dialog.make[open] video")
    assert (made / "trip.mp4").is_file()
    press(page, "Escape")
    page.wait_for_selector("dialog.make[open]", state="hidden")
