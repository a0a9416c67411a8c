"""Our transitions, those of installed packages, those of the running program -> one table by name.

A package offers transitions by entry points of the group "slideshow.transitions": the name that templates
use -> the function. They are imported when they are first used. Any process finds them; what a program has
registered is known to that process alone.
"""

import hashlib
import inspect
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import numpy as np

from slideshow.effects.transitions.kind import Transition
from slideshow.errors import InputError
from slideshow.model.frame import Frame
from slideshow.model.geometry import Size

GROUP = "slideshow.transitions"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_TRIED_SIZES = (Size(64, 96), Size(18, 12))
_PLAIN = (bool, int, float, str, bytes, type(None))


@dataclass(frozen=True, slots=True)
class Added:
    """A transition that is not ours. `version` is another one whenever it draws something else, empty where
    that cannot be told; `is_everywhere` when other processes find it too."""

    draw: Transition
    version: str
    is_everywhere: bool


class Table(Mapping[str, Transition]):
    """Transitions by name. Safe to read while another thread registers one."""

    def __init__(self, own: Mapping[str, Transition]) -> None:
        self._own = own
        # Replaced as a whole and never changed: who goes through it sees it as it was.
        self._added: Mapping[str, Added] = {}
        self._adding = threading.Lock()

    def __getitem__(self, name: str) -> Transition:
        if name in self._own:
            return self._own[name]
        added = self.added(name)
        if added is None:
            raise KeyError(name)
        return added.draw

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._own, *self.others())))

    def __len__(self) -> int:
        return len({*self._own, *self.others()})

    def __contains__(self, name: object) -> bool:
        return name in self._own or name in self._added or name in _offered()

    def others(self) -> list[str]:
        """The names of those that are not ours."""
        return sorted({*self._added, *_offered()} - {*self._own})

    def added(self, name: str) -> Added | None:
        """A transition that is not ours; None for ours and for a name that is unknown.

        Raises InputError when a package's cannot be used.
        """
        if name in self._own:
            return None
        if name not in self._added and name in _offered():
            added = _loaded(_offered()[name])
            with self._adding:
                self._added = {name: added, **self._added}
        return self._added.get(name)

    def add(self, name: str, draw: Transition, version: str = "") -> None:
        """Makes a transition of the running program known, or puts it in the place of an earlier one.

        Raises InputError for a name that is none or ours, and for a function that breaks the contract.
        """
        if not _NAME.fullmatch(name):
            raise InputError(
                f'Transition "{name}": is not a name.', "Use small letters, digits and underscores."
            )
        if name in self._own:
            raise InputError(f'Transition "{name}": slideshow has one of that name.', "Choose another.")
        check(name, draw)
        added = Added(draw, version or _source_version(draw), is_everywhere=False)
        with self._adding:
            self._added = {**self._added, name: added}


def check(name: str, draw: Transition) -> None:
    """Tries a transition on small frames. Raises InputError with what it does not keep to."""
    hint = "It is called with (before, after, progress, *, out) and writes I420 frames of one size into out."
    for size in _TRIED_SIZES:
        before, after = _noise(size, 1), _noise(size, 2)
        for progress in (0.0, 0.4, 1.0):
            first, second = (_drawn(name, draw, before, after, progress, level) for level in (77, 200))
            for kept, was, which in (
                (before, _noise(size, 1), "before"),
                (after, _noise(size, 2), "after"),
            ):
                if not np.array_equal(kept.buffer, was.buffer):
                    raise InputError(f'Transition "{name}": changes `{which}`.', hint)
            end = {0.0: before, 1.0: after}.get(progress)
            if end is not None and not np.array_equal(first.buffer, end.buffer):
                which = "before" if end is before else "after"
                raise InputError(f'Transition "{name}": at progress {progress:g} it must be `{which}`.', hint)
            if not np.array_equal(first.buffer, second.buffer):
                raise InputError(
                    f'Transition "{name}": leaves parts of `out` as they were, or draws by chance.', hint
                )


def _drawn(name: str, draw: Transition, before: Frame, after: Frame, progress: float, level: int) -> Frame:
    out = Frame(before.size)
    out.buffer[:] = level
    planes = [(id(plane), plane.shape) for plane in out.planes]
    try:
        draw(before, after, progress, out=out)
    # Whatever a stranger's function trips over.
    except Exception as error:
        raise InputError(
            f'Transition "{name}": fails at {out.size.width}x{out.size.height}, progress {progress:g} '
            f"({type(error).__name__}: {error})."
        ) from error
    if [(id(plane), plane.shape) for plane in out.planes] != planes:
        raise InputError(
            f'Transition "{name}": puts other planes into `out`.',
            "Write into those that it has: out.y[:] = ...",
        )
    return out


def _noise(size: Size, seed: int) -> Frame:
    frame = Frame(size)
    frame.buffer[:] = np.random.default_rng(seed).integers(16, 236, frame.buffer.shape, np.uint8)
    return frame


@cache
def _offered() -> Mapping[str, EntryPoint]:
    """What packages offer, not yet imported. Names that are none are passed over."""
    return {one.name: one for one in entry_points(group=GROUP) if _NAME.fullmatch(one.name)}


def _loaded(offer: EntryPoint) -> Added:
    where = offer.dist.name if offer.dist else offer.value
    try:
        draw = offer.load()
    # Whatever a stranger's module trips over.
    except Exception as error:
        raise InputError(
            f'Transition "{offer.name}": cannot be loaded from {where} ({type(error).__name__}: {error}).',
            "Update that package, or remove it.",
        ) from error
    if not callable(draw):
        raise InputError(f'Transition "{offer.name}": is no function in {where}.')
    check(offer.name, draw)
    version = f"{where} {offer.dist.version if offer.dist else ''} {_source_version(draw)}"
    return Added(draw, version, is_everywhere=True)


def _source_version(draw: Callable[..., None]) -> str:
    """A digest of the file that the function is written in; empty where it depends on more than that."""
    given = ""
    while isinstance(draw, partial):
        values = (*draw.args, *draw.keywords.values())
        if not all(isinstance(one, _PLAIN) for one in values):
            return ""
        given += repr((draw.args, sorted(draw.keywords.items())))
        draw = draw.func
    # A closure holds values that its source does not show.
    if not inspect.isfunction(draw) or draw.__closure__:
        return ""
    defaults = (*(draw.__defaults__ or ()), *(draw.__kwdefaults__ or {}).values())
    if not all(isinstance(one, _PLAIN) for one in defaults):
        return ""
    try:
        file = Path(inspect.getsourcefile(draw) or "")
        source = file.read_bytes() if file.is_file() else inspect.getsource(draw).encode()
    except (OSError, TypeError):
        return ""
    text = f"{draw.__qualname__} {defaults!r} {given}".encode()
    return hashlib.blake2b(text + b"\n" + source, digest_size=16).hexdigest()
