"""Drafts -> their films, planned; those of the last ones are kept, as undo and redo go to and fro."""

from dataclasses import replace
from pathlib import Path

from slideshow.editing.draft import Draft
from slideshow.events import ignore
from slideshow.pipeline.planning import Planned, film_of, template_of
from slideshow.plan import Scene

_MOST_KEPT = 8


class PlannedFilms:
    """The films of a folder's drafts. Not for several threads at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[int, tuple[Draft, Planned]] = {}

    def of(self, draft: Draft, scene: Scene) -> Planned:
        """The film of a draft, in the scene that all drafts are about. Raises SlideshowError."""
        known = self._kept.pop(id(draft), None)
        film = known[1] if known and known[0] is draft else self._planned(draft, scene)
        self._kept[id(draft)] = draft, film
        while len(self._kept) > _MOST_KEPT:
            self._kept.pop(next(iter(self._kept)))
        return film

    def clear(self) -> None:
        """Keeps none: the scene is another."""
        self._kept.clear()

    def _planned(self, draft: Draft, scene: Scene) -> Planned:
        template = draft.storyboard.template or draft.brief.template
        brief = replace(draft.brief, closing_seconds=0.0)
        template_given = template_of(replace(brief, template=template))
        scene = replace(scene, brief=brief, template=template_given)
        return replace(film_of(self._folder, draft.storyboard, scene, ignore), edited=True)
