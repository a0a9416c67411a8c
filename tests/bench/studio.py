"""How quickly the page in the browser answers, beside what was asked.

    python -m tests.bench.studio [FOLDER] [--photos 300] [--edits 60]

Without a folder it makes small photos, so many of them. In a real Chromium, which has to be installed, with a
cache of its own. Prints each figure beside the one that was asked, with the machine's load. Asserts nothing.
"""

import argparse
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.photos import save

_FRAMES = """() => new Promise((done) => {
  const list = document.querySelector(".strip ol");
  let count = 0, began = performance.now(), worst = 0, last = began;
  const step = (now) => {
    count++;
    worst = Math.max(worst, now - last);
    last = now;
    list.scrollLeft += 24;
    if (now - began < 3000) requestAnimationFrame(step);
    else done([count / ((now - began) / 1000), worst]);
  };
  requestAnimationFrame(step);
})"""


def say(name: str, found: str, asked: str) -> None:
    print(f"{name:56} {found:>18}   asked {asked:10} load {os.getloadavg()[0]:.1f}", flush=True)  # noqa: T201


def started(folder: Path, work: Path) -> tuple["subprocess.Popen[str]", str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NICEGUI_")}
    environment |= {"XDG_CACHE_HOME": str(work / "cache")}
    command = [sys.executable, "-m", "slideshow", "studio", str(folder), "--no-open", "--json"]
    program = subprocess.Popen(command, cwd=work, env=environment, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    return program, json.loads(program.stdout.readline())["url"]


def ended(program: "subprocess.Popen[str]") -> None:
    program.send_signal(signal.SIGINT)
    program.wait(timeout=60)


def megabytes(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def picture_after(page: Any, key: str) -> float:
    """Seconds from a key to the picture of the film as it is then."""
    script = """(key) => new Promise((done) => {
      const began = performance.now();
      const image = document.querySelector(".phone img");
      const before = image.src;
      const look = () => {
        const now = document.querySelector(".phone img");
        if (now.src !== before && now.complete) done((performance.now() - began) / 1000);
        else requestAnimationFrame(look);
      };
      window.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      look();
    })"""
    return float(page.evaluate(script, key))


def playing_after(page: Any, key: str) -> float:
    """Seconds from a key that changes the film, and Space behind it, until it plays."""
    began = time.perf_counter()
    page.keyboard.press(key)
    page.wait_for_function("() => !document.querySelector('.working')")
    page.keyboard.press("Space")
    page.wait_for_function(
        "() => { const v = document.querySelector('video'); return !v.paused && v.currentTime > 0; }"
    )
    found = time.perf_counter() - began
    page.keyboard.press("Space")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.studio", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--photos", type=int, default=300)
    parser.add_argument("--edits", type=int, default=60)
    asked = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory(prefix="studio-") as name, sync_playwright() as driver:
        work = Path(name)
        folder = asked.folder
        if folder is None:
            folder = work / "trip"
            folder.mkdir()
            for number in range(asked.photos):
                taken = f"2026:04:{3 + number // 60:02} 09:{number % 60:02}:00"
                save(folder, f"IMG_{number:03}.jpg", (900, 1200), taken=taken, seed=number)
        browser = driver.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
        )
        for known in (False, True):
            began = time.perf_counter()
            program, url = started(folder, work)
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.set_default_timeout(600_000)
            page.goto(url)
            page.wait_for_selector(".strip li")
            page.wait_for_selector(".phone img")
            found = f"{time.perf_counter() - began:.2f} s"
            say(
                f"usable after the command, album {'seen before' if known else 'new'}",
                found,
                "1.5 s" if known else "",
            )
            page.wait_for_selector(".tray")
            say("the same, until steps can be made", f"{time.perf_counter() - began:.2f} s", "")
            if not known:
                page.close()
                ended(program)
        page.wait_for_function(
            "async () => (await (await fetch('/news')).json()).playing.share === 1", polling=500
        )
        rate, worst = page.evaluate(_FRAMES)
        slides = page.locator(".strip li").count()
        say(f"{slides} slides scroll, frames a second (worst {worst:.0f} ms)", f"{rate:.0f}", "50")
        page.locator(".strip li").nth(3).click()
        page.wait_for_timeout(1000)
        times = []
        for key in "xr]x[r":
            times.append(picture_after(page, key))
            page.wait_for_timeout(1500)
        say("picture after a step", f"{statistics.median(times):.2f} s (most {max(times):.2f})", "0.25 s")
        times = [playing_after(page, key) for key in ("x", "r", "x")]
        say("plays after a step", f"{statistics.median(times):.2f} s (most {max(times):.2f})", "1.2 s")
        before = megabytes(program.pid)
        chance = random.Random(1)
        for _ in range(asked.edits):
            page.keyboard.press(
                chance.choice(["x", "r", "]", "[", "b", "Alt+ArrowRight", "ArrowRight", "Control+z"])
            )
            page.wait_for_function("() => !document.querySelector('.working')")
        say(
            f"the server's memory, before and after {asked.edits} steps",
            f"{before:.0f}, {megabytes(program.pid):.0f} MB",
            "700 MB",
        )
        heap = page.evaluate("() => performance.memory.usedJSHeapSize / 1e6")
        say("the page's own memory (its heap alone)", f"{heap:.0f} MB", "400 MB")
        browser.close()
        ended(program)
    times = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "slideshow", "--help"], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
    say("slideshow --help", f"{statistics.median(times):.2f} s", "as before")


if __name__ == "__main__":
    main()
