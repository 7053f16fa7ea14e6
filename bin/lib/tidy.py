#!/usr/bin/env python3
"""clang-tidy over the program's sources, the newest changes first, for as long as it may take.

tidy.py BUILD SECONDS   BUILD holds compile_commands.json; SECONDS 0 means until all are done.

A file that was clean and whose object has not been rebuilt since is not looked at again, so what one run
leaves the next one takes up. Exit code 1 if anything was found.
"""
import json
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

file_seconds_max = 300  # its checks of optionals can take hours over a function with many of them
ROOT = Path(__file__).resolve().parent.parent.parent


def newest_first() -> dict[str, int]:
    """How many commits ago a file was last changed; uncommitted files are not in it and come first."""
    log = subprocess.run(["git", "log", "--format=", "--name-only", "--", "src"], cwd=ROOT, text=True,
                         capture_output=True, check=False).stdout.split()
    changed = subprocess.run(["git", "status", "--porcelain", "--", "src"], cwd=ROOT, text=True,
                             capture_output=True, check=False).stdout.split("\n")
    order: dict[str, int] = {line[3:]: -1 for line in changed if line}
    for n, path in enumerate(log):
        order.setdefault(path, n)
    return order


def commands(build: Path):
    """How each file is compiled, as clang can read it: g++'s precompiled headers are not for clang."""
    entries = json.loads((build / "compile_commands.json").read_text())
    for entry in entries:
        entry["command"] = re.sub(r" -fpch-preprocess| -Winvalid-pch| -include \S+/cmake_pch\.hxx", "",
                                  entry["command"])
    (build / "tidy" / "compile_commands.json").write_text(json.dumps(entries))
    return entries


def sources(build: Path):
    """Source, object and stamp of every file of src/ that is not a test."""
    found = {}
    for entry in commands(build):
        path = Path(entry["file"])
        if path.is_relative_to(ROOT / "src") and not path.name.endswith("_test.cpp"):
            name = str(path.relative_to(ROOT))
            made = re.search(r" -o (\S+)", entry["command"])[1]
            found[name] = (build / made, build / "tidy" / (name.replace("/", "_") + ".clean"))
    return found


def is_clean(source: Path, made: Path, stamp: Path) -> bool:
    if not stamp.exists() or not made.exists():
        return False
    return stamp.stat().st_mtime > max(path.stat().st_mtime for path in (source, made, ROOT / ".clang-tidy"))


def crash(done) -> str:
    """clang-tidy's own end, which is no finding: where it was. Other words for the same code help."""
    return f"{done.args[-1]}: clang-tidy was ended by signal {-done.returncode}\n{done.stderr[:2000]}"


def main() -> int:
    build, seconds = (ROOT / sys.argv[1]).resolve(), float(sys.argv[2])
    (build / "tidy").mkdir(exist_ok=True)
    order = newest_first()
    files = sources(build)
    waiting = [name for name in files if not is_clean(ROOT / name, *files[name])]
    waiting.sort(key=lambda name: order.get(name, -1))
    deadline = time.monotonic() + seconds if seconds else None

    def look(name: str):
        if deadline and time.monotonic() > deadline:
            return None
        begun = time.time()
        command = ["clang-tidy-16", "--quiet", "-p", build / "tidy", "--extra-arg=-Wno-unknown-warning-option", name]
        try:
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False,
                                  timeout=file_seconds_max)
        except subprocess.TimeoutExpired:
            told = f"{name}: clang-tidy was not done with it after {file_seconds_max} s\n"
            return subprocess.CompletedProcess(command, 1, told, "")
        if done.returncode == 0:
            stamp = files[name][1]
            stamp.touch()
            os.utime(stamp, (begun, begun))
        return done

    with ThreadPoolExecutor(os.cpu_count()) as workers:
        results = list(workers.map(look, waiting))
    looked = [done for done in results if done is not None]
    bad = [done for done in looked if done.returncode != 0]
    for done in bad:
        print(done.stdout + (crash(done) if done.returncode < 0 else ""))
    later = len(waiting) - len(looked)
    print(f"{len(files)} files: {len(files) - len(waiting)} clean before, {len(looked)} looked at, "
          f"{len(bad)} with findings, {later} left for the next run")
    return 1 if bad else 0


sys.exit(main())
