from fractions import Fraction

import pytest

from slideshow.errors import InputError
from slideshow.model.geometry import Size
from slideshow.pipeline import option_values


@pytest.mark.parametrize("text", ["1080x1920", "1080×1920", " 1080 X 1920 "])
def test_a_size_may_be_written_as_people_do(text: str) -> None:
    assert option_values.size(text) == Size(1080, 1920)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("30", Fraction(30)),
        ("25.0", Fraction(25)),
        ("29.97", Fraction(30000, 1001)),
        ("23.976", Fraction(24000, 1001)),
        ("59.94", Fraction(60000, 1001)),
        ("30000/1001", Fraction(30000, 1001)),
        ("12.5", Fraction(25, 2)),
    ],
)
def test_a_rate_means_the_exact_one(text: str, rate: Fraction) -> None:
    assert option_values.fps(text) == rate


@pytest.mark.parametrize("text", ["0", "-30", "1000", "x", "1/0", "nan", ""])
def test_an_absurd_rate_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="--fps"):
        option_values.fps(text)


@pytest.mark.parametrize("value", [0.0, -3.0, float("nan"), float("inf"), 1e9])
def test_an_absurd_length_is_refused(value: float) -> None:
    with pytest.raises(InputError, match="--length"):
        option_values.length_seconds(value)
    with pytest.raises(InputError, match="--per-photo"):
        option_values.seconds_per_photo(value)


@pytest.mark.parametrize(
    ("environment", "locale"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de_DE"),
        ({"LANG": "de_DE.UTF-8", "LC_TIME": "pt_BR.UTF-8"}, "pt_BR"),
        ({"LANG": "de_DE", "LC_ALL": "C.UTF-8"}, "en_GB"),
        ({"LANG": "C"}, "en_GB"),
        ({"LANG": "xx_nonsense"}, "en_GB"),
        ({}, "en_GB"),
    ],
    ids=str,
)
def test_dates_are_written_in_the_persons_locale(
    environment: dict[str, str], locale: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_TIME", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert option_values.locale() == locale


def test_a_shift_without_a_length_of_time_is_refused_with_how_to_write_it() -> None:
    with pytest.raises(InputError, match=r"--shift .Canon.: is not a camera and a time") as refused:
        option_values.clock_shifts(["Canon=+1h", "Canon"])
    assert "Canon EOS 20D=+1h" in refused.value.hint
