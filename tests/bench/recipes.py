"""A timeline -> ffmpeg's arguments for the film that people make of it without us: zoompan and xfade."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from slideshow.effects.layouts import arrange
from slideshow.model.timeline import Timeline


def zoompan(
    timeline: Timeline, stills: Sequence[Path], coding: Sequence[str], upscaled: int = 0
) -> list[str]:
    """The recipe that people find: each photo through zoompan, neighbours through xfade.

    The same film: photos that do not fill the frame stand over their blurred selves. With `upscaled` each
    photo is first made so many times the film's size, which hides that zoompan moves by whole pixels.
    `coding` are the arguments behind the graph, the film's name included.
    """
    chains = []
    canvas = timeline.canvas
    for index, slide in enumerate(timeline.slides):
        arrangement = arrange(
            slide.layout.name,
            [photo.size for photo in slide.photos],
            canvas,
            **dict[str, Any](slide.layout.arguments),
        )
        # The photo over its blurred self stands still in an opening of the frame.
        box = arrangement.opening or arrangement.placements[0].box
        card = canvas if arrangement.opening else arrangement.card
        whole = f"{card.width}:{card.height}"
        cover = f"scale={whole}:force_original_aspect_ratio=increase,crop={whole}"
        if arrangement.has_backdrop:
            still = (
                f"[{index}:v]split[b{index}][f{index}];"
                f"[b{index}]{cover},scale=iw/8:ih/8,gblur=9,eq=brightness=-0.2,scale={whole}[d{index}];"
                f"[f{index}]scale={box.width:.0f}:{box.height:.0f}[s{index}];[d{index}][s{index}]overlay={box.x}:{box.y},"
            )
        else:
            still = f"[{index}:v]{cover},"
        if upscaled:
            still += f"scale={canvas.width * upscaled}:{canvas.height * upscaled},"
        chains.append(
            f"{still}zoompan=z='min(zoom+0.001,1.09)':x=iw/2-iw/zoom/2:y=ih/2-ih/zoom/2:d={len(slide.span)}:"
            f"s={canvas.width}x{canvas.height}:fps={timeline.fps},setsar=1,format=yuv420p[v{index}]"
        )
    last = "v0"
    for index, join in enumerate(timeline.joins, start=1):
        duration, offset = (float(frames / timeline.fps) for frames in (len(join.span), join.span.start))
        chains.append(f"[{last}][v{index}]xfade=duration={duration}:offset={offset}[x{index}]")
        last = f"x{index}"
    inputs = [word for still in stills for word in ("-i", str(still))]
    return [*inputs, "-filter_complex", ";".join(chains), "-map", f"[{last}]", *coding]
