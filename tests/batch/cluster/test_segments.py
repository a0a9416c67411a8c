"""A long film on a cluster: its segments are filmed by two workers, and one of them is killed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from slideshow.batch.cluster.client import cluster
from slideshow.batch.cluster.segments import TOPIC
from slideshow.batch.jobs import AlbumJob, JobListener, JobResult
from slideshow.events import Event
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.pipeline.make_options import MakeOptions
from tests.batch.cluster.dask_programs import scheduler, worker
from tests.films import make_film
from tests.photos import album

pytestmark = pytest.mark.slow

pytest.importorskip("distributed")

WISHES = MakeOptions(
    Brief(canvas=Size(180, 320), seconds_per_photo=5.0, keep_all=True), quality="draft", cached=False
)


@dataclass
class Pair:
    """A scheduler with two workers, an album, and its film as one computer makes it alone."""

    address: str
    end_a_worker: dict[str, Callable[[], None]]
    album: Path
    alone: Path


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("pair")
    photos = album(folder / "Oslo", 24, (300, 400))
    alone = folder / "alone" / "Oslo.mp4"
    alone.parent.mkdir()
    make_film(photos, alone, WISHES.brief, quality=WISHES.quality, jobs=1, cached=False)
    with ExitStack() as stack:
        address = stack.enter_context(scheduler())
        kills = {}
        for name in ("one", "two"):
            program = stack.enter_context(worker(address, folder / name, "--no-nanny", "--name", name))
            kills[name] = program.kill
        yield Pair(address, kills, photos, alone)


def film_on(pair: Pair, out: Path, began: Callable[[str], None]) -> tuple[JobResult, list[Event]]:
    """What came of the album; `began` is told the worker of every segment that is begun for another."""
    answers: list[JobResult] = []
    events: list[Event] = []
    with cluster(pair.address) as team:
        workers = team.client.scheduler_info(n_workers=-1)["workers"]
        names = {address: str(worker["name"]) for address, worker in workers.items()}
        team.client.subscribe_topic(TOPIC, lambda event: began(names[event[1]]))
        team.film(
            [AlbumJob(0, pair.album, out, WISHES, None, 1)],
            2,
            2,
            JobListener(
                lambda job: None,
                lambda job, event: events.append(event),
                lambda job, result: answers.append(result),
            ),
        )
    (answer,) = answers
    return answer, events


def test_a_long_film_is_filmed_by_two_workers_and_is_the_same(pair: Pair, tmp_path: Path) -> None:
    helped: list[str] = []
    answer, _ = film_on(pair, tmp_path / "Oslo.mp4", helped.append)
    assert answer.error is None
    assert (tmp_path / "Oslo.mp4").read_bytes() == pair.alone.read_bytes()
    assert len(helped) > 1
    assert len(set(helped)) == 1


def test_a_film_is_whole_though_the_worker_that_took_part_is_lost(pair: Pair, tmp_path: Path) -> None:
    helped: list[str] = []
    lost = threading.Event()

    def began(worker: str) -> None:
        helped.append(worker)
        if len(helped) == 2:
            pair.end_a_worker[worker]()
            lost.set()

    answer, _ = film_on(pair, tmp_path / "Oslo.mp4", began)
    assert answer.error is None
    assert lost.is_set()
    assert (tmp_path / "Oslo.mp4").read_bytes() == pair.alone.read_bytes()
