"""Storyboard -> the same with everything decided. What a person has decided stays."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

from slideshow.model.soundtrack import Soundtrack
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.plan.clip_excerpt import is_moving, starts_of
from slideshow.plan.directions import MOST_FOR_DIRECTION, fresh_kinds, is_against
from slideshow.plan.downbeats import on_downbeats
from slideshow.plan.framing import Framing, best_framing
from slideshow.plan.grouping import together
from slideshow.plan.interest import interest
from slideshow.plan.staging import MIDDLE, Setting, with_room
from slideshow.plan.storyboard import Scene
from slideshow.plan.timing import time_slides
from slideshow.plan.title import title_lines
from slideshow.plan.ways import Wish


def complete(storyboard: Storyboard, scene: Scene, music: Soundtrack | None = None) -> Storyboard:
    """Every shot with its length, framing, motion, transition and texts, and the film with its title.

    With music that has beats, shots whose length is not decided yet give way to one another on these.
    """
    shots = time_slides([_joined(shot, scene) for shot in storyboard.shots], scene, music)
    decided = [shot.transition is not None for shot in storyboard.shots]
    shots = on_downbeats(shots, decided, scene, music.rhythm if music and music.has_beats else None)
    heading, detail = title_lines(scene.album, scene.brief)
    if storyboard.heading is not None:
        heading = storyboard.heading
    done: list[Shot] = []
    for index, shot in enumerate(shots):
        if shot.starts is None and any(photo.clip for photo in shot.photos):
            # Chats show the film's first frame as its cover: the photo itself.
            at_rest = index == 0 and len(shots) > 1
            shot = replace(shot, starts=starts_of(shot, scene.facts, at_rest=at_rest))
        done.append(_framed(shot, scene, done, titled=not index and bool(heading)))
    return replace(
        storyboard,
        shots=tuple(done),
        heading=heading,
        detail=detail if storyboard.detail is None else storyboard.detail,
        album_link=scene.brief.album_link or storyboard.album_link,
        closing=scene.brief.closing or "" if storyboard.closing is None else storyboard.closing,
    )


def _joined(shot: Shot, scene: Scene) -> Shot:
    random = Random(f"{scene.seed}/{shot.photos[0].digest}/join")
    names = sorted(scene.template.transitions)
    drawn = random.choices(names, [scene.template.transitions[name].weight for name in names])[0]
    told = next((photo for photo in shot.photos if photo.description or photo.note), shot.photos[0])
    # Under words of a person's own, only a detail of their own.
    detail = told.note if shot.caption is None or shot.caption == told.description else ""
    return replace(
        shot,
        transition=shot.transition or drawn,
        caption=told.description if shot.caption is None else shot.caption,
        detail=(detail or None) if shot.detail is None else shot.detail,
        chapter=shot.chapter or "",
    )


def _framed(shot: Shot, scene: Scene, earlier: Sequence[Shot], *, titled: bool) -> Shot:
    """The shot with its framing, after those before it."""
    if shot.windows is not None and len(shot.photos) == 1:
        return replace(shot, layout="window", crop=None, focus=shot.focus or (MIDDLE,), motion="travel")
    has_shape = shot.layout != "fit" or shot.crop is not None
    if shot.layout is not None and shot.focus is not None and shot.motion is not None and has_shape:
        return shot
    before = earlier[-1] if earlier else None
    if len(shot.photos) == 1:
        setting = with_room(scene.setting, shot, scene.template, titled=titled)
        return _alone(shot, scene, before, fresh_kinds(scene.template.motion.kinds, earlier), setting)
    seconds = float(shot.seconds or Fraction(3))
    framing = together(shot.photos, scene.facts, seconds, scene.setting)
    focus = tuple(interest(photo.size, scene.facts_of(photo)).focus for photo in shot.photos)
    usual = "stack" if scene.brief.canvas.aspect < 1 else "row"
    random = Random(f"{scene.seed}/{shot.photos[0].digest}/frame")
    zooms = [kind for kind in scene.template.motion.kinds if kind.startswith("zoom")] or ["still"]
    fresh = [kind for kind in zooms if before is None or kind != before.motion] or zooms
    layout = shot.layout or usual
    along = "pan_down" if layout == "strip" else None
    return replace(
        shot,
        layout=layout,
        focus=shot.focus or focus,
        motion=shot.motion or _still(shot, scene) or along or random.choice(fresh),
        why=shot.why or (framing.why if framing else ""),
    )


def _still(shot: Shot, scene: Scene) -> str | None:
    """No motion of the camera where enough moves before it."""
    return "still" if any(is_moving(photo, scene.facts_of(photo)) for photo in shot.photos) else None


def _alone(shot: Shot, scene: Scene, before: Shot | None, kinds: Sequence[str], setting: Setting) -> Shot:
    (photo,) = shot.photos
    last = before.motion or "" if before else ""

    def framing(motion: str | None, kinds: Sequence[str] = kinds) -> Framing:
        return best_framing(
            photo.size,
            scene.facts_of(photo),
            float(shot.seconds or Fraction(3)),
            setting,
            kinds=kinds,
            random=Random(f"{scene.seed}/{photo.digest}/frame"),
            before=last,
            opening=before is None,
            wish=Wish(shot.layout, shot.focus[0] if shot.focus else None, motion, shot.crop),
        )

    best = framing(shot.motion or _still(shot, scene))
    if shot.motion is None and is_against(best.motion, last):
        # The eye follows a pan: the next one goes on the same way where that costs little.
        calm = [kind for kind in kinds if kind != "pan"]
        others = [framing(last), *([framing(None, calm)] if calm else [])]
        other = min(others, key=lambda one: one.cost)
        if not is_against(other.motion, last) and other.cost <= best.cost + MOST_FOR_DIRECTION:
            best = other
    why = best.why if shot.layout is None else shot.why
    return replace(shot, layout=best.layout, focus=best.focus, motion=best.motion, crop=best.crop, why=why)
