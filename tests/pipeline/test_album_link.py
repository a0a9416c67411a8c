"""The album's link on its way into a film: tried before, told without giving it away."""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from slideshow.batch.jobs import AlbumJob
from slideshow.batch.make_album import make_album
from slideshow.cli.app import app
from slideshow.errors import InputError
from slideshow.events import Event, Noticed
from slideshow.model.brief import Brief
from slideshow.model.geometry import Size
from slideshow.pipeline import album_link
from slideshow.pipeline.destination import Destination
from slideshow.pipeline.make_options import MakeOptions
from slideshow.pipeline.planning import plan_folder
from slideshow.share.link.check import Answer
from tests.films import make_film
from tests.photos import album
from tests.share import examples
from tests.share.rclone_stand_in import answer, standing_in

LINK = "https://photos.app.goo.gl/AbCdEfGhIjKlMnOpQ"
SMALL = Size(540, 960)


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return album(tmp_path_factory.mktemp("albums") / "trip", 2)


@pytest.fixture
def events() -> list[Event]:
    return []


def answering(monkeypatch: pytest.MonkeyPatch, verdict: str) -> list[str]:
    """Whoever asks is told this; the addresses that were asked for."""
    asked: list[str] = []

    def check(link: object, **options: object) -> Answer:
        asked.append(link.url)  # type: ignore[attr-defined]
        return Answer(verdict, "as its page says")  # type: ignore[arg-type]

    monkeypatch.setattr(album_link, "check", check)
    return asked


def words(events: list[Event]) -> str:
    return "\n".join(event.text for event in events if isinstance(event, Noticed))


@pytest.mark.parametrize("verdict", ["private", "gone"])
def test_a_link_that_friends_cannot_open_stops_the_film_before_it_is_made(
    verdict: str, trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, verdict)
    with pytest.raises(InputError) as caught:
        make_film(trip, tmp_path / "film.mp4", Brief(canvas=SMALL, album_link=LINK))
    assert LINK not in f"{caught.value.problem} {caught.value.hint}"
    assert "--offline" in (caught.value.hint or "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("verdict", ["public", "password", "unknown"])
def test_any_other_answer_is_told_and_the_film_made(
    verdict: str, trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, events: list[Event]
) -> None:
    answering(monkeypatch, verdict)
    brief = Brief(canvas=SMALL, album_link=LINK, length_seconds=10.0)
    make_film(trip, tmp_path / "film.mp4", brief, quality="draft", report=events.append)
    told = words(events)
    assert LINK not in told
    assert "photos.app.goo.gl was asked for the album" in told
    expected = {
        "public": "opens for everybody",
        "password": "asks for a password",
        "unknown": "could not be tried",
    }
    assert expected[verdict] in told


def test_offline_nobody_is_asked(
    trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, events: list[Event]
) -> None:
    asked = answering(monkeypatch, "gone")
    brief = Brief(canvas=SMALL, album_link=LINK, length_seconds=10.0)
    make_film(
        trip,
        tmp_path / "film.mp4",
        brief,
        quality="draft",
        destination=Destination(offline=True),
        report=events.append,
    )
    assert asked == []
    assert "nothing left this computer" in words(events)


def named_by_the_album(folder: Path, number: int) -> str:
    """An album whose own file names a link that was never given here."""
    album(folder, 2)
    link = f"https://photos.app.goo.gl/NeverGiven{number}Xyz"
    (folder / "slideshow.toml").write_text(
        f'album_link = "{link}"\n[[slide]]\nphotos = ["IMG_0.jpg"]\n[[slide]]\nphotos = ["IMG_1.jpg"]\n'
    )
    return link


def test_a_link_that_a_stranger_s_file_names_is_shown_and_not_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, events: list[Event]
) -> None:
    asked = answering(monkeypatch, "gone")
    link = named_by_the_album(tmp_path / "theirs", 1)
    brief = Brief(canvas=SMALL)
    make_film(tmp_path / "theirs", tmp_path / "film.mp4", brief, quality="draft", report=events.append)
    assert asked == []
    assert "was not tried" in words(events) and link not in words(events)
    assert "nothing left this computer" in words(events)


def test_a_batch_of_a_stranger_s_albums_calls_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, "gone")
    named_by_the_album(tmp_path / "albums" / "theirs", 2)
    job = AlbumJob(
        0,
        tmp_path / "albums" / "theirs",
        tmp_path / "theirs.mp4",
        MakeOptions(Brief(canvas=SMALL), "draft"),
        None,
        1,
    )
    assert make_album(job, lambda event: None).error is None
    assert asked == []


@pytest.mark.parametrize("given", ["plan", "preview", "link"])
def test_a_link_that_was_given_once_here_is_asked_for(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(monkeypatch, "public")
    folder = tmp_path / "mine"
    link = named_by_the_album(folder, ["plan", "preview", "link"].index(given) + 3)
    if given == "link":
        monkeypatch.setattr("slideshow.share.link.check.check", lambda *rest, **options: Answer("public", ""))
        words = ["link", link]
    else:
        words = [given, str(folder), "--album-link", link]
    more = {"plan": ["--overwrite"], "preview": ["-o", str(tmp_path / "a.png")], "link": []}[given]
    done = CliRunner().invoke(app, [*words, *more])
    assert done.exit_code == 0, done.output
    assert asked == []
    make_film(folder, tmp_path / "film.mp4", Brief(canvas=SMALL), quality="draft")
    assert asked == [link]


def test_a_batch_can_be_told_to_ask_nobody() -> None:
    done = CliRunner().invoke(app, ["batch", "--help-all"], terminal_width=200)
    assert "--offline" in done.output


def test_an_owner_s_address_is_refused_even_offline(trip: Path) -> None:
    with pytest.raises(InputError, match="opens only for the owner"):
        plan_folder(trip, Brief(album_link="https://photos.google.com/album/AF1QipNabc"))


def test_the_message_has_the_link_on_a_line_of_its_own(
    trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "public")
    brief = Brief(canvas=SMALL, album_link=LINK, length_seconds=10.0)
    make_film(trip, tmp_path / "film.mp4", brief, quality="draft", destination=Destination(kit=True))
    text = (tmp_path / "film-message.txt").read_text("utf-8")
    assert LINK in text.splitlines()
    assert "no account needed" in text


def test_the_message_goes_to_the_clipboard_where_there_is_one(
    trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, events: list[Event]
) -> None:
    import pyperclip

    copied: list[str] = []
    monkeypatch.setattr(pyperclip, "copy", copied.append)
    brief = Brief(canvas=SMALL, album_link=LINK, length_seconds=10.0)
    destination = Destination(offline=True, copies_message=True)
    make_film(
        trip, tmp_path / "film.mp4", brief, quality="draft", destination=destination, report=events.append
    )
    assert LINK in copied[0].splitlines()
    assert "on the clipboard" in words(events)


def test_what_the_film_says_of_the_person_is_told(trip: Path, tmp_path: Path, events: list[Event]) -> None:
    make_film(trip, tmp_path / "film.mp4", Brief(canvas=SMALL), quality="draft", report=events.append)
    assert "Privacy: it shows the title" in words(events)
    events.clear()
    make_film(
        trip, tmp_path / "film.mp4", Brief(canvas=SMALL, title=""), quality="draft", report=events.append
    )
    assert "Privacy: it shows no text" in words(events)


def test_one_command_uploads_links_and_puts_the_link_on_the_last_card(
    trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.name != "posix":
        pytest.skip("the stand-in for rclone is a script")
    remotes = {"dropbox": "dropbox"}
    stand_in = standing_in(tmp_path / "bin", monkeypatch, remotes)
    answer(stand_in, remotes, link=(0, examples.DROPBOX + "\n", ""))
    answering(monkeypatch, "public")
    out = tmp_path / "film.mp4"
    given = ["make", str(trip), "-o", str(out), "--to", "dropbox:Trip", "--kit", "--size", "540x960"]
    done = CliRunner().invoke(app, [*given, "--length", "10", "--quality", "draft"])
    assert done.exit_code == 0, done.output
    assert "2 copies went to dropbox:Trip" in done.output
    assert len(stand_in.asked("copy")) == 1
    assert examples.DROPBOX not in done.output
    assert examples.DROPBOX in (tmp_path / "film-message.txt").read_text("utf-8").splitlines()
    # The film's own check has read the code; and nothing else is left here.
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"bin", "film.mp4", "film-cover.jpg", "film-message.txt", "film-share.json"}
