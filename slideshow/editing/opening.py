"""A folder -> its film at once, by what its files tell of themselves, and by what its photos show."""

from collections.abc import Callable
from pathlib import Path

from slideshow.events import Report, ignore
from slideshow.inspect import FirstLooks
from slideshow.model.album import Photo
from slideshow.model.brief import Brief
from slideshow.pipeline.planning import Planned, album_of, chosen, scene_with, template_of, with_shifts
from slideshow.system.memory import return_large_blocks


class Opening:
    """What `planned` gives of a folder, in two steps: `first`, and where that `is_guess`, `whole`."""

    def __init__(
        self, folder: Path, brief: Brief, *, fresh: bool, recursive: bool, is_new: bool, report: Report
    ) -> None:
        """Reads the folder. `is_new`: its photos were hardly looked at before. Raises SlideshowError."""
        return_large_blocks()
        self._folder, self._fresh, self._report = folder, fresh, report
        self._brief = with_shifts(folder, brief, fresh)
        template_of(self._brief)
        self._looks = FirstLooks(report)
        try:
            if is_new:
                self._looks.start()
            self._album = album_of(folder, self._brief, None, recursive, report)
            self._guesses = self._looks.glimpses(self._album)
        except BaseException:
            self._looks.close()
            raise
        self.is_guess = not self._looks.is_done

    def first(self) -> Planned:
        """The film, as far as it can be told at once. Raises SlideshowError."""
        if not self.is_guess:
            return self.whole()
        scene = scene_with(self._folder, self._album, self._guesses, self._brief, ignore)
        return chosen(self._folder, scene, self._fresh, ignore)

    def begin(self, film: Planned, done: Callable[[], None]) -> None:
        """Looks at all photos, those of the film first, and then calls `done` in another thread."""
        self._looks.begin((photo for shot in film.storyboard.shots for photo in shot.photos), done)

    def need(self, photo: Photo) -> None:
        """Waits until a photo has been looked at. Raises PhotoError when it cannot be read."""
        self._looks.need(photo)

    def whole(self) -> Planned:
        """The film, once all photos have been looked at. Raises SlideshowError."""
        album, facts = self._looks.seen(self._album)
        scene = scene_with(self._folder, album, facts, self._brief, self._report)
        return chosen(self._folder, scene, self._fresh, self._report)

    def close(self) -> None:
        """Looks no further."""
        self._looks.close()
