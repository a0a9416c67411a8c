"""An album, a storyboard, a template from anybody: what they name is not read from elsewhere, told to ffmpeg
as an option, or fetched."""

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import slideshow
from slideshow.batch.manifest import Manifest
from slideshow.cli.app import app
from slideshow.documents import template_files, trusted_paths
from slideshow.documents.template_files import load
from slideshow.errors import InputError, SlideshowError, StoryboardError, TemplateError
from slideshow.events import Event, Noticed
from slideshow.pipeline.kit import check_kit
from slideshow.render.grade import read_cube
from slideshow.share.cover import cover_of_film
from slideshow.sound.music_file import check_music
from slideshow.system import ffmpeg
from tests.photos import album, save
from tests.sound.sounds import tone, write

SMALL = (128, 224)


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    return album(tmp_path / "trip", 2)


@pytest.fixture
def song(tmp_path: Path) -> Path:
    return write(tmp_path / "song.wav", tone(4.0, 440.0, 0.3))


def storyboard(trip: Path, *lines: str, photos: str = "IMG_0.jpg") -> None:
    slide = f'[[slide]]\nphotos = ["IMG_1.jpg"]\n[[slide]]\nphotos = ["{photos}"]\n'
    (trip / "slideshow.toml").write_text("\n".join([*lines, slide]))


@pytest.mark.parametrize("place", ["../secret.jpg", "{absolute}", "sub/../../secret.jpg", "./../secret.jpg"])
def test_a_storyboard_s_photo_is_one_of_the_album_s(trip: Path, place: str) -> None:
    secret = save(trip.parent, "secret.jpg", seed=9)
    storyboard(trip, photos=place.replace("{absolute}", secret.as_posix()))
    events: list[Event] = []
    timeline = slideshow.plan(trip, report=events.append)
    shown = {photo.path for slide in timeline.slides for photo in slide.photos}
    assert secret not in {path.resolve() for path in shown}
    assert any(isinstance(event, Noticed) and "secret.jpg is not there" in event.text for event in events)


@pytest.mark.parametrize(
    "place", ["../song.wav", "{absolute}", "sub/../../song.wav", "/etc/passwd", "~/a.mp3"]
)
def test_a_storyboard_s_music_lies_in_its_folder(trip: Path, song: Path, place: str) -> None:
    storyboard(trip, f'music = "{place.replace("{absolute}", song.as_posix())}"')
    with pytest.raises(StoryboardError, match=r"lies outside of the folder\. .*--music"):
        slideshow.plan(trip)


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_in_the_folder_does_not_lead_music_out(trip: Path, song: Path) -> None:
    (trip / "inside.wav").symlink_to(song)
    storyboard(trip, 'music = "inside.wav"')
    with pytest.raises(StoryboardError, match="lies outside"):
        slideshow.plan(trip)


def test_music_in_the_folder_plays(trip: Path, song: Path) -> None:
    (trip / "sub").mkdir()
    shutil.copy(song, trip / "sub" / "song.wav")
    storyboard(trip, 'music = "sub/song.wav"')
    assert slideshow.plan(trip).slides


def test_music_that_the_person_has_named_once_plays_from_the_storyboard(trip: Path, song: Path) -> None:
    slideshow.plan(trip, music=song)
    storyboard(trip, f'music = "{song.as_posix()}"')
    assert slideshow.plan(trip).slides


def test_a_host_is_not_called_for_a_name_that_leads_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def ask(path: Path, *arguments: object, **options: object) -> Path:
        asked.append(path)
        return path

    for question in ("resolve", "exists", "is_file", "stat"):
        monkeypatch.setattr(Path, question, ask)
    assert not trusted_paths.stays_inside("//host/share/song.mp3", tmp_path)
    assert not trusted_paths.stays_inside("../song.mp3", tmp_path)
    assert not asked


def look(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "look.toml"
    path.write_text(f'description = "x"\n{text}')
    return path


CUBE = "LUT_3D_SIZE 2\n" + "0 0 0\n" * 8


@pytest.mark.parametrize("cube", ["../a.cube", "{absolute}", "sub/../../a.cube", "~/a.cube"])
def test_a_template_s_table_of_colours_lies_beside_it(tmp_path: Path, cube: str) -> None:
    (tmp_path / "a.cube").write_text(CUBE)
    absolute = (tmp_path / "a.cube").as_posix()
    path = look(tmp_path / "got", f'[look.grade]\ncube = "{cube.replace("{absolute}", absolute)}"\n')
    with pytest.raises(TemplateError, match="cube: lies outside"):
        load(str(path))


def test_a_template_of_the_person_s_own_may_name_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.cube").write_text(CUBE)
    path = look(tmp_path / "own", '[look.grade]\ncube = "../a.cube"\n')
    monkeypatch.setattr(template_files, "own_folder", lambda: path.parent)
    assert load("look").look.grade.cube


@pytest.mark.parametrize("base", ["../base.toml", "{absolute}", "~/base.toml"])
def test_a_template_builds_on_one_beside_it_or_one_with_a_name(tmp_path: Path, base: str) -> None:
    absolute = tmp_path / "base.toml"
    absolute.write_text('description = "secret"\n')
    path = look(tmp_path / "got", "")
    path.write_text(f'extends = "{base.replace("{absolute}", absolute.as_posix())}"\n')
    with pytest.raises(TemplateError, match="extends: leads outside"):
        load(str(path))


def test_a_storyboard_s_template_has_a_name_or_lies_in_its_folder(trip: Path, tmp_path: Path) -> None:
    path = look(tmp_path / "elsewhere", "")
    storyboard(trip, f'template = "{path.as_posix()}"')
    with pytest.raises(TemplateError, match=r"no template in the folder.*--template"):
        slideshow.plan(trip)
    storyboard(trip, 'template = "look.toml"')
    look(trip, "")
    assert slideshow.plan(trip).slides
    slideshow.plan(trip, template=path)
    storyboard(trip, f'template = "{path.as_posix()}"')
    assert slideshow.plan(trip).slides


def test_what_a_person_has_is_opened_as_a_file_and_nothing_else(
    trip: Path, song: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []
    started = ffmpeg._started

    def noting(arguments: Sequence[str], **pipes: Any) -> Any:
        commands.append([*arguments])
        return started(arguments, **pipes)

    monkeypatch.setattr(ffmpeg, "_started", noting)
    slideshow.make(trip, tmp_path / "film.mp4", size=SMALL, quality="draft", length=5, music=song)
    opened = 0
    for command in commands:
        for place in [index for index, word in enumerate(command) if word == f"file:{song}"]:
            assert command[place - 3 : place] == ["-protocol_whitelist", "file", "-i"]
            assert command[place - 5] == "-format_whitelist"
            opened += 1
        assert str(song) not in command
        assert not [word for word in command if str(trip) in word]
    assert opened >= 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
@pytest.mark.parametrize("link", [False, True])
def test_a_pipe_in_the_place_of_a_file_is_never_waited_for(trip: Path, tmp_path: Path, link: bool) -> None:
    def pipe(path: Path) -> None:
        os.mkfifo(tmp_path / "pipe" if link else path)
        if link:
            path.symlink_to(tmp_path / "pipe")

    calls: dict[Path, Callable[[], object]] = {
        trip / "slideshow.toml": lambda: slideshow.plan(trip),
        tmp_path / "a.cube": lambda: read_cube(tmp_path / "a.cube"),
        tmp_path / "b.toml": lambda: load(str(tmp_path / "b.toml")),
        tmp_path / "film-share.json": lambda: check_kit(tmp_path / "film.mp4", overwrite=False),
    }
    for place, call in calls.items():
        pipe(place)
        with pytest.raises(InputError, match=r"not a file|no such template|not as slideshow made it"):
            call()
        place.unlink()
        (tmp_path / "pipe").unlink(missing_ok=True)
    pipe(tmp_path / ".slideshow-films.json")
    assert not Manifest(tmp_path, trip).films


def test_what_an_album_s_file_says_does_not_reach_the_terminal_as_a_command(trip: Path) -> None:
    storyboard(trip, r'template = "\u001b[31mred\u001b]0;title\u0007\u202e"')
    result = CliRunner().invoke(app, ["make", str(trip), "-o", str(trip.parent / "trip.mp4")])
    assert result.exit_code == 2
    assert "red" in result.output
    assert not set(result.output) & {"\x1b", "\x07", "\u202e"}


def test_music_with_a_nul_in_its_name_is_a_mistake(trip: Path) -> None:
    storyboard(trip, r'music = "a\u0000b.mp3"')
    with pytest.raises(StoryboardError, match="lies outside"):
        slideshow.plan(trip)


# Names that mean something to a shell, to ffmpeg's options, filters, protocols or patterns.
NAMES = [
    "-y",
    "-i",
    "-f lavfi",
    "%03d",
    "it's",
    "a'b\\'c",
    "[0:a]volume=9[x];",
    "a,b;c=d",
    "concat-a|b",
    "$(touch x)",
    "`touch x`",
    "a\nfile b",
    "#x",
]
if os.name != "nt":
    NAMES += ["concat:a|b", "http:x", "data:,x", "pipe:0", "a:b:c", '"']


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="such names are none there")
@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_only_ever_a_name(
    tmp_path: Path, song: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / f"{name} trip"
    album(folder, 1)
    (folder / "IMG_0.jpg").rename(folder / f"{name}.jpg")
    shutil.copy(song, folder / f"{name}.wav")
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    film = slideshow.make(
        folder, f"./{name}.mp4", size=SMALL, quality="draft", length=5, title=name, end=name
    )
    assert film.slides >= 1
    assert not film.left_out
    # Only the film.
    assert [path.name for path in work.iterdir()] == [f"{name}.mp4"]


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this computer, and what anybody has said to it."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    heard.append(b"called")

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], heard


PLAYLISTS = {
    "list.m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{url}/a.ts\n#EXT-X-ENDLIST\n",
    "list.ffconcat": "ffconcat version 1.0\nfile '{url}/a.mp3'\n",
    "list.sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 0\n",
    "list.mpd": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><AdaptationSet>'
    '<Representation id="1"><BaseURL>{url}/a.mp4</BaseURL></Representation></AdaptationSet></Period></MPD>',
}


@pytest.mark.parametrize("name", ["song.mp3", "song.wav", "song.m4a"])
@pytest.mark.parametrize("kind", PLAYLISTS)
def test_a_playlist_in_disguise_fetches_nothing(
    tmp_path: Path, listener: tuple[int, list[bytes]], kind: str, name: str
) -> None:
    port, heard = listener
    path = tmp_path / name
    path.write_text(PLAYLISTS[kind].replace("{url}", f"http://127.0.0.1:{port}"))
    with pytest.raises(InputError):
        check_music(path)
    assert not heard


# Such as ffmpeg follows to any place on the disk when it may open files.
FOLLOWED = {
    "list.m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{secret}.aac\n#EXT-X-ENDLIST\n",
    "list.ffconcat": "ffconcat version 1.0\nfile {inside}.m4a\n",
    "list.mpd": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" '
    'mediaPresentationDuration="PT10S" minBufferTime="PT1S" '
    'profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"><Period><AdaptationSet mimeType="audio/mp4">'
    '<Representation id="1" bandwidth="1000"><BaseURL>{secret}.m4a</BaseURL></Representation>'
    "</AdaptationSet></Period></MPD>",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["song.mp3", "song.m3u8", "song"])
@pytest.mark.parametrize("kind", FOLLOWED)
def test_a_playlist_in_disguise_reads_no_other_file(tmp_path: Path, song: Path, kind: str, name: str) -> None:
    path = tmp_path / "album" / name
    path.parent.mkdir()
    for place in (tmp_path, path.parent):
        for ending in ("aac", "m4a"):
            ffmpeg.run(["-i", str(song), str(place / f"secret.{ending}")])
    secret = (tmp_path / "secret").as_posix()
    path.write_text(FOLLOWED[kind].replace("{secret}", secret).replace("{inside}", "secret"))
    with pytest.raises(InputError):
        check_music(path)
    with pytest.raises(InputError):
        cover_of_film(path)
    # It would have been heard: the file that it names is sound.
    check_music(tmp_path / "secret.aac")
    check_music(tmp_path / "secret.m4a")


def test_music_is_a_file_and_never_an_address(trip: Path, listener: tuple[int, list[bytes]]) -> None:
    port, heard = listener
    for address in (
        f"http://127.0.0.1:{port}/a.mp3",
        f"tcp://127.0.0.1:{port}",
        f"file:http://127.0.0.1:{port}",
    ):
        with pytest.raises(SlideshowError):
            slideshow.plan(trip, music=address)
        storyboard(trip, f'music = "{address}"')
        with pytest.raises(SlideshowError):
            slideshow.plan(trip)
        (trip / "slideshow.toml").unlink()
    assert not heard


@pytest.mark.parametrize("kind", ["svg", "mvg", "eps"])
def test_a_picture_that_is_a_program_is_no_photo(
    trip: Path, listener: tuple[int, list[bytes]], kind: str
) -> None:
    port, heard = listener
    texts = {
        "svg": f'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:{port}/a.png"/></svg>',
        "mvg": f"push graphic-context\nimage over 0,0 0,0 'http://127.0.0.1:{port}/a.png'\n",
        "eps": "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(/etc/passwd) (r) file\n",
    }
    (trip / "picture.jpg").write_text(texts[kind])
    film = slideshow.plan(trip)
    assert "picture.jpg" not in {photo.path.name for slide in film.slides for photo in slide.photos}
    assert not heard
