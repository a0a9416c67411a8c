"""What is said over single slides → how long they stand, and when it is heard."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from slideshow.errors import InputError, printable
from slideshow.model.file_names import at_home
from slideshow.model.soundtrack import SLIDE_LEAD_SECONDS, SLIDE_TAIL_SECONDS, Voice
from slideshow.model.storyboard import Storyboard
from slideshow.model.timeline import Timeline
from slideshow.plan import Scene
from slideshow.sound.voice import voice_seconds

# As long as a slide may stand in slideshow.toml.
_MOST_SECONDS = 60.0


def as_long_as_said(storyboard: Storyboard, folder: Path) -> Storyboard:
    """The same, each slide at least as long as what is said over it. Raises InputError."""
    shots = []
    for shot in storyboard.shots:
        if shot.voice:
            file = folder / at_home(shot.voice)
            seconds = SLIDE_LEAD_SECONDS + voice_seconds(file) + SLIDE_TAIL_SECONDS
            if seconds > _MOST_SECONDS:
                raise InputError(
                    f"{printable(file)}: is longer than a slide may stand ({_MOST_SECONDS:.0f} s).",
                    "Cut it in two, or give it to the whole film with --voice.",
                )
            least = Fraction(str(round(seconds, 3)))
            shot = replace(shot, seconds=max(shot.seconds or least, least))
        shots.append(shot)
    return replace(storyboard, shots=tuple(shots))


def without_slide_voices(storyboard: Storyboard, scene: Scene) -> Scene:
    """The scene without these files among its sounds: beside the photos they are no music."""
    folder = scene.album.folder
    said = {(folder / at_home(shot.voice)).resolve() for shot in storyboard.shots if shot.voice}
    if not said:
        return scene
    audio = tuple(path for path in scene.album.audio if path.resolve() not in said)
    return replace(scene, album=replace(scene.album, audio=audio))


def slide_voices(storyboard: Storyboard, timeline: Timeline, folder: Path) -> Iterator[Voice]:
    """What is said over each slide, from a moment after it has come."""
    for shot, slide in zip(storyboard.shots, timeline.slides, strict=False):
        if shot.voice:
            at = float(slide.span.start / timeline.fps) + SLIDE_LEAD_SECONDS
            yield Voice(folder / at_home(shot.voice), at)
