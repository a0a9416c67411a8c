import pickle
from pathlib import Path

import pytest

from slideshow.errors import (
    FfmpegError,
    InputError,
    PhotoError,
    PlanError,
    RenderError,
    SlideshowError,
    TemplateError,
)


@pytest.mark.parametrize(
    "error",
    [
        *(
            kind("what", "do")
            for kind in (SlideshowError, InputError, TemplateError, PlanError, RenderError, FfmpegError)
        ),
        PhotoError(Path("trip/1.jpg"), "the file ends early", "Export it again."),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_crosses_processes_whole(error: SlideshowError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert (str(copy), copy.hint, copy.exit_code) == (str(error), error.hint, error.exit_code)
    assert vars(copy) == vars(error)


def test_the_persons_own_mistakes_return_2_and_other_failures_1() -> None:
    assert {kind.exit_code for kind in (InputError, TemplateError, PlanError)} == {2}
    assert {kind.exit_code for kind in (RenderError, FfmpegError, PhotoError)} == {1}
