"""Copies go to a cloud by rclone: a stand-in that answers as it does, and the real one with a server."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from slideshow.errors import InputError, RenderError
from slideshow.pipeline.upload import album_online, copy_originals, message_of, share_copies
from slideshow.share.upload import rclone
from slideshow.share.upload import remote as remote_module
from slideshow.share.upload.remote import Remote, check_expiry, find_remote, unshare, upload
from tests.photos import album
from tests.share import examples
from tests.share.rclone_stand_in import NO_LINKS, StandIn, answer, standing_in
from tests.share.servers import Played, internet

CLOUDS = ("drive", "dropbox", "onedrive", "box", "pcloud", "mega", "s3", "webdav", "alias", "crypt", "new")
REVOKING = ("jottacloud", "yandex", "gofile", "pixeldrain")
REMOTES = {name: name for name in (*CLOUDS, *REVOKING)}
NAMES = ("001.jpg", "002.jpg")

on_posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a script")
with_rclone = pytest.mark.skipif(shutil.which("rclone") is None, reason="rclone is not installed")


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    if os.name != "posix":
        pytest.skip("the stand-in is a script")
    return standing_in(tmp_path / "bin", monkeypatch, REMOTES)


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    folder = tmp_path / "to-upload"
    folder.mkdir()
    for name in NAMES:
        (folder / name).write_bytes(b"picture")
    return folder


def test_a_remote_is_known_by_rclones_own_list(stand_in: StandIn) -> None:
    assert find_remote("drive:Trip/2026") == Remote("drive:Trip/2026", "drive")
    assert find_remote(" dropbox:/Trip/ ") == Remote("dropbox:Trip", "dropbox")
    # Secrets are never asked for.
    assert {words[0] for words in stand_in.asked()} == {"listremotes"}


def test_the_list_of_newer_versions_is_understood_too(stand_in: StandIn) -> None:
    stand_in.answers(listremotes=(0, "my cloud: pcloud        European account\nother:    drive\n", ""))
    assert find_remote("my cloud:Trip").backend == "pcloud"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Trip", "not a remote"),
        (":s3,secret_access_key=hunter2:bucket", "not a remote"),
        ("s3,secret_access_key=hunter2:bucket", "not a remote"),
        ("--config:Trip", "not a remote"),
        ("drive:a\nb", "not a remote"),
        ("drive:", "names no folder"),
        ("drive:/", "names no folder"),
        ("drive:.", "names no folder"),
        ("drive:Trip/../..", "names no folder"),
        ("nowhere:Trip", "no remote of that name"),
    ],
)
def test_what_cannot_be_shared_is_refused_in_a_line(stand_in: StandIn, text: str, words: str) -> None:
    with pytest.raises(InputError) as raised:
        find_remote(text)
    assert words in str(raised.value)
    assert "hunter2" not in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1


def test_without_rclone_the_error_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="rclone was not found") as raised:
        find_remote("drive:Trip")
    assert "--album-link" in raised.value.hint


def test_an_upload_is_copy_and_link(stand_in: StandIn, copies: Path) -> None:
    uploaded = upload(copies, NAMES, Remote("drive:Trip", "drive"))
    assert uploaded.url == "https://drive.google.com/open?id=1abcdefghijklmnopqrstuvwxyz0123456"
    quiet = "--ask-password=false"
    assert stand_in.asked() == [
        ["lsf", quiet, "--max-depth=1", "--", "drive:Trip"],
        ["copy", quiet, "--", str(copies), "drive:Trip"],
        ["lsf", quiet, "--max-depth=1", "--format=sp", "--separator=/", "--", "drive:Trip"],
        ["link", quiet, "--", "drive:Trip"],
    ]
    assert "no password" in uploaded.notes[0]
    assert "no end" in uploaded.notes[1]


def test_the_link_is_the_last_line_of_what_rclone_says(stand_in: StandIn, copies: Path) -> None:
    answer(stand_in, REMOTES, link=(0, "a notice\n\nhttps://e.pcloud.link/publink/show?code=XZabc\n", ""))
    uploaded = upload(copies, NAMES, Remote("pcloud:Trip", "pcloud"))
    assert uploaded.url == "https://e.pcloud.link/publink/show?code=XZabc"


@pytest.mark.parametrize("backend", [*CLOUDS[:-2], *REVOKING])
def test_an_end_is_asked_for_only_where_it_is_real(stand_in: StandIn, copies: Path, backend: str) -> None:
    place = Remote(f"{backend}:Trip", backend)
    uploaded = upload(copies, NAMES, place, expire_days=5, today=date(2026, 9, 1))
    (asked,) = stand_in.asked("link")
    assert ("--expire=5d" in asked) == (backend in ("dropbox", "onedrive", "s3"))
    assert (uploaded.until == date(2026, 9, 6)) == (backend in ("onedrive", "s3"))
    assert any("end" in note for note in uploaded.notes) == (backend not in ("onedrive", "s3"))
    assert "--unlink" not in asked


def test_an_end_that_cannot_be_is_refused() -> None:
    with pytest.raises(InputError, match="7 days"):
        check_expiry(Remote("s3:Trip", "s3"), 8)
    with pytest.raises(InputError, match="1 day"):
        check_expiry(Remote("drive:Trip", "drive"), 0)


def test_a_folder_with_other_files_is_not_shared(stand_in: StandIn, copies: Path) -> None:
    answer(stand_in, REMOTES, lsf=(0, "001.jpg\ndiary.pdf\nsub/\n", ""))
    with pytest.raises(InputError, match=r"diary\.pdf"):
        upload(copies, NAMES, Remote("drive:Trip", "drive"))
    assert {words[0] for words in stand_in.asked()} == {"lsf"}
    answer(stand_in, REMOTES, lsf=(0, "001.jpg\n002.jpg\n", ""))
    assert upload(copies, NAMES, Remote("drive:Trip", "drive")).url


@pytest.mark.parametrize("name", ["drive:Private", "Day 1: Lisbon", "-trip", ":s3:bucket", "--config=x"])
def test_the_folder_is_that_on_this_disk_whatever_its_name(
    stand_in: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / name).mkdir()
    for one in NAMES:
        (tmp_path / name / one).write_bytes(b"picture")
    monkeypatch.chdir(tmp_path)
    assert upload(Path(name), NAMES, Remote("drive:Trip", "drive")).url
    (asked,) = stand_in.asked("copy")
    assert asked[2:] == ["--", str(tmp_path / name), "drive:Trip"]


@pytest.mark.parametrize(
    ("there", "words"),
    [
        ("", r"2 of 2 copies did not arrive \(001\.jpg\)"),
        ("7/001.jpg\n", r"1 of 2 copies did not arrive \(002\.jpg\)"),
        ("7/001.jpg\n9/002.jpg\n", r"something else than was sent \(002\.jpg\)"),
        ("7/001.jpg\n7/002.jpg\n5/diary.pdf\n", r"something else than was sent \(diary\.pdf\)"),
        ("7/001.jpg\n7/002.jpg\n-1/sub/\n", r"something else than was sent \(sub/\)"),
    ],
)
def test_no_link_is_made_to_anything_but_what_was_meant(
    stand_in: StandIn, copies: Path, monkeypatch: pytest.MonkeyPatch, there: str, words: str
) -> None:
    monkeypatch.setattr(remote_module, "_LISTING_SECONDS", 0.0)
    answer(stand_in, REMOTES, arrived=(0, there, ""))
    with pytest.raises(RenderError, match=words) as raised:
        upload(copies, NAMES, Remote("drive:Trip", "drive"))
    assert "no link made" in raised.value.problem
    assert stand_in.asked("link") == []


def test_a_cloud_that_tells_no_sizes_is_believed_its_names(stand_in: StandIn, copies: Path) -> None:
    answer(stand_in, REMOTES, arrived=(0, "-1/001.jpg\n-1/002.jpg\n", ""))
    assert upload(copies, NAMES, Remote("drive:Trip", "drive")).url


@with_rclone
def test_filters_of_the_surroundings_hide_nothing_from_the_real_rclone(
    webdav: Path, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RCLONE_EXCLUDE", "002.jpg")
    monkeypatch.setenv("RCLONE_MAX_SIZE", "1")
    upload(copies, NAMES, find_remote("web:Trip"))
    assert sorted(path.name for path in (webdav / "Trip").iterdir()) == list(NAMES)


@with_rclone
def test_the_real_rclone_takes_a_folder_with_a_colon_for_a_folder(
    webdav: Path, copies: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (webdav / "Private").mkdir()
    (webdav / "Private" / "diary.pdf").write_text("private")
    copies.rename(tmp_path / "web:Private")
    monkeypatch.chdir(tmp_path)
    upload(Path("web:Private"), NAMES, find_remote("web:Trip"))
    assert sorted(path.name for path in (webdav / "Trip").iterdir()) == list(NAMES)


def test_a_cloud_without_links_keeps_the_copies_and_says_so(stand_in: StandIn, copies: Path) -> None:
    answer(stand_in, REMOTES, link=(1, "", NO_LINKS.format("webdav root 'Trip'")))
    uploaded = upload(copies, NAMES, Remote("webdav:Trip", "webdav"))
    assert uploaded.url is None
    (note,) = uploaded.notes
    assert "doesn't support public links" in note and "2026/11/21" not in note


def test_nobody_is_given_a_link_to_scrambled_files(stand_in: StandIn, copies: Path) -> None:
    uploaded = upload(copies, NAMES, Remote("crypt:Trip", "crypt"))
    assert uploaded.url is None and "cannot read" in uploaded.notes[0]
    assert stand_in.asked("link") == []


def test_a_failed_upload_is_an_error_without_secrets(stand_in: StandIn, copies: Path) -> None:
    log = f'2026/11/21 07:24:31 Failed to copy: Get "{examples.DROPBOX}": dial tcp: no route to host'
    answer(stand_in, REMOTES, copy=(1, "", log))
    with pytest.raises(RenderError) as raised:
        upload(copies, NAMES, Remote("dropbox:Trip", "dropbox"))
    assert "no route to host" in str(raised.value)
    for secret in examples.secrets_of(examples.DROPBOX):
        assert secret not in str(raised.value)


def test_an_rclone_that_never_ends_is_ended(stand_in: StandIn) -> None:
    script = stand_in.folder / "rclone"
    script.write_text(f"#!{sys.executable}\nimport threading; threading.Event().wait()\n")
    with pytest.raises(RenderError, match="had not ended"):
        rclone.run(["listremotes"], seconds=0.2)


@on_posix
def test_what_an_rclone_has_started_ends_with_it(stand_in: StandIn, tmp_path: Path) -> None:
    """As where it is a script around the program, which then holds our pipes."""
    survived = tmp_path / "survived"
    script = stand_in.folder / "rclone"
    script.write_text(f"#!/bin/sh\nsh -c 'sleep 8; touch \"{survived}\"'\ntrue\n")
    with pytest.raises(RenderError, match="had not ended"):
        rclone.run(["listremotes"], seconds=0.2)
    assert not survived.exists()


@pytest.mark.parametrize("step", ["lsf", "copy", "link"])
@pytest.mark.parametrize("ending", ["kill -9 $$", "exit 9"])
def test_an_rclone_that_dies_half_way_loses_nothing(
    stand_in: StandIn, tmp_path: Path, step: str, ending: str
) -> None:
    trip = album(tmp_path / "trip", 2, (60, 80))
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in trip.iterdir()}
    found, copies = copy_originals(trip, tmp_path / "out")
    script = stand_in.folder / "rclone"
    whole = script.read_text()
    answers = stand_in.folder / "whole"
    answers.write_text(whole)
    answers.chmod(0o755)
    script.write_text(f'#!/bin/sh\n[ "$1" = {step} ] && {ending}\nexec "{answers}" "$@"\n')
    place = Remote("drive:Trip", "drive")
    said = ""
    try:
        said = " ".join(share_copies(found, copies, place, "Trip", offline=True).notes)
    except RenderError as error:
        said = str(error)
    assert "drive:Trip: " in said and "it said nothing" in said
    assert ("rclone got no link" in said) == (step == "link")
    assert sorted(path.name for path in copies.folder.iterdir()) == ["001.jpg", "002.jpg"]
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in trip.iterdir()} == before
    # No message without a link.
    assert not message_of(copies.folder).exists()
    script.write_text(whole)
    assert share_copies(found, copies, place, "Trip", offline=True).message == message_of(copies.folder)


def test_a_failed_upload_for_a_film_sends_nobody_to_a_folder_that_is_gone(
    stand_in: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    trip = album(tmp_path / "trip", 1, (60, 80))
    answer(stand_in, REMOTES, copy=(1, "", "2026/11/21 07:24:31 Failed to copy: quota exceeded"))
    with pytest.raises(RenderError, match="quota exceeded") as raised:
        album_online(trip, "drive:Trip", "Trip")
    assert str(temporary) not in str(raised.value)
    assert raised.value.hint
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("backend", CLOUDS)
def test_unlink_is_never_called_where_it_would_give_a_link_out(stand_in: StandIn, backend: str) -> None:
    with pytest.raises(RenderError) as raised:
        unshare(find_remote(f"{backend}:Trip"))
    assert "still works" in raised.value.problem and raised.value.hint
    assert stand_in.asked("link") == []


@pytest.mark.parametrize("backend", REVOKING)
def test_unlink_is_called_where_it_revokes(stand_in: StandIn, backend: str) -> None:
    answer(stand_in, REMOTES, link=(0, "", ""))
    assert "taken back" in unshare(find_remote(f"{backend}:Trip"))
    (asked,) = stand_in.asked("link")
    assert asked[2:] == ["--unlink", "--", f"{backend}:Trip"]


def test_the_steps_of_a_service_are_its_own(stand_in: StandIn) -> None:
    with pytest.raises(RenderError, match="Restricted"):
        unshare(find_remote("drive:Trip"))


def test_upload_link_check_and_message_in_one(stand_in: StandIn, tmp_path: Path) -> None:
    trip = album(tmp_path / "Lofoten", 2)
    out = tmp_path / "out"
    answer(stand_in, REMOTES, link=(0, examples.DROPBOX + "\n", ""))
    found, copies = copy_originals(trip, out)
    page = {examples.DROPBOX.partition("://")[2]: Played(200, '<meta property="og:title">')}
    with internet(page) as transport:
        shared = share_copies(
            found, copies, Remote("dropbox:Trip", "dropbox"), "Lofoten", transport=transport
        )
    assert shared.answer and shared.answer.verdict == "public"
    assert shared.message == message_of(out)
    text = shared.message.read_text("utf-8")
    assert text.startswith("Lofoten: 2 photos, 3 April 2026\n")
    assert examples.DROPBOX in text.splitlines()
    assert "no account needed" in text
    assert shared.message.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in out.iterdir()) == ["001.jpg", "002.jpg"]
    for secret in examples.secrets_of(examples.DROPBOX):
        assert secret not in repr(shared)


@pytest.fixture
def webdav(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder behind a real rclone's own server, which a real remote "web" leads to."""
    served = tmp_path / "served"
    served.mkdir()
    monkeypatch.setenv("RCLONE_CONFIG", str(tmp_path / "rclone.conf"))
    command = ["rclone", "serve", "webdav", str(served), "--addr=127.0.0.1:0"]
    # What we put there by hand is to be seen at once.
    command += ["--dir-cache-time=0s", "--log-level=INFO"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            address = next(line.split()[-1] for line in server.stderr if "http://127.0.0.1:" in line)
            address = "http://" + address.partition("http://")[2].strip("[]/,\"' ")
            web = f"[web]\ntype = webdav\nurl = {address}\nvendor = other\n"
            config = f"{web}\n[here]\ntype = alias\nremote = {tmp_path}\n"
            (tmp_path / "rclone.conf").write_text(config)
            yield served
        finally:
            server.terminate()


@with_rclone
def test_the_real_rclone_uploads_to_a_server(webdav: Path, copies: Path) -> None:
    place = find_remote("web:Trip/2026")
    assert place.backend == "webdav"
    uploaded = upload(copies, NAMES, place)
    assert sorted(path.name for path in (webdav / "Trip" / "2026").iterdir()) == list(NAMES)
    assert uploaded.url is None
    assert "support public links" in uploaded.notes[0]
    # Once more, as after a change.
    upload(copies, NAMES, place)
    (webdav / "Trip" / "2026" / "diary.pdf").write_text("private")
    with pytest.raises(InputError, match=r"diary\.pdf"):
        upload(copies, NAMES, place)


@with_rclone
def test_the_real_rclone_copies_within_a_disk_and_takes_no_link_back(
    webdav: Path, copies: Path, tmp_path: Path
) -> None:
    place = find_remote("here:cloud")
    assert (place.backend, upload(copies, NAMES, place).url) == ("alias", None)
    assert sorted(path.name for path in (tmp_path / "cloud").iterdir()) == list(NAMES)
    with pytest.raises(RenderError, match="still works"):
        unshare(place)


@with_rclone
def test_the_real_rclone_says_what_it_does_not_know(webdav: Path) -> None:
    with pytest.raises(InputError, match=r"no remote of that name.*web"):
        find_remote("nowhere:Trip")
    webdav.rmdir()
    with pytest.raises(RenderError) as raised:
        upload(webdav, NAMES, Remote("nowhere:Trip", "drive"))
    assert "didn't find section" in str(raised.value)
