"""Templates beside one another, to be judged by eye: four moments of each on one album, and its figures.

    python -m tests.bench.looks FOLDER -o looks [--templates cinema,journal] [--cpu]

Writes sheets of six templates, looks-1.jpg and on: the title, a chapter or a caption, a slide from its
middle, a join. Prints for each the mean share of the frame that shows photo, that of the slide under the
title, and with --cpu the CPU seconds of its film beside those of `default`, one after the other in one run.
"""

import argparse
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

import fontpkg
from PIL import Image, ImageDraw, ImageFont

from slideshow.documents import template_files
from slideshow.effects.photo_share import photo_share
from slideshow.events import ignore
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.model.timeline import Timeline
from slideshow.pipeline.make import make
from slideshow.pipeline.make_options import MakeOptions
from slideshow.pipeline.planning import plan_folder, scene_for, scene_of
from slideshow.render import stills

_PER_SHEET, _ACROSS, _LABEL = 6, 2, 22
_THUMB = Size(234, 416)
_DRAWN = Size(540, 960)


def moments(timeline: Timeline) -> tuple[int, ...]:
    """Frames to look at: title, a text, a slide, a join."""
    slides = timeline.slides
    last = len(timeline.span) - 1
    texts = [one for one in timeline.captions if one.kind in ("chapter", "caption")]
    text = texts[len(texts) // 2].span if texts else slides[len(slides) // 3].span
    slide = slides[len(slides) // 2 + 1].span if len(slides) > 2 else slides[-1].span
    joins = [join.span for join in timeline.joins if len(join.span)]
    join = joins[len(joins) // 3] if joins else slide
    chosen = (
        min(round(timeline.fps), last),
        (text.start + 2 * text.stop) // 3,
        (slide.start + slide.stop) // 2,
        join.start + len(join) // 2,
    )
    return tuple(min(one, last) for one in chosen)


def strip(timeline: Timeline) -> Image.Image:
    """The four moments side by side."""
    wanted = moments(timeline)
    ordered = sorted(set(wanted))
    drawn = dict(zip(ordered, stills(timeline, ordered), strict=True))
    whole = Image.new("RGB", (len(wanted) * (_THUMB.width + 3) - 3, _THUMB.height), "white")
    for number, frame in enumerate(wanted):
        small = Image.fromarray(drawn[frame]).resize((_THUMB.width, _THUMB.height), Image.Resampling.LANCZOS)
        whole.paste(small, (number * (_THUMB.width + 3), 0))
    return whole


def sheets(strips: Sequence[tuple[str, Image.Image]], out: Path) -> None:
    """Writes looks-1.jpg and on."""
    font = ImageFont.truetype(str(fontpkg.path("Inter", 600)), 15)
    for first in range(0, len(strips), _PER_SHEET):
        some = strips[first : first + _PER_SHEET]
        width, height = some[0][1].size
        rows = -(-len(some) // _ACROSS)
        sheet = Image.new("RGB", (_ACROSS * (width + 14) - 14, rows * (height + _LABEL + 8)), (120, 124, 128))
        draw = ImageDraw.Draw(sheet)
        for number, (name, one) in enumerate(some):
            left, top = number % _ACROSS * (width + 14), number // _ACROSS * (height + _LABEL + 8)
            sheet.paste(one, (left, top + _LABEL))
            draw.text((left + 2, top + 2), name, "white", font)
        sheet.save(out / f"looks-{first // _PER_SHEET + 1}.jpg", quality=88)


def _cpu(folder: Path, name: str, canvas: Size) -> float:
    """CPU seconds of a film and of the processes that it started."""
    with tempfile.TemporaryDirectory() as place:
        before = os.times()
        brief = Brief(canvas=canvas, template=name, most_seconds=20.0)
        options = MakeOptions(brief, fresh=True, overwrite=True, jobs=1, cached=False)
        make(folder, Path(place) / "film.mp4", options)
        after = os.times()
    return sum(after[:4]) - sum(before[:4])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--templates", default="")
    parser.add_argument("--cpu", action="store_true")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    names = given.templates.split(",") if given.templates else list(template_files.names())
    brief = Brief(canvas=_DRAWN, template="default", most_seconds=45.0, closing="The end")
    scene = scene_of(given.folder, brief, None, False, ignore)
    strips = []
    columns = " CPU s | of default |" if given.cpu else ""
    print("| template | share | title |" + columns)  # noqa: T201
    for name in names:
        brief = Brief(canvas=_DRAWN, template=name, most_seconds=45.0, closing="The end")
        film = plan_folder(given.folder, brief, scene=scene_for(scene, brief), fresh=True)
        slides = [slide for slide in film.timeline.slides if slide.layout.name != "ground"]
        shares = [photo_share(slide, _DRAWN) for slide in slides]
        strips.append((name, strip(film.timeline)))
        line = f"| {name} | {mean(shares):.2f} | {shares[0]:.2f} |"
        if given.cpu:
            base, own = (_cpu(given.folder, one, _DRAWN) for one in ("default", name))
            line += f" {own:.1f} | {own / base:.2f} |"
        print(line, flush=True)  # noqa: T201
    sheets(strips, given.out)


if __name__ == "__main__":
    main()
