"""Readers → how many mistakes libFuzzer found. A process for each: libFuzzer ends the one it runs in."""

import hashlib
import importlib.util
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.breaking import MOST_BYTES, dictionary
from tests.fuzz.reader import Reader

# An input that takes so long hangs: the process is ended. What takes over a second is kept, and it goes on.
_HANGS_SECONDS = 20
_MOST_MEGABYTES = 2048
_MOST_PROCESSES = 10
# Starting, and the last input.
_PATIENCE_SECONDS = 120
_ENDED = ("crash-", "oom-")
_STATUS = re.compile(r"^#(\d+)\s+(\w+)\s+cov: \d+ ft: (\d+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Grown:
    """How many inputs were tried, and the features (edges, and how often each was taken) before and after."""

    tried: int
    before: int
    after: int


def is_installed() -> bool:
    return importlib.util.find_spec("atheris") is not None


def run(
    readers: Mapping[str, Reader], seconds: int, seed: int, corpus: Path | None, mistakes: Path | None
) -> int:
    """How many kinds of mistakes there are. Their inputs go to `mistakes`, or a new folder, which is told."""
    bad = 0
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        for name, reader in readers.items():
            work = Path(folder) / _file_name(name)
            found = corpus / work.name if corpus else work / "corpus"
            grown = _looked(name, reader, seconds, seed, found, work)
            words = (
                f"{grown.tried} tried, features {grown.before} → {grown.after}"
                if grown
                else _last_words(work)
            )
            print(f"{name}: {words}", flush=True)  # noqa: T201
            bad += grown is None
            for content in sorted((work / "mistakes").iterdir()):
                words = _replayed(name, content)
                if not words and content.name.startswith(_ENDED):
                    words = f"it ended the process ({content.name.partition('-')[0]}), under watch only"
                # What was only slow was so because it was watched, or the machine was busy.
                if not words:
                    continue
                bad += 1
                mistakes = mistakes or Path(tempfile.mkdtemp(prefix="fuzz-mistakes-"))
                mistakes.mkdir(parents=True, exist_ok=True)
                file = mistakes / f"{work.name}-{content.name}"
                file.write_bytes(content.read_bytes())
                print(f'  {words}\n    python -m tests.fuzz --only "{name}" --replay {file}', flush=True)  # noqa: T201
    return bad


def _looked(name: str, reader: Reader, seconds: int, seed: int, corpus: Path, work: Path) -> Grown | None:
    """What became of one reader; what is wrong lies in work / "mistakes". None when it did not begin."""
    seeds, mistakes = work / "seeds", work / "mistakes"
    for folder in (corpus, seeds, mistakes):
        folder.mkdir(parents=True, exist_ok=True)
    for content in reader.wholes:
        (seeds / hashlib.sha1(content).hexdigest()).write_bytes(content)
    words = work / "words"
    words.write_text(dictionary(reader.wholes), "ascii")
    command = [
        *(sys.executable, "-m", "tests.fuzz.watched", name, str(mistakes)),
        *(f"-timeout={_HANGS_SECONDS}", f"-rss_limit_mb={_MOST_MEGABYTES}"),
        *(f"-max_len={MOST_BYTES}", f"-seed={seed}", f"-dict={words}", f"-artifact_prefix={mistakes}/"),
        *("-print_final_stats=1", str(corpus), str(seeds)),
    ]
    until = time.monotonic() + seconds
    begun: list[list[tuple[int, str, int]]] = []
    # An input that hangs or needs all memory ends the process; the next goes on with what was found.
    while (left := round(until - time.monotonic())) > 0 and len(begun) < _MOST_PROCESSES:
        with (work / "log").open("wb") as log, suppress(subprocess.TimeoutExpired):
            subprocess.run(
                [*command, f"-max_total_time={left}"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                timeout=left + _PATIENCE_SECONDS,
                check=False,
            )
        begun.append(_said((work / "log").read_text("utf-8", "replace")))
        if not begun[-1]:
            break
    if not begun or not begun[0]:
        return None
    tried = sum(said[-1][0] for said in begun if said)
    before = next(features for _, what, features in begun[0] if what == "INITED")
    return Grown(tried, before, max(said[-1][2] for said in begun if said))


def _said(log: str) -> list[tuple[int, str, int]]:
    """How many inputs there were, what libFuzzer told then, and the features; empty when it did not begin."""
    found = [(int(number), what, int(features)) for number, what, features in _STATUS.findall(log)]
    return found if any(what == "INITED" for _, what, _ in found) else []


def _replayed(name: str, content: Path) -> str:
    """What is wrong with an input when nobody watches; empty for nothing."""
    command = [sys.executable, "-m", "tests.fuzz", "--only", name, "--replay", str(content)]
    try:
        ended = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return "it hangs"
    said = ended.stdout.decode("utf-8", "replace").strip()
    return "" if ended.returncode == 0 else said or f"it ended with {ended.returncode}"


def _last_words(work: Path) -> str:
    return f"ended before it began:\n{(work / 'log').read_text('utf-8', 'replace')[-2000:]}"


def _file_name(name: str) -> str:
    return name.replace(" ", "-")
