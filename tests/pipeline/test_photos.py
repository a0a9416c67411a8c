"""Photos to be sent as photos: the right ones in the right order, and nothing in them but pixels."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw
from typer.testing import CliRunner

import slideshow
from slideshow.cli.app import app
from slideshow.errors import InputError
from slideshow.media import mp4
from slideshow.pipeline import photos as module
from slideshow.pipeline.photo_pictures import fit_jpeg, traces_beside
from slideshow.pipeline.photos import write_photos
from slideshow.pipeline.photos_asked import PhotosAsked
from slideshow.pipeline.read_options import photo_options_of
from slideshow.share.upload.jpeg_metadata import traces
from tests.media.clips.films import clip
from tests.photos import album, save, scene
from tests.share.revealing_photos import SECRETS, save_loaded


def asked(**options: Any) -> PhotosAsked:
    return photo_options_of({"place": "tiktok-dm", **options}, str)  # type: ignore[typeddict-item]


def sizes(folder: Path) -> list[tuple[int, int]]:
    return [Image.open(path).size for path in sorted(folder.glob("*.jpg"))]


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    return album(tmp_path / "trip", 4)


def varied(folder: Path, count: int) -> Path:
    """Photos that are not alike, an hour apart."""
    folder.mkdir()
    for index in range(count):
        picture = scene(600, 800, seed=index)
        draw = ImageDraw.Draw(picture)
        colour = tuple(int(value) for value in np.random.default_rng(index).integers(0, 255, 3))
        draw.rectangle((40 * (index % 7), 40 * (index % 9), 300 + 20 * index, 400), fill=colour)
        save(folder, f"{count - index:02d}.jpg", taken=f"2026:04:03 {index:02d}:00:00", picture=picture)
    return folder


def test_nothing_but_pixels_is_in_what_is_sent(tmp_path: Path) -> None:
    save_loaded(tmp_path / "trip", "IMG_1.jpg")
    save_loaded(tmp_path / "trip", "IMG_2.jpg", (300, 400), orientation=6)
    for shown in ("whole", "fill", "card"):
        out = tmp_path / shown
        sent = write_photos(tmp_path / "trip", out, asked(shown_as=shown))
        assert sent.names
        for name in sent.names:
            data = (out / name).read_bytes()
            assert traces(data) == ()
            assert not [secret for secret in SECRETS if secret in data]


def test_at_most_nine_go_in_a_message_with_the_cover_first_and_the_rest_by_time(tmp_path: Path) -> None:
    sent = write_photos(varied(tmp_path / "trip", 14), tmp_path / "out", asked())
    assert sent.names == tuple(f"{number:02d}.jpg" for number in range(1, 10))
    times = [photo.captured for photo in sent.sources]
    assert times[1:] == sorted(times[1:], key=str)
    assert len(sent.left_out) == 5


def test_a_plan_of_the_folder_decides_which_and_in_which_order(trip: Path, tmp_path: Path) -> None:
    lines = "".join(f'[[slide]]\nphotos = ["IMG_{one}.jpg"]\n' for one in (3, 0))
    (trip / "slideshow.toml").write_text(lines + '[left_out]\n"IMG_1.jpg" = ""\n"IMG_2.jpg" = ""\n')
    sent = write_photos(trip, tmp_path / "out", asked())
    assert [photo.path.name for photo in sent.sources] == ["IMG_3.jpg", "IMG_0.jpg"]
    fresh = write_photos(trip, tmp_path / "fresh", asked(fresh=True))
    assert len(fresh.names) > 2


def test_whole_photos_are_upright_and_never_enlarged(tmp_path: Path) -> None:
    folder = tmp_path / "trip"
    save_loaded(folder, "IMG_1.jpg", (300, 400), orientation=6)
    write_photos(folder, tmp_path / "out", asked())
    assert sizes(tmp_path / "out") == [(400, 300)]


@pytest.mark.parametrize(("place", "size"), [("tiktok-photo", (1080, 1920)), ("carousel", (1080, 1350))])
def test_photos_that_fill_have_the_shape_of_their_place(
    tmp_path: Path, place: str, size: tuple[int, int]
) -> None:
    folder = tmp_path / "trip"
    folder.mkdir()
    save(folder, "wide.jpg", (900, 400))
    write_photos(folder, tmp_path / "out", asked(place=place, shown_as="fill"))
    assert sizes(tmp_path / "out") == [size]


def test_what_fills_shows_the_photo_to_the_edge(tmp_path: Path) -> None:
    folder = tmp_path / "trip"
    folder.mkdir()
    save(folder, "red.jpg", picture=Image.new("RGB", (900, 500), (200, 30, 40)))
    write_photos(folder, tmp_path / "out", asked(shown_as="fill"))
    pixels = np.asarray(Image.open(tmp_path / "out" / "01.jpg"), dtype=int)
    assert np.abs(pixels - (200, 30, 40)).max() < 12


def test_a_title_stands_on_the_cover_and_nowhere_else(trip: Path, tmp_path: Path) -> None:
    def pictures(name: str, **options: Any) -> list[Any]:
        write_photos(trip, tmp_path / name, asked(shown_as="card", **options))
        return [np.asarray(Image.open(one), dtype=int) for one in sorted((tmp_path / name).glob("*.jpg"))]

    without, titled = pictures("a"), pictures("b", title="Lofoten")
    changed = [np.abs(one - other).mean() > 0.5 for one, other in zip(without, titled, strict=True)]
    assert changed == [True, *[False] * (len(without) - 1)]


def test_the_time_is_kept_where_it_is_asked_for_and_nothing_else(trip: Path, tmp_path: Path) -> None:
    sent = write_photos(trip, tmp_path / "out", asked(keep_time=True))
    for name, photo in zip(sent.names, sent.sources, strict=True):
        data = (tmp_path / "out" / name).read_bytes()
        assert traces(data) == ("Exif",)
        assert traces_beside(data, photo.captured) == ()
        exif = Image.open(tmp_path / "out" / name).getexif()
        assert dict(exif.get_ifd(0x8769)) == {0x9003: f"{photo.captured:%Y:%m:%d %H:%M:%S}"}
        assert set(exif) == {0x8769}


def test_a_file_that_tells_more_is_never_given_its_name(
    trip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "traces_beside", lambda data, taken: ("a place",))
    with pytest.raises(slideshow.SlideshowError, match="holds a place"):
        write_photos(trip, tmp_path / "out", asked())
    assert [path.name for path in tmp_path.iterdir()] == ["trip"]


def test_a_picture_is_as_good_as_its_place_allows() -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (400, 300, 3), dtype=np.uint8))
    free, held = fit_jpeg(noise, None), fit_jpeg(noise, 40_000)
    assert len(held) <= 40_000 < len(free)
    assert len(fit_jpeg(noise, 3_000)) <= 3_000


def test_clips_come_along_as_films_where_they_are_taken(tmp_path: Path) -> None:
    folder = album(tmp_path / "trip", 1)
    clip(folder / "MOV_1.mp4", 60)
    sent = write_photos(folder, tmp_path / "out", asked())
    assert sorted(Path(name).suffix for name in sent.names) == [".jpg", ".mp4"]
    name = next(one for one in sent.names if one.endswith(".mp4"))
    movie = mp4.read(tmp_path / "out" / name)
    assert movie.metadata == ()
    without = write_photos(folder, tmp_path / "post", asked(place="tiktok-photo"))
    assert without.names == ("01.jpg",)


def test_a_photo_that_cannot_be_read_leaves_no_gap(trip: Path, tmp_path: Path) -> None:
    (trip / "IMG_1.jpg").write_bytes((trip / "IMG_1.jpg").read_bytes()[:3000])
    sent = write_photos(trip, tmp_path / "out", asked())
    assert sent.names == tuple(f"{number:02d}.jpg" for number in range(1, len(sent.names) + 1))
    assert any(one.path.name == "IMG_1.jpg" for one in sent.left_out)


@pytest.mark.parametrize("place", [lambda trip: trip, lambda trip: trip / "new", lambda trip: trip.parent])
def test_nothing_is_written_among_the_photos(trip: Path, place: Callable[[Path], Path]) -> None:
    before = {path.name: path.read_bytes() for path in trip.iterdir()}
    with pytest.raises(InputError, match="among the originals"):
        write_photos(trip, place(trip), asked(overwrite=True))
    assert {path.name: path.read_bytes() for path in trip.iterdir()} == before


def test_only_pictures_of_ours_are_replaced(trip: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_photos(trip, out, asked())
    with pytest.raises(InputError, match="not empty"):
        write_photos(trip, out, asked())
    write_photos(trip, out, asked(overwrite=True, keep_time=True))
    write_photos(trip, out, asked(overwrite=True))
    save_loaded(out, "07.jpg")
    with pytest.raises(InputError, match="holds more"):
        write_photos(trip, out, asked(overwrite=True))


def test_the_message_lies_beside_the_folder(trip: Path, tmp_path: Path) -> None:
    sent = write_photos(trip, tmp_path / "out", asked(kit=True, title="Lofoten"))
    assert sent.message == tmp_path / "out-message.txt"
    assert sent.message.read_text() == "Lofoten: 3 April 2026\n"


def test_python_has_what_the_command_has(trip: Path, tmp_path: Path) -> None:
    sent = slideshow.photos(trip, tmp_path / "out", place="story", shown_as="fill")
    assert [path.name for path in sent.files] == [f"{one:02d}.jpg" for one in range(1, len(sent.files) + 1)]
    assert sent.size == sum(path.stat().st_size for path in sent.files)
    with pytest.raises(TypeError, match="no option"):
        slideshow.photos(trip, tmp_path / "more", places="story")  # type: ignore[call-arg]


def test_the_command_tells_what_is_where(trip: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["photos", str(trip), "-o", str(tmp_path / "out"), "--json"])
    assert done.exit_code == 0
    last = json.loads(done.stdout.splitlines()[-1])
    assert last["event"] == "photos"
    assert [one["name"] for one in last["files"]] == sorted(
        path.name for path in (tmp_path / "out").iterdir()
    )


def test_a_dry_run_writes_one_sheet_alone(trip: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["photos", str(trip), "-o", str(tmp_path / "out"), "--dry-run"])
    assert done.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.png", "trip"]
    assert Image.open(tmp_path / "out.png").width == 1840


@pytest.mark.parametrize(
    ("words", "hint"),
    [(["--for", "tiktok-d"], '"tiktok-dm"'), (["--as", "cards"], '"card"'), (["-t", "cinmea"], '"cinema"')],
)
def test_a_misspelt_word_is_answered_with_the_nearest(trip: Path, words: list[str], hint: str) -> None:
    done = CliRunner().invoke(app, ["photos", str(trip), *words])
    assert done.exit_code == 2
    assert hint in done.stderr
