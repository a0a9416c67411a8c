"""Reads what a command tells in JSON: what is going on, and at the end what came of it.

    python docs/examples/follow_progress.py make ./trip
    python docs/examples/follow_progress.py plan ./trip

docs/json-events.md lists every event and its fields.
"""

import json
import subprocess
import sys


def follow(*words: str) -> int:
    """Runs a command of slideshow's and prints what happens; its exit code."""
    command = [sys.executable, "-m", "slideshow", *words, "--json"]
    steps: dict[str, int] = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        for line in process.stdout:
            match json.loads(line):
                case {"event": "started", "stage": stage, "total": total}:
                    steps[stage] = total or 0
                case {"event": "advanced", "stage": stage, "done": done} if done == steps[stage]:
                    print(f"{stage}: all {done} steps done")
                case {"event": "left_out", "path": path, "reason": reason}:
                    print(f"not in the film: {path} ({reason})")
                case {"event": "finished" | "written", "path": path, "duration_seconds": seconds}:
                    print(f"{path}: {seconds:.1f} seconds of film")
                case {"event": "error", "problem": problem, "hint": hint}:
                    print(f"{problem} {hint}")
    return process.returncode


if __name__ == "__main__":
    sys.exit(follow(*sys.argv[1:]))
