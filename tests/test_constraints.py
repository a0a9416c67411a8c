"""tests/constraints.txt: the exact versions that were tested, within the ranges of pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LINES = [
    line
    for line in (ROOT / "tests" / "constraints.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
TESTED = dict(line.split("==") for line in LINES)
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = PYPROJECT["project"]
EXTRAS = PROJECT["optional-dependencies"]
ASKED = [
    *map(Requirement, (*PROJECT["dependencies"], *EXTRAS["test"], *PYPROJECT["dependency-groups"]["check"]))
]


def test_it_holds_names_and_versions_and_nothing_else() -> None:
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+!]*", line) for line in LINES)
    assert len({canonicalize_name(name) for name in TESTED}) == len(LINES)


@pytest.mark.parametrize("asked", ASKED, ids=lambda one: one.name)
def test_what_is_asked_for_was_tested_in_its_range(asked: Requirement) -> None:
    if asked.marker is not None and not asked.marker.evaluate({"sys_platform": "linux"}):
        pytest.skip("not on Linux")
    versions = {canonicalize_name(name): version for name, version in TESTED.items()}
    assert asked.specifier.contains(versions[canonicalize_name(asked.name)])
