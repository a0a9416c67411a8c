"""slideshow.toml: what is written comes back, what a person changes is understood, mistakes are answered."""

import random
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

import pytest

from slideshow.documents import storyboard_file
from slideshow.documents.storyboard_file import read, write
from slideshow.errors import InputError, RenderError, StoryboardError
from slideshow.model.album import Album, LeftOut
from slideshow.model.geometry import NO_MARGINS, Margins, Point
from slideshow.model.storyboard import Shot, Storyboard
from tests.plan.albums import LANDSCAPE, PORTRAIT, album, directed, looks

T = TypeVar("T")
WORDS = [
    '"',
    "\\",
    "\n",
    "\t",
    "'''",
    '"""',
    "#",
    "=",
    "[x]",
    "ż",
    "日本",
    "🏖️",
    "\u202e",
    "\x00",
    "\x7f",
    "a",
    " ",
]


def here(trip: Album, folder: Path) -> Album:
    """The album as if it lay in a folder."""
    photos = tuple(replace(one, path=folder / one.path.name) for one in trip.photos)
    return replace(trip, folder=folder, photos=photos)


def undecided_first(storyboard: Storyboard) -> Storyboard:
    """As a file gives it back: no transition into the first slide, no reasons, no empty chapters."""
    shots = [
        replace(
            shot,
            why="",
            chapter=shot.chapter or None,
            transition=shot.transition if index else None,
            join_seconds=shot.join_seconds if index else None,
        )
        for index, shot in enumerate(storyboard.shots)
    ]
    return replace(storyboard, shots=tuple(shots))


@pytest.fixture
def trip(tmp_path: Path) -> Album:
    return here(album(PORTRAIT, LANDSCAPE, LANDSCAPE, PORTRAIT, PORTRAIT, minutes=30), tmp_path)


@pytest.fixture
def written(trip: Album, tmp_path: Path) -> Path:
    path = tmp_path / storyboard_file.NAME
    write(path, directed(trip, [looks(index) for index in range(5)]), trip)
    return path


def changed(path: Path, old: str, new: str, count: int = 1) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), "utf-8")


def test_what_is_written_comes_back(trip: Album, written: Path) -> None:
    storyboard = directed(trip, [looks(index) for index in range(5)])
    assert read(written, trip) == (undecided_first(storyboard), ())


@pytest.mark.parametrize("seed", range(60))
def test_anything_that_can_be_decided_comes_back(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)

    def text() -> str:
        return "".join(chance.choice(WORDS) for _ in range(chance.randrange(12)))

    names = {f"{text().replace(chr(0), '').replace('/', '')}{index}.jpg" for index in range(6)}
    names |= {"100%41.jpg", "caf\udce9.jpg", "%e9.jpg", "a b.jpg"}
    trip = album(*[PORTRAIT] * len(names))
    photos = tuple(
        replace(one, path=tmp_path / "sub" / name if chance.random() < 0.3 else tmp_path / name)
        for one, name in zip(trip.photos, sorted(names), strict=True)
    )
    trip = replace(trip, folder=tmp_path, photos=photos)

    def maybe(value: T) -> T | None:
        return value if chance.random() < 0.7 else None

    used = list(photos[:-2])
    chance.shuffle(used)
    shots = []
    while used:
        together = [used.pop() for _ in range(min(len(used), chance.choice((1, 1, 2))))]
        focus = tuple(Point(round(chance.random(), 4), round(chance.random(), 4)) for _ in together)
        shots.append(
            Shot(
                tuple(together),
                seconds=maybe(Fraction(chance.randrange(800, 60_000), 1000)),
                caption=maybe(text()),
                chapter=maybe("Sat 4 April · Lisbon"),
                layout=maybe("stack" if len(together) > 1 else "fill"),
                focus=maybe(focus),
                motion=maybe("zoom_in"),
                transition=maybe("crossfade"),
                join_seconds=maybe(Fraction(chance.randrange(0, 5000), 1000)),
            )
        )
    left_out = tuple(
        LeftOut(one.path, "blurred", maybe("--all keeps every photo.") or "") for one in photos[-2:]
    )
    storyboard = Storyboard(
        tuple(shots), left_out, maybe(text()), maybe("3 April"), maybe("Bye"), maybe(text()), (text(),), 1.25
    )
    write(tmp_path / "s.toml", storyboard, trip)
    assert read(tmp_path / "s.toml", trip) == (undecided_first(storyboard), ())


def test_a_deleted_line_leaves_the_choice_to_us(trip: Album, written: Path) -> None:
    text = written.read_text("utf-8")
    written.write_text(
        "\n".join(line for line in text.split("\n") if not line.startswith("seconds")), "utf-8"
    )
    assert {shot.seconds for shot in read(written, trip)[0].shots} == {None}


def test_a_photo_that_came_later_is_placed_after_those_before_it(trip: Album, written: Path) -> None:
    names = [one.path.name for one in trip.photos]
    late = replace(trip.photos[2], path=trip.folder / "new.jpg", digest="f" * 32)
    more = replace(trip, photos=(*trip.photos[:3], late, *trip.photos[3:]))
    storyboard, lines = read(written, more)
    order = [one.path.name for shot in storyboard.shots for one in shot.photos]
    assert order.index(names[2]) < order.index("new.jpg") < order.index(names[3])
    assert lines == (f"new.jpg is new: placed as slide {order.index('new.jpg') + 1}.",)


def test_a_slide_that_a_person_deletes_leaves_its_photo_out(trip: Album, written: Path) -> None:
    first, *slides = written.read_text("utf-8").split("[[slide]]")
    written.write_text("[[slide]]".join([first, *slides[:1], *slides[2:]]), "utf-8")
    storyboard, lines = read(written, trip)
    assert len(storyboard.shots) == 4
    assert [one.reason for one in storyboard.left_out] == ["taken out of the plan"]
    assert lines == ()


def test_a_photo_that_is_gone_is_dropped_with_a_line(trip: Album, written: Path) -> None:
    fewer = replace(trip, photos=trip.photos[:-1])
    storyboard, lines = read(written, fewer)
    assert len(storyboard.shots) == 4
    assert len(lines) == 1
    assert lines[0].startswith("4.jpg is not there: taken out of slide ")


def test_a_photo_that_cannot_be_read_any_more_is_dropped_with_its_reason(trip: Album, written: Path) -> None:
    broken = trip.without(LeftOut(trip.photos[3].path, "cannot be read (the file ends early)."))
    _, lines = read(written, broken)
    assert lines[0].startswith("3.jpg cannot be read (the file ends early). It was taken out of slide")


def test_a_photo_moved_from_the_ones_left_out_is_in_the_film(trip: Album, tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    whole = directed(trip, [looks(index) for index in range(5)])
    left = LeftOut(trip.photos[4].path, "blurred")
    shots = tuple(shot for shot in whole.shots if trip.photos[4] not in shot.photos)
    write(path, replace(whole, shots=shots, left_out=(left,)), trip)
    assert len(read(path, trip)[0].shots) == 4
    changed(path, "[left_out]", '[[slide]]\nphotos = ["4.jpg"]\n[left_out]')
    storyboard, lines = read(path, trip)
    assert storyboard.shots[-1].photos == (trip.photos[4],)
    assert (storyboard.left_out, lines) == ((), ())


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        (
            'layout = "pan"',
            'layout = "fil"',
            'layout = "fil"',
            ['layout: "fil" is unknown', 'Did you mean "fill"?'],
        ),
        ('layout = "pan"', 'layout = "ground"', 'layout = "ground"', ['layout: "ground" is unknown']),
        ("motion =", "moton =", "moton =", ["moton: is unknown", 'Did you mean "motion"?']),
        ("seconds = ", "seconds = -", "seconds = -", ["seconds: -", "must be at least 0.8"]),
        ("seconds = ", 'seconds = "two" # ', 'seconds = "two"', ["must be a number", '"two"']),
        ("focus = [", "focus = [7, ", "", ["focus: must be two numbers from 0 to 1"]),
        ("title = ", "tilte = ", "tilte", ["tilte: is unknown", '"title"']),
        ('photos = ["1.jpg"]', "photos = []", "photos = []", ["photos: must have at least 1"]),
        ('layout = "pan"', 'layout = "stack"', "", ['"stack" holds 2 to 4 photos, not 1', "Use fill"]),
        ('layout = "pan"', 'crop = "4:6"', 'crop = "4:6"', ['crop: "4:6" is unknown']),
        ('layout = "pan"', 'layout = "pan"\ncrop = "4:5"', "", ["crop: is for a photo that does not fill"]),
        ('title = "', "title = ", "title", []),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_mistake_is_answered_with_its_line_key_and_the_nearest_right_word(
    trip: Album, written: Path, old: str, new: str, line: str, words: list[str]
) -> None:
    changed(written, old, new)
    with pytest.raises(StoryboardError) as caught:
        read(written, trip)
    told = str(caught.value)
    assert "slideshow.toml" in told
    for word in words:
        assert word in told
    if line:
        lines = written.read_text("utf-8").split("\n")
        number = next(index for index, text in enumerate(lines, start=1) if text.startswith(line))
        assert f"slideshow.toml:{number}:" in told
    assert caught.value.exit_code == 2


def test_every_mistake_is_told_at_once(trip: Album, written: Path) -> None:
    changed(written, "motion =", "moton =", 2)
    changed(written, "seconds = ", "seconds = 99")
    with pytest.raises(StoryboardError) as caught:
        read(written, trip)
    assert len(caught.value.problem.split("\n")) == 3


def test_a_file_that_a_person_may_have_changed_is_not_written_over(trip: Album, written: Path) -> None:
    before = written.read_bytes()
    with pytest.raises(InputError, match="--overwrite"):
        write(written, directed(trip), trip)
    assert written.read_bytes() == before
    write(written, directed(trip), trip, overwrite=True)
    assert [path.name for path in written.parent.iterdir()] == ["slideshow.toml"]


def test_no_damage_raises_anything_but_a_line_for_the_person(trip: Album, written: Path) -> None:
    chance = random.Random(5)
    good = written.read_bytes()
    for _ in range(400):
        data = bytearray(good)
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randrange(1, 40)]
                case 2:
                    data[at:at] = chance.choice(
                        [b'"', b"[", b"]", b"=", b"\n", b"1e999", b"{}", b"'", b"nan", b"[[slide]]\n"]
                    )
                case 3:
                    data[at : at + 4] = data[-at - 5 : -at - 1]
        written.write_bytes(data)
        try:
            read(written, trip)
        except StoryboardError as error:
            assert str(error)


@pytest.mark.parametrize("digits", ["9" * 5000, "0x" + "9" * 9000])
def test_a_number_of_thousands_of_digits_is_a_mistake_like_others(tmp_path: Path, digits: str) -> None:
    file = tmp_path / "slideshow.toml"
    file.write_text(f"[[slide]]\nphotos = ['0.jpg']\nseconds = {digits}\n")
    with pytest.raises(StoryboardError, match="thousands of digits"):
        read(file, album(PORTRAIT))


@pytest.mark.parametrize("step", ["write_bytes", "replace"])
def test_a_plan_that_cannot_be_written_leaves_the_one_that_was_there(
    trip: Album, written: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    storyboard, _ = read(written, trip)
    before = {path: path.read_bytes() for path in written.parent.iterdir() if path.is_file()}

    def fail(path: Path, *_: object) -> None:
        if step == "write_bytes":
            path.touch()
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, step, fail)
        with pytest.raises(RenderError, match=r"slideshow\.toml: cannot be written \(No space left"):
            write(written, storyboard, trip, overwrite=True)
    assert {path: path.read_bytes() for path in written.parent.iterdir() if path.is_file()} == before


@pytest.mark.parametrize("crop", ["whole", "4:5", "2:3"])
def test_a_crop_that_a_person_writes_is_kept_and_carried_out(trip: Album, written: Path, crop: str) -> None:
    changed(written, 'layout = "pan"', f'layout = "fit"\ncrop = "{crop}"')
    storyboard, _ = read(written, trip)
    (shot,) = [shot for shot in storyboard.shots if shot.crop]
    assert (shot.layout, shot.crop) == ("fit", crop)
    write(written, storyboard, trip, overwrite=True)
    assert read(written, trip)[0] == storyboard


def test_a_photo_that_a_person_rotates_stays_so(trip: Album, written: Path) -> None:
    changed(written, 'photos = ["1.jpg"]', 'photos = ["1.jpg"]\nrotate = 90')
    storyboard, _ = read(written, trip)
    (turned,) = [photo for shot in storyboard.shots for photo in shot.photos if photo.turned_degrees]
    assert (turned.turned_degrees, turned.size) == (90, LANDSCAPE.turned)
    write(written, storyboard, trip, overwrite=True)
    assert written.read_text("utf-8").count("rotate = 90") == 1
    assert read(written, trip)[0] == storyboard


def test_a_photo_that_we_turned_can_be_turned_back(trip: Album, written: Path) -> None:
    photos = tuple(photo.turned_to(90 if index == 1 else 0) for index, photo in enumerate(trip.photos))
    ours = replace(trip, photos=photos)
    kept, _ = read(written, ours)
    assert [photo.turned_degrees for shot in kept.shots for photo in shot.photos].count(90) == 1
    changed(written, 'photos = ["1.jpg"]', 'photos = ["1.jpg"]\nrotate = 0')
    undone, _ = read(written, ours)
    assert not any(photo.turned_degrees for shot in undone.shots for photo in shot.photos)


TRIM = Margins(120, 60, 121, 300)


def test_a_trim_that_a_person_writes_is_kept_and_carried_out(trip: Album, written: Path) -> None:
    changed(written, 'photos = ["1.jpg"]', 'photos = ["1.jpg"]\ntrim = [0.05, 0, 0.1, 0.02]')
    storyboard, _ = read(written, trip)
    (photo,) = [photo for shot in storyboard.shots for photo in shot.photos if photo.trim != NO_MARGINS]
    assert (photo.trim.top, photo.trim.left) == (0, round(0.05 * photo.whole_size.width))
    assert photo.size.width == round(0.85 * photo.whole_size.width)
    write(written, storyboard, trip, overwrite=True)
    assert read(written, trip)[0] == storyboard


def test_a_border_that_we_trimmed_stays_so_and_comes_back_when_a_person_wants_it(
    trip: Album, written: Path
) -> None:
    ours = replace(trip, photos=tuple(photo.trimmed_to(TRIM) for photo in trip.photos))
    kept, _ = read(written, ours)
    assert {photo.trim for shot in kept.shots for photo in shot.photos} == {TRIM}
    write(written, kept, ours, overwrite=True)
    assert read(written, ours)[0] == kept
    written.write_text(re.sub(r"trim = .*", "trim = false", written.read_text("utf-8")), "utf-8")
    undone, _ = read(written, ours)
    assert {photo.size for shot in undone.shots for photo in shot.photos} == {
        photo.size for photo in trip.photos
    }
    write(written, undone, ours, overwrite=True)
    assert read(written, ours)[0] == undone


@pytest.mark.parametrize("trim", ["0.1", "true", "[0.1, 0.1]", "[0.6, 0, 0, 0]", "[true, 0, 0, 0]"])
def test_a_trim_that_means_nothing_is_a_mistake(trip: Album, written: Path, trim: str) -> None:
    changed(written, 'photos = ["1.jpg"]', f'photos = ["1.jpg"]\ntrim = {trim}')
    with pytest.raises(StoryboardError, match="trim"):
        read(written, trip)
