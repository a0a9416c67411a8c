"""`link`, `originals` and `unshare` as their user meets them."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from slideshow.cli.app import app
from slideshow.share.link import anonymous_client
from slideshow.share.upload.jpeg_metadata import traces
from tests.cli.json_reference import undocumented
from tests.cli.test_make import bad, run
from tests.photos import album
from tests.share import examples
from tests.share.rclone_stand_in import StandIn, answer, standing_in
from tests.share.revealing_photos import save_loaded
from tests.share.servers import Internet, Played, internet

PHOTOS = examples.PHOTOS
ALBUM = Played(200, 'AF_initDataCallback({data:["AF1QipSomeAlbum"]})')
SECRETS = examples.secrets_of(PHOTOS)


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    """The internet that the commands find, all of it here."""
    with internet({}) as transport:
        monkeypatch.setattr(anonymous_client, "Internet", lambda: transport)
        yield transport


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    if os.name != "posix":
        pytest.skip("the stand-in is a script")
    return standing_in(tmp_path / "bin", monkeypatch, {"drive": "drive", "yandex": "yandex"})


def call(*arguments: object) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    result = CliRunner().invoke(app, [str(one) for one in arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("page", "verdict", "exit_code", "words"),
    [
        (ALBUM, "public", 0, "shows the album to a stranger"),
        (Played(404), "gone", 1, "Create link"),
        (Played(302, location="https://accounts.google.com/ServiceLogin"), "private", 1, "Create link"),
        (Played(429), "unknown", 0, "private window"),
    ],
)
def test_link_says_whether_it_opens(
    played: Internet, page: Played, verdict: str, exit_code: int, words: str
) -> None:
    played.pages[PHOTOS.partition("://")[2]] = page
    played.pages["accounts.google.com/ServiceLogin"] = Played(200)
    code, told, errors = call("link", f"Look: {PHOTOS} !")
    assert (code, len(told.splitlines()), errors) == (exit_code, 1, "")
    assert f"Google Photos, {verdict}:" in told and words in told
    code, told, _ = call("link", PHOTOS, "--json")
    fields = json.loads(told)
    assert (code, fields["event"], fields["verdict"], fields["kind"]) == (exit_code, "link", verdict, "share")
    for secret in SECRETS:
        assert secret not in json.dumps(fields)


def test_link_offline_asks_nobody(played: Internet) -> None:
    code, told, _ = call("link", PHOTOS, "--offline")
    assert code == 0 and "nobody was asked" in told
    assert played.asked == []
    assert json.loads(call("link", PHOTOS, "--offline", "--json")[1])["verdict"] is None


def test_an_owners_link_and_one_cut_off_are_input_errors(tmp_path: Path) -> None:
    assert "Create link" in bad(run("link", examples.OWNER_ONLY["Google Photos"][0], cwd=tmp_path))
    assert "cut off" in bad(run("link", PHOTOS.partition("?")[0], cwd=tmp_path))
    assert "no link" in bad(run("link", "our album", cwd=tmp_path))
    result = run("link", examples.OWNER_ONLY["iCloud"][0], "--json", cwd=tmp_path)
    assert json.loads(result.stdout)["exit_code"] == result.returncode == 2


@pytest.mark.parametrize("arguments", [(), ("--json",), ("--debug",)])
def test_no_token_is_told_whatever_goes_wrong(
    played: Internet, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    played.pages[PHOTOS.partition("://")[2]] = Played(302, location="http://[broken")
    for url in (PHOTOS, PHOTOS.replace("/share/", "/album/"), PHOTOS.partition("?")[0]):
        result = CliRunner().invoke(app, ["link", url, *arguments])
        said = result.output + repr(result.exception)
        for secret in SECRETS:
            assert secret not in said


def test_originals_are_copied_without_a_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    save_loaded(tmp_path / "trip", "IMG_1.jpg")
    code, told, _ = call("originals", "trip")
    assert code == 0
    assert told.startswith("trip-to-upload: 1 file, ") and told.endswith(
        "1 had a location; none has one now\n"
    )
    assert traces((tmp_path / "trip-to-upload" / "001.jpg").read_bytes()) == ()
    code, told, _ = call("originals", "trip", "--overwrite", "--json", "--full-size")
    copied = json.loads(told.splitlines()[-1])
    assert (copied["event"], copied["files"], copied["located"]) == ("copied", 1, 1)
    assert call("originals", "trip", "-o", "other", "--quiet")[:2] == (0, "")


def test_mistakes_around_originals_get_one_line(tmp_path: Path) -> None:
    album(tmp_path / "trip", 1)
    assert "originals" in bad(run("originals", "trip", "-o", "trip/out", cwd=tmp_path))
    assert "no such folder" in bad(run("originals", "trip", "-o", "no/where", cwd=tmp_path))
    assert "--to" in bad(run("originals", "trip", "--expire", "3", cwd=tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["trip"]


def test_one_command_copies_uploads_links_checks_and_writes(
    played: Internet, stand_in: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    album(tmp_path / "trip", 2)
    played.pages[PHOTOS.partition("://")[2]] = ALBUM
    answer(stand_in, {"drive": "drive"}, link=(0, PHOTOS + "\n", ""))
    code, told, _ = call("originals", "trip", "--to", "drive:Trip", "--expire", "9", "--title", "Lofoten")
    assert code == 0
    for words in ("2 files", "public", "2 copies went to drive:Trip (Google Drive)", "no password", "no end"):
        assert words in told
    for secret in SECRETS:
        assert secret not in told
    text = (tmp_path / "trip-to-upload-message.txt").read_text("utf-8")
    assert text.startswith("Lofoten: 2 photos") and PHOTOS in text.splitlines()
    code, _, errors = call("originals", "trip", "-o", "trip-to-upload", "--to", "drive:Trip")
    assert code == 2 and "--overwrite" in errors


def test_a_new_link_that_asks_to_log_in_is_a_failure(
    played: Internet, stand_in: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    album(tmp_path / "trip", 1)
    answer(stand_in, {"drive": "drive"}, link=(0, PHOTOS + "\n", ""))
    assert call("originals", "trip", "--to", "drive:Trip")[0] == 1
    assert call("originals", "trip", "--to", "drive:Trip", "--overwrite", "--quiet")[:2] == (1, "")
    code, told, _ = call("originals", "trip", "--to", "drive:Trip", "--overwrite", "--json")
    lines = [json.loads(line) for line in told.splitlines()]
    events = [line["event"] for line in lines]
    assert (code, events[-1]) == (1, "shared")
    assert {"copied", "link"} <= set(events)
    assert not [fault for line in lines for fault in undocumented(line)]


def test_the_remote_is_looked_for_before_the_photos_are_copied(
    stand_in: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    album(tmp_path / "trip", 1)
    assert call("originals", "trip", "--to", "nowhere:Trip")[0] == 2
    assert not (tmp_path / "trip-to-upload").exists()


def test_unshare_revokes_or_tells_the_steps(stand_in: StandIn) -> None:
    code, told, _ = call("unshare", "yandex:Trip")
    assert code == 0 and "taken back" in told
    code, told, errors = call("unshare", "drive:Trip")
    assert code == 1 and "Restricted" in errors
    assert len(stand_in.asked("link")) == 1
    assert not undocumented(json.loads(call("unshare", "yandex:Trip", "--json")[1]))
    code, told, _ = call("unshare", PHOTOS)
    assert code == 0 and "turn link sharing off" in told
    assert json.loads(call("unshare", PHOTOS, "--json")[1])["service"] == "Google Photos"
