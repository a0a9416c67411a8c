"""A folder -> what is known of it at once, by what its files tell of themselves, and what its photos show."""

from collections.abc import Callable, Iterable
from pathlib import Path

from slideshow.documents import storyboard_file
from slideshow.events import Report, ignore
from slideshow.inspect import FirstLooks
from slideshow.model.album import Photo
from slideshow.model.brief import Brief
from slideshow.pipeline.planning import (
    Planned,
    album_of,
    chosen,
    scene_of,
    scene_with,
    template_of,
    with_shifts,
)
from slideshow.plan import Scene
from slideshow.system.memory import return_large_blocks


class Opening:
    """What is known of a folder. Where it `is_guess`, `scene` is until all photos have been looked at."""

    def __init__(
        self,
        folder: Path,
        brief: Brief,
        *,
        fresh: bool,
        recursive: bool,
        at_once: bool,
        is_new: bool,
        report: Report,
    ) -> None:
        """Reads the folder; `at_once` without looking at photos that are not known, of which a folder that
        `is_new` has many. Raises SlideshowError."""
        return_large_blocks()
        self._folder, self._fresh, self._report = folder, fresh, report
        self._brief = with_shifts(folder, brief, fresh)
        template_of(self._brief)
        self.has_plan = not fresh and (folder / storyboard_file.NAME).exists()
        self.is_guess = False
        self._looks: FirstLooks | None = None
        if at_once:
            self._looks = FirstLooks(report)
            try:
                self.scene = self._guessed(self._looks, recursive, is_new)
            except BaseException:
                self._looks.close()
                raise
        else:
            self.scene = scene_of(folder, self._brief, None, recursive, report)

    def _guessed(self, looks: FirstLooks, recursive: bool, is_new: bool) -> Scene:
        if is_new:
            looks.start()
        self._album = album_of(self._folder, self._brief, None, recursive, self._report)
        guesses = looks.glimpses(self._album)
        self.is_guess = not looks.is_done
        if not self.is_guess:
            looks.close()
            return self._seen(looks)
        return scene_with(self._folder, self._album, guesses, self._brief, ignore)

    def film(self, scene: Scene) -> Planned:
        """The folder's film as slideshow.toml has it, or as we would. Raises SlideshowError."""
        is_guessed = self.is_guess and scene is self.scene
        return chosen(self._folder, scene, self._fresh, ignore if is_guessed else self._report)

    def begin(self, first: Iterable[Photo], done: Callable[[], None]) -> None:
        """Looks at all photos, those named `first` before others, and then calls `done` in another thread."""
        if self._looks:
            self._looks.begin(first, done)

    def need(self, photo: Photo) -> None:
        """Waits until a photo has been looked at. Raises PhotoError when it cannot be read."""
        if self._looks:
            self._looks.need(photo)

    def whole_scene(self) -> Scene:
        """What is known once all photos have been looked at. Raises SlideshowError."""
        return self._seen(self._looks) if self._looks else self.scene

    def _seen(self, looks: FirstLooks) -> Scene:
        album, facts = looks.seen(self._album)
        return scene_with(self._folder, album, facts, self._brief, self._report)

    def close(self) -> None:
        """Looks no further."""
        if self._looks:
            self._looks.close()
