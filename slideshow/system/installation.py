"""How this copy of slideshow came here → the command that adds to it.

An extra is named by its packages, as the copy's own metadata lists them: that installs the same whether it
came from an index, a wheel, a repository or a folder, and never asks an index for a slideshow, which may be
somebody else's there ("slideshow" is).
"""

import json
import re
import sys
from contextlib import suppress
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from slideshow.errors import for_shell
from slideshow.system import toml

# What pip knows us by; what Python imports is "slideshow".
DISTRIBUTION = "slideshow-film"
_CHECKOUT = Path(__file__).parent.parent.parent


def extra(name: str) -> str:
    """The command that installs what an extra of ours brings: "/opt/venv/bin/python -m pip install ..."."""
    packages = _packages(name)
    if not packages:
        return pip(_source(name))
    if _is_pipx():
        return f"pipx inject {for_shell(Path(sys.prefix).name)} {' '.join(map(for_shell, packages))}"
    return pip(*packages)


def pip(*arguments: str) -> str:
    """The command that installs into the environment that we run in, whichever is active in the shell."""
    words = " ".join(map(for_shell, arguments))
    if _is_pipx():
        return f"pipx runpip {for_shell(Path(sys.prefix).name)} install {words}"
    python = for_shell(sys.executable or "python3")
    # uv makes environments without pip.
    if find_spec("pip") is None:
        return f"uv pip install --python {python} {words}"
    return f"{python} -m pip install {words}"


def elsewhere(name: str) -> str:
    """The command that installs the same slideshow, with an extra, in another environment."""
    return f"python3 -m pip install {for_shell(_source(name))}"


def _source(name: str) -> str:
    """What pip calls this very slideshow with an extra."""
    found = _metadata()
    if found is None:
        is_checkout = (_CHECKOUT / "pyproject.toml").is_file()
        return f"{_CHECKOUT}[{name}]" if is_checkout else f"{DISTRIBUTION}[{name}]"
    origin: dict[str, object] = {}
    with suppress(OSError, ValueError, TypeError):
        origin = dict(json.loads(found.read_text("direct_url.json") or "{}"))
    url = str(origin.get("url") or "")
    match origin:
        case {"dir_info": _} if url:
            # As a path: pip takes no extras of a folder's URL without its name.
            return f"{url2pathname(urlsplit(url).path)}[{name}]"
        case {"vcs_info": {"vcs": str(system), "commit_id": str(commit)}}:
            return f"{DISTRIBUTION}[{name}] @ {system}+{url}@{commit}"
        case {"archive_info": _} if url:
            return f"{DISTRIBUTION}[{name}] @ {url}"
    return f"{DISTRIBUTION}[{name}]=={found.version}"


def _packages(name: str) -> list[str]:
    """What an extra asks for: ["noto-cjk-sans-otc<1,>=0.0.1"]."""
    found = _metadata()
    if found is None:
        return _packages_of_checkout(name)
    asked = []
    for line in found.requires or ():
        package, _, marker = line.partition(";")
        if re.search(rf"extra\s*==\s*['\"]{re.escape(name)}['\"]", marker):
            asked.append(package.strip())
    return asked


def _packages_of_checkout(name: str) -> list[str]:
    """The same of a folder of source that was not installed."""
    with suppress(OSError, ValueError, LookupError, TypeError):
        project = toml.parse((_CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
        if project["name"] == DISTRIBUTION:
            return [str(line).partition(";")[0].strip() for line in project["optional-dependencies"][name]]
    return []


def _metadata() -> Distribution | None:
    try:
        return distribution(DISTRIBUTION)
    except PackageNotFoundError:
        return None


def _is_pipx() -> bool:
    return (Path(sys.prefix) / "pipx_metadata.json").is_file()
