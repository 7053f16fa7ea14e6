"""What villagers send, durable when it is answered, beside the very same rows written by SQLite alone. At the
end the server is killed in the middle of it, and what it had answered must be there."""
import collections
import json
import re
import sqlite3
import statistics
import subprocess
import time

import fastify
import folders
from client import Server
from measure import Table, check, cpu_seconds

CONNECTIONS = 64
SUBMISSIONS_A_COMMIT = 64
# The first has a row for each submission.
TABLES = ("feedback", "feedback_codes", "idempotency_keys", "journal_entries", "journal_leaves",
          "journal_checkpoints", "journal_subtrees")


def send(tools, port, name, count, files, kill=None, kill_after=None):
    """What the client says of it, and the numbers that were accepted."""
    accepted = files["accepted"]
    client = subprocess.Popen(
        [str(tools / "post_forms"), str(port), str(CONNECTIONS), str(count), str(files["tokens"]),
         str(accepted), name],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        if kill:
            time.sleep(kill_after)
            kill()
        out, err = client.communicate(timeout=900)
    finally:
        client.kill()
    check(client.returncode == 0, f"post_forms: {err}")
    told = json.loads(out)
    check(not told["refused"], f"the server refused: {told['refused']}")
    return told, [int(line) for line in accepted.read_text().split()]


def check_kept(data, name, accepted):
    """Everything answered with 200 is there, once."""
    database = sqlite3.connect(f"file:{data}/lianghu.db?mode=ro", uri=True)
    try:
        messages = database.execute("SELECT message FROM feedback").fetchall()
    finally:
        database.close()
    tail = re.compile(f" {re.escape(name)}-([0-9]+)$")
    kept = collections.Counter(int(found[1]) for (message,) in messages if (found := tail.search(message)))
    lost = [number for number in accepted if number not in kept]
    twice = [number for number, times in kept.items() if times > 1]
    check(not lost, f"answered, but lost: {lost[:5]} ({len(lost)} of {len(accepted)})")
    check(not twice, f"there more than once: {twice[:5]}")
    return len(kept)


def ours(file, tools, folder, data, name, count, files):
    """One round of the server, on a fresh copy; when it ends, every row is in the database."""
    folders.settled_copy(folder.data, data)
    server = Server(file, data, ["--quiet"])
    try:
        server.start()
        before = cpu_seconds(server.pid)
        told, accepted = send(tools, server.port, name, count, files)
        cpu = cpu_seconds(server.pid) - before
        server.terminate()
    finally:
        server.kill()
    check(len(accepted) == count, f"only {len(accepted)} of {count} were answered")
    check(check_kept(data, name, accepted) == count, "there are more than were sent")
    return {"a_second": count / told["seconds"], "p50_ms": told["p50_ms"], "p99_ms": told["p99_ms"],
            "cpu_us": cpu / count * 1e6, "client": told["cpu_seconds"] / told["seconds"]}


def rivals(tools, folder, data, after):
    """The rows by which `after` is ahead of the folder, written into a fresh copy by SQLite alone."""
    folders.settled_copy(folder.data, data)
    told = json.loads(folders.run(tools / "raw_sqlite", data / "lianghu.db", after / "lianghu.db",
                                  SUBMISSIONS_A_COMMIT, *TABLES))
    for table in TABLES:
        check(folders.count(data, table) == folders.count(after, table), f"the rival left out {table}")
    return told


def beside_node(file, tools, folder, place, count, files, plan):
    """The application in Node with our four rows, and with one of its own; ours and theirs in turns."""
    def forms(port):
        told, accepted = send(tools, port, "node", count, files)
        check(len(accepted) == count, f"Fastify answered only {len(accepted)} of {count}")
        return told, count
    our_rounds, rounds = [], {rows: [] for rows in fastify.TABLES}
    for number in range(plan.rounds):
        our_rounds.append(ours(file, tools, folder, place / "ours", f"beside-{number}", count, files))
        for rows, theirs in rounds.items():
            theirs.append(fastify.take(folder, place / "node", rows, forms))
    for rows, words in (("4", "the same four rows there"), ("1", "one row a form there")):
        table = Table(f"feedback, {folder.name}, {words}", "Fastify")
        for what, key in (("submissions a second", "a_second"), ("p99, ms", "p99_ms")):
            table.add(what, [each[key] for each in our_rounds], [each[key] for each in rounds[rows]])
        table.show()


def killed(file, tools, folder, data, count, files, seconds):
    folders.settled_copy(folder.data, data)
    server = Server(file, data, ["--quiet"])
    try:
        server.start()
        told, accepted = send(tools, server.port, "killed", count, files, server.kill, seconds)
        check(0 < len(accepted) < count, f"not killed in the middle: {len(accepted)} of {count} answered")
        server.verify_journal()
        check_kept(data, "killed", accepted)
        return len(accepted), told["begun"]
    finally:
        server.kill()


def measure(file, tools, folder, where, plan):
    place = where / f"feedback-{folder.data.name}"
    place.mkdir()
    files = {"tokens": place / "tokens.txt", "accepted": place / "accepted.txt"}
    files["tokens"].write_text("".join(f"{token}\n" for token in folder.tokens))
    count = plan.forms  # more than are taken unmarked at one plaque of the demo; nothing is refused there
    our_rounds, raw_rounds = [], []
    for number in range(plan.rounds):
        our_rounds.append(ours(file, tools, folder, place / "ours", f"round-{number}", count, files))
        raw_rounds.append(rivals(tools, folder, place / "raw", place / "ours"))
        check(raw_rounds[-1]["submissions"] == count, "the rival wrote another number of submissions")
    raw = raw_rounds[-1]
    seconds = min(plan.kill_after, 0.4 * count / statistics.median(each["a_second"] for each in our_rounds))
    kept, begun = killed(file, tools, folder, place / "killed", count, files, seconds)
    table = Table(f"feedback, {folder.name}, {count:,} submissions a round", "SQLite")
    table.add("submissions a second", [each["a_second"] for each in our_rounds],
              [each["submissions"] / each["seconds"] for each in raw_rounds])
    for what, key in (("p50, ms", "p50_ms"), ("p99, ms", "p99_ms"),
                      ("server's processor time a submission, µs", "cpu_us")):
        table.add(what, [each[key] for each in our_rounds])
    table.add("the client's share of one core, %", [each["client"] * 100 for each in our_rounds])
    table.add("rows a submission", [raw["rows"] / count])
    table.add("bytes in them", [raw["bytes"] / count])
    table.show()
    print(f"killed in the middle: {kept:,} answered of {begun:,} begun, none lost, the journal verifies\n",
          flush=True)
    if plan.fastify and fastify.is_there():
        beside_node(file, tools, folder, place, count, files, plan)
