"""What is kept is right, or it is made again."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from slideshow.inspect.cache import FactsCache
from slideshow.model.facts import Face, Facts
from slideshow.model.geometry import Rect

DIGEST = "ab" * 16
FACTS = Facts(
    faces=(Face(Rect(0.1, 0.2, 0.3, 0.25), 0.9, 0.8),),
    subject=Rect(0.1, 0.1, 0.5, 0.5),
    sharpness=0.4,
    colours=("#102030",),
    layout=tuple(float(value) for value in range(48)),
    hash=(1 << 127) + 5,
)


@pytest.fixture
def cache(tmp_path: Path) -> FactsCache:
    return FactsCache("mtcnn", tmp_path / "facts")


def test_what_is_kept_comes_back_whole(cache: FactsCache) -> None:
    assert cache.facts(DIGEST) is None
    cache.keep(DIGEST, FACTS, b"picture")
    assert cache.facts(DIGEST) == FACTS
    assert cache.thumbnail(DIGEST) == b"picture"


def test_another_detector_s_facts_are_not_ours(cache: FactsCache, tmp_path: Path) -> None:
    cache.keep(DIGEST, FACTS, b"picture")
    assert FactsCache("centerface", tmp_path / "facts").facts(DIGEST) is None


@pytest.mark.parametrize(
    "change",
    [
        {"sharpness": 7},
        {"sharpness": "much"},
        {"sharpness": True},
        {"brightness": float("nan")},
        {"hash": -1},
        {"hash": 1 << 200},
        {"layout": [1.0]},
        {"layout": None},
        {"faces": [{"box": {"x": 0}}]},
        {"faces": ["a face"]},
        {"faces": {}},
        {"subject": [0, 0, 1, 1]},
        {"is_screen": "no"},
        {"colours": 3},
    ],
    ids=str,
)
def test_facts_that_make_no_sense_are_not_believed(
    cache: FactsCache, tmp_path: Path, change: dict[str, object]
) -> None:
    cache.keep(DIGEST, FACTS, b"picture")
    (file,) = tmp_path.rglob("*.json")
    file.write_text(json.dumps(asdict(FACTS) | change))
    assert cache.facts(DIGEST) is None


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000], ids=lambda c: repr(c[:8])
)
def test_damaged_facts_are_not_believed(cache: FactsCache, tmp_path: Path, content: bytes) -> None:
    cache.keep(DIGEST, FACTS, b"picture")
    (file,) = tmp_path.rglob("*.json")
    file.write_bytes(content)
    assert cache.facts(DIGEST) is None


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "facts").write_text("a file in its place")
    cache = FactsCache("mtcnn", tmp_path / "facts")
    cache.keep(DIGEST, FACTS, b"picture")
    cache.sweep()
    assert cache.facts(DIGEST) is None
    assert cache.thumbnail(DIGEST) is None


def test_what_was_used_last_stays_when_there_is_too_much(cache: FactsCache, tmp_path: Path) -> None:
    digests = [f"{number:02x}" * 16 for number in range(6)]
    for age, digest in enumerate(digests):
        cache.keep(digest, FACTS, bytes(10_000))
        for path in (tmp_path / "facts" / digest[:2]).iterdir():
            import os

            os.utime(path, (1_700_000_000 + age, 1_700_000_000 + age))
    cache.facts(digests[0])
    cache.sweep(most_bytes=25_000)
    assert cache.facts(digests[0]) == FACTS
    assert cache.facts(digests[1]) is None
    assert cache.thumbnail(digests[5]) is not None
    assert not list(tmp_path.rglob("*.part"))
