"""README.md as the package index shows it: what it leads to by a path is there by an address."""

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

# "![what](docs/pictures/film.webp)" and "[what](docs/guide.md#part)"; not those with an address, nor "#part".
_LINK = re.compile(r"(!?)(\[[^\]]*\])\((?!https?:|#|mailto:)([^)\s]+)\)")


class ReadmeHook(MetadataHookInterface):
    """Gives the distribution its description, by the address of the repository in pyproject.toml."""

    def update(self, metadata: dict[str, Any]) -> None:
        text = (Path(self.root) / "README.md").read_text("utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": with_addresses(text, metadata["urls"]["Repository"]),
        }


def with_addresses(text: str, repository: str) -> str:
    """Markdown whose pictures and links are those of `repository`, on its branch main."""

    def absolute(link: re.Match[str]) -> str:
        kind = "raw" if link[1] else "blob"
        return f"{link[1]}{link[2]}({repository}/{kind}/main/{link[3]})"

    return _LINK.sub(absolute, text)
