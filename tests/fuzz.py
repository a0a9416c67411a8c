"""`python -m tests.fuzz --count 20000 --seed 1`: files and texts that people write, broken.

Each is read by ours, or refused with an InputError. Anything else is a mistake, as is taking over a second.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from slideshow import storyboard_file, template_files
from slideshow.errors import InputError
from slideshow.render.grade import read_cube
from slideshow.scan import photoprism, takeout, xmp
from slideshow.share.links import read_link
from tests.plan.albums import PORTRAIT, album

MOST_SECONDS = 1.0
_MOST_BYTES = 200_000

_STORYBOARD = """title = "Two days"
end = "Bye"
template = "default"
music = ["calm"]
album_link = "https://photos.app.goo.gl/AbCdEfGhIjKlMnOpQ"

[[slide]]
photos = ["0.jpg", "1.jpg"]
layout = "stack"
seconds = 2.5
caption = "By the sea"
focus = [[0.5, 0.4], [0.2, 0.9]]

[[slide]]
photos = ["2.jpg"]
motion = "still"
transition = "crossfade"
"""
_CUBE = 'TITLE "warm"\nLUT_3D_SIZE 2\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1 1 1\n' + "".join(
    f"{red} {green} {blue}\n" for blue in (0.0, 1.0) for green in (0.0, 0.9) for red in (0.1, 1.0)
)
_XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="52,31.2N" '
    'exif:GPSLongitude="13,24,1E" exif:DateTimeOriginal="2026-04-03T09:00:00+02:00"/></rdf:RDF></x:xmpmeta>'
)
_TAKEOUT = (
    '{"title": "a.jpg", "description": "Sea", "photoTakenTime": {"timestamp": "1714978089"},'
    ' "geoData": {"latitude": 52.5, "longitude": 13.4, "altitude": 34.0}}'
)
_PHOTOPRISM = (
    "UID: pqx1\nTakenAt: 2026-04-03T09:00:00Z\nLat: 52.5\nLng: 13.4\nTitle: Sea\nDetails:\n  Notes: Calm\n"
)
_LINK = "https://photos.google.com/share/AF1QipNabc123?key=Zm9vYmFy#x"

# What breaks readers.
_TOKENS = (
    *"[]{}\"'\\\n\r\0\ufeff\u202e😀=#@,:",
    *r"nan -inf 1e999 -1 0 0x 1979-05-27T07:32:00Z true \u0000 [[slide]] a.b.c=1".split(),  # noqa: SIM905
    '"""',
    *"&lt; <a> %00 %ff :// .. ../../etc/passwd /dev/zero https:// - LUT_3D_SIZE".split(),  # noqa: SIM905
    "9" * 40,
    "9" * 5000,
)


@dataclass(frozen=True, slots=True)
class Reader:
    """`read` gets what is broken as bytes, and a path to write it to."""

    whole: bytes
    read: Callable[[bytes, Path], object]


def _file(reader: Callable[[Path], object], suffix: str) -> Callable[[bytes, Path], object]:
    def read(content: bytes, path: Path) -> object:
        file = path.with_suffix(suffix)
        file.write_bytes(content)
        return reader(file)

    return read


def readers() -> Mapping[str, Reader]:
    """Our readers by name, each with something whole that it reads."""
    trip = album(PORTRAIT, PORTRAIT, PORTRAIT)
    template = template_files.find("journal").read_bytes()
    return {
        "template": Reader(template, _file(lambda path: template_files.load(str(path)), ".toml")),
        "storyboard": Reader(
            _STORYBOARD.encode(), _file(lambda path: storyboard_file.read(path, trip), ".toml")
        ),
        "cube": Reader(_CUBE.encode(), _file(read_cube, ".cube")),
        "link": Reader(_LINK.encode(), lambda content, _: read_link(content.decode("utf-8", "replace"))),
        "XMP": Reader(_XMP.encode(), lambda content, _: xmp.told(content)),
        "Takeout": Reader(_TAKEOUT.encode(), lambda content, _: takeout.told(content)),
        "PhotoPrism": Reader(_PHOTOPRISM.encode(), lambda content, _: photoprism.told(content)),
    }


def broken(whole: bytes, chance: random.Random) -> bytes:
    """The content with one to five things done to it."""
    data = whole
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.choice((1, 3, 20, 200)))
        token = chance.choice(_TOKENS).encode()
        match chance.randrange(7):
            case 0:
                data = data[:at] + data[to:]
            case 1:
                data = data[:at] + token + data[to:]
            case 2:
                data = data[:at] + token * chance.choice((1, 2, 50, 3000)) + data[at:]
            case 3:
                data = data[:at] + chance.randbytes(chance.choice((1, 4))) + data[to:]
            case 4:
                data = data[:to] + data[at:to] * chance.choice((1, 3, 300)) + data[to:]
            case 5:
                data = data[:at]
            case 6:
                other = chance.randrange(len(data) + 1)
                data = data[:at] + data[other : other + 60] + data[at:]
        data = data[:_MOST_BYTES]
    return data


def wrong(name: str, reader: Reader, number: int, seed: int, folder: Path) -> str:
    """What went wrong with this one; empty for nothing."""
    content = broken(reader.whole, random.Random(f"{seed}-{name}-{number}"))
    started = time.perf_counter()
    problem = ""
    try:
        reader.read(content, folder / "broken")
    except InputError:
        pass
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
    if (seconds := time.perf_counter() - started) > MOST_SECONDS:
        problem = problem or f"it took {seconds:.1f} s"
    return problem


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=2000, help="for each reader")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        for name, reader in readers().items():
            reader.read(reader.whole, Path(folder) / "whole")
            found: dict[str, tuple[int, str]] = {}
            for number in range(asked.count):
                if problem := wrong(name, reader, number, asked.seed, Path(folder)):
                    found.setdefault(problem[:60], (number, problem))
            print(f"{name}: {asked.count} tried, {len(found)} kinds of mistakes")  # noqa: T201
            for number, problem in found.values():
                print(f"  {number}: {problem[:300]}")  # noqa: T201
            bad += len(found)
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
