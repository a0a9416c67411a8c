"""How long a shot stands, compared with the others: 1 for most."""

from collections.abc import Callable, Sequence

from slideshow.model.album import Photo
from slideshow.model.brief import Brief
from slideshow.model.clip import Clip
from slideshow.model.facts import Facts
from slideshow.model.geometry import Size
from slideshow.plan.ways import PANORAMA_ASPECT

_FIRST, _LAST = 1.2, 1.3
# So many faces take time to look at, as does a scene as busy as that.
_CROWD, _BUSY = 4, 0.75
_CROWDED = 1.15
# A close look at a single thing is soon seen.
_PLAIN, _BRIEF = 0.25, 0.9
_EACH_MORE = 0.25
# What plays before it comes to rest.
_LIVE = 1.15
_PANORAMA = 1.5
# A clip is seen for so long where it has that and the film is not much faster.
_CLIP_SECONDS = 3.4
_LONGEST_CLIP, _SHORTEST_CLIP = 1.6, 0.5


def weights(
    shots: Sequence[Sequence[Photo]], facts_of: Callable[[Photo], Facts], brief: Brief, usual_seconds: float
) -> list[float]:
    """The weight of each shot of a film, by its photos. `usual_seconds` is the time of one of weight 1."""
    last = len(shots) - 1
    return [
        _clip_weight(photos[0].clip, usual_seconds, brief)
        if len(photos) == 1 and photos[0].clip and photos[0].moves
        else weight(
            [photo.size for photo in photos],
            [facts_of(photo) for photo in photos],
            brief,
            first=index == 0,
            last=index == last,
            is_live=len(photos) == 1 and photos[0].is_live,
        )
        for index, photos in enumerate(shots)
    ]


def _clip_weight(clip: Clip, usual_seconds: float, brief: Brief) -> float:
    """The share of time for a clip: as long as it has something to show."""
    if brief.seconds_per_photo is not None:
        return 1.0
    wanted = min(_CLIP_SECONDS, _LONGEST_CLIP * usual_seconds)
    seconds = wanted if clip.loops else min(float(clip.seconds), wanted)
    return round(max(_SHORTEST_CLIP, seconds / usual_seconds), 3)


def weight(
    photos: Sequence[Size],
    facts: Sequence[Facts],
    brief: Brief,
    *,
    first: bool = False,
    last: bool = False,
    is_live: bool = False,
) -> float:
    """The share of time for photos that stand together; the same for all when the brief says how long."""
    if brief.seconds_per_photo is not None:
        return 1.0
    share = 1.0 + _EACH_MORE * (len(photos) - 1)
    if len(photos) == 1:
        if photos[0].aspect > max(PANORAMA_ASPECT, brief.canvas.aspect * 1.2):
            share = _PANORAMA
        elif len(facts[0].faces) >= _CROWD or facts[0].detail > _BUSY:
            share = _CROWDED
        elif not facts[0].faces and facts[0].detail < _PLAIN:
            share = _BRIEF
    share *= (_FIRST if first else 1.0) * (_LAST if last else 1.0) * (_LIVE if is_live else 1.0)
    return round(share, 3)
