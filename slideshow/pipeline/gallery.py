"""Templates + a folder of photos -> a page to choose a template from: a short film and a still of each."""

import html
from collections.abc import Sequence
from pathlib import Path
from string import Template as Page

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from slideshow.documents import template_files
from slideshow.errors import InputError, RenderError, SlideshowError, printable
from slideshow.events import Advanced, Noticed, Report, Started, ignore
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.model.timeline import Timeline
from slideshow.package import publish_picture
from slideshow.pipeline.make import make
from slideshow.pipeline.make_options import MakeOptions
from slideshow.pipeline.planning import plan_folder, scene_of
from slideshow.render import stills

_CANVAS = Size(270, 480)
_SECONDS = 10.0
_STILL = Size(270, 480)
_MARK = "<!-- made by slideshow templates gallery -->"
# A checkout has photos to show the templates on.
_SAMPLES = Path(__file__).parent.parent.parent / "sample_photos"


def gallery(
    out: Path, folder: Path | None = None, names: Sequence[str] = (), report: Report = ignore
) -> Path:
    """The page, in the folder `out`, with the templates of these names, or all; shown on photos of `folder`.

    A template that cannot be shown is left out with a notice. Raises SlideshowError, also when none can.
    """
    if folder is None:
        if not _SAMPLES.is_dir():
            raise InputError("templates gallery: needs photos.", "Name a folder with some, such as ./trip.")
        folder = _SAMPLES
    names = [*names] or list(template_files.names())
    # What no template could be shown on is told once, and the photos are looked at once.
    known = scene_of(folder, Brief(canvas=_CANVAS, most_seconds=_SECONDS), None, False, ignore)
    page = _prepared(out)
    shown: list[tuple[str, str]] = []
    failed: list[SlideshowError] = []
    report(Started("gallery", len(names)))
    for number, name in enumerate(names, start=1):
        brief = Brief(canvas=_CANVAS, template=name, most_seconds=_SECONDS, closing="The end")
        try:
            description = template_files.load(name).description
            film = plan_folder(folder, brief, scene=known, fresh=True)
            publish_picture(Image.fromarray(still(film.timeline)), out / f"{name}.jpg", overwrite=True)
            options = MakeOptions(brief, quality="fast", fresh=True, overwrite=True, jobs=1)
            # In this process: others would take longer to start than so small a film takes, and the photos
            # have been decoded in a sandbox before.
            make(folder, out / f"{name}.mp4", options, film=film, expendable=True)
            shown.append((name, description))
        except SlideshowError as error:
            failed.append(error)
            report(Noticed(f"{name}: {error}"))
        report(Advanced("gallery", number))
    if not shown:
        raise failed[0]
    try:
        page.write_text(_page(shown), "utf-8")
    except OSError as error:
        raise RenderError(f"{page}: cannot be written ({error.strerror or error}).") from error
    return page


def still(timeline: Timeline) -> NDArray[np.uint8]:
    """Three moments of a film side by side: its title, a join, and a slide from its middle."""
    slides, joins = timeline.slides, [join for join in timeline.joins if len(join.span)]
    middle = slides[len(slides) // 2].span
    join = joins[len(joins) // 3].span if joins else slides[-1].span
    moments = (
        min(round(timeline.fps), len(timeline.span) - 1),
        join.start + len(join) * 2 // 5,
        (middle.start + middle.stop) // 2,
    )
    pictures = [
        np.asarray(Image.fromarray(picture).resize((_STILL.width, _STILL.height), Image.Resampling.LANCZOS))
        for picture in stills(timeline, moments)
    ]
    return np.asarray(np.hstack(pictures), np.uint8)


def _prepared(out: Path) -> Path:
    """The page's file in a folder that is new, empty, or holds an earlier gallery."""
    page = out / "index.html"
    try:
        out.mkdir(parents=True, exist_ok=True)
        ours = page.is_file() and _MARK in page.read_text("utf-8", "replace")
        if not ours and any(out.iterdir()):
            raise InputError(f"{printable(out)}/: is not empty.", "Choose a new folder with -o.")
    except OSError as error:
        raise InputError(
            f"{printable(out)}/: cannot be written ({error.strerror or error}).",
            "Choose another place with -o.",
        ) from error
    return page


def _page(shown: Sequence[tuple[str, str]]) -> str:
    cards = "\n".join(
        _CARD.substitute(name=html.escape(name, quote=True), line=html.escape(description))
        for name, description in shown
    )
    return _PAGE.substitute(cards=cards, mark=_MARK)


_CARD = Page(
    """\
<article id="$name">
  <video src="$name.mp4" poster="$name.jpg" muted loop playsinline controls preload="none"></video>
  <h2>$name</h2>
  <p>$line</p>
  <code>slideshow make ./trip -t $name</code>
</article>"""
)

_PAGE = Page(
    """\
<!doctype html>
<html lang="en">
$mark
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>slideshow templates</title>
<style>
  :root { color-scheme: light dark; --ground: #f6f5f2; --ink: #22211f; --faint: #6d6a64; --card: #fff; }
  @media (prefers-color-scheme: dark) {
    :root { --ground: #17181a; --ink: #ececee; --faint: #9a9ca2; --card: #222428; }
  }
  body { margin: 0; padding: 4vmin; background: var(--ground); color: var(--ink);
    font: 16px/1.45 system-ui, sans-serif; }
  main { display: grid; gap: 28px; grid-template-columns: repeat(auto-fill, minmax(250px, 1fr)); }
  article { background: var(--card); border-radius: 14px; padding: 14px; }
  video { width: 100%; aspect-ratio: 9 / 16; border-radius: 8px; background: #000; object-fit: cover; }
  h1 { font-weight: 650; } h2 { margin: 12px 0 0; font-size: 20px; }
  p { margin: 4px 0 10px; color: var(--faint); }
  code { font-size: 13px; user-select: all; }
</style>
<h1>Templates</h1>
<main>
$cards
</main>
<script>
  for (const film of document.querySelectorAll("video")) {
    film.addEventListener("mouseenter", () => film.play());
    film.addEventListener("mouseleave", () => film.pause());
  }
</script>
</html>
"""
)
