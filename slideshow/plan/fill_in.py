"""Storyboard -> the same with everything decided. What a person has decided stays."""

from dataclasses import replace
from fractions import Fraction
from random import Random

from slideshow.model.soundtrack import Soundtrack
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.plan.clip_excerpt import is_moving, starts_of
from slideshow.plan.framing import Wish, best_framing, interest
from slideshow.plan.grouping import together
from slideshow.plan.staging import MIDDLE
from slideshow.plan.storyboard import Scene
from slideshow.plan.timing import timed
from slideshow.plan.title import title_lines


def complete(storyboard: Storyboard, scene: Scene, music: Soundtrack | None = None) -> Storyboard:
    """Every shot with its length, framing, motion, transition and texts, and the film with its title.

    With music that has beats, shots whose length is not decided yet give way to one another on these.
    """
    shots = timed([_joined(shot, scene) for shot in storyboard.shots], scene, music)
    done: list[Shot] = []
    for index, shot in enumerate(shots):
        if shot.starts is None and any(photo.clip for photo in shot.photos):
            # Chats show the film's first frame as its cover: the photo itself.
            at_rest = index == 0 and len(shots) > 1
            shot = replace(shot, starts=starts_of(shot, scene.facts, at_rest=at_rest))
        done.append(_framed(shot, scene, done[-1] if done else None))
    heading, detail = title_lines(scene.album, scene.brief)
    return replace(
        storyboard,
        shots=tuple(done),
        heading=heading if storyboard.heading is None else storyboard.heading,
        detail=detail if storyboard.detail is None else storyboard.detail,
        album_link=scene.brief.album_link or storyboard.album_link,
        closing=scene.brief.closing or "" if storyboard.closing is None else storyboard.closing,
    )


def _joined(shot: Shot, scene: Scene) -> Shot:
    random = Random(f"{scene.seed}/{shot.photos[0].digest}/join")
    names = sorted(scene.template.transitions)
    drawn = random.choices(names, [scene.template.transitions[name].weight for name in names])[0]
    caption = next((photo.description for photo in shot.photos if photo.description), "")
    return replace(
        shot,
        transition=shot.transition or drawn,
        caption=caption if shot.caption is None else shot.caption,
        chapter=shot.chapter or "",
    )


def _framed(shot: Shot, scene: Scene, before: Shot | None) -> Shot:
    if shot.windows is not None and len(shot.photos) == 1:
        return replace(shot, layout="window", focus=shot.focus or (MIDDLE,), motion="travel")
    if shot.layout is not None and shot.focus is not None and shot.motion is not None:
        return shot
    if len(shot.photos) == 1:
        return _alone(shot, scene, before)
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


def _alone(shot: Shot, scene: Scene, before: Shot | None) -> Shot:
    (photo,) = shot.photos
    framing = best_framing(
        photo.size,
        scene.facts_of(photo),
        float(shot.seconds or Fraction(3)),
        scene.setting,
        kinds=scene.template.motion.kinds,
        random=Random(f"{scene.seed}/{photo.digest}/frame"),
        before=before.motion or "" if before else "",
        opening=before is None,
        wish=Wish(shot.layout, shot.focus[0] if shot.focus else None, shot.motion or _still(shot, scene)),
    )
    why = framing.why if shot.layout is None else shot.why
    return replace(shot, layout=framing.layout, focus=framing.focus, motion=framing.motion, why=why)
