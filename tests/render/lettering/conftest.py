"""The system's fonts as a test wants them: none at all, or those it has put into a folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from slideshow.render.lettering import fonts, system

SystemFonts = Callable[..., None]


def forget() -> None:
    """Fonts are looked for once; a test that changes them has it done again."""
    for kept in (system.files, system._ranked, fonts.chain, fonts.emoji_fonts, fonts._all_held):
        kept.cache_clear()


@pytest.fixture
def system_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[SystemFonts]:
    """Called with folders, makes them the only ones where the system keeps fonts."""

    def only(*folders: Path) -> None:
        monkeypatch.setattr(system, "folders", lambda: list(folders))
        forget()

    yield only
    monkeypatch.undo()
    forget()
