"""How it is measured: processor time of a process and its workers, medians, and a table of what came out."""
import os
import statistics
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def processes(pid):
    """A process and all below it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += processes(int(child))
    return found


def cpu_seconds(pid):
    """Of the process and its workers so far, in the kernel and out of it."""
    ticks = 0
    for each in processes(pid):
        after_name = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        ticks += int(after_name[11]) + int(after_name[12])
    return ticks / TICKS


def memory(pid):
    """Resident megabytes, and how many of them are the process's own and not pages of files."""
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return tuple(int(lines[name].split()[0]) / 1024 for name in ("VmRSS", "RssAnon"))


def median(values):
    return statistics.median(values)


def number(value):
    """Three digits that count; thousands apart."""
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


class Table:
    """Rows of a measure, ours, the rival's, and ours by the rival's; medians of what every round gave."""

    def __init__(self, title, rival=""):
        self._head = (title, "Lianghu", rival, "ratio" if rival else "")
        self._rows = []

    def add(self, what, ours, rivals=()):
        """The ratio is the median of the rounds' own: both sides of a round meet the same machine."""
        ratio = median([a / b for a, b in zip(ours, rivals)]) if rivals else None
        self._rows.append((what, number(median(ours)), number(median(rivals)) if rivals else "",
                           f"{ratio:.2f}" if rivals else ""))

    def show(self):
        rows = [self._head, *self._rows]
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        print()
        for index, row in enumerate(rows):
            print("  ".join([row[0].ljust(widths[0])] +
                            [row[column].rjust(widths[column]) for column in (1, 2, 3)]).rstrip())
            if index == 0:
                print("-" * (sum(widths) + 6))
        print(flush=True)


def check(holds, what):
    if not holds:
        raise AssertionError(what)
