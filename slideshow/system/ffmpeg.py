"""The only door to ffmpeg: where it is, one call of it, a stream into it, a stream out of it.

Every process started here runs in a session of its own, so that a Ctrl-C at the terminal reaches us
alone, and is gone when the `with` block or call that started it is left, however it is left.
"""

import contextlib
import io
import logging
import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from slideshow.errors import FfmpegError
from slideshow.system.watchdog import VARIABLE, Watchdog

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

# An F_SETPIPE_SZ of one mebibyte is what Linux lets any user have; the default of 64 KiB costs
# a wake-up of both sides for every 1/48 of a frame.
_PIPE_BYTES = 1 << 20
# What the system refuses it then: memory itself, or a thread.
_NO_MEMORY = ("Cannot allocate memory", "Resource temporarily unavailable", "Out of memory")
_MORE_MEMORY = "Memory may be short: close other programs, or try --jobs 1."
# Formats that hold their sound and pictures themselves. Playlists (HLS, DASH, concat, SDP) are not among
# them: one that came with an album, under any name, would bring what lies elsewhere on the disk into a film.
_WHOLE_FORMATS = (
    "aa,aac,ac3,aiff,amr,ape,asf,au,avi,caf,dsf,dts,eac3,flac,flv,gsm,iff,loas,matroska,mov,mp3,mpc,mpc8,"
    "mpeg,mpegts,mxf,nut,ogg,oma,rm,shn,tak,tta,voc,w64,wav,wtv,wv,xwma"
)
_log = logging.getLogger(__name__)
_PATIENCE_SECONDS = 5.0
# It repeats itself for as long as what it reads is damaged.
_LOG_BYTES = 1 << 16
# How an error says that ffmpeg was ended as it did nothing.
HANGS = "hangs"

_running: set[subprocess.Popen[bytes]] = set()


class Group:
    """Processes that end together: those of one film, not those of another in the next thread."""

    def __init__(self) -> None:
        self._members: set[subprocess.Popen[bytes]] = set()
        self._is_stopped = False

    def stop(self) -> None:
        """Ends them at once, and those still to come, so that threads that wait for one go on (and fail)."""
        self._is_stopped = True
        for process in list(self._members):
            _kill(process)

    def take_in(self, process: subprocess.Popen[bytes]) -> None:
        self._members.add(process)
        if self._is_stopped:
            _kill(process)

    def let_go(self, process: subprocess.Popen[bytes]) -> None:
        self._members.discard(process)


# For decoders, before they ask for memory: a film of 2 MB may hold pictures of 15,000 x 15,000, which take
# 560 MB to be looked at, and a song such a cover. No clip of ours has longer sides than 8192.
SIZED = ("-max_pixels", str(8192 * 8192))


def given(path: Path) -> list[str]:
    """The words that open a file that somebody gave: that file, and nothing that it names."""
    return [*SIZED, "-format_whitelist", _WHOLE_FORMATS, "-protocol_whitelist", "file", "-i", f"file:{path}"]


_group: ContextVar[Group | None] = ContextVar("group", default=None)


@contextlib.contextmanager
def grouped() -> Iterator[Group]:
    """A group of all that is started in the block, by this thread and by those that run in a copy of its
    context (`contextvars.copy_context().run`)."""
    group = Group()
    token = _group.set(group)
    try:
        yield group
    finally:
        _group.reset(token)


def stop_all() -> None:
    """Ends every ffmpeg of this process: for one that is about to end itself."""
    for process in list(_running):
        _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Ends it, and where it is a script, what that has started."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        elif process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


@cache
def executable() -> str:
    """The path of the ffmpeg program: `IMAGEIO_FFMPEG_EXE` where set, else the one in the wheel."""
    import imageio_ffmpeg

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise FfmpegError(
            "ffmpeg was not found.",
            "Install the package imageio-ffmpeg, or set IMAGEIO_FFMPEG_EXE to a program.",
        ) from error


@cache
def build() -> str:
    """What tells this ffmpeg from any other: its version, how it was configured, its file."""
    text, _ = run(["-version"])
    path = shutil.which(executable()) or executable()
    with contextlib.suppress(OSError):
        status = Path(path).stat()
        return f"{text.decode('utf-8', 'replace')}{status.st_size} {status.st_mtime_ns}"
    return text.decode("utf-8", "replace")


def run(
    arguments: Sequence[str], *, stdin: bytes = b"", timeout_seconds: float | None = None
) -> tuple[bytes, str]:
    """What ffmpeg wrote to its standard output, and its log. Raises FfmpegError when it fails.

    For outputs that fit in memory. The log is what ffmpeg prints at the level asked for in `arguments`,
    warnings by default. With `timeout_seconds`, taking longer is a failure too.
    """
    with _started(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as (process, patience):
        with patience.waiting(for_all=True):
            try:
                output, log = process.communicate(stdin, timeout_seconds)
            except subprocess.TimeoutExpired as error:
                raise FfmpegError(f"ffmpeg had not finished after {timeout_seconds:.0f} s.") from error
        text = log.decode("utf-8", "replace")
        if process.returncode:
            raise _failure(process, patience, text)
    return output, text


@contextlib.contextmanager
def feeding(arguments: Sequence[str]) -> Iterator[IO[bytes]]:
    """A pipe into ffmpeg's standard input. On leaving, waits for it to finish; raises FfmpegError."""
    log = _Log()
    with _started(arguments, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, log=log) as (
        process,
        patience,
    ):
        assert process.stdin is not None
        _widen(process.stdin)
        pipe = _Pipe(process.stdin, process, patience)
        try:
            # A raw stream is what subprocess has too, and calls an IO[bytes].
            yield cast(IO[bytes], pipe)
            pipe.close()
        except OSError as error:  # the pipe broke: ffmpeg stopped first, and knows why
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_PATIENCE_SECONDS)
            raise _failure(process, patience, log.text()) from error
        _await(process, patience, log)


@contextlib.contextmanager
def reading(arguments: Sequence[str]) -> Iterator[IO[bytes]]:
    """A pipe out of ffmpeg's standard output. It may be left before the end; a failure then is no error."""
    log = _Log()
    with _started(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, log=log) as (
        process,
        patience,
    ):
        assert process.stdout is not None
        _widen(process.stdout)
        pipe = _Pipe(process.stdout, process, patience)
        yield cast(IO[bytes], pipe)
        if not pipe.read(1):
            _await(process, patience, log)


class _Log:
    """The end of what ffmpeg says, in memory: where a disk is full, there is no room to say so on it."""

    def __init__(self) -> None:
        self._reader, self.writer = os.pipe()
        self._end = b""
        self._listener = threading.Thread(target=self._listen, daemon=True)

    def begin(self) -> None:
        """Listens until all who may speak are gone; we are not one of them from now on."""
        os.close(self.writer)
        self._listener.start()

    def text(self) -> str:
        """All of it, once ffmpeg has ended."""
        self._listener.join(_PATIENCE_SECONDS)
        return self._end.decode("utf-8", "replace")

    def _listen(self) -> None:
        with os.fdopen(self._reader, "rb", buffering=0) as reader:
            while said := reader.read(1 << 16):
                self._end = (self._end + said)[-_LOG_BYTES:]


def _await(process: subprocess.Popen[bytes], patience: Watchdog, log: _Log) -> None:
    with patience.waiting(for_all=True):
        process.wait()
    if process.returncode:
        raise _failure(process, patience, log.text())


class _Pipe(io.RawIOBase):
    """A pipe to or from ffmpeg, for which nobody waits for ever."""

    def __init__(self, pipe: IO[bytes], process: subprocess.Popen[bytes], patience: Watchdog) -> None:
        self._pipe = cast(io.RawIOBase, pipe)
        self._process = process
        self._patience = patience

    def readable(self) -> bool:
        return self._pipe.readable()

    def writable(self) -> bool:
        return self._pipe.writable()

    def fileno(self) -> int:
        return self._pipe.fileno()

    def write(self, data: "ReadableBuffer", /) -> int | None:
        with self._patience.waiting():
            return self._pipe.write(data)

    def readinto(self, data: "WriteableBuffer", /) -> int | None:
        with self._patience.waiting():
            count = self._pipe.readinto(data)
        # What ended because we ended it is not all there was.
        if not count and self._patience.is_over:
            raise _failure(self._process, self._patience, "")
        return count

    def close(self) -> None:
        self._pipe.close()
        super().close()


@contextlib.contextmanager
def _started(
    arguments: Sequence[str], *, stdin: int, stdout: int, log: _Log | None = None
) -> Iterator[tuple[subprocess.Popen[bytes], Watchdog]]:
    """A process that speaks into `log`, or into its `stderr`."""
    stderr = log.writer if log else subprocess.PIPE
    try:
        command = [executable(), "-hide_banner", "-nostdin", "-nostats", "-loglevel", "warning", *arguments]
        _log.debug("%s", shlex.join(command))
        process = subprocess.Popen(
            command, stdin=stdin, stdout=stdout, stderr=stderr, bufsize=0, start_new_session=True
        )
    except OSError as error:
        raise FfmpegError(f"ffmpeg could not be started ({error.strerror}: {executable()}).") from error
    finally:
        if log:
            log.begin()
    group = _group.get()
    _running.add(process)
    if group:
        group.take_in(process)
    patience = Watchdog(process, lambda: _kill(process))
    try:
        yield process, patience
    finally:
        patience.leave()
        _running.discard(process)
        if group:
            group.let_go(process)
        _kill(process)
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def _widen(pipe: IO[bytes]) -> None:
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def _failure(process: subprocess.Popen[bytes], patience: Watchdog, log: str) -> FfmpegError:
    if patience.is_over:
        return FfmpegError(
            f"ffmpeg {HANGS}: it did nothing for {patience.seconds:g} s and was ended.",
            f"Start again; where it is only slow, set {VARIABLE} to more seconds.",
        )
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    last_words = " / ".join(lines[-3:]) or "it said nothing"
    code = process.returncode
    ended, hint = "failed", ""
    if code is not None and code < 0:
        # Such as "File size limit exceeded", or "Killed".
        ended = f"was ended by signal {-code} ({signal.strsignal(-code) or 'unknown'})"
    # It goes on with other words, of what it could not do then.
    if any(words in log for words in _NO_MEMORY):
        ended, hint = "had not enough memory", _MORE_MEMORY
    elif ended != "failed" and -code == getattr(signal, "SIGKILL", None):
        hint = _MORE_MEMORY
    return FfmpegError(f"ffmpeg {ended}: {last_words}", hint)


def write(pipe: IO[bytes], data: memoryview) -> None:
    """All of `data` into a pipe that takes what it can at a time."""
    rest = data.cast("B")
    while rest:
        rest = rest[pipe.write(rest) :]
