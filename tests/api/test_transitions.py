"""Transitions of a program and of a package: tried, known everywhere, kept by what they are."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest

import slideshow
from slideshow.api.transitions import Frame, Transition
from slideshow.effects.transitions import TRANSITIONS, table
from slideshow.errors import InputError
from slideshow.events import Advanced, Event
from tests.photos import album

SMALL = (128, 224)


def curtain(before: Frame, after: Frame, progress: float, *, out: Frame, folds: float = 3.0) -> None:
    """`after` from the top."""
    for was, will, plane in zip(before.planes, after.planes, out.planes, strict=True):
        row = round(progress * plane.shape[0])
        plane[:row], plane[row:] = will[:row], was[row:]


def keeps_before(before: Frame, after: Frame, progress: float, *, out: Frame) -> None:
    out.buffer[:] = before.buffer


def changes_before(before: Frame, after: Frame, progress: float, *, out: Frame) -> None:
    before.buffer[:] = 0
    out.buffer[:] = after.buffer


def leaves_chroma(before: Frame, after: Frame, progress: float, *, out: Frame) -> None:
    if progress in (0.0, 1.0):
        out.buffer[:] = before.buffer if progress == 0.0 else after.buffer
    out.y[:] = before.y if progress < 0.5 else after.y


def puts_other_planes(before: Frame, after: Frame, progress: float, *, out: Frame) -> None:
    out.y = (before if progress < 0.5 else after).y.copy()


def needs_more(before: Frame, after: Frame, progress: float) -> None:
    pass


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a test registers is gone after it."""
    monkeypatch.setattr(TRANSITIONS, "_added", {})
    yield
    table._offered.cache_clear()


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    folder = album(tmp_path / "trip", 4)
    (tmp_path / "look.toml").write_text(
        'extends = "default"\ndescription = "x"\n[transitions]\ncurtain = { weight = 1, folds = 5 }\n'
    )
    return folder


def drawn(events: list[Event]) -> int:
    """Frames that were not taken from the cache."""
    told = [event.done for event in events if isinstance(event, Advanced) and event.stage == "render"]
    return told[-1] - told[0]


def film(trip: Path, name: str, **options: object) -> tuple[bytes, int]:
    out, events = trip.parent / name, list[Event]()
    look = trip.parent / "look.toml"
    slideshow.make(
        trip,
        out,
        template=look,
        size=SMALL,
        quality="draft",
        length=10,
        report=events.append,
        **options,  # type: ignore[arg-type]
    )
    return out.read_bytes(), drawn(events)


@pytest.mark.parametrize(
    ("transition", "words"),
    [
        (keeps_before, "at progress 1 it must be `after`"),
        (changes_before, "changes `before`"),
        (leaves_chroma, "leaves parts of `out`"),
        (puts_other_planes, "other planes"),
        (needs_more, "TypeError"),
    ],
)
def test_a_transition_that_breaks_the_contract_is_refused(transition: Transition, words: str) -> None:
    with pytest.raises(InputError, match=words):
        slideshow.transitions.register("curtain", transition)
    assert "curtain" not in slideshow.transitions.names()


@pytest.mark.parametrize("name", ["crossfade", "Curtain", "cur tain", "", "../x"])
def test_a_name_that_is_none_or_taken_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="Transition"):
        slideshow.transitions.register(name, curtain)


def test_templates_can_name_it_with_its_numbers(trip: Path) -> None:
    slideshow.transitions.register("curtain", curtain)
    timeline = slideshow.plan(trip, template=trip.parent / "look.toml", size=SMALL, length=10)
    join = timeline.joins[0]
    assert join.transition.name == "curtain"
    assert join.transition.arguments == {"folds": 5.0}
    frame = next(slideshow.frames(timeline, join.span.start + len(join.span) // 2))
    assert frame.std() > 5


def test_a_film_with_it_is_kept_until_its_version_changes(trip: Path) -> None:
    slideshow.transitions.register("curtain", curtain, version="1")
    first, frames = film(trip, "a.mp4", jobs=2)
    assert frames == 300
    assert film(trip, "b.mp4") == (first, 0)
    slideshow.transitions.register("curtain", curtain, version="2")
    assert film(trip, "c.mp4")[1] > 0


def test_without_a_version_its_source_decides(trip: Path) -> None:
    slideshow.transitions.register("curtain", curtain)
    film(trip, "a.mp4")
    slideshow.transitions.register("curtain", curtain)
    assert film(trip, "b.mp4")[1] == 0
    slideshow.transitions.register("curtain", partial(curtain, folds=4.0))
    assert film(trip, "c.mp4")[1] > 0


def test_what_its_source_does_not_tell_is_not_kept(trip: Path) -> None:
    upside = np.array([1])

    def closure(before: Frame, after: Frame, progress: float, *, out: Frame, folds: float = 3.0) -> None:
        assert upside[0]
        curtain(before, after, progress, out=out)

    slideshow.transitions.register("curtain", closure)
    film(trip, "a.mp4")
    assert film(trip, "b.mp4")[1] > 0


def package(folder: Path, source: str) -> None:
    """An installed package that offers a transition and a template."""
    (folder / "lookbook").mkdir(parents=True)
    (folder / "lookbook" / "__init__.py").write_text(source)
    (folder / "lookbook" / "draped.toml").write_text(
        'extends = "default"\ndescription = "Draped."\n[transitions]\ndrape = 1\n'
    )
    about = folder / "lookbook-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: lookbook\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(
        "[slideshow.transitions]\ndrape = lookbook:drape\n[slideshow.templates]\nlooks = lookbook\n"
    )


DRAPE = """
def drape(before, after, progress, *, out):
    for was, will, plane in zip(before.planes, after.planes, out.planes):
        row = round(progress * plane.shape[0])
        plane[:row], plane[row:] = will[:row], was[row:]
"""


@pytest.fixture
def lookbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    from slideshow.documents import template_files

    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    # Worker processes take theirs from the environment.
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    package(tmp_path / "site", DRAPE)
    table._offered.cache_clear()
    template_files._offered.cache_clear()
    yield tmp_path / "site" / "lookbook"
    sys.modules.pop("lookbook", None)
    template_files._offered.cache_clear()


def test_a_package_s_transition_and_template_are_there_and_workers_find_them(
    lookbook: Path, trip: Path
) -> None:
    assert "draped" in slideshow.templates.names()
    assert "drape" in slideshow.transitions.names()
    films = [
        slideshow.make(
            trip,
            trip.parent / f"{jobs}.mp4",
            template="draped",
            size=SMALL,
            quality="draft",
            length=10,
            jobs=jobs,
            cached=False,
        ).path.read_bytes()
        for jobs in (1, 2)
    ]
    assert films[0] == films[1]


def test_a_package_that_is_broken_is_told_by_name_when_it_is_used(lookbook: Path, trip: Path) -> None:
    (lookbook / "__init__.py").write_text("raise ImportError('no such thing')")
    assert "drape" in slideshow.transitions.names()
    with pytest.raises(InputError, match=r"lookbook.*no such thing"):
        slideshow.plan(trip, template="draped")
    assert slideshow.plan(trip, template="default")
