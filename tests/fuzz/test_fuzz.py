"""The command that looks for mistakes in our readers."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from slideshow.errors import InputError
from tests.fuzz import guided
from tests.fuzz.__main__ import main
from tests.fuzz.breaking import MOST_BYTES, TOKENS, broken, dictionary
from tests.fuzz.reader import Reader, mistake
from tests.fuzz.readers import readers


def _picky(content: bytes, _: Path) -> None:
    if not content.startswith(b"ok"):
        raise InputError("It is not ok.")
    if b"!" in content:
        raise KeyError(content.decode())


PICKY = Reader((b"ok",), _picky, (InputError,))


def test_every_reader_reads_what_is_whole(tmp_path: Path) -> None:
    for name, reader in readers().items():
        assert reader.wholes, name
        for whole in reader.wholes:
            reader.read(whole, tmp_path / "whole")


def test_what_is_refused_as_promised_is_no_mistake(tmp_path: Path) -> None:
    assert mistake(PICKY, b"ok", tmp_path) is None
    assert mistake(PICKY, b"no", tmp_path) is None


def test_anything_else_that_is_raised_is_one_kind_of_mistake_for_each_place(tmp_path: Path) -> None:
    first, second = (mistake(PICKY, content, tmp_path) for content in (b"ok!", b"ok!!"))
    assert first and second and first.kind == second.kind
    assert first.words.startswith("KeyError") and first.words != second.words


def test_what_is_broken_is_the_same_for_the_same_seed_and_of_bounded_length() -> None:
    for seed in range(50):
        found = broken(b"title = 5\n" * 20, random.Random(seed))
        assert found == broken(b"title = 5\n" * 20, random.Random(seed))
        assert len(found) <= MOST_BYTES


def test_the_dictionary_has_the_words_of_the_input_and_short_ones_that_break_readers() -> None:
    lines = dictionary([b"[look.grade]\nstrength = 2"]).splitlines()
    words = {bytes.fromhex(line.strip('"').replace("\\x", "")) for line in lines}
    assert {b"look.grade", b"strength"} <= words
    assert all(token.encode() in words for token in TOKENS if len(token) < 50)
    assert max(map(len, words)) <= 64


def test_without_atheris_it_says_what_installs_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(guided, "is_installed", lambda: False)
    monkeypatch.setattr(sys, "argv", ["fuzz", "--guided"])
    assert main() == 2
    assert "pip install --group fuzz" in capsys.readouterr().err


def test_an_input_that_was_kept_can_be_tried_again(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"bytes=900-5")
    command = [sys.executable, "-m", "tests.fuzz", "--only", "range", "--replay", str(tmp_path / "kept")]
    ended = subprocess.run(command, capture_output=True, check=False, cwd=Path(__file__).parents[2])
    assert (ended.returncode, ended.stdout.strip()) == (0, b"Nothing is wrong.")
