"""Whatever bytes a photo has, it is used or left out with a reason: `python -m tests.hostile` tries more."""

import random
from pathlib import Path

import pytest

from tests.hostile.__main__ import run
from tests.hostile.mutations import MUTATIONS
from tests.hostile.samples import samples


@pytest.mark.slow
@pytest.mark.usefixtures("processes")
def test_broken_photos_are_used_or_left_out_with_a_reason(tmp_path: Path) -> None:
    outcomes = run(200, 7, tmp_path)
    assert [one for one in outcomes if one.problem] == []
    became = {one.became for one in outcomes}
    assert "used" in became
    assert "cannot be read (its data is damaged)." in became
    assert "cannot be read (the file ends early)." in became


@pytest.mark.slow
@pytest.mark.usefixtures("processes")
def test_whole_photos_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.hostile.__main__.mutated", lambda content, *_: ("nothing", content))
    outcomes = run(len(samples()), 1, tmp_path)
    assert {one.what: one.became for one in outcomes} == {f"{name}, nothing": "used" for name in samples()}


@pytest.fixture(scope="module")
def whole() -> list[bytes]:
    return list(samples().values())


@pytest.mark.parametrize("name", sorted(MUTATIONS))
def test_a_way_of_breaking_breaks_and_does_the_same_again(whole: list[bytes], name: str) -> None:
    broken, again = ([MUTATIONS[name](one, whole, random.Random(1)) for one in whole] for _ in range(2))
    assert broken == again
    assert broken != whole
