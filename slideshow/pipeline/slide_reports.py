"""A planned film -> a report of each of its slides, for people and programs that judge it."""

from typing import TYPE_CHECKING

from slideshow.effects.photo_share import photo_share
from slideshow.events import SlideReport

if TYPE_CHECKING:
    from slideshow.pipeline.planning import Planned


def slide_reports(film: "Planned") -> tuple[SlideReport, ...]:
    """One for each shot of the storyboard, in order; an end card is none."""
    timeline, reports = film.timeline, []
    for index, (shot, slide) in enumerate(zip(film.storyboard.shots, timeline.slides, strict=False)):
        reports.append(
            SlideReport(
                photos=tuple(photo.path.name for photo in shot.photos),
                layout=slide.layout.name,
                crop=shot.crop or "",
                share=round(photo_share(slide, timeline.canvas), 3),
                motion=slide.motion.name,
                transition=timeline.joins[index - 1].transition.name if index else "",
                seconds=round(float(len(slide.span) / timeline.fps), 3),
                faces=sum(len(film.scene.facts_of(photo).faces) for photo in shot.photos),
                why=shot.why,
            )
        )
    return tuple(reports)
