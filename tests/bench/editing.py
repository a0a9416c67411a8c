"""How quickly a film that is being changed answers, beside what was asked.

    python -m tests.bench.editing [FOLDER] [--music calm] [--photos 24] [--without-make]

Without a folder it makes photos of 12 MP, half of them HEIC. All with a cache of its own, which is empty at
first. Prints each figure beside the one that was asked, with the processor's seconds and the machine's load:
where others use it too, seconds on the clock say little. Asserts nothing.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pillow_heif
from PIL import Image

from slideshow.system.processes import end_server
from tests.photos import save, scene


def photos(folder: Path, count: int) -> None:
    """Photos of 12 MP in two shapes, every other one HEIC."""
    pillow_heif.register_heif_opener()
    for number in range(count):
        size = (4032, 3024) if number % 3 == 0 else (3024, 4032)
        small = scene(size[0] // 6, size[1] // 6, seed=number)
        picture = small.resize(size, Image.Resampling.BICUBIC)
        suffix = "heic" if number % 2 else "jpg"
        day, minute = 3 + number // 60, number % 60
        save(
            folder, f"IMG_{number:03}.{suffix}", taken=f"2026:04:{day:02} 09:{minute:02}:00", picture=picture
        )


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock, and of the processor."""
    started, before = time.perf_counter(), used()
    work()
    return time.perf_counter() - started, used() - before


def used() -> float:
    """Seconds of the processor so far, children that have ended included."""
    # Workers are its children, and count when it has ended.
    end_server()
    found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in found)


def say(name: str, found: str, asked: str) -> None:
    print(f"{name:58} {found:>22}   asked {asked:7} load {os.getloadavg()[0]:.1f}", flush=True)  # noqa: T201


def seconds(found: tuple[float, float]) -> str:
    return f"{found[0]:.2f} s ({found[1]:.2f} CPU)"


def opened(folder: Path, music: tuple[str, ...]) -> None:
    """In a process of its own: from here to a first frame, and to a film that is no guess."""
    # Imports are the server's own, once.
    from slideshow.editing.film import EditedFilm
    from slideshow.model.brief import Brief

    started, before = time.perf_counter(), used()
    with EditedFilm(folder, Brief(music=music, length_seconds=60.0), at_once=True) as film:
        film.frame(0, 360)
        first = time.perf_counter() - started
        film.wait()
        whole = time.perf_counter() - started
    print(first, whole, used() - before)  # noqa: T201


def edited(folder: Path, music: tuple[str, ...], with_make: bool) -> None:
    from slideshow.editing.film import EditedFilm
    from slideshow.model.brief import Brief

    with EditedFilm(folder, Brief(music=music, length_seconds=60.0)) as film:
        frames = len(film.timeline.span)
        film.take_out(len(film.slides) - 1)
        for slide in film.slides:
            film.frame(slide.span.start + 20, 360)
        film.sound()
        edits: list[tuple[str, Callable[[], object], int]] = [
            ("taken out", lambda: film.take_out(5), 5),
            ("swapped", lambda: film.swap(6), 6),
            ("moved", lambda: film.move(9, 4), 4),
            ("captioned", lambda: film.caption(3, "Hello"), 3),
            ("turned", lambda: film.rotate(7, 90), 7),
        ]
        for name, edit, number in edits:

            def seen(edit: Callable[[], object] = edit, number: int = number) -> None:
                edit()
                film.frame(film.slides[number - 1].span.start + 20, 360)

            say(f"frame after a slide was {name}", seconds(timed(seen)), "0.15 s")
            start = film.slides[number - 1].span.start

            def playable(start: int = start) -> None:
                next(film.segments(360, start))
                film.sound()

            say("  playable from there, with sound", seconds(timed(playable)), "1.0 s")
        near = range(frames // 2, frames // 2 + 240, 3)
        say(
            "scrubbed",
            f"{len(near) / timed(lambda: [film.frame(one, 360) for one in near])[0]:.0f} a second",
            "20",
        )
        while film.undo():
            pass
        if with_make:
            made(film, folder.parent)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        say(f"memory, {len(film.session.scene.album.photos)} photos", f"{most:.0f} MB", "600 MB")


def made(film: "object", into: Path) -> None:
    from slideshow.editing.film import EditedFilm

    assert isinstance(film, EditedFilm)
    out = into / "film.mp4"
    cold = timed(lambda: film.make(into / "cold.mp4", overwrite=True))
    say("make, cold", seconds(cold), "")
    edits: list[tuple[str, Callable[[], object], str]] = [
        ("taken out", lambda: film.take_out(12), "15 %"),
        ("swapped", lambda: film.swap(6), "10 %"),
        ("moved", lambda: film.move(9, 4), "20 %"),
    ]
    for name, edit, asked in edits:
        edit()
        found = timed(lambda: film.make(out, overwrite=True))
        wall, cpu = (100 * one / whole for one, whole in zip(found, cold, strict=True))
        say(f"make after one was {name}", f"{wall:.0f} % ({cpu:.0f} % CPU)", asked)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.editing", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--music", default="calm")
    parser.add_argument("--photos", type=int, default=24)
    parser.add_argument("--without-make", action="store_true")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    music = (asked.music,) if asked.music else ()
    if asked.part == "open":
        opened(asked.folder, music)
        return
    if asked.part == "edit":
        edited(asked.folder, music, not asked.without_make)
        return
    with tempfile.TemporaryDirectory(prefix="editing-") as work:
        folder = asked.folder
        if folder is None:
            folder = Path(work) / "trip"
            folder.mkdir()
            photos(folder, asked.photos)
        environment = os.environ | {"XDG_CACHE_HOME": f"{work}/cache"}

        def part(name: str) -> str:
            command = [sys.executable, "-m", "tests.bench.editing", str(folder), "--music", asked.music]
            command += ["--part", name, *(["--without-make"] if asked.without_make else [])]
            pipe = subprocess.PIPE if name == "open" else None
            return subprocess.run(command, env=environment, check=True, text=True, stdout=pipe).stdout or ""

        frame, whole, cpu = map(float, part("open").split()[-3:])
        say("album new: open to the first frame", f"{frame:.2f} s", "2.5 s")
        say("album new: open to a whole plan", seconds((whole, cpu)), "12 s")
        frame, _, cpu = map(float, part("open").split()[-3:])
        say("album seen before: open to the first frame", seconds((frame, cpu)), "1.0 s")
        part("edit")


if __name__ == "__main__":
    main()
