#!/usr/bin/env python3
"""clang-tidy over the program's sources, the newest changes first, for as long as it may take.

tidy.py BUILD SECONDS   BUILD holds compile_commands.json; SECONDS 0 means until all are done.

A file that was clean is not looked at again while it, the headers it reads, its compile command and
.clang-tidy stay the same, in this clone or another: what one run leaves the next one takes up. Exit code 1 if
anything was found.
"""
import hashlib
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


def dependencies(build: Path) -> dict[str, list[Path]]:
    """The project's own files that each object was compiled from, as ninja noted them."""
    told = subprocess.run(["ninja", "-C", build, "-t", "deps"], text=True, capture_output=True,
                          check=True).stdout
    found: dict[str, list[Path]] = {}
    for line in told.split("\n"):
        if line.startswith("    "):
            path = (build / line.strip()).resolve()
            if path.is_relative_to(ROOT / "src"):
                found[made].append(path)
        elif ": #deps" in line:
            made = line.split(":")[0]
            found[made] = []
    return found


def sources(build: Path) -> dict[str, Path]:
    """The stamp of every file of src/ that is not a test, named by all that could change the verdict."""
    stamps = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "lianghu-tidy"
    stamps.mkdir(parents=True, exist_ok=True)
    contents: dict[Path, str] = {}

    def digest(path: Path) -> str:
        if path not in contents:
            contents[path] = hashlib.sha256(path.read_bytes()).hexdigest()
        return contents[path]

    made_from = dependencies(build)
    # A file that takes the precompiled headers does not name what these were made from.
    common = [path for made, paths in made_from.items() if made.endswith(".gch") for path in paths]
    found = {}
    for entry in commands(build):
        path = Path(entry["file"])
        if path.is_relative_to(ROOT / "src") and not path.name.endswith("_test.cpp"):
            made = re.search(r" -o (\S+)", entry["command"])[1]
            parts = [entry["command"].replace(str(ROOT), ""), digest(ROOT / ".clang-tidy")]
            parts += sorted(digest(each) for each in {path, *made_from.get(made, []), *common})
            name = hashlib.sha256("\n".join(parts).encode()).hexdigest()
            found[str(path.relative_to(ROOT))] = stamps / name
    return found


def crash(done) -> str:
    """clang-tidy's own end, which is no finding: where it was. Other words for the same code help."""
    return f"{done.args[-1]}: clang-tidy was ended by signal {-done.returncode}\n{done.stderr[:2000]}"


def main() -> int:
    build, seconds = (ROOT / sys.argv[1]).resolve(), float(sys.argv[2])
    (build / "tidy").mkdir(exist_ok=True)
    order = newest_first()
    files = sources(build)
    waiting = [name for name in files if not files[name].exists()]
    waiting.sort(key=lambda name: order.get(name, -1))
    deadline = time.monotonic() + seconds if seconds else None

    def look(name: str):
        if deadline and time.monotonic() > deadline:
            return None
        command = ["clang-tidy-16", "--quiet", "-p", build / "tidy",
                   "--extra-arg=-Wno-unknown-warning-option", name]
        try:
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False,
                                  timeout=file_seconds_max)
        except subprocess.TimeoutExpired:
            told = f"{name}: clang-tidy was not done with it after {file_seconds_max} s\n"
            return subprocess.CompletedProcess(command, 1, told, "")
        if done.returncode == 0:
            files[name].touch()
        else:
            print(done.stdout + (crash(done) if done.returncode < 0 else ""), flush=True)
        return done

    with ThreadPoolExecutor(os.cpu_count()) as workers:
        results = list(workers.map(look, waiting))
    looked = [done for done in results if done is not None]
    bad = [done for done in looked if done.returncode != 0]
    later = len(waiting) - len(looked)
    print(f"{len(files)} files: {len(files) - len(waiting)} clean before, {len(looked)} looked at, "
          f"{len(bad)} with findings, {later} left for the next run")
    return 1 if bad else 0


sys.exit(main())
