"""Timeline -> what is heard of its clips, and when."""

from slideshow.model.soundtrack import ClipSound
from slideshow.model.timeline import Timeline

# A clip that is to be quieter by so much is not heard.
MUTED_DECIBELS = -40.0


def sounds_in(timeline: Timeline) -> tuple[ClipSound, ...]:
    """The sound of each clip while it is seen, as far as it goes, in the order of the film."""
    found = []
    for slide in timeline.slides:
        for photo, start in zip(slide.photos, slide.starts, strict=False):
            clip = photo.clip
            if clip is None or start is None or not clip.has_sound or clip.loops:
                continue
            if slide.clip_decibels <= MUTED_DECIBELS:
                continue
            at = slide.span.start / timeline.fps
            # Of a photo, until it comes to rest.
            end = clip.still_seconds if photo.is_live else clip.seconds
            stop = min(end, start + len(slide.span) / timeline.fps)
            if stop > start:
                found.append(ClipSound(clip, float(at), float(start), float(stop), slide.clip_decibels))
    return tuple(found)
