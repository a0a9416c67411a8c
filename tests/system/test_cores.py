"""How many segments are filmed side by side."""

from pathlib import Path

import pytest

from slideshow.system import cores


@pytest.mark.parametrize(("count", "jobs"), [(1, 1), (2, 1), (3, 1), (4, 2), (8, 3), (16, 6), (64, 22)])
def test_jobs_follow_the_cores(count: int, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "cores", lambda: count)
    monkeypatch.setattr(cores, "_memory_bytes", lambda: 128 << 30)
    assert cores.default_jobs() == jobs


@pytest.mark.parametrize(("count", "albums"), [(1, 1), (2, 2), (4, 3), (16, 7)])
def test_one_album_more_is_made_side_by_side_where_cores_would_be_idle(
    count: int, albums: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cores, "cores", lambda: count)
    monkeypatch.setattr(cores, "_memory_bytes", lambda: 128 << 30)
    assert cores.default_albums() == albums
    monkeypatch.setattr(cores, "_memory_bytes", lambda: 1_500_000_000)
    assert cores.default_albums() == 1


def test_jobs_have_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "cores", lambda: 64)
    for gigabytes, jobs in ((0.5, 1), (2.5, 2), (4.5, 4)):
        monkeypatch.setattr(cores, "_memory_bytes", lambda size=int(gigabytes * 1e9): size)
        assert cores.default_jobs() == jobs


@pytest.mark.parametrize(("text", "limit"), [("150000 100000", 1.5), ("max 100000", None), ("", None)])
def test_a_container_s_share_counts(tmp_path: Path, text: str, limit: float | None) -> None:
    (tmp_path / "cpu.max").write_text(text)
    assert cores._container_cores(tmp_path) == limit


def test_an_older_container_s_share_counts(tmp_path: Path) -> None:
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu" / "cpu.cfs_period_us").write_text("100000")
    for text, limit in (("300000", 3.0), ("-1", None)):
        (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text(text)
        assert cores._container_cores(tmp_path) == limit
