"""Who films: a planned film → its segments and its sound, by so many processes and with that encoder."""

import functools
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from slideshow.errors import FfmpegError
from slideshow.events import Noticed, Report, ignore
from slideshow.model.brief import Brief
from slideshow.model.coding import Coding
from slideshow.pipeline.make_options import MakeOptions
from slideshow.pipeline.planning import Planned, chosen
from slideshow.pipeline.shared_album import SharedAlbum
from slideshow.pipeline.sound_track import Lively, sound_track
from slideshow.render import AUTO, SOFTWARE, RemoteWorkers, SegmentCache, render, usable_encoder
from slideshow.sound.sound_activity import lively
from slideshow.system import cores, ffmpeg


@dataclass(frozen=True, slots=True)
class Crew:
    """Films what is planned of one album."""

    folder: Path
    """The album's folder."""
    options: MakeOptions
    """What is asked for."""
    jobs: int | None
    """Processes that film side by side; None films in this process."""
    cache: SegmentCache | None
    """Where segments of earlier films are, if they may be used."""
    encoder: str
    """The encoder that is used."""
    remote_workers: RemoteWorkers | None
    """Those on other computers that take part."""
    lively: Lively
    """Which clips are worth hearing; listens to the same clips once."""
    report: Report
    """Is told what happens."""
    shared: SharedAlbum | None = None
    """What other films of the album have in common with this one."""

    @classmethod
    def of(
        cls,
        folder: Path,
        options: MakeOptions,
        remote_workers: RemoteWorkers | None,
        *,
        expendable: bool,
        report: Report,
        shared: SharedAlbum | None = None,
    ) -> Self:
        """The crew for an album. Raises InputError for an encoder that does not work here."""
        jobs = options.jobs or cores.default_jobs()
        return cls(
            folder,
            options,
            None if expendable and jobs == 1 else jobs,
            SegmentCache() if options.cached else None,
            usable_encoder(options.encoder, options.brief.canvas),
            remote_workers,
            functools.cache(lively),
            report,
            shared,
        )

    def pictures(self, film: Planned, coding: Coding, into: Path) -> tuple[Path, ...]:
        """The film's segments, in the folder `into`."""
        parts = render(
            film.timeline,
            coding,
            into,
            self.report,
            jobs=self.jobs,
            cache=self.cache,
            encoder=self.encoder,
            remote_workers=self.remote_workers,
            apart=self.shared is not None,
        )
        if self.shared and self.shared.variants:
            self.shared.variants.remember(self.options.film_settings, film.timeline, coding, self.encoder)
        return parts

    def pictures_and_sound(self, film: Planned, coding: Coding, into: Path, sound: Path) -> tuple[Path, ...]:
        """The film's segments, and side by side with them its sound, in the file `sound`."""
        kilobits = self.options.destination.sound_kilobits(float(film.timeline.duration_seconds))
        with ffmpeg.grouped() as processes, ThreadPoolExecutor(1, "sound") as pool:
            track = pool.submit(
                copy_context().run,
                functools.partial(sound_track, cached=self.cache is not None),
                film,
                self.lively,
                kilobits,
                into,
                sound,
                self.report,
            )
            try:
                segments = self.pictures(film, coding, into)
            except BaseException:
                processes.stop()
                raise
            track.result()
            return segments

    def replan_for(self, film: Planned, brief: Brief) -> Planned:
        """The film of the same album for another brief."""
        return chosen(self.folder, replace(film.scene, brief=brief), self.options.fresh, ignore)

    def without_hardware(self, error: FfmpegError) -> Self:
        """The crew with the software's encoder, after that of a graphics card has failed.

        Raises `error` where it was not the card's, or where the person asked for this card.
        """
        if self.options.encoder != AUTO or self.encoder == SOFTWARE:
            raise error
        # A card may have room for so many films at once, or be taken away.
        self.report(Noticed(f"The graphics card's encoder failed ({error.problem}). It goes on without."))
        return replace(self, encoder=SOFTWARE)
