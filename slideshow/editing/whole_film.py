"""Steps that change the film as a whole: pure functions from draft to draft.

The film is planned anew only as far as a step demands it: a title changes a title, another length every
slide's time, but none's framing.
"""

from dataclasses import replace

from slideshow.documents.target_files import target as target_of
from slideshow.documents.template_files import load_given
from slideshow.editing.draft import Draft, Surroundings
from slideshow.editing.slides import in_order_of
from slideshow.errors import InputError
from slideshow.model.brief import CANVAS, MOST_SECONDS, Order
from slideshow.model.music import NO_MUSIC
from slideshow.model.storyboard import Shot
from slideshow.pipeline.destination import brief_for
from slideshow.plan import in_order
from slideshow.share.link.links import album_link as read_link


def title(draft: Draft, around: Surroundings, heading: str | None, detail: str | None = None) -> Draft:
    """What stands over the first photo, and the smaller line under it; "" is none, None is our own."""
    storyboard = draft.storyboard
    return replace(
        draft,
        storyboard=replace(
            storyboard, heading=heading, detail=storyboard.detail if detail is None else detail
        ),
        brief=replace(draft.brief, title=None),
    )


def end_card(draft: Draft, around: Surroundings, text: str) -> Draft:
    """What a card at the end says; "" for no card."""
    return replace(
        draft,
        storyboard=replace(draft.storyboard, closing=text),
        brief=replace(draft.brief, closing=text or None, closing_seconds=0.0),
    )


def look(draft: Draft, around: Surroundings, template: str) -> Draft:
    """Another template's look. Layouts, motions and transitions that were chosen stay."""
    load_given(template)
    return replace(
        draft,
        storyboard=replace(draft.storyboard, template=template),
        brief=replace(draft.brief, template=template, closing_seconds=0.0),
    )


def music(draft: Draft, around: Surroundings, words: tuple[str, ...], start: float | None = None) -> Draft:
    """Other music, files or the name of a style; without words none. All slides are timed to it anew, but for
    their order and how they look."""
    words = words or NO_MUSIC
    return replace(
        draft,
        storyboard=replace(draft.storyboard, music=words, music_start=start, shots=_untimed(draft.shots)),
        brief=replace(draft.brief, music=words, music_start=start),
    )


def music_start(draft: Draft, around: Surroundings, seconds: float | None) -> Draft:
    """Where in the music the film begins; all slides are timed to that anew."""
    if draft.storyboard.music in ((), NO_MUSIC):
        raise InputError("The film has no music.", "Choose some first.")
    return replace(
        draft,
        storyboard=replace(draft.storyboard, music_start=seconds, shots=_untimed(draft.shots)),
        brief=replace(draft.brief, music_start=seconds),
    )


def seed(draft: Draft, around: Surroundings, number: int | None) -> Draft:
    """What chance begins with: music of our own is another piece, to which all slides are timed anew."""
    if number is not None and not 0 <= number < 2**31:
        raise InputError(f"{number}: a seed is a whole number from 0.", "Leave it out for the look's own.")
    return replace(
        draft,
        storyboard=replace(draft.storyboard, shots=_untimed(draft.shots)),
        brief=replace(draft.brief, seed=number),
    )


def length(draft: Draft, around: Surroundings, seconds: float | None) -> Draft:
    """How long the film lasts; its slides share that. None is what they need."""
    if seconds is not None and not 1.0 <= seconds <= 36_000.0:
        raise InputError(f"{seconds:g} seconds: a film lasts 1 second to 10 hours.")
    return replace(
        draft,
        storyboard=replace(draft.storyboard, shots=_untimed(draft.shots)),
        brief=replace(draft.brief, length_seconds=seconds, seconds_per_photo=None),
    )


def on_the_beat(draft: Draft, around: Surroundings) -> Draft:
    """Every slide timed anew, to the music where it has beats. Nothing else changes."""
    return replace(draft, storyboard=replace(draft.storyboard, shots=_untimed(draft.shots)))


def order(draft: Draft, around: Surroundings, name: Order) -> Draft:
    """The slides by time, by name, or shuffled; each lasts as long as before."""
    photos = [photo for shot in draft.shots for photo in shot.photos]
    place = {one.path: index for index, one in enumerate(in_order(photos, name, around.scene.seed))}

    def key(shot: Shot) -> int:
        return min(place[photo.path] for photo in shot.photos)

    sorted_ = in_order_of(draft, around, key)
    return replace(sorted_, brief=replace(sorted_.brief, order=name))


def target(draft: Draft, around: Surroundings, name: str) -> Draft:
    """Where the film is to go: size, safe area and coding follow."""
    found = target_of(name)
    brief = replace(draft.brief, canvas=CANVAS, most_seconds=MOST_SECONDS, safe=None)
    return replace(draft, brief=brief_for(found, brief, None), target=name)


def album_link(draft: Draft, around: Surroundings, link: str | None) -> Draft:
    """The link to the album of the originals, shown as a QR code at the end; None for none."""
    url = read_link(link).url if link else None
    return replace(
        draft,
        storyboard=replace(draft.storyboard, album_link=url),
        brief=replace(draft.brief, album_link=url, closing_seconds=0.0),
    )


def tone(draft: Draft, around: Surroundings, corrected: bool) -> Draft:
    """Whether flat and dark photos are lifted, and neighbours brought closer in their light."""
    return replace(draft, brief=replace(draft.brief, tone=corrected))


def _untimed(shots: tuple[Shot, ...]) -> tuple[Shot, ...]:
    # With one that keeps its time the others cannot share theirs by the music: pinned slides keep it.
    return tuple(shot if shot.pinned else replace(shot, seconds=None, join_seconds=None) for shot in shots)
