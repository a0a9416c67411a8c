"""Phrases, cuts, and the way the camera goes."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

from slideshow.model.album import VIDEO, Album
from slideshow.model.clip import Clip
from slideshow.model.facts import Facts
from slideshow.model.geometry import Size
from slideshow.model.music import Rhythm
from slideshow.model.soundtrack import Passage, Soundtrack
from slideshow.model.template import Pace, Template
from slideshow.plan import complete, direct
from slideshow.plan.beat_cuts import continue_beats
from slideshow.plan.directions import is_against, kind_of
from tests.plan.albums import LANDSCAPE, PORTRAIT, START, album, directed, looks, scene

WIDE = Size(4000, 2600)


def known(count: int) -> list[Facts]:
    return [
        looks(index, colourfulness=0.1 + 0.6 * (index * 7 % 10) / 10, detail=0.4) for index in range(count)
    ]


def rhythm(seconds: float, step: float = 0.5, ends: float = 0.0) -> Rhythm:
    beats = tuple(round(step * number, 4) for number in range(int((seconds - ends) / step) + 1))
    return Rhythm(beats, beats[::4], beats[::16][1:], 1.0, 60 / step, (0.0,) * int(2 * seconds), (), seconds)


def with_music(trip: Album, facts: list[Facts], seconds: float, ends: float = 0.0):  # type: ignore[no-untyped-def]
    made = scene(trip, facts)
    heard = rhythm(seconds, ends=ends)
    return complete(direct(made), made, Soundtrack(heard, (Passage(0.0, 0.0, seconds),), seconds)).shots


def test_some_photos_stand_half_as_long_and_some_twice_as_long_as_most() -> None:
    shots = directed(album(*[PORTRAIT] * 24), known(24)).shots
    seconds = [float(shot.seconds or 0) - float(shot.join_seconds or 0) for shot in shots[1:-1]]
    usual = median(seconds)
    kinds = Counter("brief" if one < 0.75 * usual else "long" if one > 1.5 * usual else "" for one in seconds)
    assert kinds["brief"] >= 4
    assert kinds["long"] >= 2
    assert kinds[""] > kinds["brief"] > kinds["long"]
    assert min(float(shot.seconds or 0) for shot in shots) >= 0.8


def test_a_film_with_a_wish_for_the_time_of_each_photo_has_no_phrases() -> None:
    shots = directed(album(*[PORTRAIT] * 12), known(12), seconds_per_photo=2.0).shots
    assert {shot.seconds for shot in shots} == {Fraction(2)}


def test_cuts_on_beats_are_one_two_four_or_eight_beats_apart() -> None:
    shots = with_music(album(*[PORTRAIT] * 20), known(20), 50.0)
    starts = []
    begin = Fraction(0)
    for index, shot in enumerate(shots):
        begin = begin - (shot.join_seconds or 0) if index else begin
        starts.append(float(begin + (shot.join_seconds or 0) / 2))
        begin += shot.seconds or 0
    beats = [round((after - before) / 0.5) for before, after in pairwise(starts)]
    assert sum(count in (1, 2, 4, 8) for count in beats) >= 0.8 * len(beats)
    assert len(set(beats)) >= 3


def test_the_last_photo_is_never_much_longer_than_most() -> None:
    for count, seconds, ends in ((8, 24.0, 0.0), (14, 40.0, 4.0), (20, 55.0, 8.0)):
        shots = with_music(album(*[PORTRAIT] * count), known(count), seconds, ends)
        lengths = [float(shot.seconds or 0) for shot in shots]
        assert lengths[-1] <= 1.6 * median(lengths)
    lengths = [float(shot.seconds or 0) for shot in directed(album(*[PORTRAIT] * 9), known(9)).shots]
    assert lengths[-1] <= 1.6 * median(lengths)


def test_beats_go_on_while_the_last_chord_rings() -> None:
    short = rhythm(20.0, ends=6.0)
    longer = continue_beats(short, 20.0)
    assert longer.beats[: len(short.beats)] == short.beats
    assert longer.beats[-1] == pytest.approx(20.0, abs=0.5)
    assert {round(after - before, 3) for before, after in pairwise(longer.beats)} == {0.5}
    assert {round(after - before, 3) for before, after in pairwise(longer.downbeats)} == {2.0}


def near(*seconds: float) -> Album:
    """Photos taken so many seconds after the first."""
    trip = album(*[PORTRAIT] * len(seconds))
    times = (START + timedelta(seconds=one) for one in seconds)
    return replace(
        trip, photos=tuple(replace(one, captured=time) for one, time in zip(trip.photos, times, strict=True))
    )


def alike(count: int) -> list[Facts]:
    """One scene in one light, though not the same picture."""
    return [replace(looks(1), hash=looks(50 + index).hash, colourfulness=0.3) for index in range(count)]


def test_within_a_scene_photos_are_cut_and_between_scenes_they_fade() -> None:
    trip = near(0, 7200, 7260, 7320, 20000, 30000)
    facts = [looks(10, sharpness=1.0), *alike(3), looks(20), looks(30)]
    shots = {shot.photos[0].path.stem: shot for shot in directed(trip, facts).shots}
    assert shots["2"].join_seconds == shots["3"].join_seconds == 0
    assert (shots["1"].join_seconds or 0) > 0.2
    assert (shots["4"].join_seconds or 0) > 0.2


def test_a_slow_template_does_not_cut_but_fades_faster() -> None:
    slow = Template(description="", pace=Pace(seconds_per_photo=5.5, least_seconds=4.0, join_seconds=1.8))
    trip = near(0, 7200, 7260, 20000)
    facts = [looks(10, sharpness=1.0), *alike(2), looks(20)]
    shots = {shot.photos[0].path.stem: shot for shot in directed(trip, facts, template=slow).shots}
    assert 0 < (shots["2"].join_seconds or 0) < (shots["1"].join_seconds or 0)


def test_a_transition_that_a_template_is_chosen_for_is_not_cut() -> None:
    own = Template(description="", transitions={"push_left": {"weight": 1.0}})  # type: ignore[dict-item]
    shots = directed(near(0, 7200, 7230), [looks(9), *alike(2)], template=own).shots
    assert all((shot.join_seconds or 0) > 0 for shot in shots[1:])


def test_a_chapter_comes_slower_than_a_photo() -> None:
    trip = album(*[PORTRAIT] * 9, minutes=360)
    shots = directed(trip, known(9)).shots
    chapters = [float(shot.join_seconds or 0) for shot in shots[1:] if shot.chapter]
    others = [float(shot.join_seconds or 0) for shot in shots[1:] if not shot.chapter]
    assert chapters
    assert min(chapters) > 1.4 * max(others)


@pytest.mark.parametrize("seed", range(4))
def test_no_motion_comes_three_times_running(seed: int) -> None:
    sizes = [PORTRAIT, WIDE, LANDSCAPE, PORTRAIT, PORTRAIT, WIDE] * 4
    shots = directed(album(*sizes), known(24), seed=seed).shots
    kinds = [kind_of(shot.motion or "") for shot in shots if shot.layout != "band"]
    assert all(len({*three}) > 1 for three in zip(kinds, kinds[1:], kinds[2:], strict=False))


@pytest.mark.parametrize("seed", range(4))
def test_two_pans_in_a_row_go_the_same_way(seed: int) -> None:
    shots = directed(album(*[Size(3000, 3600)] * 16), known(16), seed=seed).shots
    pairs = [(one.motion or "", other.motion or "") for one, other in pairwise(shots)]
    assert not any(is_against(after, before) for before, after in pairs)


@pytest.mark.parametrize("seconds", [1.2, 2.0, 3.0])
@pytest.mark.parametrize("music", [False, True])
def test_a_clip_is_never_held_for_more_than_half_a_second(seconds: float, music: bool) -> None:
    trip = album(*[PORTRAIT] * 8)
    photos = list(trip.photos)
    for place in (3, 5):
        size = Size(1080, 1920)
        clip = Clip(Path(f"{place}.mp4"), Fraction(str(seconds)), Fraction(30), size, size, length=100)
        photos[place] = replace(photos[place], format=VIDEO, size=size, clip=clip)
    trip = replace(trip, photos=tuple(photos))
    shots = with_music(trip, known(8), 24.0) if music else directed(trip, known(8)).shots
    held = [
        float(shot.seconds or 0) - seconds + float(shot.starts[0] or 0)
        for shot in shots
        if shot.starts and shot.photos[0].clip
    ]
    assert len(held) == 2
    assert max(held) <= 0.5
