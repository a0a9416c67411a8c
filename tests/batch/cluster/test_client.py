"""Many machines: albums in a store, a scheduler and two workers, each a process; one of them is killed."""

import json
import os
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import slideshow
from slideshow.batch.cluster import client as cluster_module
from slideshow.batch.cluster.client import cluster
from slideshow.batch.cluster.versions import differences
from slideshow.batch.events import AlbumBegun, AlbumSaid, BatchEvent
from slideshow.batch.jobs import AlbumJob, JobListener, JobResult
from slideshow.batch.run import batch
from slideshow.batch.storage.address import Address, place_of
from slideshow.errors import InputError
from slideshow.events import MusicLaid, Noticed, PhotoLeftOut, Started
from slideshow.media.mp4 import read
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.pipeline.make_options import MakeOptions
from tests.batch.cluster.dask_programs import Program, scheduler, worker
from tests.photos import album
from tests.s3_server import names_at, put_folder, s3_server
from tests.sound import sounds

pytestmark = pytest.mark.slow

pytest.importorskip("distributed")

WISHES = MakeOptions(Brief(canvas=Size(144, 256), seconds_per_photo=0.8), quality="draft")
ALBUMS = ("Bergen", "Lima", "Oslo", "Rome", "Turin")
FILMS = [f"{name}.mp4" for name in ALBUMS]
ROOT, OUT = "s3://bucket/albums", "s3://bucket/films"


@dataclass
class Machines:
    """A scheduler's address, its workers' processes, and the way to the store that they share."""

    address: str
    workers: list[Program]
    s3: Any


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    folder = tmp_path_factory.mktemp("machines")
    with ExitStack() as stack:
        s3 = stack.enter_context(s3_server())
        for seed, name in enumerate(ALBUMS):
            put_folder(s3, album(folder / name, 1 + seed % 2), f"{ROOT}/{name}")
        s3.pipe_file(f"{ROOT}/Rome/IMG_7.jpg", b"\xff\xd8\xff\xe0 nothing")
        address = stack.enter_context(scheduler())
        workers = [
            stack.enter_context(worker(address, folder / nanny, nanny))
            # The first is not started again when it is killed; the second is as Dask starts them.
            for nanny in ("--no-nanny", "--nanny")
        ]
        yield Machines(address, workers, s3)


def test_the_albums_of_a_worker_that_is_lost_are_made_by_another(machines: Machines) -> None:
    begun: Counter[str] = Counter()
    left_out = []
    lines = []

    def tell(event: BatchEvent) -> None:
        match event:
            case AlbumBegun(album):
                begun[album.place.name] += 1
                if begun.total() == 2:
                    # Both are at work.
                    machines.workers[0].kill()
            case AlbumSaid(album, PhotoLeftOut(path)):
                left_out.append(path.as_posix())
            case Noticed(text):
                lines.append(text)

    with cluster(machines.address, tell) as team:
        assert team.workers == 2
        endings = batch(place_of(ROOT), place_of(OUT), WISHES, jobs=team.workers, tell=tell, film=team.film)
    assert [(one.album.place.name, one.state) for one in endings] == [(name, "made") for name in ALBUMS]
    # All the films, each once, each whole, and nothing else.
    assert names_at(machines.s3, "bucket/films") == FILMS
    assert not [path for path in machines.s3.find("bucket/films") if path.endswith(".part")]
    for one in endings:
        assert one.finished
        assert machines.s3.info(str(one.film))["size"] == one.finished.size_bytes
    assert sorted(begun) == sorted(ALBUMS)
    assert begun.total() == len(ALBUMS) + 1
    assert set(left_out) == {"Rome/IMG_7.jpg"}
    # They are all of this computer.
    assert lines == []


def test_a_film_that_came_over_the_net_can_be_played(machines: Machines, tmp_path: Path) -> None:
    film = tmp_path / "Rome.mp4"
    film.write_bytes(machines.s3.cat_file(f"{OUT}/Rome.mp4"))
    assert len(read(film).of_kind("video")) == 1


def test_a_film_that_nobody_waits_for_any_more_is_left(machines: Machines) -> None:
    class Enough(Exception):
        pass

    def tell(event: BatchEvent) -> None:
        if isinstance(event, AlbumSaid) and event.event == Started("inspect", 2):
            raise Enough

    # So long that it would take seconds.
    options = MakeOptions(Brief(canvas=Size(270, 480), seconds_per_photo=20.0), quality="draft")
    lima = [Address(f"{ROOT}/Lima")]
    with cluster(machines.address) as team:
        with pytest.raises(Enough):
            batch(place_of(ROOT), place_of("s3://bucket/left"), options, only=lima, tell=tell, film=team.film)
        # One worker with one thread is left: what is asked for after it is answered after it.
        assert team.client.submit(int, "1").result() == 1
    assert machines.s3.find("bucket/left") == []


def test_what_is_up_to_date_is_left_as_it_is_and_the_command_says_so(machines: Machines) -> None:
    before = {name: machines.s3.info(f"{OUT}/{name}")["LastModified"] for name in FILMS}
    result = slideshow_batch(ROOT, "-o", OUT, "--cluster", machines.address, "--json")
    assert result.returncode == 0, result.stderr
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert told[0] == {"event": "albums", "albums": list(ALBUMS), "workers": 1}
    assert told[-1]["up_to_date"] == len(ALBUMS)
    assert {name: machines.s3.info(f"{OUT}/{name}")["LastModified"] for name in FILMS} == before


def test_folders_that_all_share_do_as_well_and_music_goes_along(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    album(tmp_path / "albums" / "Lima", 1)
    sounds.write(tmp_path / "song.wav", sounds.noise(3, 0.1))
    # As the person names them, whose workers were started elsewhere.
    monkeypatch.chdir(tmp_path)
    options = MakeOptions(Brief(canvas=Size(144, 256), music=("song.wav",)), quality="draft")
    heard_of: list[str] = []
    answers: dict[int, JobResult] = {}
    album_jobs = [
        AlbumJob(number, Path("albums") / name, Path(f"{name}.mp4"), options, None, 1)
        for number, name in enumerate(("Lima", "nowhere"))
    ]
    with cluster(machines.address) as team:
        team.film(
            album_jobs,
            2,
            2,
            JobListener(
                lambda job: None,
                lambda job, event: heard_of.append(event.name) if isinstance(event, MusicLaid) else None,
                lambda job, result: answers.update({job.number: result}),
            ),
        )
    assert answers[0].error is None
    assert len(read(tmp_path / "Lima.mp4").of_kind("video")) == 1
    assert heard_of == ["song.wav"]
    missing = answers[1].error
    assert missing
    assert "nowhere: is not there for the worker tcp://" in missing.problem
    assert "s3://" in missing.hint


def slideshow_batch(*arguments: str) -> "subprocess.CompletedProcess[str]":
    options = ("--size", "144x256", "--quality", "draft", "--per-photo", "0.8")
    return subprocess.run(
        [sys.executable, "-m", "slideshow", "batch", *arguments, *options],
        env={**os.environ, "PYTHONPATH": str(Path(slideshow.__file__).parent.parent)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


# What cannot be


def test_a_scheduler_that_is_not_there_is_told_with_what_to_do() -> None:
    with socket.socket() as taken:
        # Nobody listens there.
        taken.bind(("127.0.0.1", 0))
        result = slideshow_batch("albums", "--cluster", f"tcp://127.0.0.1:{taken.getsockname()[1]}")
    assert result.returncode == 2
    assert "no scheduler answers there. Start one with: dask scheduler" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("address", ["nonsense", "udp://127.0.0.1:8786", "tcp://127.0.0.1"])
def test_what_is_no_address_of_a_scheduler_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="no scheduler answers"), cluster(address):
        pass


def test_a_scheduler_without_workers_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr(cluster_module, "_WORKER_SECONDS", 0.1)
    with (
        LocalCluster(n_workers=0, processes=False, dashboard_address="127.0.0.1:0", protocol="tcp") as alone,
        pytest.raises(InputError, match="has no workers") as raised,
        cluster(alone.scheduler_address),
    ):
        pass
    assert f"dask worker {alone.scheduler_address}" in raised.value.hint


def test_without_dask_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(
            InputError,
            match=r"needs Dask, which is not installed\. .*(distributed|slideshow-film\[cluster\])",
        ),
        cluster("tcp://localhost:1"),
    ):
        pass


def test_what_workers_do_not_have_in_common_is_told() -> None:
    ours = {"slideshow": "1.0", "ffmpeg": "8.0", "pillow": "13.0"}
    same, old = dict(ours), {**ours, "ffmpeg": "7.1"}
    assert differences(ours, {"tcp://a:1": same}) == []
    (line,) = differences(ours, {"tcp://a:1": same, "tcp://b:1": old, "tcp://c:1": old})
    assert line.startswith("ffmpeg differs: 8.0 on this computer, tcp://a:1; 7.1 on tcp://b:1, tcp://c:1.")
