"""The program killed while one edits, a tab closed while a film is made, photos and fingers on the page."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.photos import save
from tests.studio.program import end, started
from tests.studio_browser.conftest import shown, slides, told

pytestmark = pytest.mark.slow


def test_a_program_that_is_killed_while_one_edits_loses_no_step(
    browser: Any, trip: Path, tmp_path: Path
) -> None:
    url, program = started(trip, tmp_path)
    page = shown(browser, url)
    first = slides(page)
    page.locator(".strip li").nth(1).click()
    page.keyboard.press("Delete")
    told(page, "Took out")
    page.keyboard.press("Alt+ArrowRight")
    told(page, "Moved")
    after = slides(page)
    program.kill()
    program.wait(timeout=60)
    # The page says so, and that nothing is lost.
    page.keyboard.press("x")
    page.wait_for_selector(".trouble")
    assert "every step is kept" in page.inner_text(".trouble")
    page.close()

    url, program = started(trip, tmp_path)
    try:
        page = shown(browser, url)
        assert slides(page) == after
        page.keyboard.press("Control+z")
        told(page, "Undone")
        page.keyboard.press("Control+z")
        page.wait_for_function(
            "count => document.querySelectorAll('.strip li').length === count", arg=len(first)
        )
        assert slides(page) == first
        page.close()
    finally:
        end(program)


def test_a_tab_that_is_closed_while_a_film_is_made_costs_nothing(
    browser: Any, server: tuple[str, Path, "subprocess.Popen[str]"]
) -> None:
    url, made, _ = server
    page = shown(browser, url)
    page.keyboard.press("m")
    page.locator("dialog.make[open] .segments button").first.click()
    page.click("dialog.make[open] button.primary")
    page.wait_for_selector("dialog.make[open] progress")
    page.close()
    again = shown(browser, url)
    again.wait_for_function("() => document.querySelector('.bar .primary').textContent.includes('The film')")
    assert (made / "trip.mp4").is_file()
    again.close()


def test_photos_that_are_dropped_join_the_film(page: Any, trip: Path, tmp_path: Path) -> None:
    before, in_folder = slides(page), sorted(trip.iterdir())
    extra = save(tmp_path, "found.jpg", taken="2026:04:03 09:02:30", seed=55)
    page.set_input_files(".tray-head input[type=file]", [extra])
    told(page, "Put in found")
    assert len(slides(page)) == len(before) + 1
    assert "found.jpg" in slides(page)
    assert sorted(trip.iterdir()) == in_folder


def test_a_slide_is_dragged_by_a_finger(browser: Any, server: tuple[str, Path, Any]) -> None:
    page = shown(browser, server[0], has_touch=True, viewport={"width": 1100, "height": 860})
    before = slides(page)
    boxes = [page.locator(".strip li").nth(number).bounding_box() for number in (3, 1)]
    (x0, y0), (x1, y1) = ((box["x"] + 20, box["y"] + 60) for box in boxes)
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", (x0, y0))
    page.wait_for_selector(".ghost")
    touch("touchMove", (x1 + 5, y1))
    touch("touchMove", (x1, y1))
    page.wait_for_selector(".strip li.before")
    touch("touchEnd")
    told(page, "Moved")
    assert slides(page)[1] == before[3]
    page.close()


def test_an_edge_is_dragged_onto_the_beat(page: Any) -> None:
    page.click("#tab-film")
    page.locator(".song").nth(1).click()
    told(page, "Music")
    page.wait_for_function("() => document.querySelector('.time-row .beats').getAttribute('d')")
    edge = page.locator(".edge").first
    edge.scroll_into_view_if_needed()
    box = edge.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y, steps=4)
    for by in range(31, 75):
        page.mouse.move(x + by, y)
        if "on the" in page.inner_text(".pulled-words"):
            break
    assert "on the" in page.inner_text(".pulled-words")
    page.mouse.up()
    told(page, " s")
