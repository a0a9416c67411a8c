"""Options of the command line → the film's brief."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from slideshow.errors import InputError

if TYPE_CHECKING:
    from slideshow.model.brief import Brief


def brief_of(given: Mapping[str, Any]) -> "Brief":
    """What the options ask for, by the names of their parameters, read and checked."""
    from slideshow.documents.target_files import target
    from slideshow.model.brief import Brief
    from slideshow.pipeline import option_values
    from slideshow.pipeline.destination import brief_for

    if given["per_photo"] is not None and given["length"] is not None:
        raise InputError("--per-photo and --length: each decides the other.", "Give one of them.")
    brief = Brief(
        fps=option_values.fps(given["fps"]),
        seconds_per_photo=option_values.seconds_per_photo(given["per_photo"]),
        length_seconds=option_values.length_seconds(given["length"]),
        title="" if given["no_title"] else given["title"],
        music=tuple(given["music"] or ()),
        music_start=option_values.music_start(given["music_start"]),
        closing=given["end"],
        album_link=given.get("album_link"),
        template=given["template"],
        seed=given["seed"],
        keep_all=given["keep_all"],
        order=option_values.order(given["order"]),
        clips=not given["no_clips"],
        live=given["live"],
        clip_sound=option_values.clip_sound(given["clip_sound"]),
        locale=option_values.locale(),
    )
    size = given["size"]
    return brief_for(target(given["target_name"]), brief, option_values.size(size) if size else None)
