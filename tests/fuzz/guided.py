"""Readers → how many mistakes libFuzzer found. A process for each: libFuzzer ends the one it runs in."""

import hashlib
import importlib.util
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.breaking import MOST_BYTES, dictionary
from tests.fuzz.reader import Reader

# An input that takes so long hangs: the process is ended. What takes over a second is kept, and it goes on.
_HANGS_SECONDS = 20
_MOST_MEGABYTES = 2048
# Starting, and the last input.
_PATIENCE_SECONDS = 120
_STATUS = re.compile(r"^#(\d+)\s+(\w+)\s+cov: (\d+) ft: (\d+)", re.MULTILINE)


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
                if not words:
                    # It was slow under watch only, or the machine was busy.
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
        *(f"-max_total_time={seconds}", f"-timeout={_HANGS_SECONDS}", f"-rss_limit_mb={_MOST_MEGABYTES}"),
        *(f"-max_len={MOST_BYTES}", f"-seed={seed}", f"-dict={words}", f"-artifact_prefix={mistakes}/"),
        *("-print_final_stats=1", str(corpus), str(seeds)),
    ]
    with (work / "log").open("wb") as log, suppress(subprocess.TimeoutExpired):
        subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            timeout=seconds + _PATIENCE_SECONDS,
            check=False,
        )
    found = _STATUS.findall((work / "log").read_text("utf-8", "replace"))
    inited = next((row for row in found if row[1] == "INITED"), None)
    return Grown(int(found[-1][0]), int(inited[3]), int(found[-1][3])) if inited else None


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
