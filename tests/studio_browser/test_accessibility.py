"""What axe finds on the page, and whether it fits every screen."""

import json
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest

from tests.studio_browser.conftest import shown

pytestmark = pytest.mark.slow

WIDTHS = (360, 390, 600, 780, 781, 1024, 1280, 1920, 2560)


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core, from npm's registry: where that cannot be reached, nothing is asked."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("There is no npm here.")
    folder = tmp_path_factory.mktemp("axe")
    command = [npm, "pack", "axe-core@4", "--silent"]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    except (subprocess.SubprocessError, OSError):
        pytest.skip("npm's registry cannot be reached.")
    (packed,) = folder.glob("*.tgz")
    with tarfile.open(packed) as archive:
        script = archive.extractfile("package/axe.min.js")
        assert script is not None
        return script.read().decode()


def serious(page: Any, axe: str) -> list[str]:
    """What is serious or worse, in a line each."""
    # As an extension would: the page's own policy forbids no script that comes from outside of it so.
    page.evaluate(axe)
    found = json.loads(page.evaluate("async () => JSON.stringify((await axe.run()).violations)"))
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:300]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_serious(
    browser: Any, server: tuple[str, Path, Any], axe: str, colours: str
) -> None:
    page = shown(browser, server[0], color_scheme=colours)
    page.wait_for_selector(".fold .mini img")
    assert not serious(page, axe)
    page.click("#tab-film")
    page.wait_for_selector(".look")
    page.locator(".song").nth(1).click()
    page.wait_for_selector(".wave")
    assert not serious(page, axe)
    for key in ("m", "o", "n", "h", "?"):
        page.keyboard.press(key)
        page.wait_for_selector("dialog[open]")
        assert not serious(page, axe), key
        page.keyboard.press("Escape")
        page.wait_for_selector("dialog[open]", state="hidden")
    page.close()


@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
def test_the_page_fits_every_screen(browser: Any, server: tuple[str, Path, Any], locale: str) -> None:
    page = shown(browser, server[0], locale=locale)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for panel in ("slide", "film"):
            page.click(f"#tab-{panel}")
            wide = page.evaluate("() => document.documentElement.scrollWidth")
            assert wide <= width, (width, panel)
            # What may be pressed is on the screen, and has words or a name.
            assert page.locator(".bar .primary").is_visible()
            assert page.locator(".bar .second").is_visible()
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll("button, [role=slider], input, [role=option]")]
          .filter((one) => !one.innerText?.trim() && !one.ariaLabel && !one.labels?.length)
          .filter((one) => !one.getAttribute("aria-labelledby"))
          .map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert not unnamed
    page.close()
