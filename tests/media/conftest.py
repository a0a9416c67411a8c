"""One part, sound and film for all tests that only read them: those of packaging."""

from tests.package.conftest import film, picture, store, tone

__all__ = ["film", "picture", "store", "tone"]
