"""How large photos are shown, and what is cut of them: one line for each folder, as it would be filmed.

    python -m tests.bench.framing FOLDER... [--template NAME] [--size 1080x1920] [--slides]

Share is the part of the frame that shows photo, the mean over a slide. Faces are those that the detector
finds, cut where a part of one is out of the frame at any moment of its slide; those noted by eye count beside
them for the photos that have any in `faces.py`. A subject noted by eye in SUBJECTS counts as cut where more
than 5 % of it are out of the frame at every moment ("never whole"), or at the middle of its slide.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import mean, median

from slideshow.effects.photo_share import cut_share, most_cut_share, photo_share
from slideshow.events import ignore
from slideshow.model.brief import Brief
from slideshow.model.geometry import Rect, Size
from slideshow.model.timeline import Slide
from slideshow.pipeline.planning import Planned, plan_folder
from tests.bench.faces import EITHER, TRUTH

# Seen with our own eyes: left, top, width, height as shares of the upright photo.
SUBJECTS: dict[str, tuple[float, float, float, float]] = {
    "28-hex_value.jpg": (0.25, 0.0, 0.52, 1.0),
    "Canon_EOS_20D_(1).jpg": (0.32, 0.28, 0.38, 0.54),
    "canon_hdr_YES.jpg": (0.05, 0.18, 0.9, 0.68),
    "canon_hdr_NO.jpg": (0.05, 0.18, 0.9, 0.68),
    "Canon_PowerShot_A70.jpg": (0.29, 0.28, 0.5, 0.57),
    "Canon_PowerShot_SD850_IS.jpg": (0.19, 0.2, 0.49, 0.46),
    "FujiFilm_FinePixS5500.jpg": (0.44, 0.4, 0.1, 0.36),
    "HMD_Nokia_8.3_5G.jpg": (0.61, 0.49, 0.2, 0.1),
    "HP_PhotoSmart_C812.jpg": (0.2, 0.07, 0.5, 0.75),
    "IMG_5195.HEIC": (0.12, 0.46, 0.66, 0.44),
    "iphone_hdr_NO.jpg": (0.14, 0.06, 0.57, 0.85),
    "Nikon_D40.jpg": (0.2, 0.09, 0.55, 0.88),
    "Nikon_D100.jpg": (0.24, 0.17, 0.43, 0.47),
    "Noritsu_Koki_QSS.jpg": (0.42, 0.36, 0.16, 0.16),
    "Panasonic_DMC-FZ18.jpg": (0.25, 0.2, 0.62, 0.75),
    "Panasonic_FZ5.jpg": (0.42, 0.1, 0.55, 0.84),
    "Panasonic_FZ20.jpg": (0.44, 0.43, 0.52, 0.52),
    "Pentax_Optio_330.jpg": (0.1, 0.05, 0.75, 0.75),
    "Samsung_SM-N900A_(Galaxy_Note_3).jpg": (0.15, 0.2, 0.55, 0.6),
    "Sony_DSC-G1.jpg": (0.56, 0.68, 0.28, 0.22),
}
_CUT = 0.05
_SMALL = 0.45


def _faces(name: str) -> Iterator[Rect]:
    for left, top, right, bottom in (*TRUTH.get(name, ()), *EITHER.get(name, ())):
        yield Rect(left, top, right - left, bottom - top)


def _turned(box: Rect, degrees: int) -> Rect:
    """A place noted in the photo as its file has it, in the photo as it is shown."""
    for _ in range(degrees // 90):
        box = Rect(1.0 - box.bottom, box.x, box.height, box.width)
    return box


def _at_middle(slide: Slide, canvas: Size, part: Rect, index: int) -> float:
    """How much of a part is cut half-way: that of a slide which stands at its middle."""
    cuts = (cut_share(slide, canvas, part, index), most_cut_share(slide, canvas, part, index))
    return sum(cuts) / 2


def _photos(film: Planned) -> Iterator[tuple[Slide, int, str]]:
    for slide in film.timeline.slides:
        if slide.layout.name != "ground":
            for index, photo in enumerate(slide.photos):
                yield slide, index, photo.path.name


def line(film: Planned, name: str) -> str:
    """What is told of a film."""
    canvas = film.timeline.canvas
    slides = [slide for slide in film.timeline.slides if slide.layout.name != "ground"]
    shares = [photo_share(slide, canvas) for slide in slides]
    found, cut, noted, noted_cut, subjects, never, middle = 0, 0, 0, 0, 0, [], []
    for slide, index, photo in _photos(film):
        facts = film.scene.facts_of(slide.photos[index])
        for face in facts.faces:
            found += 1
            cut += most_cut_share(slide, canvas, face.box, index) > 0.01
        turn = slide.photos[index].turned_degrees
        for box in (_turned(face, turn) for face in _faces(photo)):
            noted += 1
            noted_cut += most_cut_share(slide, canvas, box, index) > _CUT
        if photo in SUBJECTS:
            subjects += 1
            part = _turned(Rect(*SUBJECTS[photo]), turn)
            if cut_share(slide, canvas, part, index) > _CUT:
                never.append(photo)
            if _at_middle(slide, canvas, part, index) > _CUT:
                middle.append(photo)
    stacks = sum(len(slide.photos) > 1 for slide in slides)
    text = (
        f"{name:20.20}  {len(slides):4}  {mean(shares):5.2f}  {median(shares):5.2f}  "
        f"{sum(share < _SMALL for share in shares):4}  {stacks:5}  {cut:3} of {found:<3}  "
        f"{noted_cut:3} of {noted:<3}  {len(never):3} of {subjects:<3}  {len(middle):3}"
    )
    for kind, names in (("never whole", never), ("cut at the middle", middle)):
        if names:
            text += f"\n    {kind}: {', '.join(names)}"
    return text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--template")
    parser.add_argument("--size", default="1080x1920")
    parser.add_argument("--slides", action="store_true", help="a line for each slide as well")
    wishes = parser.parse_args()
    width, height = (int(side) for side in wishes.size.split("x"))
    brief = replace(Brief(), canvas=Size(width, height), template=wishes.template)
    print(  # noqa: T201
        "folder              slides  share median <.45 stacks faces cut  noted cut  subjects cut  at middle"
    )
    for folder in wishes.folders:
        film = plan_folder(folder, brief, fresh=True, report=ignore)
        print(line(film, folder.name), flush=True)  # noqa: T201
        if wishes.slides:
            for shot, slide in zip(film.storyboard.shots, film.timeline.slides, strict=False):
                share = photo_share(slide, film.timeline.canvas)
                names = ", ".join(photo.path.name for photo in slide.photos)
                way = f"{slide.layout.name} {shot.crop or ''} {slide.motion.name}"
                print(f"    {share:.2f}  {way:24}  {names[:60]:60}  {shot.why}")  # noqa: T201


if __name__ == "__main__":
    main()
