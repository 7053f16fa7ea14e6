"""The pairing engine beside LEMON's preflow and networkx; how its time grows; what reading JSON adds."""
import collections
import subprocess
from pathlib import Path

import pairing_chart
from measure import Table, check, median

RIVAL = Path(__file__).resolve().parent / "networkx_rival.py"
TEN = (10_000, 2_000, 5, 5)
FIFTY = (50_000, 20_000, 1, 4)
SMALL = (1_000, 200, 5, 5)


def figures(*command, text=None):
    """What a program says, as lists by name."""
    done = subprocess.run([str(word) for word in command], input=text, capture_output=True, text=True,
                          check=False)
    check(done.returncode == 0, f"{command[0]}: {done.stderr[-500:]}")
    found = collections.defaultdict(list)
    for line in done.stdout.splitlines():
        name, value = line.split()
        found[name].append(float(value))
    return found


def milliseconds(values):
    return [value * 1000 for value in values]


def pool(speed, shape, rounds):
    found = figures(speed, "pool", *shape, rounds, "rival")
    households, helpers, least, most = shape
    room = least if least == most else f"{least} to {most}"
    table = Table(f"{households:,} x {helpers:,}, room {room}, lists of 10; ms", "LEMON preflow")
    table.add("lists joined", milliseconds(found["link"]))
    table.add("stable", milliseconds(found["stable"]))
    table.add("maximum coverage", milliseconds(found["coverage"]), milliseconds(found["lemon"]))
    table.add("  with both sides' preparation",
              milliseconds([a + b for a, b in zip(found["link"], found["coverage"])]),
              milliseconds([a + b for a, b in zip(found["lemon_build"], found["lemon"])]))
    table.add("the whole answer: repair, reasons, proof", milliseconds(found["answer"]))
    table.show()


def python_rival(speed, shape, rounds):
    text = subprocess.run([str(speed), "edges", *map(str, shape)], capture_output=True, text=True,
                          check=True).stdout
    ours, theirs = [], []
    for _ in range(rounds):
        found = figures(speed, "pool", *shape, 3)
        rival = figures("/usr/bin/python3", RIVAL, text=text)
        check(found["covered"][0] == rival["covered"][0], "networkx covers another number")
        ours.append(median(found["coverage"]))
        theirs += rival["networkx"]
    table = Table(f"{shape[0]:,} x {shape[1]:,}, maximum coverage; ms", "networkx")
    table.add("Hopcroft and Karp", milliseconds(ours), milliseconds(theirs))
    table.show()


def villages(speed, plan):
    table = Table(f"{plan.villages:,} villages of 40 households and 50 helpers, lists of 10")
    runs = [figures(speed, "villages", plan.villages, 2) for _ in range(plan.village_rounds)]
    seconds = [run["seconds"][0] for run in runs]
    table.add("joined, all stable, then all covered: processor s", seconds)
    table.add("  on two cores, s", [value / 2 for value in seconds])
    table.add("  for one village, µs", [value * 1e6 / plan.villages for value in seconds])
    table.add("joined, and the whole answer: processor s", [run["answer"][0] for run in runs])
    table.add("memory at most, MB", [run["memory"][0] for run in runs])
    table.add("  of a hundredth of them, MB", figures(speed, "villages", plan.villages // 100, 2)["memory"])
    table.show()


def reading(speed, plan):
    runs = [figures(speed, "read", plan.documents) for _ in range(plan.village_rounds)]

    def micro(*names):
        return [sum(run[name][0] for name in names) * 1e6 for run in runs]

    table = Table("a village as a line of JSON; µs", "solve()")
    table.add("from the line to the answer", micro("parse", "number", "answer"), micro("solve"))
    table.add("  the line into tokens", micro("parse"))
    table.add("  every check, names into numbers", micro("number"))
    table.add("  the whole answer, numbers into names", micro("answer"))
    table.add("writing the answer", micro("write"))
    table.show()


def chart(speed, plan, file):
    by_villages = [(count, median(figures(speed, "villages", count, 1)["seconds"]))
                   for count in plan.chart_villages]
    by_households = []
    for households in plan.chart_pools:
        found = figures(speed, "pool", households, households * 2 // 5, 1, 4, 3)
        by_households.append((households, median([a + b for a, b in zip(found["link"], found["answer"])])))
    file.write_text(pairing_chart.draw(by_villages, by_households), encoding="utf-8")
    for title, points in (("villages", by_villages), ("households in one pool", by_households)):
        table = Table(f"how time grows with {title}; ms")
        for count, seconds in points:
            table.add(f"{count:,}", [seconds * 1000])
        table.show()
    print(f"drawn in {file}")


def measure(speed, plan, file):
    for shape in plan.pools:
        pool(speed, shape, plan.pool_rounds)
    python_rival(speed, plan.python_pool, plan.village_rounds)
    villages(speed, plan)
    reading(speed, plan)
    chart(speed, plan, file)
