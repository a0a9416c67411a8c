"""A folder of albums becomes a folder of films: what is made, what is left alone, what is told."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import slideshow
from slideshow.batch.album_fingerprint import Digests, fingerprint
from slideshow.batch.discovery import AlbumFolder, albums_in
from slideshow.batch.events import AlbumBegun, AlbumEnded, AlbumSaid, AlbumsFound
from slideshow.batch.film_names import film_names
from slideshow.batch.manifest import NAME as RECORD
from slideshow.batch.manifest import Film, Manifest
from slideshow.batch.progress import BatchProgress
from slideshow.batch.run import batch, watch
from slideshow.batch.watch import quiet_albums
from slideshow.cli.batch_console import table_of
from slideshow.errors import InputError
from slideshow.events import Advanced, Noticed, Started
from slideshow.media.film_mark import MARK, is_ours
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.pipeline.make_options import MakeOptions
from slideshow.system import ffmpeg
from slideshow.system.file_cache import FileCache
from tests.batch.here import here
from tests.media.clips.films import clip
from tests.photos import album, save
from tests.scripts import shell_script

WISHES = MakeOptions(Brief(canvas=Size(144, 256), seconds_per_photo=0.8), quality="draft")
QUICK = ("--size", "144x256", "--quality", "draft", "--per-photo", "0.8")


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "slideshow", "batch", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(Path(slideshow.__file__).parent.parent)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def states(endings: Sequence[AlbumEnded]) -> dict[str, str]:
    return {ending.album.place.as_posix(): ending.state for ending in endings}


def make(root: Path, films: Path, options: MakeOptions = WISHES) -> dict[str, str]:
    return states(batch(root, films, options, jobs=1, film=here))


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def empty_albums(root: Path, *places: str) -> Path:
    """Folders with a file that is called like a photo."""
    for place in places:
        (root / place).mkdir(parents=True)
        (root / place / "IMG_1.jpg").touch()
    return root


def found(root: Path, out: Path) -> list[str]:
    return [one.place.as_posix() for one in albums_in(root, out)]


# Where the albums are


def test_every_folder_that_directly_holds_photos_is_an_album(tmp_path: Path) -> None:
    root = empty_albums(tmp_path / "albums", "Rome", "2024/Oslo", "2024/Oslo/best", "trip 10", "trip 9")
    (root / "2024" / "notes").mkdir()
    (root / "2024" / "notes" / "list.txt").write_text("bread")
    assert found(root, tmp_path / "films") == ["2024/Oslo", "2024/Oslo/best", "Rome", "trip 9", "trip 10"]


def test_hidden_folders_and_those_of_disk_stations_are_no_albums(tmp_path: Path) -> None:
    root = empty_albums(tmp_path / "albums", "Rome", ".trash", "Rome/@eaDir", "__MACOSX/Rome")
    assert found(root, tmp_path / "films") == ["Rome"]


def test_a_folder_of_clips_alone_is_an_album_unless_clips_are_not_wanted(tmp_path: Path) -> None:
    save(tmp_path / album(tmp_path / "photos", 1).name, "b.jpg")
    (tmp_path / "clips").mkdir()
    clip(tmp_path / "clips" / "a.mp4", 30)
    # Films that slideshow made are nobody's album.
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "trip.mp4").write_bytes((tmp_path / "clips" / "a.mp4").read_bytes() + MARK)
    found = albums_in(tmp_path, tmp_path / "films")
    assert [(one.place.name, one.photos) for one in found] == [("clips", 1), ("photos", 2)]
    without = albums_in(tmp_path, tmp_path / "films", clips=False)
    assert [one.place.name for one in without] == ["photos"]


def test_photos_whose_names_lost_their_endings_make_an_album_other_files_do_not(tmp_path: Path) -> None:
    photos = album(tmp_path / "albums" / "saved", 1)
    (photos / "IMG_0.jpg").rename(photos / "IMG_0")
    (tmp_path / "albums" / "papers").mkdir()
    (tmp_path / "albums" / "papers" / "README").write_text("nothing to see")
    assert found(tmp_path / "albums", tmp_path / "films") == ["saved"]


def test_the_films_folder_among_the_albums_is_no_album_but_albums_in_it_are(tmp_path: Path) -> None:
    root = empty_albums(tmp_path / "albums", "Rome", "films", "films/Oslo")
    told: list[Noticed] = []
    places = [one.place.as_posix() for one in albums_in(root, root / "films", told.append)]
    assert places == ["films/Oslo", "Rome"]
    assert "films: is where the films go" in told[0].text


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_back_to_the_top_is_entered_once(tmp_path: Path) -> None:
    root = empty_albums(tmp_path / "albums", "Rome")
    (root / "Rome" / "again").symlink_to(root, target_is_directory=True)
    assert found(root, tmp_path / "films") == ["Rome"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({}, "no folder in it holds photos"),
        ({"IMG_1.jpg": ""}, "slideshow make"),
    ],
)
def test_a_folder_without_albums_is_refused_with_a_way_out(
    tmp_path: Path, content: dict[str, str], words: str
) -> None:
    for name, text in content.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=words):
        albums_in(tmp_path, tmp_path / "films")


# What films are called


def named(*places: str, before: dict[str, str] | None = None, taken: Sequence[str] = ()) -> list[str]:
    known = {Path(place): name for place, name in (before or {}).items()}
    names = film_names([Path(place) for place in places], known, taken)
    return [names[Path(place)] for place in places]


def test_a_film_is_called_like_its_folder() -> None:
    assert named("Rome", "2024/Oslo") == ["Rome.mp4", "Oslo.mp4"]


@pytest.mark.parametrize(
    ("places", "films"),
    [
        (("2023/Rome", "2024/Rome"), ["2023 Rome.mp4", "2024 Rome.mp4"]),
        (("2023/Rome", "2024/ROME"), ["2023 Rome.mp4", "2024 ROME.mp4"]),
        (("Rome", "2024/Rome"), ["Rome.mp4", "2024 Rome.mp4"]),
        (("2023/best/Rome", "2024/best/Rome"), ["2023 best Rome.mp4", "2024 best Rome.mp4"]),
        (("a/b c", "a b/c", "x/c", "y/b c"), ["a b c.mp4", "a b c 2.mp4", "x c.mp4", "y b c.mp4"]),
        (("Cafe\u0301", "CAF\u00c9"), ["CAF\u00c9 2.mp4", "Cafe\u0301.mp4"]),
    ],
)
def test_films_that_would_be_called_the_same_are_told_apart(places: Sequence[str], films: list[str]) -> None:
    assert sorted(named(*places)) == sorted(films)
    keys = {name.casefold() for name in named(*places)}
    assert len(keys) == len(places)


@pytest.mark.parametrize(
    ("place", "film"),
    [
        ("con", "con film.mp4"),
        ("COM1", "COM1 film.mp4"),
        ("aux.2024", "aux.2024 film.mp4"),
        ("what?", "what-.mp4"),
        ("Rome. ", "Rome.mp4"),
        ("...", "film.mp4"),
        ("é" * 120, "é" * 90 + ".mp4"),
    ],
)
def test_names_are_such_as_every_system_takes(place: str, film: str) -> None:
    assert named(place) == [film]


def test_a_name_that_was_given_stays_when_another_album_of_that_name_comes() -> None:
    before = {"2024/Rome": "Rome.mp4"}
    assert named("2023/Rome", "2024/Rome", before=before) == ["2023 Rome.mp4", "Rome.mp4"]


def test_the_film_of_an_album_that_is_gone_keeps_its_name_to_itself() -> None:
    assert named("2025/Rome", taken=["rome.mp4"]) == ["2025 Rome.mp4"]


# What is made, and what is up to date


@pytest.fixture
def root(tmp_path: Path) -> Path:
    album(tmp_path / "albums" / "Oslo", 2)
    album(tmp_path / "albums" / "Rome", 2)
    return tmp_path / "albums"


def test_what_is_up_to_date_is_left_alone_and_what_changed_is_made_again(root: Path, tmp_path: Path) -> None:
    films = tmp_path / "films"
    assert make(root, films) == {"Oslo": "made", "Rome": "made"}
    assert names_in(films) == ["Oslo.mp4", "Rome.mp4"]
    before = (films / "Rome.mp4").stat().st_mtime_ns
    # Another date is not another photo.
    os.utime(root / "Rome" / "IMG_0.jpg", (1, 1))
    assert make(root, films) == {"Oslo": "up to date", "Rome": "up to date"}
    assert (films / "Rome.mp4").stat().st_mtime_ns == before
    save(root / "Oslo", "IMG_9.jpg", seed=9)
    assert make(root, films) == {"Oslo": "made", "Rome": "up to date"}
    (films / "Oslo.mp4").unlink()
    with (films / "Rome.mp4").open("r+b") as file:
        file.seek(5000)
        file.write(b"changed")
    assert make(root, films) == {"Oslo": "made", "Rome": "made"}


def test_a_file_that_slideshow_did_not_make_is_never_replaced(root: Path, tmp_path: Path) -> None:
    films = tmp_path / "films"
    films.mkdir()
    (films / "Oslo.mp4").write_bytes(b"my own film")
    endings = batch(root, films, WISHES, film=here)
    assert states(endings) == {"Oslo": "failed", "Rome": "made"}
    assert "slideshow did not make it" in endings[0].problem
    assert "--overwrite" in endings[0].hint
    assert (films / "Oslo.mp4").read_bytes() == b"my own film"


def test_a_film_that_somebody_else_made_with_slideshow_is_not_replaced(root: Path, tmp_path: Path) -> None:
    films = tmp_path / "films"
    films.mkdir()
    theirs = b"a film of Anna's" + MARK
    (films / "Oslo.mp4").write_bytes(theirs)
    endings = batch(root, films, WISHES, film=here)
    assert states(endings) == {"Oslo": "failed", "Rome": "made"}
    assert "on this computer" in endings[0].problem
    assert (films / "Oslo.mp4").read_bytes() == theirs


def test_a_film_that_another_computer_of_the_batch_made_is_made_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    films = tmp_path / "films"
    with monkeypatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path / "another"))
        assert make(root, films) == {"Oslo": "made", "Rome": "made"}
    save(root / "Oslo", "IMG_9.jpg", seed=9)
    assert make(root, films) == {"Oslo": "made", "Rome": "up to date"}


def test_an_album_that_fails_stops_no_other_and_is_tried_again(root: Path, tmp_path: Path) -> None:
    films = tmp_path / "films"
    (root / "Broken").mkdir()
    (root / "Broken" / "IMG_1.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing")
    first = batch(root, films, WISHES, jobs=2)
    assert states(first) == {"Broken": "failed", "Oslo": "made", "Rome": "made"}
    assert "Broken" in first[0].problem
    save(root / "Broken", "IMG_1.jpg")
    assert make(root, films) == {"Broken": "made", "Oslo": "up to date", "Rome": "up to date"}


@pytest.mark.slow
def test_a_worker_that_dies_takes_one_album_with_it(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An ffmpeg that kills the one who starts it, when that is about Oslo.
    kills = 'case "$*" in *Oslo*) kill -9 $PPID; exit 1;; esac'
    shim = shell_script(tmp_path / "ffmpeg", f'{kills}\nexec "{ffmpeg.executable()}" "$@"')
    if os.name == "nt":
        pytest.skip("needs a shell")
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", shim)
    endings = batch(root, tmp_path / "films", WISHES, jobs=1)
    assert states(endings) == {"Oslo": "failed", "Rome": "made"}
    assert "ended from outside" in endings[0].problem
    assert sorted(path.name for path in (tmp_path / "films").iterdir()) == [RECORD, "Rome.mp4"]


def test_albums_may_lie_where_the_films_go(root: Path) -> None:
    assert make(root, root) == {"Oslo": "made", "Rome": "made"}
    assert is_ours(root / "Oslo.mp4")
    assert make(root, root) == {"Oslo": "up to date", "Rome": "up to date"}


def test_a_damaged_record_costs_time_and_nothing_else(root: Path, tmp_path: Path) -> None:
    films = tmp_path / "films"
    make(root, films)
    for content in ("", "[]", '{"version": 1, "albums": {"../albums": {"Oslo": {"name": "../x"}}}}'):
        (films / RECORD).write_text(content)
        assert Manifest(films, root).films == {}
    assert make(root, films) == {"Oslo": "made", "Rome": "made"}
    assert names_in(films) == ["Oslo.mp4", "Rome.mp4"]


@pytest.mark.parametrize("name", ["", "..", "../x.mp4", "a\\u0000b", "a\\ud800b"])
def test_a_record_with_a_name_that_no_film_has_is_none(name: str, tmp_path: Path) -> None:
    film = f'{{"name": "{name}", "fingerprint": "a", "size": 1, "changed_ns": 1, "digest": "b"}}'
    (tmp_path / RECORD).write_text(f'{{"version": 1, "albums": {{".": {{"trip": {film}}}}}}}')
    assert Manifest(tmp_path, tmp_path).films == {}


def test_digests_that_are_no_numbers_are_taken_anew(tmp_path: Path) -> None:
    kept = FileCache(tmp_path / "kept")
    photo = tmp_path / "a.jpg"
    photo.write_bytes(b"photo")
    first = Digests(tmp_path, kept, lambda: 1 << 62)
    digest = first.of(photo)
    first.keep()
    (file,) = kept.folder.rglob("*.json")
    file.write_text('{"a.jpg": [[Infinity, 1, 1], "b"]}')
    assert Digests(tmp_path, kept).of(photo) == digest


def test_two_folders_of_albums_share_a_folder_of_films(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "others"
    album(other / "2020" / "Rome", 1)
    films = tmp_path / "films"
    make(root, films)
    assert make(other, films) == {"2020/Rome": "made"}
    assert names_in(films) == ["2020 Rome.mp4", "Oslo.mp4", "Rome.mp4"]
    assert make(root, films) == {"Oslo": "up to date", "Rome": "up to date"}


@pytest.mark.parametrize("brief", [Brief(template="nosuch"), Brief(music=("nosuch.mp3",))])
def test_what_no_album_could_be_filmed_with_is_refused_once(root: Path, tmp_path: Path, brief: Brief) -> None:
    with pytest.raises(InputError, match="nosuch"):
        batch(root, tmp_path / "films", MakeOptions(brief), film=here)
    assert not (tmp_path / "films").exists()


# What a film comes of


def fingerprints(folder: Path, options: MakeOptions = WISHES) -> str:
    return fingerprint(folder, options.brief, options.fresh, options.film_settings)


def test_everything_that_a_film_comes_of_counts(tmp_path: Path) -> None:
    trip = album(tmp_path / "trip", 2)
    song, look = tmp_path / "song.mp3", tmp_path / "mine.toml"
    song.write_bytes(b"la")
    look.write_text('extends = "default"\n')
    brief = Brief(music=(str(song),), template=str(look))
    options = MakeOptions(brief)
    seen = [fingerprints(trip, options)]
    assert fingerprints(trip, options) == seen[0]

    def changes(what: str, now: MakeOptions = options) -> None:
        seen.append(fingerprints(trip, now))
        assert seen.count(seen[-1]) == 1, what

    song.write_bytes(b"lo")
    changes("the music")
    look.write_text('extends = "default"\n[motion]\nstrength = 0.01\n')
    changes("the template")
    save(trip, "IMG_0.jpg", seed=7)
    changes("a photo")
    (trip / "IMG_1.jpg.json").write_text('{"description": "Us"}')
    changes("words beside a photo")
    (trip / "slideshow.toml").write_text('title = "Ours"\nmusic = "../other.mp3"\n')
    changes("slideshow.toml")
    (tmp_path / "other.mp3").write_bytes(b"li")
    changes("the music that slideshow.toml names")
    changes("the quality", MakeOptions(brief, quality="best"))
    changes("an option", MakeOptions(Brief(music=(str(song),), template=str(look), seed=5)))
    (trip / "notes.txt").write_text("bread")
    assert fingerprints(trip, options) in seen


def test_a_photo_that_was_not_touched_is_not_read_again(tmp_path: Path) -> None:
    photo = tmp_path / "IMG_1.jpg"
    photo.write_bytes(b"one")
    os.utime(photo, (1, 1))
    kept = FileCache(tmp_path / "kept")
    digests = Digests(tmp_path, kept, now_ns=lambda: photo.stat().st_ctime_ns + 10_000_000_000)
    first = digests.of(photo)
    digests.keep()
    assert digests.read == [photo]
    again = Digests(tmp_path, kept)
    assert again.of(photo) == first
    assert again.read == []
    # Of the same length, and set back to the same date.
    photo.write_bytes(b"two")
    os.utime(photo, (1, 1))
    if os.name == "posix":
        assert Digests(tmp_path, kept).of(photo) != first


def test_a_film_is_whole_by_its_content_not_its_date(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"film")
    film = Film.at(tmp_path / "a.mp4", "f")
    os.utime(tmp_path / "a.mp4", (1, 1))
    assert film.is_whole(tmp_path)
    (tmp_path / "a.mp4").write_bytes(b"mlif")
    os.utime(tmp_path / "a.mp4", (1, 1))
    assert not film.is_whole(tmp_path)


# How it is told


def test_lines_in_a_pipe_a_summary_and_a_report(root: Path, tmp_path: Path) -> None:
    (root / "Broken").mkdir()
    (root / "Broken" / "IMG_1.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing")
    result = run(root, *QUICK, "--report", "report.json", cwd=tmp_path)
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert any("Oslo: films" in line and "2 photos" in line for line in lines)
    assert lines[-1].startswith("2 films made, 1 failed, in 0:")
    assert "Broken: failed." in result.stderr
    report = json.loads((tmp_path / "report.json").read_text())
    assert (report["made"], report["failed"], report["up_to_date"]) == (2, 1, 0)
    assert [one["state"] for one in report["albums"]] == ["failed", "made", "made"]
    assert report["albums"][0]["problem"]
    again = run(root, *QUICK, "--json", cwd=tmp_path)
    events = [json.loads(line) for line in again.stdout.splitlines()]
    assert again.returncode == 1
    ends = {event["album"]: event["state"] for event in events if event["event"] == "album"}
    assert ends == {"Broken": "failed", "Oslo": "up to date", "Rome": "up to date"}
    assert events[-1]["event"] == "summary"
    assert events[-1]["up_to_date"] == 2


def test_a_wrong_folder_is_an_input_error_and_makes_nothing(tmp_path: Path) -> None:
    result = run(tmp_path / "nowhere", cwd=tmp_path)
    assert result.returncode == 2
    assert "nowhere" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals are sent as Unix does")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_interrupted_leaves_nothing_half_and_goes_on(
    root: Path, tmp_path: Path, number: signal.Signals
) -> None:
    album(root / "Zagreb", 2)
    command = [sys.executable, "-m", "slideshow", "batch", str(root), "-o", str(tmp_path / "films"), "--json"]
    options = ["--jobs", "1", "--size", "270x480", "--report", str(tmp_path / "report.json")]
    environment = {**os.environ, "PYTHONPATH": str(Path(slideshow.__file__).parent.parent)}
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        for line in process.stdout:
            event = json.loads(line)
            if event["event"] == "advanced" and event["album"] == "Rome" and event["stage"] == "render":
                break
        process.send_signal(number)
        # Ends when the worker has ended, who holds the pipe as well.
        process.stdout.read()
        process.wait()
    assert names_in(tmp_path / "films") == ["Oslo.mp4"]
    if number == signal.SIGINT:
        assert process.returncode == 130
        report = json.loads((tmp_path / "report.json").read_text())
        assert [one["state"] for one in report["albums"]] == ["made", "not reached", "not reached"]
    assert not [path for path in (tmp_path / "films").iterdir() if path.suffix == ".part"]
    asked = MakeOptions(Brief(canvas=Size(270, 480), locale=_locale()))
    assert make(root, tmp_path / "films", asked) == {"Oslo": "up to date", "Rome": "made", "Zagreb": "made"}


def _locale() -> str:
    from slideshow.pipeline import option_values

    return option_values.locale()


def test_the_table_shows_who_works_who_waits_and_how_long_it_takes(tmp_path: Path) -> None:
    from rich.console import Console

    albums = tuple(AlbumFolder(tmp_path / name, Path(name), 10) for name in "ABCDEFGH")
    progress = BatchProgress()
    progress.take(AlbumsFound(albums, 1))
    progress.take(AlbumBegun(albums[0]))
    progress.take(AlbumEnded(albums[0], tmp_path / "A.mp4", "failed", elapsed_seconds=20.0))
    progress.take(AlbumBegun(albums[1]))
    progress.take(AlbumSaid(albums[1], Started("render", 100)))
    progress.take(AlbumSaid(albums[1], Advanced("render", 50)))
    # 15 photos of 80 took 30 seconds.
    assert progress.seconds_left(30.0) == pytest.approx(130.0)
    screen = Console(width=70, record=True, file=(tmp_path / "screen").open("w"))
    screen.print(table_of(progress, 4, 30.0))
    text = screen.export_text()
    assert "filming 50%" in text
    assert "waiting" in text
    assert "and 4 more" in text
    assert "1 of 8 albums, 2:10 left" in text


def test_albums_that_are_up_to_date_say_nothing_of_how_long_the_rest_takes(tmp_path: Path) -> None:
    albums = tuple(AlbumFolder(tmp_path / name, Path(name), 10) for name in "AB")
    progress = BatchProgress()
    progress.take(AlbumsFound(albums, 1))
    progress.take(AlbumEnded(albums[0], tmp_path / "A.mp4", "up to date"))
    assert progress.seconds_left(1.0) is None


# Watching


class World:
    """A clock that moves when somebody sleeps, and what happens then; the end of the world ends it."""

    def __init__(self, *happens: tuple[float, object]) -> None:
        self.now = 0.0
        self.state: dict[Path, object] = {}
        self.happens = list(happens)

    def look(self) -> dict[Path, object]:
        return dict(self.state)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        while self.happens and self.happens[0][0] <= self.now:
            self.state = dict(self.happens.pop(0)[1])  # type: ignore[call-overload]
        if self.now > 200:
            raise KeyboardInterrupt

    def quiet(self, seconds: float) -> Iterator[tuple[float, set[str]]]:
        with pytest.raises(KeyboardInterrupt):
            for albums in quiet_albums(self.look, seconds, 5.0, self.clock, self.sleep):
                yield self.now, {album.name for album in albums}


def test_an_album_is_filmed_when_nothing_was_copied_into_it_for_a_while() -> None:
    rome, oslo = Path("Rome"), Path("Oslo")
    world = World(
        (5, {rome: 1}), (10, {rome: 2}), (20, {rome: 3, oslo: 1}), (100, {rome: 3, oslo: 2}), (150, {rome: 3})
    )
    assert list(world.quiet(30)) == [(50, {"Rome", "Oslo"}), (130, {"Oslo"})]


def test_watching_makes_films_of_albums_that_come_until_it_is_interrupted(tmp_path: Path) -> None:
    root = tmp_path / "albums"
    root.mkdir()
    films = tmp_path / "films"
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds
        if now[0] == 5:
            album(root / "Rome", 2)
        if now[0] > 100:
            raise KeyboardInterrupt

    endings: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        watch(
            root,
            films,
            WISHES,
            film=here,
            quiet_seconds=30,
            clock=lambda: now[0],
            sleep=sleep,
            tell=lambda event: endings.append(event.state) if isinstance(event, AlbumEnded) else None,
        )
    assert endings == ["made"]
    assert names_in(films) == ["Rome.mp4"]


def test_watching_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        watch(tmp_path / "nowhere", tmp_path / "films", WISHES)
