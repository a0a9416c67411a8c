"""A finished film -> a line on what it tells of a person, what was removed, and what left the machine."""

from collections.abc import Sequence

from slideshow.model.timeline import Timeline


def privacy_line(
    timeline: Timeline, asked_host: str = "", heard_clips: int = 0, sounds: Sequence[str] = ()
) -> str:
    """What in the film could say where and when, and whether anything was sent.

    `asked_host` was asked for the album's link, if any was; of so many clips as `heard_clips` the sound is
    in it, and `sounds` are the names of the sound files that it plays.
    """
    chapters = [one for one in timeline.captions if one.kind == "chapter"]
    captions = sum(one.kind == "caption" for one in timeline.captions) + sum(
        bool(one.detail) for one in chapters
    )
    parts = [
        "the title" if any(one.kind == "title" for one in timeline.captions) else "",
        _counted(len(chapters), "chapter"),
        _counted(captions, "caption"),
        "the album's link" if any(one.code for one in timeline.captions) else "",
    ]
    shown = [part for part in parts if part]
    told = f"it shows {_listed(shown)}" if shown else "it shows no text"
    if sounds:
        told += f", it plays {_listed(list(sounds))}"
    if heard_clips:
        told += f", and {_counted(heard_clips, 'clip')} can be heard"
    sent = f"{asked_host} was asked for the album, and nothing else left" if asked_host else "nothing left"
    return f"Privacy: {told}; of places, times and cameras nothing else is in it; {sent} this computer."


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count != 1 else ''}" if count else ""


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
