"""Hints name a command that works for this copy of slideshow, and never another's name on an index."""

import ast
import json
import re
import shlex
import sys
import tomllib
from pathlib import Path

import pytest

import slideshow
from slideshow.system import installation

ROOT = Path(slideshow.__file__).parent.parent
CJK = "noto-cjk-sans-otc<1,>=0.0.1"
PLAIN = [sys.executable, "-m", "pip", "install"]


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment in which this slideshow was installed from an index."""
    folder = tmp_path / "site-packages" / "slideshow_film-1.2.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(
        "Metadata-Version: 2.4\nName: slideshow-film\nVersion: 1.2\nProvides-Extra: cjk\n"
        f"Requires-Dist: babel<3\nRequires-Dist: {CJK}; extra == 'cjk'\n"
        'Requires-Dist: fsspec<2027; extra == "cluster"\nRequires-Dist: s3fs<2027; extra == "cluster"\n'
        "Requires-Dist: atheris<4; (sys_platform == 'linux' and os_name == 'posix') and extra == 'fuzz'\n"
    )
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site-packages"), *sys.path])
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "venv 1"))
    (tmp_path / "venv 1").mkdir()
    monkeypatch.setattr(installation, "find_spec", lambda name: object())
    return folder


def came_from(environment: Path, **origin: object) -> None:
    (environment / "direct_url.json").write_text(json.dumps(origin))


@pytest.mark.parametrize(
    "origin",
    [
        {},
        {"url": "file:///home/me/slideshow", "dir_info": {"editable": True}},
        {"url": "file:///tmp/slideshow_film-1.2-py3-none-any.whl", "archive_info": {}},
        {"url": "https://example.com/slideshow", "vcs_info": {"vcs": "git", "commit_id": "c0ffee"}},
    ],
)
def test_an_extra_is_named_by_its_packages_and_goes_into_this_environment(
    environment: Path, origin: dict[str, object]
) -> None:
    came_from(environment, **origin)
    assert shlex.split(installation.extra("cjk")) == [*PLAIN, CJK]
    assert shlex.split(installation.extra("cluster")) == [*PLAIN, "fsspec<2027", "s3fs<2027"]
    assert shlex.split(installation.extra("fuzz")) == [*PLAIN, "atheris<4"]


def test_pipx_is_told_in_its_own_words(environment: Path) -> None:
    (Path(sys.prefix) / "pipx_metadata.json").write_text("{}")
    assert shlex.split(installation.extra("cjk")) == ["pipx", "inject", "venv 1", CJK]
    assert shlex.split(installation.pip("pillow>=13")) == [
        "pipx",
        "runpip",
        "venv 1",
        "install",
        "pillow>=13",
    ]


def test_an_environment_without_pip_is_uvs(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "find_spec", lambda name: None)
    assert shlex.split(installation.extra("cjk")) == ["uv", "pip", "install", "--python", sys.executable, CJK]


@pytest.mark.parametrize(
    ("origin", "source"),
    [
        ({}, "slideshow-film[cluster]==1.2"),
        ({"url": "file:///home/my%20own/slideshow", "dir_info": {}}, "/home/my own/slideshow[cluster]"),
        (
            {"url": "https://example.com/s.whl", "archive_info": {}},
            "slideshow-film[cluster] @ https://example.com/s.whl",
        ),
        (
            {"url": "https://example.com/s", "vcs_info": {"vcs": "git", "commit_id": "c0ffee"}},
            "slideshow-film[cluster] @ git+https://example.com/s@c0ffee",
        ),
    ],
)
def test_a_worker_gets_the_same_slideshow_from_where_ours_came(
    environment: Path, origin: dict[str, object], source: str
) -> None:
    came_from(environment, **origin)
    assert shlex.split(installation.elsewhere("cluster")) == ["python3", "-m", "pip", "install", source]


def test_of_a_checkout_that_is_not_installed_its_own_file_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "_metadata", lambda: None)
    monkeypatch.setattr(installation, "find_spec", lambda name: object())
    assert shlex.split(installation.extra("otio")) == [*PLAIN, "opentimelineio>=0.17,<0.19"]
    assert shlex.split(installation.elsewhere("otio"))[-1] == f"{ROOT}[otio]"


def test_the_project_is_known_by_the_name_that_hints_use_and_has_their_extras() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["name"] == installation.DISTRIBUTION
    assert project["scripts"] == {"slideshow": "slideshow.__main__:main"}
    named = set()
    for path in (ROOT / "slideshow").rglob("*.py"):
        named |= set(
            re.findall(r"installation\.(?:extra|elsewhere)\(['\"](\w+)['\"]\)", path.read_text("utf-8"))
        )
    assert named == {"cjk", "cluster", "moviepy", "otio", "soundfont", "svg"}
    assert named <= project["optional-dependencies"].keys()


@pytest.mark.parametrize("path", sorted((ROOT / "slideshow").rglob("*.py")), ids=lambda path: path.stem)
def test_no_message_names_an_install_by_itself(path: Path) -> None:
    if path.name != "installation.py":
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert "pip install" not in node.value and "slideshow[" not in node.value
