"""A roster into one branch by `lianghu import households`, and the same roster once more."""
import os
import subprocess
import time

import folders
from measure import Table, check


def timed(file, data, roster):
    """Seconds, and the most memory that it took in megabytes."""
    began = time.monotonic()
    with (data.parent / "import.log").open("w+b") as log:
        process = subprocess.Popen(
            [str(file), "import", "households", str(roster), "--data", str(data), "--organisation",
             folders.BRANCH_DIVISION, "--kind", "member"], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        log.seek(0)
        check(process.returncode == 0, f"the import failed:\n{log.read().decode()[:2000]}")
    return seconds, used.ru_maxrss / 1024


def branch_with(file, where, households):
    """The founded branch with the roster in it, and what the two imports took."""
    branch = folders.Branch(file, where / "branch")
    roster = where / "roster.csv"
    folders.write_roster(roster, households)
    first = timed(file, branch.data, roster)
    check(folders.count(branch.data, "households") == households, "not every household came in")
    entries = folders.count(branch.data, "journal_entries")
    second = timed(file, branch.data, roster)
    check(folders.count(branch.data, "households") == households, "the second import changed something")
    check(folders.count(branch.data, "journal_entries") == entries, "the second import is in the journal")
    return branch, first, second


def show(households, first, second):
    table = Table(f"import of {households:,} households from CSV")
    table.add("first time, s", [first[0]])
    table.add("households a second", [households / first[0]])
    table.add("the same again (nothing changes), s", [second[0]])
    table.add("memory at most, MB", [first[1]])
    table.show()
