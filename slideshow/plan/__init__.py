"""Album + facts + template + brief -> Storyboard -> Timeline. Pure: no pixels, no files, always the same."""

from slideshow.plan.beat_cuts import continue_beats, nearest_beat
from slideshow.plan.cover import cover_frame
from slideshow.plan.cut_joins import cut_joins
from slideshow.plan.fill_in import complete
from slideshow.plan.finishing import finishing
from slideshow.plan.lost import unframed, without_photos
from slideshow.plan.order import days_told, in_order
from slideshow.plan.photo_cards import MIDDLE_FRAME, cards, filling_crops
from slideshow.plan.photo_choice import photo_choice
from slideshow.plan.split_film import in_parts
from slideshow.plan.storyboard import Scene, direct, in_time
from slideshow.plan.timeline import closing_seconds, has_end_card, spans_of, timeline_of
from slideshow.plan.timing import film_seconds, soundtrack_of

__all__ = [
    "MIDDLE_FRAME",
    "Scene",
    "cards",
    "closing_seconds",
    "complete",
    "continue_beats",
    "cover_frame",
    "cut_joins",
    "days_told",
    "direct",
    "filling_crops",
    "film_seconds",
    "finishing",
    "has_end_card",
    "in_order",
    "in_parts",
    "in_time",
    "nearest_beat",
    "photo_choice",
    "soundtrack_of",
    "spans_of",
    "timeline_of",
    "unframed",
    "without_photos",
]
