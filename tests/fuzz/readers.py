"""Our readers by name: of all that people, cameras, other programs and servers give us."""

from collections.abc import Mapping

from tests.fuzz.files import file_readers
from tests.fuzz.reader import Reader
from tests.fuzz.replies import reply_reader
from tests.fuzz.sounds import sound_reader
from tests.fuzz.texts import text_readers


def readers() -> Mapping[str, Reader]:
    """Each with something whole that it reads."""
    return {**text_readers(), **file_readers(), "replies": reply_reader(), "beats": sound_reader()}
