"""Albums of a batch made in this process: workers take longer to start than these films."""

from collections.abc import Sequence
from functools import partial

from slideshow.batch.jobs import AlbumJob, JobListener
from slideshow.batch.make_album import make_album


def here(album_jobs: Sequence[AlbumJob], workers: int, jobs: int, listener: JobListener) -> None:
    """Makes the films one after the other."""
    for job in album_jobs:
        listener.begun(job)
        listener.ended(job, make_album(job, partial(listener.said, job)))
