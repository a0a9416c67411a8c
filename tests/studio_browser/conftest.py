"""The page in a real Chromium, of a program that runs as people start it."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.photos import album, save
from tests.studio.program import end, started

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Machines that test are slow, and several tests share them.
PATIENCE_MS = 90_000


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Photos, and two copies of one a moment later, so that something is left out."""
    folder = album(tmp_path_factory.mktemp("albums") / "trip", 8)
    for number in range(2):
        save(folder, f"IMG_9{number}.jpg", taken=f"2026:04:03 09:03:0{number + 1}", seed=3)
    return folder


@pytest.fixture
def server(trip: Path, tmp_path: Path) -> Iterator[tuple[str, Path, "subprocess.Popen[str]"]]:
    """The page's address, the folder that films are made into, and the program."""
    url, program = started(trip, tmp_path)
    try:
        yield url, tmp_path / "made", program
    finally:
        end(program)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("There is no Chromium here.")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
        )
        yield browser
        browser.close()


def shown(browser: Any, url: str, **how: Any) -> Any:
    """The page in a tab of its own, as soon as steps can be made."""
    page = browser.new_page(**({"viewport": {"width": 1280, "height": 860}, "locale": "en-GB"} | how))
    page.set_default_timeout(PATIENCE_MS)
    page.goto(url)
    page.wait_for_selector(".tray")
    return page


@pytest.fixture
def page(browser: Any, server: tuple[str, Path, Any]) -> Iterator[Any]:
    page = shown(browser, server[0])
    yield page
    page.close()


def slides(page: Any) -> list[str]:
    """The photos' names in the order of the strip, once it has come to rest."""
    page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    page.wait_for_function("() => !document.querySelector('.strip li[class*=\"-leave-\"]')")
    labels = page.locator(".strip li .name").all_text_contents()
    return [label.split(", ")[1] for label in labels]


def told(page: Any, words: str) -> None:
    """Waits until a screen reader has been told so."""
    page.wait_for_function(
        "words => document.querySelector('[role=status]').textContent.includes(words)", arg=words
    )
