"""What people write into a plan that it does not know is answered in their words, and with the way out."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from slideshow.documents.storyboard_file import read, write
from slideshow.errors import StoryboardError
from slideshow.model.album import VIDEO, Album
from slideshow.model.clip import Clip
from slideshow.model.geometry import Size
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.plan import cut_joins, timeline_of
from tests.plan.albums import PORTRAIT, album, directed, photo, scene

CLIP = Clip(Path("trip/9.mp4"), Fraction(3), Fraction(30), Size(1080, 1920), Size(1080, 1920))


def trip_in(folder: Path) -> Album:
    trip = album(PORTRAIT, PORTRAIT)
    film = replace(photo(9), path=Path("trip/9.mp4"), format=VIDEO, clip=CLIP)
    photos = (*trip.photos, film)
    return replace(
        trip, folder=folder, photos=tuple(replace(one, path=folder / one.path.name) for one in photos)
    )


def told(folder: Path, text: str) -> str:
    """What is said about a plan of this text."""
    path = folder / "slideshow.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoryboardError) as error:
        read(path, trip_in(folder))
    return f"{error.value.problem} {error.value.hint}".replace(str(path), "plan").strip()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            'from = "0:01"',
            'plan:4: slide 1, from: must be a number, not the text "0:01". In seconds it is 1.0.',
        ),
        ("from = -1.0", "plan:4: slide 1, from: -1.0 must be at least 0."),
        ("from = true", "plan:4: slide 1, from: must be a number, not true or false."),
        ('to = "1:05"', 'plan:4: slide 1, to: must be a number, not the text "1:05". In seconds it is 65.0.'),
        ("seconds = nan", "plan:4: slide 1, seconds: must be a number, not nan."),
        (
            "caption = “Hello”",
            "plan:4: this is no text, number or list. Its quotes are curly; write plain ones: "
            'caption = "Hello"',
        ),
        ("caption = „Hallo“", 'caption = "Hallo"'),
        ("caption = ‘Hello’", "caption = 'Hello'"),
        ("caption = Hello you", 'Texts stand between quotes: caption = "Hello you"'),
        ("seconds = 2,5", "Numbers have a point: seconds = 2.5"),
        ('photos = ["1.jpg"]', "plan:4: this name stands there twice. Take one of them out."),
    ],
)
def test_a_mistake_in_a_slide_is_told_once_in_plain_words(line: str, words: str, tmp_path: Path) -> None:
    said = told(tmp_path, f'title = "x"\n[[slide]]\nphotos = ["9.mp4"]\n{line}\n')
    assert words in said
    assert "constrained" not in said and "tuple" not in said and "\n" not in said


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("music = 3", "plan:1: music: must be text between quotes, not the number 3."),
        ("music = [1]", "plan:1: music 1: must be text between quotes, not the number 1."),
        ("title = 3", "plan:1: title: must be text between quotes, not the number 3."),
    ],
)
def test_a_mistake_above_the_slides_is_told_once(line: str, words: str, tmp_path: Path) -> None:
    assert told(tmp_path, f'{line}\n[[slide]]\nphotos = ["1.jpg"]\n') == words


def test_a_slide_in_single_brackets_is_told_where_it_stands(tmp_path: Path) -> None:
    said = told(tmp_path, '[slide]\nphotos = ["0.jpg"]\n[[slide]]\nphotos = ["1.jpg"]\n')
    assert "Line 1: a slide begins with two brackets on each side, [[slide]]." in said


@pytest.mark.parametrize(
    ("stop", "seconds", "line"),
    [
        (2.5, 2.5, None),
        (9.0, 3.0, "slide 1, to: the clip ends at 3.0 seconds, before 9; it is shown to there."),
        (90.0, 3.0, "slide 1, to: the clip ends at 3.0 seconds, before 90; it is shown to there."),
    ],
)
def test_to_beyond_the_clip_is_its_end_and_that_is_told(
    stop: float, seconds: float, line: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "slideshow.toml"
    path.write_text(
        f'[[slide]]\nphotos = ["9.mp4"]\nfrom = 0.0\nto = {stop}\n[folder]\nphotos=["0.jpg","1.jpg"]\n'
    )
    storyboard, changes = read(path, trip_in(tmp_path))
    assert storyboard.shots[0].seconds == Fraction(str(seconds))
    assert changes == (() if line is None else (line,))


def test_a_transition_that_is_cut_short_is_told() -> None:
    made = scene(album(PORTRAIT, PORTRAIT, PORTRAIT))
    storyboard = directed(made.album)
    wanted = [Fraction(0), Fraction(5), Fraction(1, 2)]
    shots = [
        replace(shot, seconds=Fraction(3), join_seconds=join)
        for shot, join in zip(storyboard.shots, wanted, strict=True)
    ]
    storyboard = replace(storyboard, shots=tuple(shots))
    lines = list(cut_joins(storyboard, timeline_of(storyboard, made.template, made.brief)))
    assert lines == ["slide 2, transition_seconds: 5 is cut to 1.3, as its slides are too short for more."]


def test_texts_are_written_as_people_read_them(tmp_path: Path) -> None:
    trip = trip_in(tmp_path)
    words = "3\u2009–\u20095 May \N{FAMILY}👨\u200d👩\u200d👧 a\u00a0b"
    write(tmp_path / "s.toml", Storyboard((Shot(trip.photos[:1]),), detail=words, closing="\u202egnp"), trip)
    text = (tmp_path / "s.toml").read_text(encoding="utf-8")
    assert f'dates = "{words}"' in text
    # What would turn the letters behind it round is not hidden in the file.
    assert "\\U0000202e" in text and "\u202e" not in text


def renamed(trip: Album, index: int, name: str) -> Album:
    photos = list(trip.photos)
    photos[index] = replace(photos[index], path=trip.folder / name)
    return replace(trip, photos=tuple(photos))


def test_a_photo_that_gets_another_name_keeps_its_slide(tmp_path: Path) -> None:
    trip = trip_in(tmp_path)
    shots = tuple(Shot((one,), caption=f"about {one.path.stem}") for one in trip.photos)
    write(tmp_path / "s.toml", Storyboard(shots), trip)
    after = renamed(trip, 1, "Lisbon at night.jpg")
    storyboard, changes = read(tmp_path / "s.toml", after)
    assert [(shot.photos[0].path.name, shot.caption) for shot in storyboard.shots] == [
        ("0.jpg", "about 0"),
        ("Lisbon at night.jpg", "about 1"),
        ("9.mp4", "about 9"),
    ]
    assert changes == ("1.jpg is called Lisbon at night.jpg now: its slide is kept.",)


def test_a_photo_that_was_left_out_and_gets_another_name_stays_out(tmp_path: Path) -> None:
    trip = trip_in(tmp_path)
    write(tmp_path / "s.toml", Storyboard(tuple(Shot((one,)) for one in trip.photos)), trip)
    text = (tmp_path / "s.toml").read_text().replace('[[slide]] # 2\nphotos = ["1.jpg"]\n', "")
    (tmp_path / "s.toml").write_text(text)
    storyboard, _ = read(tmp_path / "s.toml", renamed(trip, 1, "other.jpg"))
    assert [shot.photos[0].path.name for shot in storyboard.shots] == ["0.jpg", "9.mp4"]
    assert [one.path.name for one in storyboard.left_out] == ["other.jpg"]


def test_another_photo_of_the_same_name_is_not_taken_for_a_renamed_one(tmp_path: Path) -> None:
    trip = trip_in(tmp_path)
    write(tmp_path / "s.toml", Storyboard(tuple(Shot((one,)) for one in trip.photos)), trip)
    gone = replace(
        trip, photos=(trip.photos[0], replace(photo(44), path=tmp_path / "new.jpg"), trip.photos[2])
    )
    storyboard, changes = read(tmp_path / "s.toml", gone)
    assert any("1.jpg is not there" in line for line in changes)
    assert any("new.jpg is new" in line for line in changes)
    assert len(storyboard.shots) == 3
