"""What a hint would have a person type means the same to their shell, whatever the name."""

import os
import shutil
import subprocess

import pytest

from slideshow.errors import for_shell

NAMES = [
    *(
        "trip",
        "Day 1",
        "it's",
        "a;reboot",
        "$(reboot)",
        "`id`",
        "-rf",
        "~",
        "!x",
        'a"b',
        "ümlaut",
        "旅行",
        "*",
    ),
    *(
        "two\nlines",
        "tab\there",
        "bell\x07",
        "it's\ntwo",
        "back\\slash\n",
        "\u202egnp.exe",
        "",
        "a&b",
        "#x",
        "x y\\",
    ),
]


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_a_shell_reads_the_name_as_it_is(name: str) -> None:
    quoted = for_shell(name)
    assert quoted.isprintable()
    shown = subprocess.run(
        ["bash", "-c", f"printf %s {quoted}"],
        capture_output=True,
        check=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert shown.stdout.decode() == name


def test_a_plain_name_stays_as_it_is() -> None:
    assert for_shell("albums/trip-2026_04.toml") == "albums/trip-2026_04.toml"
